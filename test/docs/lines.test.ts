import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { apis } from '../../handlers/index.ts'
import manifest from '../../package.json' with { type: 'json' }
import { parseServeArguments } from '../../server/line/arguments.ts'
import { runsOf } from '../../server/run.ts'
import { type Served, serve } from '../../server/serve/serve.ts'
import { blocksOf, docs, followed, root } from './pages.ts'

const path = process.env.PATH ?? ''
const hasCurl = path.split(delimiter).some(folder => existsSync(join(folder, 'curl')))

interface Line {
  readonly page: string
  readonly text: string
  /** Where the lines before it in its block have led. */
  readonly folder: string
}

/** The lines of a page that are for a shell, whose blocks begin in the page's folder, or where they say so. */
const linesOf = (page: string): readonly Line[] =>
  blocksOf(page)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => {
      const cd = /^cd (\S+)$/m.exec(text)?.[1]
      let folder = join(root, cd === undefined ? dirname(page) : '.')
      return text.split('\n').flatMap(line => {
        if (line.trim() === '') return []
        if (line === `cd ${cd}`) folder = join(root, cd ?? '')
        return line === `cd ${cd}` ? [] : [{ page, text: line, folder }]
      })
    })

const examples = (await readdir(join(root, 'examples'))).map(name => `examples/${name}/README.md`)
const inRepository = [...examples, 'CONTRIBUTING.md'].flatMap(linesOf)
/** A container's lines are tried with what stands in for one. */
const byOthers = [...followed, 'docs/container.md']
const ofUsers = ['README.md', ...docs.filter(page => !byOthers.includes(page))].flatMap(linesOf)

let served: Served
let programs: string
const printed: string[] = []

beforeAll(async () => {
  served = await serve({ port: 0 }, line => printed.push(line))
  programs = await mkdtemp(join(tmpdir(), 'programs-'))
  await place('npm.sh', 'npm/npm')
  await place('curl.mjs', 'curl/curl')
  // Read by curl, which otherwise calls a 404 a success.
  await writeFile(join(programs, '.curlrc'), 'fail\nsilent\nshow-error\n')
})
afterAll(async () => {
  await served.close()
  await rm(programs, { recursive: true })
})

async function place(source: string, target: string) {
  const file = join(programs, target)
  await mkdir(dirname(file), { recursive: true })
  await copyFile(join(root, 'test/shell', source), file)
  await chmod(file, 0o755)
}

/** Programs that stand in for others: npm for a part of it, and curl for all where a machine has only Node.js. */
const pathFor = (curl: 'own' | 'stand-in') =>
  [
    join(programs, 'npm'),
    ...(curl === 'own' && hasCurl ? [] : [join(programs, 'curl')]),
    path,
  ].join(delimiter)

/** What a server says when it is there: it is stopped then, as its reader would. */
const isUp = /listening on http|Local: .*http/

const here = (text: string): string => text.replaceAll('127.0.0.1:4010', new URL(served.url).host)

/** Runs a line in a shell, on a port of ours, and gives its code and what it said. */
async function run(
  { text, folder }: Pick<Line, 'text' | 'folder'>,
  curl: 'own' | 'stand-in' = 'own',
) {
  const own = /^(VITEST|NODE_ENV|NODE_OPTIONS|FORCE_COLOR|TEST|npm_)/
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
  const more = { NO_COLOR: '1', PORT: '0', CURL_HOME: programs, REAL_PATH: path }
  const child = spawn('sh', ['-c', here(text)], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, ...more, PATH: pathFor(curl) },
  })
  let output = ''
  let isStopped = false
  const read = (chunk: unknown) => {
    output += chunk
    if (isStopped || !isUp.test(output) || child.pid === undefined) return
    isStopped = true
    process.kill(-child.pid, 'SIGTERM')
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  const [code] = await once(child, 'close')
  return { code: isStopped ? 0 : code, output }
}

describe('a line for a shell', () => {
  it('is in every page that has programs to start', () => {
    expect(new Set(inRepository.map(({ page }) => page)).size).toBe(examples.length + 1)
    expect(inRepository.length).toBeGreaterThan(20)
  })

  it.each(inRepository)('of $page works as it is printed: $text', async line => {
    const { code, output } = await run(line)
    expect(code, output).toBe(0)
  })

  it('of the banner works as it is printed', async () => {
    const curls = printed.join('\n').match(/curl .*/g) ?? []
    expect(curls).toHaveLength(3)
    for (const text of curls) {
      const { code, output } = await run({ text, folder: root })
      expect(code, output).toBe(0)
    }
  })

  it.each(['own', 'stand-in'] as const)(
    'would fail here as it fails for its reader: %s',
    async curl => {
      const codeOf = async (text: string) => (await run({ text, folder: root }, curl)).code
      expect(await codeOf("curl 'http://127.0.0.1:4010/api/core/user?filter[email]=a'")).toBe(3)
      expect(await codeOf('curl http://127.0.0.1:4010/api/core/user')).toBe(22)
      expect(await codeOf('npm run nothing')).toBe(1)
    },
  )
})

