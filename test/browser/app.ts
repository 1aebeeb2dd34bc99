import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { build, createServer, preview } from 'vite'
import { vi } from 'vitest'
import { oncePerRun } from '../once-per-run.ts'
import { patience } from '../patience.ts'

// The example's frontend, built or served from its sources, and a page of a browser that has it open.

const root = fileURLToPath(new URL('../../examples/browser', import.meta.url))
const local = { host: '127.0.0.1', port: 0 }

export interface Site {
  readonly url: string
  close(): Promise<void>
}

/** The folder of the frontend as it is built for production, with mocks or without. */
export const builtApp = (mocks: '1' | ''): Promise<string> =>
  oncePerRun(`app-${mocks ? 'mocked' : 'plain'}`, async outDir => {
    // Vitest's own NODE_ENV would make it a build for development.
    vi.stubEnv('NODE_ENV', 'production').stubEnv('VITE_MOCKS', mocks)
    try {
      await build({ root, logLevel: 'error', build: { outDir, chunkSizeWarningLimit: 2000 } })
    } finally {
      vi.unstubAllEnvs()
    }
  })

/** Serves the frontend as it is built, with mocks unless it is told otherwise. */
export async function serveBuild(mocks: '1' | '' = '1'): Promise<Site> {
  const outDir = await builtApp(mocks)
  const server = await preview({ root, logLevel: 'error', build: { outDir }, preview: local })
  return { url: urlOf(server.httpServer), close: () => server.close() }
}

/** Serves the sources, as `npm run dev` does for the first time. */
export async function serveSources(): Promise<Site> {
  const cacheDir = await mkdtemp(join(tmpdir(), 'contract-doubles-app-'))
  vi.stubEnv('NODE_ENV', 'development')
  const options = { root, cacheDir, logLevel: 'error' } as const
  const server = await createServer({ ...options, server: { ...local, hmr: false } })
  await server.listen()
  vi.unstubAllEnvs()
  const close = async () => {
    await server.close()
    await rm(cacheDir, { recursive: true })
  }
  return { url: urlOf(server.httpServer), close }
}

function urlOf(server: { address(): unknown } | null): string {
  return `http://127.0.0.1:${Reflect.get(Object(server?.address()), 'port')}/`
}

/** The frontend in a page of a new context: nothing of an earlier test is left there. */
export async function openApp(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  context.setDefaultTimeout(patience)
  const page = await context.newPage()
  await page.goto(url)
  await page.getByRole('table').waitFor()
  return page
}
