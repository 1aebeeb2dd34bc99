import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from '../server/serve/serve.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const path = process.env.PATH ?? ''
const hasCurl = path.split(delimiter).some(folder => existsSync(join(folder, 'curl')))

interface Line {
  readonly file: string
  readonly text: string
  /** Where the lines before it in its block have led. */
  readonly folder: string
}

/** The lines of a page that are for a shell, whose blocks begin in the page's folder, or where they say so. */
async function linesOf(file: string): Promise<Line[]> {
  const text = await readFile(join(root, file), 'utf8')
  return [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => {
    const cd = /^cd (\S+)$/m.exec(block)?.[1]
    let folder = join(root, cd === undefined ? dirname(file) : '.')
    return block.split('\n').flatMap(line => {
      if (line.trim() === '') return []
      if (line === `cd ${cd}`) folder = join(root, cd ?? '')
      return line === `cd ${cd}` ? [] : [{ file, text: line, folder }]
    })
  })
}

const pages = (await readdir(join(root, 'examples'))).map(name => `examples/${name}/README.md`)
const lines = (await Promise.all(['README.md', ...pages].map(linesOf))).flat()

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

/** Runs a line in a shell, on a port of ours, and gives its code and what it said. */
async function run(
  { text, folder }: Pick<Line, 'text' | 'folder'>,
  curl: 'own' | 'stand-in' = 'own',
) {
  const line = text.replaceAll('127.0.0.1:4010', new URL(served.url).host)
  const own = /^(VITEST|NODE_ENV|NODE_OPTIONS|FORCE_COLOR|TEST|npm_)/
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)))
  const more = { NO_COLOR: '1', PORT: '0', CURL_HOME: programs, REAL_PATH: path }
  const child = spawn('sh', ['-c', line], {
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

/** The files that a line writes where its npm runs. */
const filesOf = (text: string): string[] =>
  [...text.matchAll(/[ =](\w+\.(?:json|xml|md))\b/g)].map(([, name = '']) => join(root, name))

describe('a line for a shell', () => {
  it('is in every page that has programs to start', () => {
    expect(new Set(lines.map(({ file }) => file)).size).toBe(pages.length + 1)
    expect(lines.length).toBeGreaterThan(20)
  })

  it.each(lines)('of $file works as it is printed: $text', async line => {
    const files = filesOf(line.text)
    for (const file of files) expect(existsSync(file), `${file} is in the way`).toBe(false)
    try {
      const { code, output } = await run(line)
      expect(code, output).toBe(0)
    } finally {
      for (const file of files) await rm(file, { force: true })
    }
  })

  it.each(lines.filter(({ text }) => text.startsWith('curl')))(
    'works on a machine that has only Node.js: $text',
    async line => {
      const { code, output } = await run(line, 'stand-in')
      expect(code, output).toBe(0)
    },
  )

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
