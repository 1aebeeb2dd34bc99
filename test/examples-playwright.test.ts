import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import type { JournalCall } from '../contract/control/client.ts'
import { chromiumFolder, unpackChromium } from './browser/chromium.ts'
import { patience } from './patience.ts'

const folder = fileURLToPath(new URL('../examples/playwright', import.meta.url))
let child: ChildProcess | undefined

// Its whole group, so that Playwright stops its server too; of one that has ended there is none.
afterEach(() => {
  const isRunning = child?.exitCode === null && child.signalCode === null
  if (isRunning && child?.pid) process.kill(-child.pid, 'SIGINT')
})

it("the Playwright example's own command runs its 21 tests, four at a time on one server", async () => {
  await unpackChromium()
  const report = join(await mkdtemp(join(tmpdir(), 'contract-doubles-playwright-')), 'report.json')
  const env = {
    ...process.env,
    // Where Chromium is unpacked already.
    TMPDIR: chromiumFolder,
    PORT: await freePort(),
    FORCE_COLOR: '0',
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  }
  const flags = [`--timeout=${patience}`, '--reporter=list,json']
  child = spawn('npm', ['test', '--', ...flags], { cwd: folder, env, detached: true })
  const lines: unknown[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', line => lines.push(line))
  const [code] = await once(child, 'close')
  const output = lines.join('')
  expect(output).toMatch(/^ +21 passed \(/m)
  expect(output).toContain('using 4 workers')
  expect(output).not.toMatch(/^ +\d+ (failed|flaky|skipped|did not run)/m)
  expect(code, output).toBe(0)

  const tests = testsIn(JSON.parse(await readFile(report, 'utf8')))
  await rm(dirname(report), { recursive: true })
  const wrong = tests.find(({ title }) => title === 'fails the very test that sent it')
  expect(wrong?.results[0]).toMatchObject({
    status: 'failed',
    errors: [{ message: expect.stringContaining(said) }],
  })
  expect(journalOf(wrong)).toMatchObject([
    { api: 'pterodactyl', operation: 'createUser', reply: { status: 422 } },
  ])
  // In all ten the same calls, of which nobody sees another's.
  const same = tests.filter(({ title }) => title.startsWith('Ada is the first'))
  expect(same.map(one => journalOf(one).map(({ reply }) => reply.status))).toEqual(
    Array.from({ length: 10 }, () => [201, 200]),
  )
  const names = same.flatMap(one =>
    journalOf(one).map(({ headers }) => headers['x-contract-double-session']),
  )
  expect(new Set(names).size).toBe(10)
})

/** What the fixture says of the wrong request; the rest of the message is how it is shown. */
const said = `The application sent what the API does not take:
  1. POST /api/application/users -> 422
     "email" in the body breaks the rule "email".`

interface Result {
  readonly status: string
  readonly errors: readonly unknown[]
  readonly attachments: readonly { readonly name: string; readonly body: string }[]
}

/** A test of Playwright's report, and how it went. */
interface Told {
  readonly title: string
  readonly results: readonly Result[]
}

interface ToldSuite {
  readonly suites?: readonly ToldSuite[]
  readonly specs?: readonly {
    readonly title: string
    readonly tests: readonly Omit<Told, 'title'>[]
  }[]
}

const testsIn = ({ suites = [], specs = [] }: ToldSuite): Told[] => [
  ...specs.flatMap(({ title, tests }) => tests.map(({ results }) => ({ title, results }))),
  ...suites.flatMap(testsIn),
]

/** The journal that the fixture has attached to a test's report. */
function journalOf(test: Told | undefined): readonly JournalCall[] {
  const found = test?.results[0]?.attachments.find(({ name }) => name === 'journal of the doubles')
  return JSON.parse(Buffer.from(found?.body ?? '', 'base64').toString())
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return String(typeof address === 'object' && address ? address.port : 0)
}
