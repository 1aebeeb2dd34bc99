import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from '../../server/serve/serve.ts'
import { violationsIn } from './axe.ts'
import { launchChromium } from './chromium.ts'
import { screenshot } from './screenshot.ts'

let served: Served
let browser: Browser

beforeAll(async () => {
  const where = { port: 0, host: '127.0.0.1', world: 'documented' } as const
  const [started, launched] = await Promise.all([serve(where), launchChromium()])
  served = started
  browser = launched
}, 120_000)
afterEach(async () => {
  await Promise.all(browser.contexts().map(context => context.close()))
  await admin('POST /reset')
  await admin('PATCH /settings', { delay: 0, errorRate: 0, rateLimit: false })
  await admin('DELETE /sessions')
})
afterAll(async () => {
  await browser?.close()
  await served?.close()
})

async function open(place = 'calls', { url = served.url, width = 1280 } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 } })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  await page.goto(`${url}/__admin/#/${place}`)
  await page.getByText('Live', { exact: true }).waitFor()
  return page
}

async function admin(line: string, body?: object) {
  const [method = '', path] = line.split(' ')
  const init = { method, ...(body && { body: JSON.stringify(body) }) }
  const response = await fetch(`${served.url}/__admin${path}`, init)
  const text = await response.text()
  return text === '' ? undefined : JSON.parse(text)
}

const key = { Authorization: 'Bearer sk_test_1' }
const call = (path = '/api/core/user', init: RequestInit = {}) =>
  fetch(served.url + path, { headers: key, ...init })
const create = (fields: object) =>
  call('/api/core/user', { method: 'POST', body: JSON.stringify(fields) })

const button = (page: Page, name: string): Locator =>
  page.getByRole('button', { name, exact: true })
const region = (page: Page, name: string): Locator =>
  page.getByRole('region', { name, exact: true })
const rows = (page: Page): Locator => page.locator('[role=row]')
const poll = (read: () => unknown) => expect.poll(read, { interval: 20 })

/** Goes to another place, without loading the page anew. */
const go = (page: Page, place: string): Promise<void> =>
  page.evaluate(to => location.assign(`#/${to}`), place)

/** Keeps what a view looks like on a narrow screen and on a wide one. */
async function pictured(page: Page, names: readonly string[]): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 })
    await screenshot(page, [...names, width].join('-'))
  }
}

/** What was copied. */
const copied = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText())

