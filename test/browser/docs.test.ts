import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { apis } from '../../handlers/index.ts'
import { type Served, serve } from '../../server/serve/serve.ts'
import { violationsIn } from './axe.ts'
import { launchChromium } from './chromium.ts'

let served: Served
let browser: Browser

beforeAll(async () => {
  const where = { port: 0, host: '127.0.0.1', world: 'documented', quiet: true } as const
  const [started, launched] = await Promise.all([
    serve({ ...where, seed: 1, fidelity: 'documented' }, () => {}),
    launchChromium(),
  ])
  served = started
  browser = launched
}, 120_000)
afterEach(() => Promise.all(browser.contexts().map(context => context.close())))
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

async function open(api: string, colorScheme: 'light' | 'dark'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme })
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  await page.goto(`${served.url}/__admin/docs?api=${api}`)
  await page.locator('.opblock').first().waitFor()
  return page
}

/** The methods of which an operation is opened: of what has many of them, which takes Swagger UI seconds, two. */
const openedOf = (api: string): readonly string[] =>
  ['pterodactyl', 'control'].includes(api)
    ? ['get', 'post']
    : ['get', 'post', 'patch', 'put', 'delete']

/** Opens an operation of each method with what it can be tried with, and a schema: all would take axe a minute. */
async function openMuch(page: Page, methods: readonly string[]): Promise<void> {
  await clickAll(
    page,
    methods.map(method => `.opblock-${method} .opblock-summary-control`),
  )
  await clickAll(
    page,
    methods.map(method => `.opblock-${method} .try-out__btn:not(.cancel)`),
  )
  await clickAll(page, ['.json-schema-2020-12-expand-deep-button'])
  await page.locator('.execute').first().click()
  await page.locator('.live-responses-table').first().waitFor()
}

/** Clicks on the first of each of these that is there; one is, sooner or later. */
async function clickAll(page: Page, selectors: readonly string[]): Promise<void> {
  await page.locator(selectors.join()).first().waitFor()
  await page.evaluate(selectors => {
    for (const selector of selectors) document.querySelector<HTMLElement>(selector)?.click()
  }, selectors)
}

describe('the docs page', { timeout: 240_000 }, () => {
  it.each([...Object.keys(apis), 'control'])(
    'keeps %s from no reader, in the light or in the dark',
    async api => {
      const page = await open(api, 'light')
      await openMuch(page, openedOf(api))
      expect(await violationsIn(page)).toEqual([])
      await page.getByRole('button', { name: 'Authorize' }).click()
      await page.getByRole('dialog').waitFor()
      expect(await violationsIn(page, { within: '.dialog-ux' })).toEqual([])
      await page.addStyleTag({ content: '* { transition: none !important }' })
      await page.evaluate(() => document.documentElement.classList.add('dark-mode'))
      expect(await violationsIn(page, { rules: ['color-contrast'] })).toEqual([])
    },
  )

  it('is dark for those who prefer it, before anything is opened too', async () => {
    const page = await open('oberplan', 'dark')
    await page.waitForFunction(() => document.documentElement.classList.contains('dark-mode'))
    expect(await violationsIn(page)).toEqual([])
  })

  it('goes to the edges of its window', async () => {
    const page = await open('overplane', 'light')
    const edges = await page.evaluate(() => {
      const { left, top, width } = document.querySelector('.topbar')?.getBoundingClientRect() ?? {}
      return { left, top, isWide: width === document.documentElement.clientWidth }
    })
    expect(edges).toEqual({ left: 0, top: 0, isWide: true })
  })

  it('names each of its choices', async () => {
    const page = await open('overplane', 'light')
    await page.locator('.opblock-summary-control').first().click()
    await page.getByRole('combobox', { name: 'Server' }).waitFor()
    await page.getByRole('combobox', { name: 'Example' }).first().waitFor()
    await page.getByRole('combobox', { name: 'Select a definition' }).waitFor()
  })
})
