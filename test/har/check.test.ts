import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDoubles, createOverplane } from '../../handlers/index.ts'
import { runCheck } from '../../server/commands/check/check.ts'
import { entriesOf } from '../../server/commands/check/entries.ts'
import { createRunner } from '../command-runner.ts'

const run = createRunner(runCheck)
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'har-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const file = (name: string) => fileURLToPath(new URL(`files/${name}`, import.meta.url))

async function written(har: unknown): Promise<string> {
  const path = join(folder, 'traffic.har')
  await writeFile(path, typeof har === 'string' ? har : JSON.stringify(har))
  return path
}

const entry = (request: object = {}, response: object = {}, more: object = {}) => ({
  startedDateTime: '2026-01-01T00:00:00Z',
  time: 1,
  request: {
    method: 'GET',
    url: 'https://api.overplane.dev/api/core/user',
    headers: [],
    ...request,
  },
  response: {
    status: 200,
    headers: [{ name: 'content-type', value: 'application/json' }],
    content: { size: 41, text: '{"data":[],"has_more":false,"total":0}' },
    ...response,
  },
  ...more,
})

const har = (...entries: readonly unknown[]) => ({ log: { version: '1.2', entries } })

describe('contract-doubles check', () => {
  it('finds nothing in what a double was asked, whatever that was', async () => {
    const doubles = createDoubles()
    const headers = { Authorization: 'Bearer sk_test_...', 'Content-Type': 'application/json' }
    await doubles.fetch('/api/core/user', { headers })
    const body = JSON.stringify({ email: 'ada@example.com', first_name: 'Ada' })
    await doubles.fetch('/api/core/user', { method: 'POST', headers, body })
    await doubles.fetch('/api/core/user/nobody', { headers })
    const { code, out, err } = await run(await written(await doubles.overplane.journal.toHar()))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.split('\n')).toEqual([
      'Overplane at https://api.overplane.dev: 0 breaches, 0 violations, 0 readings otherwise, 0 known departures, 3 calls (3 judged)',
      expect.stringMatching(/^ {2}not called: /),
    ])
  })

  it('reads what mitmproxy writes: HTTP/2, Base64, a WebSocket; and tells both sides', async () => {
    const { code, out } = await run(file('mitmproxy.har'))
    expect(code).toBe(1)
    expect(out).toContain(
      'violation in createUser: The body lacks "first_name".\n  seen      answered 400',
    )
    expect(out).toContain('breach in retrieveUser: The body of a 200 is the documented one')
    expect(out).toContain('  expected  id: string\n  seen      42')
    expect(out).toContain(', 2 calls (2 judged)\n')
    expect(out).toContain('\n  skipped: 1, it is a WebSocket')
    expect(out).not.toContain('sk_live_51Mq')
  })

  it('reads what Fiddler writes: a byte order mark, a tunnel, a call that broke off; no key is missed', async () => {
    const { code, out } = await run(file('fiddler.har'))
    expect(code).toBe(1)
    expect(out).toContain('breach in updateUserSettings: Every status is a documented one')
    expect(out).not.toContain('credentials')
    expect(out).toContain('Oberplan at https://api.oberplan.com/v1: 1 breach, ')
    expect(out).toContain('skipped: 1, it is for another host, or no path of the API')
    expect(out).toContain('skipped: 1, there was no reply')
  })

  it('tells by the paths which API a call on another host is for, or by --url and --api', async () => {
    const url = 'http://localhost:8080/staging/api/core/user'
    const path = await written(
      har(entry({ url }), entry({ url: 'http://x.test/api/core/user?x=1' })),
    )
    expect((await run(path)).out).toContain('1 call (1 judged)')
    const told = await run(path, '--api', 'overplane', '--url', 'http://localhost:8080/staging')
    expect(told.out).toContain('Overplane at http://localhost:8080/staging: 0 breaches')
    expect(told.out).toContain('1 call (1 judged)')
    expect(told.out).toContain('skipped: 1, it is for another host')
  })

  it('says what it could not judge, and accuses nobody of what was not recorded', async () => {
    const { code, out } = await run(
      await written(
        har(
          entry({}, { content: { size: 400, mimeType: 'application/json' } }),
          entry({}, { content: { size: 0 } }, { time: 2 }),
          entry({}, { content: { text: '%%%', encoding: 'base64' } }, { time: 3 }),
          entry(
            {},
            { content: { text: btoa('\x1f\x8b…'.slice(0, 2)), encoding: 'base64' } },
            { time: 4 },
          ),
          entry({}, { status: 304, content: {} }, { time: 5 }),
          entry({}, { status: 301, content: { text: '' } }, { time: 6 }),
          entry({ method: 'HEAD' }, {}, { time: 7 }),
          entry(
            { method: 'POST', bodySize: 4, postData: null },
            { status: 400, content: {} },
            { time: 8 },
          ),
        ),
      ),
    )
    expect(code).toBe(0)
    expect(out).toContain('8 calls (0 judged)')
    expect(out).toContain('not judged: 4, its body was not recorded')
    expect(out).toContain('not judged: 1, its body is compressed in a way that is not read')
    expect(out).toContain('not judged: 2, its status is one of HTTP, and of no API')
    expect(out).toContain('not judged: 1, a HEAD has no body')
  })

  it('counts what stands twice once, and leaves alone what is no entry', async () => {
    const { code, out } = await run(
      await written(
        har(
          entry(),
          entry(),
          entry({}, {}, { time: 2 }),
          entry({ url: 'data:text/plain,x' }),
          entry({ url: 'http://[' }),
          entry({
            method: 'OPTIONS',
            headers: [{ name: 'Access-Control-Request-Method', value: 'GET' }],
          }),
          ...[null, 7, 'x', [], {}, { request: {}, response: {} }],
        ),
      ),
    )
    expect(code).toBe(0)
    expect(out).toContain(', 2 calls (2 judged)')
    expect(out).toContain('skipped: 1, it stands twice')
    expect(out).toContain('skipped: 2, its address is no HTTP')
    expect(out).toContain('skipped: 1, a browser asked beforehand')
    expect(out).toContain('skipped: 6, it is no entry as HAR has it')
  })

  it('writes the reports that it is asked for', async () => {
    const files = ['junit', 'json', 'markdown'].map(kind => `${kind}=${join(folder, kind)}`)
    expect((await run(file('mitmproxy.har'), '--report', files.join(','))).code).toBe(1)
    const text = (kind: string) => readFile(join(folder, kind), 'utf8')
    expect(JSON.parse(await text('json'))).toMatchObject({
      source: file('mitmproxy.har'),
      apis: [
        { api: 'overplane', counts: { breaches: expect.any(Number), violations: 1, calls: 2 } },
      ],
      skipped: { 'it is a WebSocket': 1 },
    })
    const junit = await text('junit')
    expect(junit).toMatch(/^<\?xml version="1\.0"/)
    expect(junit).toContain(
      '<testsuite name="Overplane" tests="10" failures="2" errors="0" skipped="8">',
    )
    expect(junit).toContain(
      '<failure type="violation" message="The body lacks &quot;first_name&quot;.">',
    )
    expect(junit).toContain('<skipped message="It was not called."/>')
    const markdown = await text('markdown')
    expect(markdown).toMatch(/^# Traffic\n/)
    expect(markdown).toContain('| `createUser` | 1 | 400 (1) |')
  })

  it('reads a file from stdin', async () => {
    const text = JSON.stringify(har(entry()))
    vi.spyOn(process, 'stdin', 'get').mockReturnValue(Object(Readable.from([Buffer.from(text)])))
    expect((await run('-')).out).toContain('1 call (1 judged)')
  })

  it('follows the readings that it is told, and is strict where it is asked to be', async () => {
    const made = entry(
      {
        method: 'POST',
        postData: { mimeType: 'application/json', text: '{"email":"a@b.c","first_name":"A"}' },
      },
      { status: 201, content: { text: await userText() } },
    )
    const path = await written(har(made))
    const readings = join(folder, 'readings.json')
    await writeFile(readings, '{"overplane":{"createStatus":201}}')
    expect(await run(path)).toMatchObject({
      code: 0,
      out: expect.stringContaining('reading createStatus'),
    })
    expect((await run(path, '--strict')).code).toBe(1)
    expect((await run(path, '--strict', '--readings', readings)).code).toBe(0)
  })

  it.each([
    [[], 'Failed to check: no file is named. Name one, as in check traffic.har.'],
    [['/no/such.har'], 'Failed to read "/no/such.har": ENOENT'],
    [['/'], 'Failed to read "/": EISDIR'],
    [
      ['x.har', '--url', 'http://x'],
      '--url tells where one API stands. Name it with --api, one of overplane',
    ],
    [['x.har', '--api', 'nothing'], 'Failed to check: there is no API "nothing".'],
    [['x.har', '--api', 'overplane', '--url', 'x'], 'Failed to read --url: "x" is no base URL.'],
    [['x.har', '--report', 'html=x'], 'Failed to read --report: "html=x"'],
    [['x.har', '--fidelity', 'x'], 'Failed to read --fidelity: there is no "x".'],
  ])('says in a sentence what is wrong with %j', async (args, sentence) => {
    const { code, out, err } = await run(...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(sentence)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it.each([
    ['', 'it ends too soon'],
    ['[]', 'it has no calls'],
    ['{"log":{}}', 'it has no calls'],
    ['{"log":{"entries":[', 'it ends too soon'],
    ['{"log":{"entries":[{"a":', 'it ends too soon'],
    ['nothing', 'it is no JSON'],
    ['{"log":{"entries":[{}]}}}', 'it is no JSON'],
    ['['.repeat(100_000), 'it nests more than 200 levels deep'],
    [
      JSON.stringify(har(entry({ url: 'http://x.test/y' }))),
      'none of its 1 calls is for an API (1: it is for another host',
    ],
  ])('says in a sentence what is wrong with a file that holds %j', async (text, why) => {
    const { code, out, err } = await run(await written(text))
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(why)
    expect(err.trim().split('\n')).toHaveLength(1)
  })

  it('reads no further ahead than to the entry that is looked at', async () => {
    const one = JSON.stringify(entry({}, { content: { text: ' '.repeat(100_000) } }))
    let read = 0
    const pieces = async function* () {
      yield Buffer.from('{"log":{"entries":[')
      for (let nth = 0; nth < 50; nth += 1) {
        read = nth + 1
        yield Buffer.from((nth > 0 ? ',' : '') + one)
      }
      yield Buffer.from(']}}')
    }
    let seen = 0
    for await (const _ of entriesOf(pieces())) {
      seen += 1
      expect(read).toBe(seen)
    }
    expect(seen).toBe(50)
  })

  it('refuses an entry that is too large for any memory', async () => {
    const chunk = Buffer.alloc(2 ** 20, 'x')
    const endless = async function* () {
      yield Buffer.from('{"log":{"entries":[{"text":"')
      for (;;) yield chunk
    }
    const read = async () => {
      for await (const _ of entriesOf(endless()));
    }
    await expect(read()).rejects.toThrow('an entry has more than 64 MB.')
  })
})

/** What a double says of a user that it has made. */
async function userText(): Promise<string> {
  const double = createOverplane()
  const response = await double.fetch('/api/core/user/user_abc123', {
    headers: { Authorization: 'Bearer sk_test_...' },
  })
  return response.text()
}
