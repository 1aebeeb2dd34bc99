import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, rename, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, transform } from 'esbuild'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadedAtOnce } from './package/loaded.ts'
import { declared, endToEnd, jestSuite, mixed, names, suite, uses } from './package/programs.ts'
import { createProject, env, type Project } from './package/project.ts'

const require = createRequire(import.meta.url)
const modules = dirname(dirname(require.resolve('vitest/package.json')))
const vitest = join(modules, 'vitest')
const description = join(dirname(modules), 'examples/own-api/src/harbour.ts')

let project: Project

beforeAll(async () => {
  project = await createProject()
  await mkdir(join(project.folder, 'commonjs'))
  await project.write('commonjs/package.json', '{ "type": "commonjs" }')
})

afterAll(() => project.remove())

/** What the compiler of a package says of files of the project, in strict mode; libraries are checked too. */
async function compile(
  typescript: string,
  flags: string,
  files: readonly string[],
): Promise<string[]> {
  const lib = '--strict --target es2022 --lib es2023,dom,dom.iterable --esModuleInterop'
  const common = `${lib} --types node,jest --declaration --outDir declared`
  const command = [
    join(dirname(require.resolve(`${typescript}/package.json`)), 'bin/tsc'),
    ...`${common} ${flags}`.split(' '),
    ...files,
  ]
  const { stdout } = await project.run(process.execPath, command)
  // In CommonJS msw's own types name ES modules.
  const faults = /^node_modules\/(msw|rettime|@mswjs\/interceptors)\//
  const lines = stdout.trim().split('\n')
  return lines.filter(line => line !== '' && !faults.test(line))
}

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
      'swagger-ui-bundle.js.LICENSE.txt',
      'swagger-ui-bundle.js.gz',
      'swagger-ui-standalone-preset.js.LICENSE.txt',
      'swagger-ui-standalone-preset.js.gz',
      'swagger-ui.css.gz',
    ])
    const built = files.filter(file => file.startsWith('dist/') && !viewer.includes(file))
    const folders = '(contract|factories|fixtures|handlers|inspector|server)/'
    const wanted = new RegExp(
      `^dist/(cjs/)?${folders}([a-z0-9-]+/)*[a-z0-9-]+(\\.json)?\\.(js|d\\.ts)$`,
    )
    const bundled = /^dist\/(server\/(bin|command-[\w-]+)\.cjs|chunks\/[\w.-]+\.js)$/
    expect(built.some(file => bundled.test(file))).toBe(true)
    const inspector = built.filter(file => file.startsWith('dist/inspector/'))
    expect(inspector.toSorted()).toEqual([
      'dist/inspector/drawer.js',
      'dist/inspector/page.css',
      'dist/inspector/page.js',
      'dist/inspector/panel.js',
      'dist/inspector/panel/mount.d.ts',
    ])
    const others = built.filter(
      file => !wanted.test(file) && !bundled.test(file) && !inspector.includes(file),
    )
    expect(others.toSorted()).toEqual(['dist/THIRD-PARTY-NOTICES.txt', 'dist/cjs/package.json'])
  })

  it('brings what is built in along, with its licenses, and has npm install none of it', async () => {
    const builtIn = ['@mswjs/data', 'dlv', 'dset', 'outvariant']
    const notices = await readFile(join(project.installed, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8')
    for (const name of [...builtIn, '@faker-js/faker', 'strict-event-emitter']) {
      expect(notices).toMatch(
        new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((MIT|BSD-3-Clause)\\)$`, 'm'),
      )
    }
    // msw itself has the last one installed.
    const away = builtIn.slice(0, -1)
    const there = await readdir(join(project.folder, 'node_modules'), { recursive: true })
    expect(there.filter(path => away.includes(path))).toEqual([])
  })

  it('names Vitest as an optional peer without a range, since npm 10 fails at one that has Vitest 4 in it', async () => {
    const text = await readFile(join(project.installed, 'package.json'), 'utf8')
    const { peerDependencies, peerDependenciesMeta } = JSON.parse(text)
    // Without a range it is of any version for pnpm and Yarn, and nothing for npm.
    expect(peerDependencies).not.toHaveProperty('vitest')
    expect(peerDependenciesMeta).toMatchObject({ vitest: { optional: true } })
  })

  it('pleases publint', async () => {
    const { messages } = await publint({ pkgDir: project.installed, pack: false, strict: true })
    expect(messages).toEqual([])
  })

  it('has right types for every resolution, says attw', async () => {
    const attw = dirname(require.resolve('@arethetypeswrong/cli/package.json'))
    const flags = ['--profile', 'strict', '--format', 'ascii', '--no-definitely-typed']
    const command = [join(attw, 'dist/index.js'), project.tarball, ...flags]
    const { code, stdout } = await project.run(process.execPath, command)
    expect(code, stdout).toBe(0)
    expect(stdout).toContain('"contract-doubles/overplane"')
  })

  it('leads to no file of the repository that it lacks', async () => {
    const readme = await readFile(join(project.installed, 'README.md'), 'utf8')
    const links = [...readme.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, to = '']) => to)
    expect(links.length).toBeGreaterThan(5)
    expect(links.filter(to => !to.startsWith('https://'))).toEqual([])
  })
})

/** The public names of each door. */
const publicNames = {
  manifest: 'contract-doubles',
  '.': [
    ...['apis', 'createDoubles', 'createOberplan', 'createOverplane', 'createPterodactyl'],
    'unhandled',
  ],
  './overplane': ['createOverplane', 'overplane'],
  './pterodactyl': ['createPterodactyl', 'pterodactyl'],
  './oberplan': ['createOberplan', 'oberplan'],
  './define': [
    ...[
      'Refused',
      'alike',
      'always',
      'bodiesOf',
      'breach',
      'createDoublesOf',
      'creating',
      'credentialsIn',
      'defineApi',
    ],
    ...['defineConfig', 'defineDialect', 'entity', 'found', 'malformed', 'named', 'operations'],
    ...[
      'optionally',
      'parameter',
      'parse',
      'perEntity',
      'readJson',
      'readQuery',
      'reading',
      'say',
      'whole',
      'wholeNumber',
      'worded',
    ],
  ],
  './browser': ['startWorker'], // a server that renders pages may import it
  './inspector': ['mountInspector'],
  './factories': ['createFactories'],
  './fixtures': ['demo', 'documented', 'empty'],
  './demo': ['demo'],
  './data': [
    ...['DATABASE_INSTANCE', 'ENTITY_TYPE', 'PRIMARY_KEY', 'drop', 'factory', 'identity'],
    ...['manyOf', 'nullable', 'oneOf', 'primaryKey'],
  ],
  './testing': ['createWatch', 'isolate'],
  './verify': ['Unverifiable', 'suites', 'toJUnit', 'toJson', 'toMarkdown', 'toText', 'verify'],
  './server': ['createHttpServer', 'serve'],
  './client': ['createControlClient'],
  './matchers': ['matchers'],
  // No runner is installed, and none comes along.
  './vitest': 'ERR_MODULE_NOT_FOUND',
  './jest': 'ERR_MODULE_NOT_FOUND',
  './playwright': 'ERR_MODULE_NOT_FOUND',
}

describe('an ESM project', () => {
  it('imports exactly the public names', async () => {
    await project.write('names.cjs', names('import'))
    const { stdout, stderr } = await project.run(process.execPath, ['names.cjs'])
    expect(JSON.parse(stdout || '{}'), stderr).toEqual(publicNames)
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
    const { metafile } = await bundled("export * from 'contract-doubles/overplane'")
    const inputs = Object.keys(metafile.inputs)
    expect(inputs).toContain('node_modules/contract-doubles/dist/handlers/overplane/index.js')
    expect(inputs.filter(path => /\/dist\/server\/|faker|^node:/.test(path))).toEqual([])
    const imports = Object.values(metafile.outputs).flatMap(output => output.imports)
    const outside = imports.filter(({ external }) => external).map(({ path }) => path)
    expect(new Set(outside)).toEqual(new Set(['msw']))
  })

  it('has a page that splits its code load what it takes from the root, and no other API', async () => {
    const { metafile } = await bundled("export { createOverplane } from 'contract-doubles'")
    const files = loadedAtOnce(metafile.outputs, 'page/stdin.js').flatMap(path =>
      Object.entries(metafile.outputs[path]?.inputs ?? {}),
    )
    const loaded = files.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path)
    expect(loaded.some(path => /\/chunks\/overplane-/.test(path))).toBe(true)
    expect(loaded.filter(path => /oberplan|pterodactyl/.test(path))).toEqual([])
  })
})

describe('a project with an API of its own', () => {
  const command = () => join(project.installed, 'dist/server/bin.cjs')
  const own = (args: string, folder = 'own') =>
    project.run('sh', ['-c', `cd ${folder} && exec node ${command()} ${args}`])

  beforeAll(async () => {
    const harbour = await readFile(description, 'utf8')
    const config = "import { defineConfig } from 'contract-doubles/define'\n"
    for (const [folder, type] of [
      ['own', 'module'],
      ['own-commonjs', 'commonjs'],
    ]) {
      await mkdir(join(project.folder, `${folder}`))
      await project.write(`${folder}/package.json`, JSON.stringify({ type }))
      await project.write(`${folder}/harbour.ts`, harbour)
      await project.write(
        `${folder}/contract-doubles.config.ts`,
        `${config}import { harbour } from './harbour.ts'\nexport default defineConfig({ apis: { harbour } })\n`,
      )
    }
    const { code } = await transform(harbour, { loader: 'ts' })
    await project.write('own/harbour.mjs', code)
    await project.write(
      'own/plain.mjs',
      `${config}import { harbour } from './harbour.mjs'\nglobalThis.tell?.(defineConfig)\nexport default defineConfig({ apis: { harbour } })\n`,
    )
  })

  it('needs no more than Node.js for a configuration in JavaScript', async () => {
    const { code, stdout, stderr } = await own('openapi harbour --config plain.mjs')
    expect(code, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ info: { title: 'Harbour' } })
  })

  it('hears of tsx where Node.js reads no TypeScript', async () => {
    const { code, stderr } = await own('openapi harbour')
    if (Reflect.get(process.features, 'typescript')) expect(code, stderr).toBe(0)
    else {
      expect([code, stderr]).toEqual([2, expect.stringMatching(/^Failed to load "\/\S+": .*\n$/)])
      expect(stderr).toContain('Install tsx beside it (npm install --save-dev tsx)')
    }
  })

  describe('and with tsx', () => {
    beforeAll(() => link('tsx'))

    it.each(['own', 'own-commonjs'])('has its TypeScript read: %s', async folder => {
      const { code, stdout, stderr } = await own('openapi harbour', folder)
      expect(code, stderr).toBe(0)
      const { components } = JSON.parse(stdout)
      // The words of the description are there: those who wrote them down are those who read them.
      expect(components.schemas.Booking.properties.boat.description).toBe('The name of the boat.')
    })

    it.each(['own', 'own-commonjs'])('is served, verified and refused: %s', async folder => {
      const server = spawn('node', [command(), '-p', '0'], {
        cwd: join(project.folder, folder),
        env,
      })
      try {
        let output = ''
        server.stdout.on('data', chunk => {
          output += chunk
        })
        const address = /Harbour {2}(http:\/\/127\.0\.0\.1:\d+\/v2)/
        await expect.poll(() => output).toMatch(address)
        const base = address.exec(output)?.[1]
        expect((await fetch(`${base}/bookings`)).status).toBe(401)
        const { code, stdout, stderr } = await own(`verify harbour --url ${base}`, folder)
        expect(code, stdout + stderr).toBe(0)
        expect(stdout).toContain('0 breaches')
      } finally {
        server.kill('SIGKILL')
      }
    })

    it('gets the kernel of the command, and no other', async () => {
      await project.write(
        'own/probe.mjs',
        `import * as kernel from ${JSON.stringify(join(project.installed, 'dist/contract/define.js'))}
globalThis.tell = defineConfig => console.log(defineConfig === kernel.defineConfig)`,
      )
      await project.write(
        'own/typed.ts',
        "import { defineConfig } from 'contract-doubles/define'\nimport { harbour } from './harbour.ts'\nReflect.get(globalThis, 'tell')(defineConfig)\nexport default defineConfig({ apis: { harbour } })\n",
      )
      for (const file of ['plain.mjs', 'typed.ts']) {
        const line = `cd own && exec node --import ./probe.mjs ${command()} --help --config ${file}`
        const { stdout, stderr } = await project.run('sh', ['-c', line])
        expect(stdout, stderr).toMatch(/^true\n/)
      }
    })
  })

  it('hears of what it lacks for pacts', async () => {
    const pact = {
      consumer: { name: 'web' },
      provider: { name: 'Harbour' },
      interactions: [
        {
          description: 'the bookings',
          request: { method: 'GET', path: '/v2/bookings' },
          response: { status: 200 },
        },
      ],
    }
    await project.write('own/pact.json', JSON.stringify(pact))
    const { code, stderr } = await own('pact check pact.json --config plain.mjs')
    expect([code, stderr]).toEqual([
      2,
      'Failed to check a pact: "@pactflow/openapi-pact-comparator" is not installed. Install it beside contract-doubles (npm install --save-dev @pactflow/openapi-pact-comparator).\n',
    ])
  })

  it('is told where the command is of another installation', async () => {
    const other = join(dirname(modules), 'dist/server/bin.cjs')
    const line = `cd own && exec node ${other} openapi harbour --config plain.mjs`
    const { code, stderr } = await project.run('sh', ['-c', line])
    expect(code).toBe(2)
    expect(stderr).toBe(
      `Failed to read "plain.mjs": it takes the contract-doubles of ${project.installed}, and this command is the one of ${dirname(modules)}. Run the one that is installed there, as in npx contract-doubles.\n`,
    )
  })

  it('has types that it can declare, as ES modules and as CommonJS', async () => {
    const files = ['own', 'own-commonjs'].map(folder => `${folder}/contract-doubles.config.ts`)
    const flags =
      '--module nodenext --types node --allowImportingTsExtensions --emitDeclarationOnly'
    expect(await compile('typescript', flags, files)).toEqual([])
  })

  it('bundles it for a browser as light as ours', async () => {
    const harbour = join(project.folder, 'own/harbour.ts')
    const { metafile, outputFiles } = await bundled(`export * from ${JSON.stringify(harbour)}`)
    const loaded = loadedAtOnce(metafile.outputs, 'page/stdin.js').map(path => basename(path))
    const files = outputFiles.filter(({ path }) => loaded.includes(basename(path)))
    const { length } = gzipSync(Buffer.concat(files.map(({ contents }) => contents)))
    expect(length).toBeLessThan(58_000)
  })
})

describe('a CommonJS project', () => {
  it('requires exactly the public names', async () => {
    await project.write('commonjs/names.js', names('require'))
    const { stdout, stderr } = await project.run(process.execPath, ['commonjs/names.js'])
    const missing = 'MODULE_NOT_FOUND'
    const wanted = {
      ...publicNames,
      ...{ './vitest': missing, './jest': missing, './playwright': missing },
    }
    expect(JSON.parse(stdout || '{}'), stderr).toEqual(wanted)
  })

  it('runs what it requires, and what it imports beside it', async () => {
    await project.write('commonjs/mixed.js', mixed)
    const { stdout, stderr } = await project.run(process.execPath, ['commonjs/mixed.js'])
    expect(JSON.parse(stdout || '[]'), stderr).toEqual([
      ...[61, expect.stringContaining('GET /api/core/user ("user" for "usr")')],
      ...['3.1.0', 1, 200, true, 0, 'error'],
    ])
  })
})

describe('a project with Vitest', () => {
  beforeAll(async () => {
    await link('vitest')
    await project.write('matchers.test.ts', suite)
  })

  it.each(['forks', 'vmForks', 'vmThreads'])('runs them in its pool "%s"', async pool => {
    const command = [join(vitest, 'vitest.mjs'), 'run', '--pool', pool, '--exclude', 'commonjs/**']
    const { code, stdout, stderr } = await project.run(process.execPath, command)
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toContain('3 passed')
  })

  it.each([
    ['vmThreads', 'jsdom'],
    ['vmForks', 'happy-dom'],
  ])('runs them in its pool "%s" under %s, with the setup of the example', async (pool, name) => {
    const page = await readFile(join(dirname(modules), 'examples/vitest/README.md'), 'utf8')
    const [, setup = ''] = /```ts\n(.*?)```/s.exec(page) ?? []
    await project.write('setup.ts', setup)
    await project.write('vm.config.js', "export default { test: { setupFiles: ['./setup.ts'] } }")
    await link(name)
    const flags = ['--config', 'vm.config.js', '--pool', pool, '--environment', name]
    const command = [join(vitest, 'vitest.mjs'), 'run', ...flags, '--exclude', 'commonjs/**']
    const { code, stdout, stderr } = await project.run(process.execPath, command)
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toContain('3 passed')
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

describe('a project with Jest', () => {
  it('runs them in CommonJS as it comes, without a line of configuration', async () => {
    const { code } = await transform(jestSuite(''), { loader: 'ts', format: 'cjs' })
    await project.write('commonjs/matchers.test.js', code)
    const command = [join(modules, 'jest/bin/jest.js'), '--rootDir', 'commonjs']
    const outcome = await project.run(process.execPath, command)
    expect(outcome.code, outcome.stderr).toBe(0)
    expect(outcome.stderr).toContain('1 passed')
  })
})

describe('a project with Playwright', () => {
  beforeAll(async () => {
    for (const name of ['@playwright', 'playwright', 'playwright-core']) await link(name)
    await project.write('end-to-end.spec.ts', endToEnd)
    await project.write('commonjs/end-to-end.spec.ts', endToEnd)
  })

  it('has its fixtures, on ES modules and in CommonJS', async () => {
    const command = [join(modules, '@playwright/test/cli.js'), 'test', '--list', 'end-to-end']
    const { code, stdout, stderr } = await project.run(process.execPath, command)
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toContain('Total: 2 tests in 2 files')
  })
})

describe('a project in TypeScript', () => {
  const typescript5 = '../examples/jest-commonjs/node_modules/typescript'

  beforeAll(async () => {
    await link('@jest')
    await link('@types/jest')
    // As pnpm has it: what the package depends on is out of reach for who depends on the package.
    const own = join(project.installed, 'node_modules')
    await mkdir(own)
    for (const name of ['zod', 'pure-rand', '@faker-js']) {
      await rename(join(project.folder, 'node_modules', name), join(own, name))
    }
    const imported = "import { expect, test } from '@jest/globals'\n"
    const files = {
      uses,
      declared,
      endToEnd,
      vitest: suite,
      jest: jestSuite(''),
      imported: jestSuite(imported),
    }
    for (const [name, text] of Object.entries(files)) {
      await project.write(`${name}.ts`, text)
      await project.write(`commonjs/${name}.ts`, text)
    }
  })

  it('compiles against types that are types, and declares whatever it exports', async () => {
    const files = ['uses.ts', 'declared.ts', 'vitest.ts', 'endToEnd.ts']
    expect(await compile('typescript', '--module nodenext', files)).toEqual([])
  })

  it('does so in CommonJS, with a global `expect` and an imported one', async () => {
    const files = ['uses', 'declared', 'endToEnd', 'jest', 'imported'].map(
      file => `commonjs/${file}.ts`,
    )
    expect(await compile('typescript', '--module node16', files)).toEqual([])
  })

  it('does so with Jest on ES modules', async () => {
    expect(
      await compile('typescript', '--module nodenext --skipLibCheck', ['imported.ts']),
    ).toEqual([])
  })

  it('does so with TypeScript 5, and where it knows nothing of exports', async () => {
    const files = ['commonjs/uses.ts', 'commonjs/jest.ts']
    const flags = '--module commonjs --moduleResolution node10 --skipLibCheck'
    expect(await compile(typescript5, flags, files)).toEqual([])
  })
})

/** Puts a package of ours into the project. */
const link = (name: string) =>
  symlink(join(modules, name), join(project.folder, 'node_modules', name))

/** As esbuild bundles a program for a browser, in pieces. */
const bundled = (contents: string) =>
  build({
    stdin: { contents, resolveDir: project.folder },
    absWorkingDir: project.folder,
    external: ['msw'],
    outdir: 'page',
    ...{ bundle: true, minify: true, splitting: true, format: 'esm', platform: 'browser' },
    ...{ metafile: true, write: false },
  })
