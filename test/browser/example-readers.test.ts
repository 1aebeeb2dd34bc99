import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openApp, type Site, serveBuild } from './app.ts'
import { violationsIn } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { button, fillIn } from './steps.ts'

let mocked: Site
let plain: Site
let browser: Browser

beforeAll(async () => {
  browser = await launchChromium()
  mocked = await serveBuild()
  plain = await serveBuild('')
}, 240_000)
afterEach(() => Promise.all(browser.contexts().map(context => context.close())))
afterAll(async () => {
  await browser?.close()
  await mocked?.close()
  await plain?.close()
})

const narrow = { width: 360, height: 640 }

/** The frontend with its mocks, on a screen of some size. */
async function open(size: { width: number; height: number }, path = ''): Promise<Page> {
  const page = await openApp(browser, mocked.url + path)
  await page.setViewportSize(size)
  return page
}

async function edgesOf(locator: Locator): Promise<{ top: number; bottom: number }> {
  const box = await locator.boundingBox()
  if (!box) throw new Error('Failed to find where it stands: it is not drawn.')
  return { top: box.y, bottom: box.y + box.height }
}

/** How far the page can be moved to the side. */
const overflowOf = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

const openOwner = async (page: Page): Promise<void> => {
  await page.getByRole('row').nth(2).getByRole('link').click()
  await button(page, 'Delete this user').waitFor()
}

describe("the example's frontend", { timeout: 120_000 }, () => {
  it('draws no frame around a page that the keyboard has led to', async () => {
    const page = await open({ width: 1280, height: 800 })
    await page.getByRole('row').nth(2).getByRole('link').focus()
    await page.keyboard.press('Enter')
    await button(page, 'Delete this user').waitFor()
    const focused = await page.evaluate(() => {
      const { tagName } = document.activeElement ?? {}
      return [tagName, getComputedStyle(document.activeElement ?? document.body).outlineStyle]
    })
    expect(focused).toEqual(['MAIN', 'none'])
  })

  it('shows on a narrow screen that a table has more columns, which are moved into sight', async () => {
    const page = await open(narrow)
    expect(await overflowOf(page)).toBe(0)
    const told = await page.locator('.scrolled').evaluate(element => {
      const isCut = element.scrollWidth > element.clientWidth
      element.scrollLeft = element.scrollWidth
      return [isCut, getComputedStyle(element).backgroundAttachment]
    })
    expect(told).toEqual([true, expect.stringContaining('local')])
    const uuid = await page.getByRole('columnheader', { name: 'UUID' }).boundingBox()
    expect((uuid?.x ?? 360) + (uuid?.width ?? 0)).toBeLessThanOrEqual(narrow.width)
  })

  it('keeps the buttons of a form in sight, whatever is wrong with its fields', async () => {
    for (const size of [narrow, { width: 1280, height: 600 }]) {
      const page = await open(size)
      await button(page, 'New user').click()
      await button(page, 'Create').click()
      await page.getByText('The last name field is required.').waitFor()
      const { bottom } = await edgesOf(button(page, 'Create'))
      expect(bottom).toBeLessThanOrEqual(size.height)
    }
  })

  it('wraps a name of 191 letters', async () => {
    for (const size of [narrow, { width: 1280, height: 800 }]) {
      const page = await open(size)
      await openOwner(page)
      await fillIn(page, { 'First name': 'x'.repeat(191) })
      await button(page, 'Save').click()
      await page.getByRole('heading', { name: 'xxx' }).waitFor()
      expect(await overflowOf(page)).toBe(0)
      await page.getByRole('link', { name: 'All users' }).click()
      const link = page.getByRole('link', { name: 'xxx' })
      await link.waitFor()
      expect(await overflowOf(page)).toBe(0)
      expect((await link.boundingBox())?.width).toBeLessThanOrEqual(320)
    }
  })

  it.each([
    ['text/html', 502, '<h1>Bad Gateway</h1>', 'The panel has failed (502). Try again in a while.'],
    ['application/json', 500, '{}', 'The panel has failed (500). Try again in a while.'],
    ['application/json', 500, '{"errors":[]}', 'The panel has failed (500). Try again in a while.'],
    ['application/json', 403, '{}', 'The panel has refused this (403).'],
    [
      'text/html',
      200,
      '<h1>Hello</h1>',
      'The panel has sent an answer that cannot be read. Try again.',
    ],
  ])('tells in a sentence what came of %s with %i: %s', async (contentType, status, body, said) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.route(/\/api\/application\//, route => route.fulfill({ status, contentType, body }))
    await page.goto(plain.url)
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').locator('p').textContent()).toBe(said)
  })

  it('keeps nothing from any reader', async () => {
    const page = await open(narrow)
    expect(await violationsIn(page)).toEqual([])
    await button(page, 'New user').click()
    await button(page, 'Create').click()
    await page.getByText('The last name field is required.').waitFor()
    expect(await violationsIn(page)).toEqual([])
    await button(page, 'Cancel').click()
    await openOwner(page)
    expect(await violationsIn(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await violationsIn(page)).toEqual([])
  })
})
