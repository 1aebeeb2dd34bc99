import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import manifest from '../package.json' with { type: 'json' }

const root = fileURLToPath(new URL('..', import.meta.url))
const require = createRequire(import.meta.url)

// npm tells its scripts where they belong; the npm below works elsewhere.
const own = /^(VITEST|NODE_ENV|NODE_OPTIONS|npm_(?!config_(registry|cache|userconfig)$))/
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))

let project: string
let tarball: string
const installed = () => join(project, 'node_modules', 'contract-doubles')

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'contract-doubles-'))
  const packed = await run('npm', ['pack', '--ignore-scripts', '--pack-destination', project], root)
  tarball = join(project, packed.stdout.trim().split('\n').at(-1) ?? '')
  await writeProject()
  const install = 'install --ignore-scripts --prefer-offline --no-audit --no-fund'
  const { code, stderr } = await run('npm', install.split(' '))
  expect(code, stderr).toBe(0)
}, 180_000)

afterAll(() => rm(project, { recursive: true, force: true }))

/**
 * The project of somebody who installs the tarball beside msw. Its lock file is ours: npm then needs no registry's
 * word on any version, and finds every tarball by its checksum in the cache that `npm ci` has just filled. Copying
 * our node_modules would be no quicker, linking them would let the package import what it does not declare.
 */
async function writeProject(): Promise<void> {
  const { msw, '@types/node': node } = manifest.devDependencies
  const dependencies = { 'contract-doubles': `file:${tarball}`, msw, '@types/node': node }
  const itself = { private: true, type: 'module', dependencies }
  const lock: Lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))
  const packages = Object.entries(lock.packages)
    .filter(([path, { link = false }]) => path.startsWith('node_modules/') && !link)
    .map(([path, entry]) => [path, { resolved: urlOf(path, entry), ...entry }])
  const ours = { ...lock, packages: { '': itself, ...Object.fromEntries(packages) } }
  await write('package.json', JSON.stringify(itself))
  await write('package-lock.json', JSON.stringify(ours))
}

/** For a lock file that was written without addresses; npm puts the configured registry's in its place. */
function urlOf(path: string, { name = path.split('node_modules/').at(-1) ?? '', version }: Entry) {
  return `https://registry.npmjs.org/${name}/-/${name.split('/').at(-1)}-${version}.tgz`
}

type Entry = { readonly version?: string; readonly name?: string; readonly link?: boolean }
type Lock = { readonly packages: Readonly<Record<string, Entry>> }

const write = (file: string, text: string) => writeFile(join(project, file), text)

/** Never rejects: what a command says is worth more than that it failed. One that hangs is stopped. */
function run(command: string, args: readonly string[], cwd = project) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>(done => {
    const options = { cwd, env, timeout: 150_000 }
    const child = execFile(command, args, options, (_, stdout, stderr) =>
      done({ code: child.exitCode, stdout, stderr }),
    )
  })
}

describe('the tarball', { timeout: 60_000 }, () => {
  it('holds what was built, and nothing else', async () => {
    const entries = await readdir(installed(), { recursive: true, withFileTypes: true })
    const files = entries
      .filter(entry => entry.isFile())
      .map(entry => relative(installed(), join(entry.parentPath, entry.name)))
    const beside = files.filter(file => !file.startsWith('dist/'))
    expect(beside.toSorted()).toEqual(['LICENSE', 'README.md', 'package.json'])
    const viewer = files.filter(file => file.startsWith('dist/server/swagger-ui/'))
    expect(viewer.map(file => basename(file)).toSorted()).toEqual([
      'LICENSE',
      'NOTICE',
      'swagger-ui-bundle.js',
      'swagger-ui-bundle.js.LICENSE.txt',
      'swagger-ui-standalone-preset.js',
      'swagger-ui-standalone-preset.js.LICENSE.txt',
      'swagger-ui.css',
    ])
    const built = files.filter(file => file.startsWith('dist/') && !viewer.includes(file))
    const folders = 'contract|factories|fixtures|handlers|server'
    const wanted = new RegExp(`^dist/(${folders})/([a-z0-9-]+/)*[a-z0-9-]+\\.(js|js\\.map|d\\.ts)$`)
    expect(built.filter(file => !wanted.test(file))).toEqual([])
  })

  it('pleases publint', async () => {
    const { messages } = await publint({ pkgDir: installed(), pack: false, strict: true })
    expect(messages).toEqual([])
  })

  it('has right types for every ESM resolution, says attw', async () => {
    const attw = dirname(require.resolve('@arethetypeswrong/cli/package.json'))
    const flags = ['--profile', 'esm-only', '--format', 'ascii', '--no-definitely-typed']
    const command = [join(attw, 'dist/index.js'), tarball, ...flags]
    const { code, stdout } = await run(process.execPath, command)
    expect(code, stdout).toBe(0)
    expect(stdout).toContain('"contract-doubles/overplane"')
  })
})

