import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { build } from 'esbuild'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { names, suite, uses } from './package/programs.ts'
import { createProject, env, type Project } from './package/project.ts'

const require = createRequire(import.meta.url)
const vitest = dirname(require.resolve('vitest/package.json'))

let project: Project

beforeAll(async () => {
  project = await createProject()
})

afterAll(() => project.remove())

/** What the compiler says of a file of the project, in strict mode. Libraries are checked too. */
async function compile(file: string): Promise<string[]> {
  const flags = '--strict --noEmit --module nodenext --lib es2023,dom,dom.iterable --types node'
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc')
  const { stdout } = await project.run(process.execPath, [tsc, ...flags.split(' '), file])
  return stdout.trim().split('\n')
}

/** @mswjs/data has a fault of its own, which nobody else has to answer for. */
const faults = [
  expect.stringMatching(/^node_modules\/@mswjs\/data\/lib\/query\/queryTypes.*TS2344/),
]

describe('the tarball', () => {
  it('holds what was built, and nothing else', async () => {
    const entries = await readdir(project.installed, { recursive: true, withFileTypes: true })
    const files = entries
      .filter(entry => entry.isFile())
      .map(entry => relative(project.installed, join(entry.parentPath, entry.name)))
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
    const { messages } = await publint({ pkgDir: project.installed, pack: false, strict: true })
    expect(messages).toEqual([])
  })

  it('has right types for every ESM resolution, says attw', async () => {
    const flags = ['--profile', 'esm-only', '--format', 'ascii', '--no-definitely-typed']
    const attw = dirname(require.resolve('@arethetypeswrong/cli/package.json'))
    const command = [join(attw, 'dist/index.js'), project.tarball, ...flags]
    const { code, stdout } = await project.run(process.execPath, command)
    expect(code, stdout).toBe(0)
    expect(stdout).toContain('"contract-doubles/overplane"')
  })
})

describe('an ESM project', () => {
  it('imports exactly the public names', async () => {
    await project.write('names.js', names)
    const { stdout, stderr } = await project.run(process.execPath, ['names.js'])
    expect(JSON.parse(stdout || '{}'), stderr).toEqual({
      manifest: 'contract-doubles',
      '.': [
        ...['createDoubles', 'createOberplan', 'createOverplane', 'createPterodactyl'],
        'unhandled',
      ],
      './overplane': ['createOverplane'],
      './pterodactyl': ['createPterodactyl'],
      './oberplan': ['createOberplan'],
      './browser': ['startWorker'], // a server that renders pages may import it
      './factories': ['createFactories'],
      './fixtures': ['demo', 'documented', 'empty'],
      './verify': ['Unverifiable', 'suites', 'toJUnit', 'toJson', 'toMarkdown', 'toText', 'verify'],
      './server': ['createHttpServer', 'serve'],
      './matchers': ['matchers'],
      './vitest': 'ERR_MODULE_NOT_FOUND', // vitest is not installed, and does not come along
    })
  })

  it('compiles against types that are types', async () => {
    await project.write('uses.ts', uses)
    expect(await compile('uses.ts')).toEqual(faults)
  })

  it('starts the server by its command, and stops it by a signal', async () => {
    const command = join(project.folder, 'node_modules/.bin/contract-doubles')
    const server = spawn(command, ['--port', '0'], { cwd: project.folder, env })
    try {
      let output = ''
      server.stdout.on('data', chunk => {
        output += chunk
      })
      const address = /listening on (http:\/\/127\.0\.0\.1:\d+)/
      await expect.poll(() => output).toMatch(address)
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
      stdin: { contents: "export * from 'contract-doubles/overplane'", resolveDir: project.folder },
      absWorkingDir: project.folder,
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

describe('a project with Vitest', () => {
  beforeAll(() => symlink(vitest, join(project.folder, 'node_modules/vitest')))

  it('compiles against the types of the matchers, and runs them', async () => {
    await project.write('matchers.test.ts', suite)
    expect(await compile('matchers.test.ts')).toEqual(faults)
    const command = [join(vitest, 'vitest.mjs'), 'run']
    const { code, stdout, stderr } = await project.run(process.execPath, command)
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toContain('1 passed')
  })

  it('keeps the import that only registers the matchers when it is bundled', async () => {
    const { outputFiles } = await build({
      stdin: { contents: "import 'contract-doubles/vitest'", resolveDir: project.folder },
      absWorkingDir: project.folder,
      external: ['vitest'],
      ...{ bundle: true, format: 'esm', write: false },
    })
    expect(outputFiles[0]?.text).toContain('expect.extend(matchers)')
  })
})
