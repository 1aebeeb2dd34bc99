import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { builtApp, openApp, serveSources } from './app.ts'
import { launchChromium } from './chromium.ts'
import { idsIn, range } from './steps.ts'

it('has its mocks while it is developed', async () => {
  const [site, browser] = await Promise.all([serveSources(), launchChromium()])
  try {
    const page = await openApp(browser, site.url)
    expect(await idsIn(page)).toEqual(range(4, 13))
  } finally {
    await browser.close()
    await site.close()
  }
})

/** All that a build would send to a browser. */
async function textOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile())
  const texts = files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8'))
  return [...files.map(({ name }) => name), ...(await Promise.all(texts))].join('\n')
}

it('has no mock in a build for production, unless the build is told so', async () => {
  const [plain, mocked] = [await textOf(await builtApp('')), await textOf(await builtApp('1'))]
  for (const trace of [
    'mockServiceWorker.js',
    'contract-doubles-inspector',
    'example@example.com',
  ]) {
    expect(mocked).toContain(trace)
    expect(plain).not.toContain(trace)
  }
  expect(plain).toContain('/api/application/users')
})