describe('the calls', () => {
  it('come in as they are answered, and one that is wrong is found and understood', async () => {
    const page = await open()
    await page.getByText('No calls yet').waitFor()
    await call('/api/core/user?limit=1')
    await create({ email: 7, nickname: 'x' })
    await poll(() => rows(page).count()).toBe(2)
    await page.getByText('Off contract').click()
    await poll(() => rows(page).count()).toBe(1)
    await rows(page).first().click()
    const detail = region(page, 'Call')
    await detail.getByText('"email" in the body breaks the rule').waitFor()
    await detail.getByText('The body has "nickname", which is not documented').waitFor()
    expect(await detail.locator('.line.marked').first().textContent()).toContain(
      '"email": 7, ← expected string, not 7',
    )
    const body = detail.getByRole('group', { name: 'Request body' })
    const text = (await body.textContent()) ?? ''
    const [sent = ''] = /^\{.*^\}/ms.exec(text.replace(/ ← .*/, '')) ?? [] // what lacks stands below
    expect(JSON.parse(sent)).toEqual({ email: 7, nickname: 'x' })
    // The line that is marked moves none of the others.
    const keys = await body.locator('.json-key').all()
    const lefts = await Promise.all(keys.map(async key => (await key.boundingBox())?.x))
    expect(lefts).toEqual([lefts[0], lefts[0]])
    await detail.getByText('What the contract expects').waitFor()
    expect(page.url()).toContain('#/calls/overplane/2')
  })

  it('are copied as a line, a test and an interaction, and sent again', async () => {
    await call()
    const page = await open('calls/overplane/1')
    await button(page, 'curl').click()
    await poll(() => copied(page)).toContain(`curl '${served.url}/api/core/user'`)
    await button(page, 'Vitest').click()
    await poll(() => copied(page)).toContain("import { expect, it } from 'vitest'")
    await button(page, 'Pact').click()
    await poll(() => copied(page)).toContain('"type": "Synchronous/HTTP"')
    await button(page, 'Send again').click()
    await poll(() => rows(page).count()).toBe(2)
  })

  it('tell what may have been meant, with what differs marked', async () => {
    await call('/core/user')
    const page = await open('calls/-/1')
    const near = region(page, 'Call').locator('.near li').first()
    await near.waitFor()
    expect(await near.locator('ins').allTextContents()).toEqual(['api'])
    expect(await near.textContent()).toContain('overplane/listUsers: "/api" comes first')
  })

  it('are gone through by keys alone', async () => {
    for (const limit of [1, 2, 3]) await call(`/api/core/user?limit=${limit}`)
    const page = await open()
    await rows(page).nth(2).waitFor()
    await page.getByRole('grid').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await poll(() => page.locator('[aria-selected=true]').textContent()).toContain('limit=2')
    await page.keyboard.press('/')
    await page.keyboard.type('limit=3')
    await poll(() => rows(page).count()).toBe(1)
    await page.keyboard.press('Escape')
    await poll(() => rows(page).count()).toBe(3)
    await page.getByRole('grid').focus()
    await page.keyboard.press('2')
    await region(page, 'users').waitFor()
  })

  it('stand still while they are paused, and are forgotten', async () => {
    await call()
    const page = await open()
    await rows(page).first().waitFor()
    await button(page, 'Pause').click()
    await call('/@ada/api/core/user')
    await button(page, '1 new').click()
    await poll(() => rows(page).count()).toBe(2)
    await rows(page).filter({ hasText: 'ada' }).waitFor()
    await button(page, 'Clear the journal').click()
    await page.getByText('No calls yet').waitFor()
    expect(served.doubles.overplane.journal.entries).toEqual([])
  })

  it('are thousands without more than a screenful of rows, and the page goes on to answer', async () => {
    const page = await open()
    const { answer } = served.doubles.overplane
    const one = { method: 'GET', origin: served.url, search: '', headers: {}, text: '' }
    for (let nth = 0; nth < 10_000; nth += 1) {
      answer({ ...one, path: `/api/core/user/user_${nth}` })
      // As many as a journal keeps are told before there are more.
      if (nth % 900 === 899)
        await page.getByText(`${(nth + 1).toLocaleString('en')} calls`).waitFor()
    }
    await page.getByText('10,000 calls').waitFor()
    expect(await rows(page).count()).toBeLessThan(60)
    await page.getByRole('grid').focus()
    await page.keyboard.press('End')
    await poll(() => page.locator('[aria-selected=true]').textContent()).toContain('user_0')
    const seen = await page.locator('[aria-selected=true]').boundingBox()
    answer({ ...one, path: '/api/core/user/late' })
    await page.getByText('1 older ones are gone').waitFor()
    await poll(async () => (await rows(page).last().boundingBox())?.y).toBe(seen?.y)
    await page.getByRole('searchbox').fill('user_777')
    await page.getByText('11 calls of 10,000').waitFor()
  })
})

describe('the replies', () => {
  it('are forced by a press, as often as is said, and taken back', async () => {
    const page = await open('replies/overplane/listUsers')
    await page.getByText('Once').click()
    await button(page, 'Reply 429').click()
    await region(page, 'In force').getByText('1 more time').waitFor()
    expect([(await call()).status, (await call()).status]).toEqual([429, 200])
    await page.getByText('Nothing is forced:').waitFor()
    await page.getByText('Always').click()
    await page.getByLabel('Fault').selectOption('an outage: 503')
    await button(page, 'Own reply').click()
    await region(page, 'In force').getByText('an outage, 503').waitFor()
    expect((await call()).status).toBe(503)
    await button(page, 'Take back listUsers 2').click()
    await page.getByText('Nothing is forced:').waitFor()
    expect((await call()).status).toBe(200)
  })

  it('are lost or late for all, and by scenarios', async () => {
    await admin('PUT /scenarios/bad%20day', {
      overplane: { overrides: { listUsers: { status: 401 } } },
    })
    const page = await open('replies')
    await page.getByLabel('Lost calls in %').fill('100')
    await button(page, 'Set for every call').click()
    await page.getByText('Every call has that from now on.').waitFor()
    expect((await call()).status).toBe(503)
    await page.getByLabel('Lost calls in %').fill('0')
    await button(page, 'Set for every call').click()
    await poll(async () => (await call()).status).toBe(200)
    await button(page, 'Off bad day').click()
    await button(page, 'On bad day').waitFor()
    expect((await call()).status).toBe(401)
    await admin('DELETE /scenarios/bad%20day')
  })
})

