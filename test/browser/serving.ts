import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

interface File {
  readonly type: string
  readonly text: string
}

/** What serves a page, and what it was asked for that is none of its files. */
export interface Serving {
  readonly url: string
  readonly strays: string[]
  close(): void
}

/** Serves files by their paths; whatever else is asked for is the page itself, as from a server for one page. */
export async function serveFiles(files: Readonly<Record<string, File>>): Promise<Serving> {
  const strays: string[] = []
  const server = createServer(({ url = '/', method }, response) => {
    const file = files[url.replace(/\?.*/, '')]
    if (!file) strays.push(`${method} ${url}`)
    const { type, text } = file ?? { type: 'text/html', text: page }
    response.writeHead(200, { 'Content-Type': type }).end(text)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const close = () => server.close().closeAllConnections()
  return { url: `http://127.0.0.1:${Object(server.address()).port}`, strays, close }
}

const page =
  '<!doctype html><link rel="icon" href="data:,"><title>Kit</title><script type="module" src="/kit.js"></script>'

/** A module with all that it imports. */
export async function bundle(path: string): Promise<File> {
  const entry = fileURLToPath(new URL(path, import.meta.url))
  const options = { bundle: true, format: 'esm', write: false } as const
  const { outputFiles } = await build({ entryPoints: [entry], ...options })
  return { type: 'text/javascript', text: outputFiles.map(({ text }) => text).join('') }
}

/** msw's worker, out of its package. */
export async function workerScript(): Promise<File> {
  const path = createRequire(import.meta.url).resolve('msw/mockServiceWorker.js')
  return { type: 'text/javascript', text: await readFile(path, 'utf8') }
}
