/**
 * Playwright's `test` with a session of the doubles for each test.
 *
 * @module contract-doubles/playwright
 */

import { type BrowserContext, test as base, type TestInfo } from '@playwright/test'
import {
  type ControlClient,
  createControlClient,
  type JournalCall,
  type SentReadings,
  type SentWorld,
} from '../contract/control/client.ts'
import type { SessionOptions } from '../contract/double/sessions/sessions.ts'
import { linesOf, listOf } from '../contract/matchers/violations.ts'

export { expect } from '@playwright/test'

/** Where the doubles are, and how each test's session of them begins. */
export interface SessionUse extends SessionOptions<SentWorld, SentReadings> {
  /** Where they are served. Default: `CONTRACT_DOUBLES_URL` of the environment, or `http://127.0.0.1:4010`. */
  readonly url?: string
  /** What `--admin-token` gave. Default: `CONTRACT_DOUBLES_ADMIN_TOKEN` of the environment, if it is set. */
  readonly token?: string
  /** Whether a request that the API does not take fails the test that sent it. Default: true. */
  readonly failOnViolations?: boolean
}

/** What each test is given besides. */
export interface SessionFixtures {
  /** `test.use({ doubles: { world: 'empty' } })`: one object for all of it, and the last one counts. */
  readonly doubles: SessionUse
  /** Controls the session of this test. */
  readonly double: ControlClient
}

/**
 * Playwright's `test`, of which each has a session of the doubles on a server to itself: what `page`, `context` and
 * `request` send there goes to it, however many workers there are. In the end the session's journal is attached to the
 * report, and fails the test where the application sent what an API does not take; then the session is dropped.
 *
 * @example
 * import { expect, test } from 'contract-doubles/playwright'
 *
 * test.use({ doubles: { world: 'empty', now: '2030-06-01T12:00:00Z' } })
 *
 * test('shows that the service is down', async ({ page, double }) => {
 *   await double.override('overplane', 'listUsers', { fault: { outage: 503 } })
 *   await page.goto('/users')
 *   await expect(page.getByRole('alert')).toHaveText('Try again later.')
 * })
 */
export const test = base.extend<SessionFixtures>({
  doubles: [{}, { option: true }],
  double: async ({ doubles }, use, info) => {
    const { url, token, failOnViolations, options } = readUse(doubles)
    const control = createControlClient(url, { ...(token && { token }) })
    const name = sessionNameOf(info)
    const double = await control.session(name, options)
    await use(double)
    const calls = await double.journal()
    await attach(info, calls)
    await control.dropSession(name)
    if (failOnViolations) refuseViolations(calls)
  },
  context: async ({ context, doubles, double }, use) => {
    await enter(context, new URL(readUse(doubles).url), double)
    await use(context)
  },
  request: async ({ playwright, extraHTTPHeaders, double }, use) => {
    const headers = { ...extraHTTPHeaders, ...double.headers }
    const request = await playwright.request.newContext({ extraHTTPHeaders: headers })
    await use(request)
    await request.dispose()
  },
})

function readUse({ url, token, failOnViolations = true, ...options }: SessionUse) {
  const { CONTRACT_DOUBLES_URL, CONTRACT_DOUBLES_ADMIN_TOKEN } = process.env
  return {
    url: url ?? CONTRACT_DOUBLES_URL ?? 'http://127.0.0.1:4010',
    token: token ?? CONTRACT_DOUBLES_ADMIN_TOKEN,
    ...{ failOnViolations, options },
  }
}

/** Of two tests that run at the same time, and of two tries of one, none has the name of the other. */
const sessionNameOf = ({ workerIndex, testId, retry }: TestInfo): string =>
  `${testId}-worker-${workerIndex}-try-${retry + 1}`

/**
 * What a page sends to the doubles goes to the session, and nothing else is changed. The header is put in where it is
 * routed, so that no browser asks beforehand whether it may send it; the cookie is for what is not routed.
 */
async function enter(
  context: BrowserContext,
  { protocol, port, hostname }: URL,
  { headers }: ControlClient,
): Promise<void> {
  const hosts = loopback.includes(hostname) ? loopback : [hostname]
  const origins = hosts.map(host => new URL(`${protocol}//${host}:${port}`).origin)
  await context.addCookies(
    origins.flatMap(url => Object.entries(headers).map(([name, value]) => ({ name, value, url }))),
  )
  await context.route(
    ({ origin }) => origins.includes(origin),
    route => route.fallback({ headers: { ...route.request().headers(), ...headers } }),
  )
}

/** By whatever name the application calls this machine. */
const loopback: readonly string[] = ['127.0.0.1', 'localhost', '[::1]']

const attach = (info: TestInfo, calls: readonly JournalCall[]): Promise<void> =>
  info.attach('journal of the doubles', {
    body: JSON.stringify(calls, null, 2),
    contentType: 'application/json',
  })

function refuseViolations(calls: readonly JournalCall[]): void {
  const lines = linesOf(calls)
  if (lines.length === 0) return
  throw new Error(`The application sent what the API does not take:\n${listOf(lines)}`)
}