describe('what is written in a form', () => {
  it('stands when something else changes meanwhile, and when it is written while it is saved', async () => {
    const page = await open('replies')
    const lost = page.getByLabel('Lost calls in %')
    await lost.fill('55')
    await admin('PATCH /settings', { delay: 5 })
    await poll(() => page.getByLabel('Latency in ms').inputValue()).toBe('5')
    expect(await lost.inputValue()).toBe('55')
    let letGo = () => {}
    const held = new Promise<void>(done => {
      letGo = done
    })
    await page.route('**/__admin/settings', async route => {
      if (route.request().method() === 'PATCH') await held
      await route.continue()
    })
    const saving = page.waitForRequest(request => request.method() === 'PATCH')
    await button(page, 'Set for every call').click()
    await saving
    await lost.fill('7')
    letGo()
    await page.getByText('Every call has that from now on.').waitFor()
    expect(await lost.inputValue()).toBe('7')
    const settings = await admin('GET /settings')
    expect(settings.overplane.errorRate).toBe(0.55)
  })
})

describe('the state', () => {
  it('is edited, field by field, and read back over HTTP', async () => {
    const page = await open('state/overplane/users')
    await button(page, 'Edit user_abc123').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('email', { exact: true }).fill('null')
    await button(page, 'Save').click()
    await dialog.getByText('expected string, not null').waitFor()
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))
    await poll(focused).toBe('true')
    await dialog.getByLabel('email', { exact: true }).fill('ada@example.com')
    await dialog.getByLabel('enabled').selectOption('false')
    await button(page, 'Save').click()
    await page.getByText('user_abc123 was changed.').waitFor()
    await page.getByRole('cell', { name: 'ada@example.com' }).waitFor()
    const user = await (await call('/api/core/user/user_abc123')).json()
    expect(user).toMatchObject({ email: 'ada@example.com', enabled: false })
  })

  it('is added to, by hand and by a factory, copied, searched, sorted and deleted', async () => {
    const page = await open('state/overplane/users')
    await button(page, 'Add').click()
    await page.getByRole('dialog').getByLabel('email', { exact: true }).fill('ada@example.com')
    await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click()
    await page.getByText('2 entities').waitFor()
    await button(page, 'Make one up').click()
    await page.getByText('3 entities').waitFor()
    await button(page, 'Duplicate user_abc123').click()
    await page.getByText('4 entities').waitFor()
    await page.getByRole('button', { name: 'email' }).click()
    const first = page.locator('tbody tr').first()
    await poll(() => first.textContent()).toContain('ada@example.com')
    await page.getByRole('searchbox').fill('ada@')
    await page.getByText('1 entity of 4').waitFor()
    await page.getByRole('button', { name: /^Delete / }).click()
    await page.getByText('No users are like that').waitFor()
    expect(served.doubles.overplane.db.user.count()).toBe(3)
  })

  it('shows what changed since a checkpoint, which is gone back to', async () => {
    const page = await open('worlds')
    await page.getByLabel('Name', { exact: true }).fill('begun')
    await button(page, 'Keep what there is now').click()
    await button(page, 'Restore begun').waitFor()
    await create({ email: 'ada@example.com', first_name: 'Ada' })
    await call('/api/core/user/user_abc123', { method: 'PATCH', body: '{"first_name":"Ada"}' })
    await button(page, 'State').click()
    await page.getByLabel('Changes since').selectOption('begun')
    await page.locator('tr.added').waitFor()
    const changed = await page.locator('tr.changed .otherwise').allTextContents()
    expect(changed).toContain('Ada')
    await button(page, 'Worlds').click()
    await button(page, 'Restore begun').click()
    await page.getByText('They hold what they held at “begun”.').waitFor()
    expect(served.doubles.overplane.db.user.count()).toBe(1)
    await button(page, 'Forget begun').click()
    await page.getByText('None yet. Keep one').waitFor()
  })
})

