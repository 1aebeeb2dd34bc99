import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { chromiumFolder, unpackChromium } from './browser/chromium.ts'
import { patience } from './patience.ts'

const folder = fileURLToPath(new URL('../examples/playwright', import.meta.url))
let child: ChildProcess | undefined

// Its whole group, so that Playwright stops its server too; of one that has ended there is none.
afterEach(() => {
  const isRunning = child?.exitCode === null && child.signalCode === null
  if (isRunning && child?.pid) process.kill(-child.pid, 'SIGINT')
})

it("the Playwright example's own command runs its six tests", async () => {
  await unpackChromium()
  // Where Chromium is unpacked already.
  const env = { ...process.env, TMPDIR: chromiumFolder, PORT: await freePort(), FORCE_COLOR: '0' }
  child = spawn('npm', ['test', '--', `--timeout=${patience}`], {
    cwd: folder,
    env,
    detached: true,
  })
  const lines: unknown[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', line => lines.push(line))
  const [code] = await once(child, 'close')
  const output = lines.join('')
  expect(output).toMatch(/^ +6 passed \(/m)
  expect(output).not.toMatch(/^ +\d+ (failed|flaky|skipped|did not run)/m)
  expect(code, output).toBe(0)
})

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return String(typeof address === 'object' && address ? address.port : 0)
}