describe('a line of the documentation', () => {
  it('is there in number', () => {
    expect(ofUsers.length).toBeGreaterThan(20)
  })

  it('installs the msw that Node.js 20 runs, whoever follows it', () => {
    const installing = [...ofUsers, ...byOthers.flatMap(linesOf)].filter(({ text }) =>
      /^npm install .*\bmsw\b/.test(text),
    )
    expect(installing.length).toBeGreaterThan(5)
    expect(installing.filter(({ text }) => !text.includes(' msw@2'))).toEqual([])
  })

  // In one process: a command takes a quarter of a second to start, and there are many.
  it.each(ofUsers)('of $page works as it is printed: $text', async ({ page, text }) => {
    const line = here(text.replace(/ +#.*$/, ''))
    if (line.startsWith('curl ')) {
      const { code, output } = await run({ text, folder: root })
      expect(code, output).toBe(0)
    } else if (line.startsWith('npx contract-doubles')) {
      await command(page, wordsOf(line).slice(2))
    } else if (line.startsWith('npx msw ')) {
      await msw(page, wordsOf(line).slice(2))
    } else if (line.startsWith('npm install ')) {
      const names = wordsOf(line).filter(word => !/^(npm|install|--save-dev)$/.test(word))
      expect(known).toEqual(expect.arrayContaining(names.map(nameOf)))
    } else {
      expect(elsewhere).toContain(line)
    }
  })

  it.each(ofUsers.filter(({ page, text }) => page === 'README.md' && text.startsWith('curl')))(
    'works on a machine that has only Node.js: $text',
    async line => {
      const { code, output } = await run(line, 'stand-in')
      expect(code, output).toBe(0)
    },
  )
})

/** What a page has somebody install: what this package is tried with, and the frameworks of pages that were followed by hand. */
const known = [
  ...[manifest.name, ...Object.keys(manifest.devDependencies)],
  ...['jest', 'ts-jest', 'typescript', '@types/jest', 'next', 'react', 'react-dom'],
]

const nameOf = (word: string): string => word.replace(/(?<=.)@.*$/, '')

/** Lines that start what other tests start: a runner, with the programs of its page, or with an example. */
const elsewhere = [
  ...[
    'npx vitest run',
    'npx jest',
    'node --test',
    'npx playwright test',
    'npx vite',
    'npx next dev',
  ],
  'node --experimental-vm-modules node_modules/jest/bin/jest.js',
  'npx playwright install chromium',
]

/** Runs a command of ours; without a name it is `serve`. */
async function command(page: string, [first = '', ...rest]: readonly string[]): Promise<void> {
  await enter(page)
  if (first === '--help') expect(await (await runsOf.serve())([first], () => {}, {})).toBe(0)
  else if (first === 'serve') await serveOnce(rest)
  else if (!isCommand(first)) await serveOnce([first, ...rest])
  else expect(await (await runsOf[first]())(rest, () => {}, {})).toBe(0)
}

/** Works in a folder that has the files of a page, until the end of the test. */
async function enter(page: string): Promise<void> {
  const before = process.cwd()
  const folder = await mkdtemp(join(tmpdir(), 'line-'))
  onTestFinished(async () => {
    process.chdir(before)
    await rm(folder, { recursive: true })
  })
  process.chdir(folder)
  await writeFile('package.json', '{}')
  for (const { file, text } of blocksOf(page)) {
    if (/^\w+\.json$/.test(file)) await writeFile(file, text)
  }
}

/** Runs msw's own command, which puts its worker script where it is told. */
async function msw(page: string, words: readonly string[]): Promise<void> {
  await enter(page)
  await promisify(execFile)(process.execPath, [
    join(root, 'node_modules/msw/cli/index.js'),
    ...words,
  ])
  expect(existsSync(`${words[1]}/mockServiceWorker.js`)).toBe(true)
}

const isCommand = (name: string): name is keyof typeof runsOf => Object.hasOwn(runsOf, name)

async function serveOnce(args: readonly string[]): Promise<void> {
  const told = await parseServeArguments(args.filter(Boolean), {}, { apis })
  const other = await serve({ ...told, port: 0, quiet: true }, () => {})
  const health = await fetch(`${other.url}/__admin/health`)
  await other.close()
  expect(health.status).toBe(200)
}

/** The words of a line, as a shell takes them. */
const wordsOf = (line: string): readonly string[] =>
  (line.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? []).map(word => word.replace(/['"]/g, ''))