describe('the worlds, the clock and the rest', () => {
  it('open a session and switch to it and back', async () => {
    const page = await open('worlds')
    await page.getByLabel('Name of a session').fill('ada')
    await page.getByLabel('World', { exact: true }).selectOption('empty')
    await button(page, 'Open and show').click()
    await button(page, 'Shown ada').waitFor()
    await button(page, 'State').click()
    await page.getByText('There are no users').waitFor()
    await call('/@ada/api/core/user')
    await button(page, 'Calls').click()
    await rows(page).first().waitFor()
    await page.getByLabel('Session').selectOption('No session')
    await button(page, 'State').click()
    await page.getByText('1 entity').waitFor()
  })

  it('go to a world, and keep and take a state as a file', async () => {
    const page = await open('worlds')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'Export').click(),
    ])
    expect(download.suggestedFilename()).toBe('state.json')
    await button(page, 'Go there empty').click()
    await poll(() => served.doubles.overplane.db.user.count()).toBe(0)
    await page.getByLabel('A file to import').setInputFiles(await download.path())
    await page.getByText('They hold what “').waitFor()
    expect(served.doubles.overplane.db.user.count()).toBe(1)
    const buffer = Buffer.from('{')
    await page
      .getByLabel('A file to import')
      .setInputFiles({ name: 'broken.json', mimeType: 'application/json', buffer })
    await page.getByText('Failed to import "broken.json": it is no JSON.').waitFor()
  })

  it('advance the clock until a limit is free', async () => {
    await admin('PATCH /settings', { rateLimit: 1 })
    await call()
    expect((await call()).status).toBe(429)
    const page = await open('clock')
    await button(page, 'Freeze').click()
    await page.getByText('frozen').first().waitFor()
    await button(page, '1 hour').click()
    await page.getByText('They went on by 1 hour.').waitFor()
    expect((await call()).status).toBe(200)
    await page.getByLabel('A moment').fill('2030-06-01T12:00:00Z')
    await button(page, 'Go there').click()
    await page.locator('time[datetime="2030-06-01T12:00:00.000Z"]').first().waitFor()
    await button(page, 'Back to now').click()
    await page.getByText('running').first().waitFor()
  })

  it('follow the link of a message', async () => {
    await fetch(`${served.url}/v1/users/me`, {
      method: 'PUT',
      headers: { Authorization: `Basic ${btoa('user@oberplan.com:mypassword')}` },
      body: JSON.stringify({ email: 'new@example.com' }),
    })
    const page = await open('outbox')
    await page.getByText('new@example.com').waitFor()
    await page.getByRole('link', { name: 'Follow the link' }).click()
    await poll(() => served.doubles.oberplan.db.user.getAll()[0]?.email).toBe('new@example.com')
  })

  it('take another reading, and read the contract', async () => {
    const page = await open('readings')
    await page.getByRole('searchbox').fill('deleteStatus pterodactyl')
    await page.getByRole('searchbox').fill('deleteStatus')
    await region(page, 'pterodactyl').getByRole('radio', { name: /^204/ }).click()
    await page.getByText('deleteStatus is 204 from now on.').waitFor()
    expect(served.doubles.pterodactyl.readings.deleteStatus).toBe(204)
    await region(page, 'pterodactyl').getByText('otherwise').waitFor()
    await button(page, 'Contract').click()
    const docs = page.getByRole('link', { name: 'Read and try out Overplane' })
    expect(await docs.getAttribute('href')).toBe('/__admin/docs?api=overplane')
    await region(page, 'Overplane')
      .getByRole('button', { name: 'Force a reply of createUser' })
      .click()
    await region(page, 'createUser').waitFor()
    served.doubles.pterodactyl.follow({ deleteStatus: 200 })
  })
})

