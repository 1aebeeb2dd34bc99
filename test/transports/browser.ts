import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Browser, CDPSession } from 'playwright-core'
import { launchChromium } from '../browser/chromium.ts'
import type { Held } from '../browser/page.ts'
import type { Case } from '../cases/case.ts'
import { patience } from '../patience.ts'
import { doubleOf, sendBy, type Transport } from './transport.ts'

/** A transport that stands for many cases, since a browser is slow to start. */
export interface BrowserTransport extends Transport {
  open(): Promise<void>
  close(): Promise<void>
}

/** A page that does one case after the other. */
interface Lane {
  readonly page: CDPSession
  last: Promise<unknown>
}

/** msw's handlers behind `setupWorker`, in two pages of a real Chromium, asked by the pages' own `fetch`. */
export function createBrowserTransport(): BrowserTransport {
  const lanes: Lane[] = []
  let stand: { server: Server; browser: Browser } | undefined
  let begun = 0
  return {
    name: 'browser',

    async open() {
      const [server, browser] = await Promise.all([servePage(), launchChromium()])
      stand = { server, browser }
      for (const page of await Promise.all([browser.newPage(), browser.newPage()])) {
        page.setDefaultTimeout(patience)
        await page.goto(originOf(server))
        await page.evaluate(() => window.stand.start())
        lanes.push({ page: await page.context().newCDPSession(page), last: Promise.resolve() })
      }
    },

    async run(subject) {
      const lane = lanes[begun++ % lanes.length]
      if (!lane || !stand) {
        throw new Error(`Failed to run "${subject.title}": no browser is open. Call open() first.`)
      }
      // Not the page's own origin: without credentials, that is none of a double's business.
      const send = sendBy(fetchIn(lane.page, toHeld(subject)), 'https://api.test')
      const run = lane.last.then(() => subject.run(send))
      lane.last = run.catch(() => {})
      await run
    },

    async close() {
      await stand?.browser.close()
      stand?.server.close()
      stand?.server.closeAllConnections()
    },
  }
}

const toHeld = (subject: Case): Held => {
  const { api, fidelity = 'documented', rateLimit = false, world = 'documented' } = subject
  const held = typeof world === 'object' ? doubleOf(subject).snapshot() : world
  return { api, fidelity, rateLimit, world: held }
}

/** The page's `fetch`; the first request brings the double along, since each way into the page takes its time. */
function fetchIn(page: CDPSession, held: Held) {
  let put: Held | undefined = held
  return async (url: string, init: RequestInit): Promise<Response> => {
    const said = await ask(page, put, url, init)
    put = undefined
    // As bytes, since `Response` gives a text a Content-Type.
    const body = said.text === '' ? null : new TextEncoder().encode(said.text)
    return new Response(body, { status: said.status, headers: said.headers })
  }
}

/** As `page.evaluate` does it, in two thirds of the time: all that goes in and out is plain JSON, but for bytes. */
async function ask(page: CDPSession, ...[held, url, init]: Asked): Promise<Said> {
  const { body, ...rest } = init
  const bytes = body instanceof Uint8Array ? `new Uint8Array([${body}])` : JSON.stringify(body)
  const sent = `{ ...${JSON.stringify(rest)}, body: ${bytes} }`
  const { result, exceptionDetails } = await page.send('Runtime.evaluate', {
    expression: `window.stand.fetch(${JSON.stringify(held)}, ${JSON.stringify(url)}, ${sent})`,
    awaitPromise: true,
    returnByValue: true,
  })
  if (exceptionDetails) throw new Error(result.description)
  return result.value
}

type Asked = Parameters<Window['stand']['fetch']>
type Said = Awaited<ReturnType<Window['stand']['fetch']>>

async function servePage(): Promise<Server> {
  const html = '<!doctype html><title>Doubles</title><script type="module" src="/page.js"></script>'
  const files = new Map([
    ['/', { type: 'text/html', text: html }],
    ['/page.js', { type: 'text/javascript', text: await bundle('../browser/page.ts') }],
    ['/mockServiceWorker.js', { type: 'text/javascript', text: await workerScript() }],
  ])
  const server = createServer(({ url = '/' }, response) => {
    const file = files.get(url)
    response.writeHead(file ? 200 : 404, file && { 'Content-Type': file.type })
    response.end(file?.text)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return server
}

async function bundle(path: string): Promise<string> {
  const entry = fileURLToPath(new URL(path, import.meta.url))
  const options = { bundle: true, format: 'esm', write: false } as const
  const { outputFiles } = await build({ entryPoints: [entry], ...options })
  return outputFiles.map(({ text }) => text).join('')
}

const workerScript = (): Promise<string> =>
  readFile(createRequire(import.meta.url).resolve('msw/mockServiceWorker.js'), 'utf8')

function originOf(server: Server): string {
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}
