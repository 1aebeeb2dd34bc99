import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOberplan, createOverplane } from '../../handlers/index.ts'
import { type Served, serve } from '../../server/serve/serve.ts'
import { launchChromium } from '../browser/chromium.ts'
import { patience } from '../patience.ts'

const settings = {
  port: 0,
  host: '127.0.0.1',
  world: 'documented',
  seed: 1,
  fidelity: 'documented',
  quiet: true,
} as const
let served: Served

beforeAll(async () => {
  served = await serve(settings, () => {})
})
afterAll(() => served.close())

const checkedIn = async (api: string) =>
  JSON.parse(await readFile(new URL(`../../fixtures/openapi/${api}.json`, import.meta.url), 'utf8'))

describe('double.openapi', () => {
  it('is the document of its API', async () => {
    expect(await createOverplane().openapi()).toEqual(await checkedIn('overplane'))
  })

  it('names the base URL that the double was given before the documented one', async () => {
    const { servers } = await createOberplan({ baseUrl: 'http://localhost:3000/v1/' }).openapi()
    expect(servers).toEqual([
      { url: 'http://localhost:3000/v1', description: 'This double.' },
      { url: 'https://api.oberplan.com/v1', description: 'The documented base URL.' },
    ])
  })
})

describe('GET /__admin/openapi', () => {
  it.each([
    ['overplane', ''],
    ['pterodactyl', ''],
    ['oberplan', '/v1'],
  ])('has the document of %s, with this server before the documented one', async (api, base) => {
    const response = await fetch(`${served.url}/__admin/openapi/${api}.json`)
    expect(response.headers.get('content-type')).toBe('application/json')
    const document = await checkedIn(api)
    const own = { url: served.url + base, description: 'This double.' }
    expect(await response.json()).toEqual({ ...document, servers: [own, ...document.servers] })
  })

  it('has the document of the control API itself, at this server', async () => {
    const document = await (await fetch(`${served.url}/__admin/openapi/control.json`)).json()
    const [server] = document.servers
    expect(server.url).toBe(`${served.url}/__admin`)
    expect({ ...document, servers: [] }).toEqual({ ...(await checkedIn('control')), servers: [] })
  })

  it('says which documents there are', async () => {
    const response = await fetch(`${served.url}/__admin/openapi/github.json`)
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({
      detail: 'There is no API "github" here. Choose from overplane, pterodactyl, oberplan.',
    })
  })
})

describe('GET /__admin/docs', () => {
  let browser: Browser
  let page: Page
  const strangers: string[] = []

  beforeAll(async () => {
    browser = await launchChromium()
    page = await browser.newPage()
    page.setDefaultTimeout(patience)
    page.on('request', request => {
      if (!request.url().startsWith(served.url) && !request.url().startsWith('data:')) {
        strangers.push(request.url())
      }
    })
  })
  afterAll(() => browser.close())

  const tryOut = async (summary: string) => {
    await page.getByRole('button', { name: summary, exact: false }).first().click()
    await page.getByRole('button', { name: 'Try it out' }).click()
    await page.getByRole('button', { name: 'Execute' }).click()
  }
  const live = () =>
    page.locator('.live-responses-table td.response-col_description').last().innerText()

  it('shows an API and sends its printed requests, with its credentials', async () => {
    await page.goto(`${served.url}/__admin/docs?api=overplane`)
    await tryOut('Retrieve a user')
    await expect.poll(live).toContain('"id": "user_abc123"')
  })

  it('shows another one when it is chosen', async () => {
    await page.goto(`${served.url}/__admin/docs`)
    await page.getByRole('combobox', { name: /definition/i }).selectOption('Oberplan')
    await tryOut('Get your user settings')
    await expect.poll(live).toContain('"email": "user@oberplan.com"')
  })

  it('shows the control API after the others, and controls the doubles', async () => {
    await page.goto(`${served.url}/__admin/docs?api=control`)
    const names = page.getByRole('combobox', { name: /definition/i }).locator('option')
    await expect.poll(() => names.allInnerTexts()).toHaveLength(4)
    expect((await names.allInnerTexts()).at(-1)).toBe('Control')
    await tryOut('Tell that it is up')
    await expect.poll(live).toContain('"status": "ok"')
  })

  it('asks nobody else for anything', () => {
    expect(strangers).toEqual([])
  })

  it('has no other files', async () => {
    expect((await fetch(`${served.url}/__admin/docs/package.json`)).status).toBe(404)
    expect((await fetch(`${served.url}/__admin/docs/..%2Fpackage.json`)).status).toBe(404)
    const posted = await fetch(`${served.url}/__admin/docs`, { method: 'POST' })
    expect([posted.status, posted.headers.get('Allow')]).toEqual([405, 'GET'])
  })
})
