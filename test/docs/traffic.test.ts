import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { runProxy } from '../../server/commands/proxy/proxy.ts'
import { builtCommand } from '../built.ts'
import { blocksOf, literal } from './pages.ts'

const curl = fileURLToPath(new URL('../shell/curl.mjs', import.meta.url))
const command = `"${process.execPath}" "${builtCommand()}"`

const blocks = blocksOf('docs/traffic.md')

/** A command that runs until a signal ends it. */
interface Running {
  readonly origin: string
  /** What it has printed so far. */
  said(): string
  /** Sends it Ctrl-C, and gives its exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>
}

const running = new Map<string, Running>()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traffic-'))
})
afterAll(async () => {
  for (const { end } of running.values()) await end()
  await rm(folder, { recursive: true })
})

async function start(line: string): Promise<Running> {
  const child = spawn('sh', ['-c', `exec ${line}`], {
    cwd: folder,
    env: { ...process.env, PORT: '0' },
  })
  const texts: string[] = []
  child.stdout.on('data', chunk => texts.push(String(chunk)))
  const closed = once(child, 'close')
  const said = () => texts.join('')
  await expect.poll(said).toMatch(/listening on \S+/)
  const origin = /listening on ([^\s,]+)/.exec(said())?.[1] ?? ''
  const end = async (signal: NodeJS.Signals = 'SIGINT') => {
    child.kill(signal)
    return Number((await closed)[0])
  }
  return { origin, said, end }
}

async function run(line: string) {
  const child = spawn('sh', ['-c', line], { cwd: folder, env: process.env })
  let said = ''
  child.stdout.on('data', chunk => {
    said += chunk
  })
  const [code] = await once(child, 'close')
  return { code, said }
}

/** On ports that are free, with the command as it is installed. */
const own = (line: string): string =>
  line
    .replaceAll('http://127.0.0.1:4010', running.get('serve')?.origin ?? '')
    .replaceAll('http://127.0.0.1:4030', running.get('proxy')?.origin ?? '')
    .replace(/^npx contract-doubles/, command)
    .replace(/^curl/, `"${process.execPath}" "${curl}"`)

/** What is shown, where `…` stands for anything, at the end of what was said. */
const shown = (text: string): RegExp =>
  new RegExp(`${own(text).trim().split('…').map(literal).join('.*')}\\s*$`)

/** Types a line, and gives what came of it; what runs until a signal ends it, runs on. */
async function type(line: string) {
  const [, name] = /^npx contract-doubles (serve|proxy)\b/.exec(line) ?? []
  if (name === undefined) return run(own(line))
  running.set(name, await start(own(line) + (name === 'proxy' ? ' --port 0' : '')))
  return undefined
}

/** What a proxy says once Ctrl-C ends it; nothing where none runs. */
async function ended() {
  const proxy = running.get('proxy')
  running.delete('proxy')
  return proxy && { code: await proxy.end(), said: proxy.said() }
}

it('the lines of the guide do what it says, one after the other', async () => {
  expect(blocks.map(({ language }) => language)).toEqual(['sh', 'text', 'sh', 'text'])
  let last: Awaited<ReturnType<typeof type>>
  for (const { language, text } of blocks) {
    if (language === 'sh') {
      for (const line of text.trim().split('\n')) last = await type(line)
      continue
    }
    const { said, code } = (await ended()) ?? last ?? {}
    expect(said).toMatch(shown(text))
    expect(code).toBe(1)
  }
})

it('the APIs of a project are those of its configuration', async () => {
  const entry = {
    request: { method: 'GET', url: 'https://api.harbour.test/v2/bookings/7' },
    response: {
      status: 200,
      headers: [{ name: 'Content-Type', value: 'application/json' }],
      content: { text: '{"id":"seven"}' },
    },
  }
  const file = join(folder, 'harbour.har')
  await writeFile(file, JSON.stringify({ log: { version: '1.2', entries: [entry] } }))
  const config = fileURLToPath(
    new URL('../../examples/own-api/contract-doubles.config.ts', import.meta.url),
  )
  const { code, said } = await run(`${command} check ${file} --config ${config}`)
  expect(said).toContain('  expected  id: number\n  seen      "seven"')
  expect(said).toContain('Harbour at https://api.harbour.test/v2: ')
  expect(code).toBe(1)
})

describe('contract-doubles proxy', () => {
  it('writes its reports when a signal ends it, and exits with 0 where all is well', async () => {
    const served = running.get('serve')?.origin
    const report = join(folder, 'report.json')
    const proxy = await start(
      `${command} proxy overplane --url ${served} --port 0 --report json=${report}`,
    )
    const headers = { Authorization: 'Bearer sk_test_...' }
    await (await fetch(`${proxy.origin}/api/core/user`, { headers })).text()
    expect(await proxy.end('SIGTERM')).toBe(0)
    expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({
      source: `proxy to ${served}`,
      apis: [{ api: 'overplane', counts: { calls: 1, judged: 1, breaches: 0, violations: 0 } }],
      skipped: {},
    })
  })

  it.each([
    [
      '',
      'Failed to watch the traffic: no API is named. Choose one of overplane, pterodactyl, oberplan.',
    ],
    ['overplane', 'Failed to watch the traffic of "overplane": there is no --url.'],
    ['overplane --url here', 'Failed to read --url: "here" is no base URL.'],
    ['overplane --url http://x --port x', 'Failed to read --port: "x" is no whole number'],
    ['overplane --url http://x --report json=/no/x', 'Failed to write the report "/no/x"'],
    ['overplane --url http://x --readings /no/x', 'Failed to read "/no/x": ENOENT'],
  ])('says in a sentence what is wrong with "%s"', async (args, sentence) => {
    const errors: string[] = []
    vi.spyOn(process.stderr, 'write').mockImplementation(text => errors.push(String(text)) > 0)
    const code = await runProxy(args.split(' ').filter(Boolean), text => errors.push(text))
    vi.restoreAllMocks()
    expect(code).toBe(2)
    expect(errors).toEqual([expect.stringContaining(sentence)])
    expect(errors.join('').trim().split('\n')).toHaveLength(1)
  })
})