describe('the inspector', () => {
  it('goes on where it was when the server is there again', async () => {
    const first = await serve({ port: 0, host: '127.0.0.1', world: 'documented' })
    const page = await open('calls', { url: first.url })
    await fetch(`${first.url}/api/core/user`, { headers: key })
    await rows(page).first().waitFor()
    await first.close()
    await page.getByText('Reconnecting').waitFor()
    const port = Number(new URL(first.url).port)
    const second = await serve({ port, host: '127.0.0.1', world: 'documented' })
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByText('No calls yet').waitFor()
    await fetch(`${first.url}/api/core/user?limit=3`, { headers: key })
    await poll(() => rows(page).allTextContents()).toEqual([expect.stringContaining('limit=3')])
    await second.close()
  })

  it('asks for the token where it is asked for by another name', async () => {
    const guarded = await serve({ port: 0, host: '127.0.0.1', world: 'empty', adminToken: 't0ken' })
    const url = guarded.url.replace('127.0.0.1', 'elsewhere.localhost')
    const page = await browser.newPage()
    await page.goto(`${url}/__admin/`)
    await page.getByText('is no name of this machine').first().waitFor()
    await page.getByLabel('Token').fill('t0ken')
    await button(page, 'Show it').click()
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByText('No calls yet').waitFor()
    await page.close()
    await guarded.close()
  })

  it('shows whatever it is sent as text, and never as markup', async () => {
    const evil = '<img src=x onerror="window.hacked=1">'
    const strange = `${evil}\u202egnp.exe 🏴‍☠️ ${'x'.repeat(1_000_000)}`
    await call(`/api/core/user/${encodeURI(evil)}?q=${encodeURIComponent(evil)}`, {
      headers: { ...key, 'X-Evil': evil },
    })
    await create({ email: 'ada@example.com', first_name: strange, [evil]: evil })
    await create({ email: `${evil}`, first_name: evil })
    served.doubles.overplane.db.user.create({ email: evil, first_name: strange })
    served.doubles.overplane.checkpoint(evil)
    served.doubles.overplane.scenarios.add(evil, {})
    const page = await open()
    const errors: string[] = []
    page.on('console', message => message.type() === 'error' && errors.push(message.text()))
    for (const place of ['calls/overplane/1', 'calls/overplane/2', 'calls/overplane/3']) {
      await go(page, place)
      await region(page, 'Call').getByText('onerror').first().waitFor()
      await page.getByText('Request headers').click()
    }
    for (const view of ['State', 'Worlds', 'Replies']) {
      await button(page, view).click()
      await page.getByText('onerror').filter({ visible: true }).first().waitFor()
    }
    expect(await page.locator('img, script:not([src]), style').count()).toBe(0)
    expect(await page.evaluate(() => Reflect.get(window, 'hacked'))).toBeUndefined()
    expect(errors).toEqual([])
    served.doubles.overplane.forget(evil)
    served.doubles.overplane.scenarios.remove(evil)
  })

  it('is as wide as its window, however narrow that is, and moves nothing while calls come in', async () => {
    await call()
    const page = await open('calls', { width: 360 })
    await rows(page).first().waitFor()
    const before = await page.locator('.rows').boundingBox()
    for (const limit of [1, 2, 3]) await call(`/api/core/user?limit=${limit}`)
    await poll(() => rows(page).count()).toBe(4)
    expect(await page.locator('.rows').boundingBox()).toEqual(before)
    for (const view of ['state', 'replies/overplane/listUsers', 'worlds', 'clock', 'readings']) {
      await go(page, view)
      await page
        .locator(`.view-${view.split('/')[0]} :is(.card, .entities)`)
        .first()
        .waitFor()
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect([view, over]).toEqual([view, 0])
    }
  })
})

describe('what the inspector shows', { timeout: 120_000 }, () => {
  it('is kept from no reader, in the light or in the dark', async () => {
    await create({ email: 7 })
    await call('/core/user')
    await call('/@ada/api/core/user')
    await admin('POST /overrides', { api: 'overplane', operation: 'listUsers', status: 400 })
    await admin('POST /checkpoints', { name: 'begun' })
    await create({ email: 'ada@example.com', first_name: 'Ada' })
    const page = await open()
    const places = [
      ...['calls/overplane/1', 'calls/-/1', 'state/overplane/users', 'replies/overplane/listUsers'],
      ...['worlds', 'clock', 'outbox', 'readings', 'contract'],
    ]
    for (const place of places) {
      await go(page, place)
      await page
        .locator(`.view-${place.split('/')[0]} :is(h2, h3, th)`)
        .first()
        .waitFor()
      for (const [colorScheme, rules] of [['light'], ['dark', ['color-contrast']]] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        expect([place, colorScheme, await violationsIn(page, rules ? { rules } : {})]).toEqual([
          ...[place, colorScheme, []],
        ])
        await pictured(page, ['inspector', ...place.split('/'), colorScheme])
      }
    }
    await go(page, 'state/overplane/users')
    await button(page, 'Edit user_abc123').click()
    expect(await violationsIn(page, { within: 'dialog' })).toEqual([])
  })
})
