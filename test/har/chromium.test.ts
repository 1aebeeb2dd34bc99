import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createOverplane } from '../../handlers/index.ts'
import { runCheck } from '../../server/commands/check/check.ts'
import { createHttpServer } from '../../server/http/http.ts'
import { launchChromium } from '../browser/chromium.ts'

let browser: Browser
let folder: string
beforeAll(async () => {
  browser = await launchChromium()
  folder = await mkdtemp(join(tmpdir(), 'har-'))
})
afterAll(async () => {
  await browser.close()
  await rm(folder, { recursive: true })
})

/** What a page does that asks a double, and some other things besides. */
async function ask(origin: string): Promise<void> {
  const headers = { Authorization: 'Bearer sk_test_...', 'Content-Type': 'application/json' }
  const send = async (path: string, init: object = {}) =>
    (await fetch(origin + path, { headers, ...init })).text()
  await send('/api/core/user?limit=2')
  await send('/api/core/user/user_abc123')
  await send('/api/core/user', { method: 'POST', body: '{"email":"ada@example.com"}' })
  await send('/elsewhere')
  await fetch('http://127.0.0.1:1/refused').catch(() => undefined)
}

it.each(['embed', 'omit'] as const)(
  'what Chromium has recorded is held to the contract, with its bodies as it is told to: %s',
  async content => {
    const double = createOverplane()
    const server = createHttpServer([double])
    const pages = createServer((_, response) => response.end('<link rel="icon" href="data:,">'))
    const [api, page] = await Promise.all([server, pages].map(up))
    const path = join(folder, `${content}.har`)
    const context = await browser.newContext({ recordHar: { path, content, mode: 'full' } })
    const tab = await context.newPage()
    await tab.goto(String(page))
    await tab.evaluate(ask, String(api))
    await context.close()
    for (const one of [server, pages]) one.close().closeAllConnections()

    expect(JSON.parse(await readFile(path, 'utf8')).log.creator.name).toBe('Playwright')
    const lines: string[] = []
    const code = await runCheck([path], line => lines.push(line))
    const out = lines.join('\n')
    // Without bodies nobody is accused: what was sent is left out, too.
    const isWhole = content === 'embed'
    expect(code).toBe(isWhole ? 1 : 0)
    if (isWhole) expect(out).toContain('violation in createUser: The body lacks "first_name".')
    expect(out).toContain(`0 breaches, ${isWhole ? '1 violation,' : '0 violations,'}`)
    expect(out).toContain(isWhole ? '3 calls (3 judged)' : '3 calls (0 judged)')
    expect(out).toMatch(/skipped: \d, there was no reply/)
    expect(out).toMatch(/skipped: \d, it is for another host/)
  },
)

async function up(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${Object(server.address()).port}`
}
