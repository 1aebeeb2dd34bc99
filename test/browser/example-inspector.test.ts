import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { blocksOf } from '../docs/pages.ts'
import { openApp, type Site, serveBuild } from './app.ts'
import { violationsIn } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { serveFiles, workerScript } from './serving.ts'
import { button, captionIn, idsIn } from './steps.ts'

let site: Site
let browser: Browser

beforeAll(async () => {
  const [served, launched] = await Promise.all([serveBuild(), launchChromium()])
  site = served
  browser = launched
})
afterEach(() => Promise.all(browser.contexts().map(context => context.close())))
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const poll = (read: () => unknown) => expect.poll(read, { interval: 20 })
const rows = (page: Page) => page.locator('contract-doubles-inspector [role=row]')

async function open(): Promise<Page> {
  const page = await openApp(browser, site.url)
  await button(page, 'Inspect the doubles').click()
  await page.getByText('Live', { exact: true }).waitFor()
  return page
}

describe('the panel in an app', () => {
  it('shows what the app asks, and loads nothing before it is opened', async () => {
    const page = await openApp(browser, site.url)
    const asked: string[] = []
    page.on('request', request => asked.push(new URL(request.url()).pathname))
    expect(await page.locator('contract-doubles-inspector .inspector').count()).toBe(0)
    await button(page, 'Inspect the doubles').click()
    await rows(page).filter({ hasText: 'listUsers' }).first().waitFor()
    expect(asked).toContainEqual(expect.stringMatching(/^\/assets\/drawer-/))
    await rows(page).first().click()
    await page.getByText('What the contract expects').waitFor()
  })

  it('forces a 429, which the app sees', async () => {
    const page = await open()
    await button(page, 'Replies').click()
    await page.getByRole('button', { name: 'listUsers' }).click()
    await page.getByText('Once').click()
    await button(page, 'Reply 429').click()
    await page.getByText('1 more time').waitFor()
    await button(page, 'Close the inspector').click()
    await button(page, 'Next').click()
    await page.getByRole('alert').waitFor()
    await button(page, 'Try again').click()
    await poll(() => idsIn(page)).toContain(14)
  })

  it('changes what the double holds, and goes to a world', async () => {
    const page = await open()
    await button(page, 'State').click()
    await button(page, 'Make one up').click()
    await page.getByText('122 entities').waitFor()
    await button(page, 'Worlds').click()
    await button(page, 'Go there empty').click()
    await page.getByText('They start over in the world “empty”.').waitFor()
    await button(page, 'Close the inspector').click()
    await button(page, 'Next').click()
    await poll(() => captionIn(page)).toBe('0 users')
  })

  it('tells the readings with their words, and has a session of its own', async () => {
    const page = await open()
    await button(page, 'Readings').click()
    await page.getByText('deleteStatus').waitFor()
    await button(page, 'Worlds').click()
    await page.getByLabel('Name of a session').fill('ada')
    await button(page, 'Open and show').click()
    await button(page, 'Shown ada').waitFor()
  })

  it('is there again after a reload, where it was, until it is closed by Escape', async () => {
    const page = await open()
    await button(page, 'Clock').click()
    await page.getByText('It is now').waitFor()
    await page.reload()
    await page.getByText('It is now').waitFor()
    await button(page, 'Freeze').press('Escape')
    await button(page, 'Inspect the doubles').waitFor()
    const focused = await page.evaluate(
      () => document.activeElement?.shadowRoot?.activeElement?.className,
    )
    expect(focused).toBe('opener')
    await page.reload()
    await page.getByRole('table').waitFor()
    expect(await page.locator('contract-doubles-inspector .inspector').count()).toBe(0)
  })

  it('is higher and lower by the arrows of its edge', async () => {
    const page = await open()
    const edge = page.getByRole('separator', { name: 'Height of the inspector' })
    await edge.press('ArrowUp')
    expect(await edge.getAttribute('aria-valuenow')).toBe('65')
  })

  it('takes no style from the page, and gives it none', async () => {
    const page = await open()
    const looks = () =>
      page.evaluate(() => {
        const root = document.querySelector('contract-doubles-inspector')?.shadowRoot
        const own = [...(root?.querySelectorAll('nav button, h1, .search') ?? [])]
        const app = [...document.querySelectorAll('main h1, main button')]
        const lookOf = (element: Element) => {
          const { fontSize, color, padding, borderRadius } = getComputedStyle(element)
          return [fontSize, color, padding, borderRadius].join()
        }
        return { own: own.map(lookOf), app: app.map(lookOf) }
      })
    const before = await looks()
    expect(before.own.length).toBeGreaterThan(8)
    await page.addStyleTag({
      content:
        'html { font-size: 40px !important } * { color: red !important } button, input { padding: 2em !important }',
    })
    expect((await looks()).own).toEqual(before.own)
    const closed = await openApp(browser, site.url)
    const app = await closed.evaluate(() =>
      [...document.querySelectorAll('main h1, main button')].map(element => {
        const { fontSize, color, padding, borderRadius } = getComputedStyle(element)
        return [fontSize, color, padding, borderRadius].join()
      }),
    )
    expect(app).toEqual(before.app)
  })

  it('is kept from no reader, in the light or in the dark', async () => {
    const page = await open()
    for (const view of ['Calls', 'Replies']) {
      await button(page, view).click()
      expect(await violationsIn(page)).toEqual([])
    }
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
    expect(await violationsIn(page, { rules: ['color-contrast'] })).toEqual([])
  })
})

it.each(['docs/inspector.md', 'README.md'])(
  'the program of %s for a browser mounts the panel',
  async name => {
    const programs = blocksOf(name).filter(({ language }) => language === 'ts')
    const contents = programs.find(({ text }) => text.includes('mountInspector('))?.text ?? ''
    const resolveDir = fileURLToPath(new URL('../..', import.meta.url))
    const { outputFiles } = await build({
      stdin: { contents, resolveDir, loader: 'ts' },
      ...{ bundle: true, format: 'esm', write: false, target: 'es2022' },
    })
    const text = outputFiles.map(file => file.text).join('')
    const serving = await serveFiles({
      '/kit.js': { type: 'text/javascript', text },
      '/mockServiceWorker.js': await workerScript(),
    })
    const page = await browser.newPage()
    await page.goto(serving.url)
    await button(page, 'Inspect the doubles').click()
    await page.getByText('Live', { exact: true }).waitFor()
    await page.evaluate(() =>
      fetch('/api/core/user', { headers: { Authorization: 'Bearer sk_test_1' } }),
    )
    await rows(page).filter({ hasText: 'listUsers' }).waitFor()
    await page.close()
    serving.close()
  },
)
