import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { basePathOf } from '../../contract/double/base-path.ts'
import { apis } from '../../handlers/index.ts'
import { runVerify } from '../../server/commands/verify.ts'
import { type Served, serve } from '../../server/serve/serve.ts'
import { builtCommand } from '../built.ts'
import { createRunner } from '../command-runner.ts'

const settings = {
  port: 0,
  host: '127.0.0.1',
  world: 'demo',
  seed: 1,
  fidelity: 'documented',
  quiet: true,
} as const

const root = fileURLToPath(new URL('../..', import.meta.url))

let served: Served
let folder: string
const run = createRunner(runVerify)

beforeAll(async () => {
  served = await serve(settings, () => {})
  folder = await mkdtemp(join(tmpdir(), 'verify-'))
})
afterAll(async () => {
  await served.close()
  await rm(folder, { recursive: true })
})
describe('contract-doubles verify', () => {
  // All at once: most of the time each waits for the clock to move on.
  it('finds nothing about the served APIs, and exits with 0', async () => {
    const runs = Object.values(apis).map(({ name, documentedUrl }) =>
      run(name, '--url', served.url + basePathOf({ baseUrl: documentedUrl })),
    )
    for (const { code, out, err } of await Promise.all(runs)) {
      expect({ code, err }).toEqual({ code: 0, err: '' })
      expect(out).toMatch(
        /: 0 breaches, 0 readings otherwise, 0 known departures, \d+ checks \(\d skipped\), \d+ requests$/,
      )
      expect(out.split('\n')).toHaveLength(1)
    }
  })

  it('writes the reports that it is asked for', async () => {
    const files = ['junit', 'json', 'markdown'].map(kind => `${kind}=${join(folder, kind)}`)
    const args = ['overplane', '--url', served.url, '--read-only', '--report', files.join(',')]
    expect((await run(...args)).code).toBe(0)
    const written = (kind: string) => readFile(join(folder, kind), 'utf8')
    expect(await written('junit')).toMatch(/^<\?xml/)
    expect(JSON.parse(await written('json'))).toMatchObject({ api: 'overplane', findings: [] })
    expect(await written('markdown')).toMatch(/^# Verification of Overplane\n/)
  })

  it('tells a known departure, which is no reason to fail', async () => {
    const args = ['pterodactyl', '--url', served.url, '--fidelity', 'observed', '--read-only']
    const { code, out } = await run(...args)
    expect(code).toBe(0)
    expect(out).toContain('departure listMeta: The envelope of a list')
    expect(out).toMatch(/0 breaches, 0 readings otherwise, \d known departures,/)
  })

  it('exits with 1 where there are breaches, and prints them without credentials', async () => {
    const args = ['oberplan', '--url', `${served.url}/v1`, '--user', 'user@oberplan.com:mypassword']
    const real = fetch
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      const { headers } = await real(input, init)
      return Response.json({ data: {}, success: 'yes' }, { headers })
    })
    const { code, out, err } = await run(...args, '--read-only')
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out).toContain('breach in getUserSettings: ')
    expect(out).toContain('-u "$USER:$PASSWORD"')
    expect(out).not.toContain('mypassword')
  })

  it('exits with 2 and one sentence where the credentials are refused', async () => {
    const { code, out, err } = await run('oberplan', '--url', `${served.url}/v1`, '--user', 'a@b:c')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toBe(
      `Failed to verify "oberplan": ${served.url}/v1/users/me answered 401. Give credentials that it accepts.\n`,
    )
  })

  it('exits with 2 where the base URL lacks its path', async () => {
    const { code, err } = await run('oberplan', '--url', served.url)
    expect(code).toBe(2)
    expect(err).toContain('Name the base URL that stands for https://api.oberplan.com/v1.\n')
  })

  it('exits with 2 where nobody answers', async () => {
    const closed = await serve(settings, () => {})
    await closed.close()
    const { code, err } = await run('overplane', '--url', closed.url)
    expect(code).toBe(2)
    expect(err).toBe(
      `Failed to verify "overplane": nobody answers at ${closed.url} (ECONNREFUSED). Start it, or name its base URL.\n`,
    )
  })

  it.each([
    [[], 'Failed to verify: no API is named. Choose one of overplane, pterodactyl, oberplan.'],
    [['nothing'], 'Failed to verify: there is no API "nothing".'],
    [['toString'], 'Failed to verify: there is no API "toString".'],
    [['overplane', 'oberplan'], 'Failed to verify: there is no API "overplane oberplan".'],
    [['overplane'], 'Failed to verify "overplane": there is no --url.'],
    [['oberplan'], 'as in --url http://127.0.0.1:4010/v1.'],
    [['overplane', '--url', 'here'], 'Failed to read --url: "here" is no base URL.'],
    [['overplane', '--url', 'ftp://here'], 'Failed to read --url: "ftp://here" is no base URL.'],
    [['overplane', '--url', 'http://a:b@here'], 'Failed to read --url'],
    [
      ['overplane', '--url', 'http://x', '--user', 'a:b'],
      'it knows no --user. Give --token <key>.',
    ],
    [['oberplan', '--url', 'http://x/v1', '--token', 'a'], 'it knows no --token.'],
    [['oberplan', '--url', 'http://x/v1', '--user', 'a'], 'the credentials are not whole.'],
    [['overplane', '--url', 'http://x', '--token', 'a b'], 'the credentials are not whole.'],
    [
      ['overplane', '--url', 'http://x', '--fidelity', 'x'],
      'Failed to read --fidelity: there is no "x".',
    ],
    [['overplane', '--url', 'http://x', '--report', 'html=x'], 'Failed to read --report: "html=x"'],
    [
      ['overplane', '--url', 'http://x', '--report', 'json=/no/x'],
      'Failed to write the report "/no/x"',
    ],
    [['overplane', '--nothing'], "Failed to read the arguments: Unknown option '--nothing'."],
  ])('exits with 2 and one sentence for %j', async (args, sentence) => {
    const { code, out, err } = await run(...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(sentence)
    expect(err.split('\n')).toHaveLength(2)
  })

  it('exits with 2 and one sentence where the key may not write', async () => {
    const key = ['--token', 'ptla_readonly']
    const { code, out, err } = await run('pterodactyl', '--url', served.url, ...key)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toBe(
      'Failed to verify "pterodactyl": this key may not do that: createUser answered 403. Use --read-only (in code readOnly), or another key.\n',
    )
    expect((await run('pterodactyl', '--url', served.url, ...key, '--read-only')).code).toBe(0)
  })

  it('exits with 2 where the base URL answers pages', async () => {
    const pages = createServer((_, response) => {
      response.writeHead(500, { 'Content-Type': 'text/html' }).end('<h1>Whoops</h1>')
    })
    await new Promise<void>(resolve => pages.listen(0, '127.0.0.1', resolve))
    const address = pages.address()
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    const { code, out, err } = await run('overplane', '--url', url)
    pages.close()
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toBe(
      `Failed to verify "overplane": nothing at ${url} answers like Overplane (listUsers answered 500, "<h1>Whoops</h1>", listProjectUsers answered 500, "<h1>Whoops</h1>"). Name the base URL that stands for https://api.overplane.dev.\n`,
    )
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'on %s removes what it made, tells, and exits with 2',
    async signal => {
      let isStopped = false
      const calls: string[] = []
      const own = await serve({ ...settings, apis: ['overplane'], quiet: false }, line => {
        calls.push(line)
        if (isStopped || !/^POST .*createProjectUser$/.test(line) || !line.includes(' 200 ')) return
        isStopped = child.kill(signal)
      })
      const args = [builtCommand(), 'verify', 'overplane', '--url', own.url]
      const child = spawn(process.execPath, args, { cwd: root })
      const texts = { out: '', err: '' }
      child.stdout.on('data', chunk => {
        texts.out += chunk
      })
      child.stderr.on('data', chunk => {
        texts.err += chunk
      })
      const headers = { Authorization: 'Bearer sk_test_1' }
      const total = async () =>
        (await (await fetch(`${own.url}/api/core/user`, { headers })).json()).total
      const before = await total()
      try {
        const [code] = await once(child, 'close')
        expect(code).toBe(2)
        expect(texts.err).toBe(
          'Stopping: what was made is removed first. A second signal ends it at once.\n',
        )
        expect(texts.out).toMatch(/^stopped before its end\nOverplane at .*: 0 breaches, /)
        expect(await total()).toBe(before)
        const made = calls.filter(
          line => /^POST .*createProjectUser$/.test(line) && / 200 /.test(line),
        )
        const gone = calls.filter(
          line => /^DELETE .*deleteProjectUser$/.test(line) && / 200 /.test(line),
        )
        expect(gone).toHaveLength(made.length)
      } finally {
        child.kill('SIGKILL')
        await own.close()
      }
    },
  )

  it('explains itself, and says that a create sends a mail', async () => {
    const { code, out } = await run('--help')
    expect(code).toBe(0)
    expect(out).toContain('--read-only')
    expect(out).toContain('A create may send a mail')
  })
})
