import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openApp, type Site, serveBuild } from './app.ts'
import { launchChromium } from './chromium.ts'
import { screenshot } from './screenshot.ts'
import { ada, button, captionIn, createAda, deleteUser, fillIn, idsIn, range } from './steps.ts'

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

const open = (path = '') => openApp(browser, site.url + path)
const poll = (read: () => unknown) => expect.poll(read, { interval: 20 })
describe("the example's frontend, without a server", () => {
  it('lists the users of the demo world, which the service worker answers for', async () => {
    const page = await open()
    expect(await captionIn(page)).toBe('121 users')
    expect(await idsIn(page)).toEqual(range(4, 13))
    const first = page.locator('tbody tr').first().getByRole('cell')
    const uuid = '4c45016d…'
    const cells = ['4', 'test-user', 'example@example.com', 'Administrator', uuid]
    expect(await first.allTextContents()).toEqual(cells)
    const [response] = await Promise.all([
      page.waitForResponse(/\/api\/application\/users\?/),
      button(page, 'Next').click(),
    ])
    expect(response.fromServiceWorker()).toBe(true)
    await page.getByText('Page 2 of 13').waitFor()
    await screenshot(page, 'table')
  })

  it('turns the pages, and has as many rows on each as were asked for', async () => {
    const page = await open()
    await button(page, 'Next').click()
    await poll(() => idsIn(page)).toEqual(range(14, 23))
    await page.getByText('Page 2 of 13').waitFor()
    await page.getByLabel('Rows').selectOption('50')
    await poll(() => idsIn(page)).toEqual(range(4, 53))
    await button(page, 'Next').click()
    await button(page, 'Next').click()
    await page.getByText('Page 3 of 3').waitFor()
    await poll(() => idsIn(page)).toEqual(range(104, 124))
    expect(await button(page, 'Next').isDisabled()).toBe(true)
  })

  it('sorts by the columns that the panel sorts by, up and down', async () => {
    const page = await open()
    await button(page, 'ID').click()
    await poll(() => idsIn(page)).toEqual(range(124, 115))
    const sorted = page.getByRole('columnheader', { name: 'UUID' })
    await button(page, 'UUID').click()
    await poll(() => sorted.getAttribute('aria-sort')).toBe('ascending')
    const uuids = () =>
      page.locator('tbody code').evaluateAll(all => all.map(one => one.getAttribute('title')))
    await poll(async () => (await uuids())[0]?.slice(0, 1)).toBe('0')
    expect(await uuids()).toEqual((await uuids()).toSorted())
  })

  it('filters by a part of the e-mail address', async () => {
    const page = await open()
    await page.getByLabel('E-mail contains').fill('EXAMPLE@example.com')
    await button(page, 'Filter').click()
    await poll(() => captionIn(page)).toBe('1 user')
    expect(await idsIn(page)).toEqual([4])
    await page.getByLabel('E-mail contains').fill('nobody@nowhere')
    await page.getByLabel('E-mail contains').press('Enter')
    await page.getByText('There is no such user.').waitFor()
  })

  it('shows a created user at the top of the table', async () => {
    const page = await open()
    await createAda(page)
    expect((await idsIn(page))[0]).toBe(125)
    expect(await captionIn(page)).toBe('122 users')
    expect(await page.getByRole('status').textContent()).toBe('Ada Lovelace was created.')
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  it('puts the messages of a 422 beside their fields, and goes to the first of them', async () => {
    const page = await open()
    await button(page, 'New user').click()
    await fillIn(page, { ...ada, 'E-mail': '', Username: 'Test-User' })
    await button(page, 'Create').click()
    await page.getByText('The email field is required.').waitFor()
    const faults = () =>
      page.locator('[aria-invalid=true]').evaluateAll(fields =>
        fields.map(field => {
          const id = field.getAttribute('aria-describedby') ?? ''
          return [field.getAttribute('name'), document.getElementById(id)?.textContent]
        }),
      )
    expect(await faults()).toEqual([
      ['email', 'The email field is required.'],
      ['username', 'The username has already been taken.'],
    ])
    await poll(() => page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe(
      'email',
    )
    await screenshot(page, 'refusal')
    await fillIn(page, ada)
    await button(page, 'Create').click()
    await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor()
  })

  it('keeps what was changed from one page to another, without loading the document anew', async () => {
    const page = await open('#/users?page=2')
    await page.evaluate(() => Object.assign(window, { isSame: true }))
    await page.getByRole('row').nth(1).getByRole('link').click()
    await fillIn(page, { 'First name': 'Grace', 'Last name': 'Hopper' })
    await button(page, 'Save').click()
    await page.getByRole('heading', { name: 'Grace Hopper' }).waitFor()
    await screenshot(page, 'user')
    await page.getByRole('link', { name: 'All users' }).click()
    await page.getByRole('link', { name: 'Grace Hopper' }).waitFor()
    expect(await idsIn(page)).toEqual(range(14, 23))
    expect(await page.evaluate(() => Reflect.get(window, 'isSame'))).toBe(true)
  })

  it('tells why the owner of a server is not deleted', async () => {
    const page = await open('#/users')
    await page.getByRole('row').nth(2).getByRole('link').click()
    await deleteUser(page)
    const sentence =
      'Cannot delete a user with active servers attached to their account. Please delete their servers before continuing.'
    await poll(() => page.getByRole('alert').textContent()).toBe(sentence)
    await page.getByRole('link', { name: 'All users' }).click()
    await poll(() => idsIn(page)).toEqual(range(4, 13))
  })

  it('lists a deleted user no longer', async () => {
    const page = await open()
    await page.getByRole('row').nth(3).getByRole('link').click()
    await deleteUser(page)
    await poll(() => idsIn(page)).toEqual([4, 5, ...range(7, 14)])
    expect(await captionIn(page)).toBe('120 users')
  })

  it('says that the network is down, and loads the page when it is up again', async () => {
    const page = await open()
    await button(page, 'Inspect the doubles').click()
    await button(page, 'Replies').click()
    await page.getByRole('button', { name: 'listUsers' }).click()
    await page.getByLabel('Fault').selectOption('the connection breaks')
    await button(page, 'Own reply').click()
    await page.getByText('with the fault reset').waitFor()
    await button(page, 'Close the inspector').click()
    await button(page, 'Next').click()
    await page.getByText('The panel could not be reached.').waitFor()
    await button(page, 'Inspect the doubles').click()
    await button(page, 'Take all back').click()
    await page.getByText('Nothing is forced:').waitFor()
    await button(page, 'Close the inspector').click()
    await button(page, 'Try again').click()
    await poll(() => idsIn(page)).toEqual(range(14, 23))
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('forgets on a reload what was done', async () => {
    const page = await open()
    await createAda(page)
    await page.reload()
    await poll(() => captionIn(page)).toBe('121 users')
    await poll(async () => (await idsIn(page))[0]).toBe(124)
  })

  it('keeps on a reload what was done if it is told to persist, until it starts over', async () => {
    const page = await open('?persist')
    await createAda(page)
    await page.reload()
    await page.getByRole('link', { name: 'Ada Lovelace' }).click()
    await button(page, 'Delete this user').waitFor()
    await deleteUser(page)
    await poll(() => captionIn(page)).toBe('121 users')
    await createAda(page)
    // The id of a deleted user is not used again, after a reload neither.
    expect((await idsIn(page))[0]).toBe(126)
    await button(page, 'Inspect the doubles').click()
    await button(page, 'Worlds').click()
    await button(page, 'Start over').click()
    await page.getByText('They start over.').waitFor()
    await page.reload()
    await poll(async () => (await idsIn(page))[0]).toBe(124)
  })
})
