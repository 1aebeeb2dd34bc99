// Runs what depends on the version of Node.js on each of these, as the npm registry's `node` package has them:
// the transports, the package and the examples, from Node.js 22 on with msw 3 too.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

const versions = process.argv.length > 2 ? process.argv.slice(2) : ['22', '24']
const files = [
  'test/transports.test.ts',
  'test/transports-socket.test.ts',
  'test/transports-browser.test.ts',
  'test/contract/handlers.test.ts',
  'test/package.test.ts',
  'test/examples.test.ts',
  'test/examples-playwright.test.ts',
]

// Its own lock file has no place for what Node.js 20 does not run.
spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', 'msw-3@npm:msw@^3.0.5'], {
  stdio: 'inherit',
})

const rows = versions.map(version => {
  const node = installed(version)
  const start = performance.now()
  run(node, 'npm', ['run', 'build'])
  const { status, stdout } = run(node, node.path, [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...files,
  ])
  const [tally = 'no tests'] = stdout.match(/^\d+ passed, \d+ failed.*$/m) ?? []
  const seconds = Math.round((performance.now() - start) / 1000)
  return { name: node.name, isGood: status === 0, tally, seconds }
})

for (const { name, isGood, tally, seconds } of rows) {
  process.stdout.write(`${isGood ? 'good' : 'BAD '} Node.js ${name}: ${tally}, ${seconds} s\n`)
}
process.exitCode = rows.every(({ isGood }) => isGood) ? 0 : 1

/** In a folder of its own, which neither git nor the tests' programs know. */
function installed(version) {
  const folder = resolve('node_modules/.cache/nodes', version)
  const flags = ['--no-audit', '--no-fund', '--no-save', '--no-package-lock']
  spawnSync('npm', ['install', '--prefix', folder, ...flags, `node@${version}`], {
    stdio: 'inherit',
  })
  const bin = join(folder, 'node_modules/node/bin')
  const path = join(bin, 'node')
  if (!existsSync(path)) {
    throw new Error(
      `Failed to install "node@${version}": there is no ${path}. Let npm run the install script of "node", or name another version.`,
    )
  }
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return { bin, path, name: stdout.trim() }
}

/** With this Node.js for everything that is started; its output is shown, and given back. */
function run({ bin, name }, command, args) {
  process.stdout.write(`\nNode.js ${name}: ${command} ${args.join(' ')}\n`)
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` }
  const result = spawnSync(command, args, { env, encoding: 'utf8', maxBuffer: 2 ** 26 })
  process.stdout.write(result.stdout + result.stderr)
  return result
}