describe('an ESM project', { timeout: 60_000 }, () => {
  it('imports exactly the public names', async () => {
    await write(
      'names.js',
      `import manifest from 'contract-doubles/package.json' with { type: 'json' }
      const names = { manifest: manifest.name }
      for (const door of Object.keys(manifest.exports).filter(door => !door.endsWith('.json'))) {
        names[door] = Object.keys(await import('contract-doubles' + door.slice(1))).sort()
      }
      console.log(JSON.stringify(names))`,
    )
    const { stdout, stderr } = await run(process.execPath, ['names.js'])
    expect(JSON.parse(stdout || '{}'), stderr).toEqual({
      manifest: 'contract-doubles',
      '.': ['createDoubles', 'createOberplan', 'createOverplane', 'createPterodactyl'],
      './overplane': ['createOverplane'],
      './pterodactyl': ['createPterodactyl'],
      './oberplan': ['createOberplan'],
      './factories': ['createFactories'],
      './fixtures': ['demo', 'documented', 'empty'],
      './verify': ['Unverifiable', 'suites', 'toJUnit', 'toJson', 'toMarkdown', 'toText', 'verify'],
      './server': ['createHttpServer', 'serve'],
    })
  })

  it('compiles against types that are types', async () => {
    await write(
      'uses.ts',
      `import { createOverplane, type Double, type WorldChoice } from 'contract-doubles'
      import { createFactories, type Factory } from 'contract-doubles/factories'
      import { demo, type World } from 'contract-doubles/fixtures'
      import type { Oberplan } from 'contract-doubles/oberplan'
      import type { Overplane } from 'contract-doubles/overplane'
      import manifest from 'contract-doubles/package.json' with { type: 'json' }
      import type { Pterodactyl } from 'contract-doubles/pterodactyl'
      import { type Served, serve } from 'contract-doubles/server'
      import { type Report, suites, verify } from 'contract-doubles/verify'

      export const body: Overplane['createUser']['body'] = { email: 'a@b.c', first_name: 'Ada' }
      export const page: Pterodactyl['listUsers']['query'] = { page: 2 }
      export const me: Oberplan['deleteAccount']['query'] = { me: '1' }
      export const named: [string, World] = [manifest.name, demo]
      export const start: (...args: Parameters<typeof serve>) => Promise<Served> = serve
      export const hold = (): Promise<Report> => verify(suites.oberplan, fetch, { readOnly: true })
      const { overplaneUser } = createFactories({ seed: 1 })
      export const make: Factory<ReturnType<typeof overplaneUser>> = overplaneUser
      const { db, ...rest } = createOverplane({ world: demo })
      export const whole: Double<typeof db, WorldChoice> = { ...rest, db }

      // @ts-expect-error: an email is text in a body,
      body.email = 5
      // @ts-expect-error: in a factory,
      overplaneUser({ email: 5 })
      // @ts-expect-error: and in the database
      db.user.create({ email: 5 })`,
    )
    const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc')
    const flags = '--strict --noEmit --module nodenext --lib es2023,dom,dom.iterable --types node'
    const { stdout } = await run(process.execPath, [tsc, ...flags.split(' '), 'uses.ts'])
    // Libraries are checked too. @mswjs/data has a fault of its own, which nobody else has to answer for.
    expect(stdout.trim().split('\n')).toEqual([
      expect.stringMatching(/^node_modules\/@mswjs\/data\/lib\/query\/queryTypes.*TS2344/),
    ])
  })

  it('starts the server by its command, and stops it by a signal', async () => {
    const command = join(project, 'node_modules/.bin/contract-doubles')
    const server = spawn(command, ['--port', '0'], { cwd: project, env })
    try {
      let output = ''
      server.stdout.on('data', chunk => {
        output += chunk
      })
      const address = /listening on (http:\/\/127\.0\.0\.1:\d+)/
      await expect.poll(() => output, { timeout: 30_000 }).toMatch(address)
      const response = await fetch(`${address.exec(output)?.[1]}/api/core/user/user_abc123`, {
        headers: { Authorization: 'Bearer sk_test_1' },
      })
      expect(await response.json()).toMatchObject({ id: 'user_abc123' })
      const style = await fetch(`${address.exec(output)?.[1]}/__admin/docs/swagger-ui.css`)
      expect(await style.text()).toContain('.swagger-ui')
      server.kill('SIGTERM')
      expect(await once(server, 'close')).toEqual([0, null])
    } finally {
      server.kill('SIGKILL')
    }
  })

  it('bundles a double for a browser without faker, the server, and anything of Node', async () => {
    const { metafile } = await build({
      stdin: { contents: "export * from 'contract-doubles/overplane'", resolveDir: project },
      absWorkingDir: project,
      external: ['msw', '@mswjs/data'],
      ...{ bundle: true, format: 'esm', platform: 'browser', metafile: true, write: false },
    })
    const inputs = Object.keys(metafile.inputs)
    expect(inputs).toContain('node_modules/contract-doubles/dist/handlers/overplane/index.js')
    expect(inputs.filter(path => /\/dist\/server\/|faker|^node:/.test(path))).toEqual([])
    const imports = Object.values(metafile.outputs).flatMap(output => output.imports)
    const outside = ['@mswjs/data', '@mswjs/data/lib/glossary.js', 'msw']
    expect(new Set(imports.map(({ path }) => path))).toEqual(new Set(outside))
  })
})
