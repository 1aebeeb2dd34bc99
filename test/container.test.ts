import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apis } from '../handlers/index.ts'
import manifest from '../package.json' with { type: 'json' }
import { serveUsage } from '../server/commands/serve-usage.ts'
import { parseServeArguments } from '../server/line/arguments.ts'
import { builtCommand } from './built.ts'
import { env } from './package/project.ts'

// There is no container engine here: what the Dockerfile says is done in a folder in the place of the image.

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

interface Instruction {
  readonly name: string
  readonly rest: string
}

/** The instructions of the Dockerfile, by stage; the last one is the image. */
const stages = read('Dockerfile')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .reduce<Instruction[][]>((all, line) => {
    const [, name = '', rest = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? []
    if (name === 'FROM') all.push([])
    all.at(-1)?.push({ name, rest })
    return all
  }, [])

const image = stages.at(-1) ?? []
const stageCalled = (name: string) =>
  stages.find(([from]) => from?.rest.endsWith(` AS ${name}`)) ?? []
const told = (name: string, stage = image): string =>
  stage.find(one => one.name === name)?.rest ?? ''
const allOf = (name: string, stage: readonly Instruction[]): string[] =>
  stage.filter(one => one.name === name).map(({ rest }) => rest)

/** `COPY --from=build /app/dist ./dist` as its parts. */
function copyOf(rest: string) {
  const [, from] = /^--from=(\S+) /.exec(rest) ?? []
  const paths = rest.replace(/^--from=\S+ /, '').split(' ')
  return { from, sources: paths.slice(0, -1), target: paths.at(-1) ?? '' }
}

/** What Docker is given to build: what is not ignored. */
const ignored = read('.dockerignore').split('\n')
const context = ignored.filter(line => line.startsWith('!')).map(line => line.slice(1))

const entrypoint: readonly string[] = JSON.parse(told('ENTRYPOINT'))
const healthCheck: readonly string[] = JSON.parse(told('HEALTHCHECK').replace(/^.* CMD /, ''))
const environment = Object.fromEntries(
  told('ENV')
    .split(' ')
    .map(pair => pair.split('=')),
)

/** Runs a command, and gives its exit code, and what it said. */
const outcomeOf = ([program = '', ...args]: readonly string[], cwd: string, more: object) =>
  new Promise<{ readonly code: number | null; readonly out: string }>(done => {
    const options = { cwd, env: { ...env, ...more } }
    const child = execFile(program, args, options, (_, stdout, stderr) =>
      done({ code: child.exitCode, out: stdout + stderr }),
    )
  })

/** The first line of a process; where there is none, what it says of that. */
async function lineOf({ stdout, stderr }: ChildProcess): Promise<string> {
  let said = ''
  stderr?.on('data', chunk => {
    said += chunk
  })
  if (stdout) for await (const line of createInterface({ input: stdout })) return line
  throw new Error(said)
}

describe('the Dockerfile', () => {
  it('is made of instructions that are known, all of them on a line of their own', () => {
    const names = stages.flat().map(({ name }) => name)
    const known = 'FROM WORKDIR COPY RUN ENV EXPOSE USER HEALTHCHECK ENTRYPOINT'.split(' ')
    expect(names.filter(name => !known.includes(name))).toEqual([])
    expect(stages).toHaveLength(3)
    expect(new Set(stages.map(([from]) => from?.rest.split(' ')[0]))).toEqual(
      new Set(['node:20-alpine']),
    )
  })

  it('copies what there is, and is given no more than it is built of', () => {
    expect(ignored.filter(line => line !== '' && !/^[#!]/.test(line))).toEqual(['*'])
    expect(context.filter(name => !existsSync(join(root, name)))).toEqual([])
    for (const rest of stages.flatMap(stage => allOf('COPY', stage))) {
      const { from, sources } = copyOf(rest)
      if (from !== undefined) expect(stageCalled(from)).not.toEqual([])
      else expect(sources.filter(name => name !== '.' && !context.includes(name))).toEqual([])
    }
    const folders = JSON.parse(read('tsconfig.build.json')).include
    expect(context).toEqual(expect.arrayContaining(folders))
  })

  it('builds by a command that there is', () => {
    const [install, build] = allOf('RUN', stageCalled('build'))
    expect(install).toBe('npm ci --ignore-scripts')
    expect(build).toBe('npm run build')
    expect(manifest.scripts).toHaveProperty('build')
  })

  it('makes an image that runs as nobody who matters, by commands that need no shell', () => {
    expect(allOf('USER', image)).toEqual(['node'])
    const order = image.map(({ name }) => name)
    expect(order.indexOf('USER')).toBeGreaterThan(order.lastIndexOf('COPY'))
    expect(allOf('RUN', image)).toEqual([])
    expect([entrypoint[0], healthCheck[0]]).toEqual(['node', 'node'])
    expect(environment).toEqual({ HOST: '0.0.0.0', PORT: told('EXPOSE') })
  })
})

describe('the image', () => {
  let folder: string
  let server: ChildProcess | undefined
  let output = ''
  let url = ''

  beforeAll(async () => {
    builtCommand()
    folder = await mkdtemp(join(tmpdir(), 'image-'))
    const app = join(folder, 'app')
    await install(join(folder, 'packages'))
    for (const rest of allOf('COPY', image)) await put(rest, app)
    await writeFile(
      join(app, 'contract-doubles.config.mjs'),
      `import { defineConfig } from 'contract-doubles/define'
import { apis } from 'contract-doubles'
export default defineConfig({ apis, worlds: { mine: {} } })\n`,
    )
    const [program = '', ...args] = entrypoint
    server = spawn(program, [...args, '--world', 'mine', '--json'], {
      cwd: app,
      env: { ...env, ...environment, PORT: '0', CONTRACT_DOUBLES_ADMIN_TOKEN: 's3cret' },
    })
    output = await lineOf(server)
    url = JSON.parse(output).url.replace('0.0.0.0', '127.0.0.1')
  })
  afterAll(async () => {
    server?.kill('SIGKILL')
    await rm(folder, { recursive: true })
  })

  /** Copies what a line says; what an earlier stage has made lies where this test, or the build, has made it. */
  async function put(rest: string, into: string) {
    const { from, sources, target } = copyOf(rest)
    const made = from === 'packages' ? join(folder, 'packages') : root
    for (const source of sources) {
      const file = source.replace(/^\/app\//, '')
      await cp(join(made, file), join(into, target === './' ? file : target), { recursive: true })
    }
  }

  /**
   * Runs the stage of the packages, but for the fetching: npm says what it would install, by the lock file that these
   * tests were installed by, and so it is here already.
   */
  async function install(stage: string) {
    for (const rest of allOf('COPY', stageCalled('packages'))) await put(rest, stage)
    const lines = allOf('RUN', stageCalled('packages'))
    const line = ['set -e', ...lines].join('\n')
    const { code, out } = await outcomeOf(['sh', '-c', line], stage, { npm_config_dry_run: 'true' })
    expect(code, out).toBe(0)
    const added = [...out.matchAll(/^add (\S+) \S+$/gm)].map(([, name = '']) => name)
    expect(added).toEqual(expect.arrayContaining([...Object.keys(manifest.dependencies), 'msw']))
    expect(added.length).toBeLessThan(80)
    // Two of a name are one within the other's folder, which comes along.
    for (const name of new Set(added)) {
      const path = join('node_modules', name)
      await cp(join(root, path), join(stage, path), { recursive: true })
    }
  }

  it('serves on all its addresses, with the arguments of whoever runs it', async () => {
    expect(JSON.parse(output)).toMatchObject({
      ...{ event: 'listening', world: 'mine', url: expect.stringContaining('0.0.0.0') },
    })
    const headers = { Authorization: 'Bearer sk_1' }
    const list = await fetch(`${url}/api/core/user`, { headers })
    expect(await list.json()).toMatchObject({ total: 0 })
    expect((await fetch(`${url}/__admin/docs`)).status).toBe(200)
  })

  const healthAt = async (PORT: string | number) =>
    (await outcomeOf(healthCheck, folder, { PORT: String(PORT) })).code

  it('is healthy while it serves', async () => {
    expect(await healthAt(new URL(url).port)).toBe(0)
  })

  it.each([
    ['healthy', 'where all is well', 200, 0],
    ['ill', 'where it is told so', 503, 1],
    ['ill', 'where it has no such address', 404, 1],
  ])('is %s %s', async (_, __, status, code) => {
    const asked: (string | undefined)[] = []
    const stub = createServer((request, response) => {
      asked.push(request.method, request.url)
      response.writeHead(status).end()
    })
    await once(stub.listen(0, '127.0.0.1'), 'listening')
    const { port } = Object(stub.address())
    const exit = await healthAt(port)
    stub.close().closeAllConnections()
    expect([asked, exit]).toEqual([['GET', '/__admin/health'], code])
  })

  it('stops when it is told to, and is ill from then on', async () => {
    server?.kill('SIGTERM')
    await expect.poll(() => server?.exitCode).toBe(0)
    expect(await healthAt(new URL(url).port)).toBe(1)
  })
})

describe('docs/container.md', () => {
  const guide = read('docs/container.md')

  it('gives arguments that are taken', async () => {
    const lines = [...guide.matchAll(/^docker run .* contract-doubles ?(.*)$/gm)]
    const compose = /command: \[(--.*)\]/.exec(guide)?.[1]?.split(', ') ?? []
    const all = [...lines.map(([, line = '']) => line.split(' ').filter(Boolean)), compose]
    expect(all).toHaveLength(4)
    for (const args of all.filter(([first]) => first !== 'verify')) {
      await expect(parseServeArguments(args, {}, { apis })).resolves.toHaveProperty('port', 4010)
    }
  })

  it('names variables that are read', () => {
    const named = [...guide.matchAll(/CONTRACT_DOUBLES_(\w+)/g)].map(([, name = '']) => name)
    expect(named.length).toBeGreaterThan(3)
    const options = Object.keys(serveUsage.options)
    const missing = named.filter(name => !options.includes(name.toLowerCase().replaceAll('_', '-')))
    expect(missing).toEqual([])
  })
})
