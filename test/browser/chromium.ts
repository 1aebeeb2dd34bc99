import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import { patience } from '../patience.ts'

const version = '147.0.0'

/** Where Chromium is unpacked to: `@sparticuz/chromium` finds it there too, if it is the TMPDIR. */
export const chromiumFolder = join(tmpdir(), `contract-doubles-chromium-${version}`)

/**
 * A headless Chromium. The arguments that `@sparticuz/chromium` advises are not taken: they switch off CORS, and run
 * all pages in one process.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = await unpackChromium()
  return chromium.launch({ executablePath, args: ['--no-sandbox'], timeout: patience })
}

/**
 * Unpacks Chromium where that has not been done, and tells its path. Test files run at the same time: each unpacks
 * into a folder of its own, and the first one to be ready gives it its name, so that nobody starts half a browser.
 */
export async function unpackChromium(): Promise<string> {
  const path = join(chromiumFolder, 'chromium')
  if (existsSync(path)) return path
  const own = await mkdtemp(`${chromiumFolder}-`)
  const url = import.meta.resolve('@sparticuz/chromium')
  const script = `import chromium from '${url}'; await chromium.executablePath()`
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, TMPDIR: own },
  })
  await rename(own, chromiumFolder).catch(async cause => {
    if (!existsSync(path)) throw cause
    await rm(own, { recursive: true })
  })
  return path
}
