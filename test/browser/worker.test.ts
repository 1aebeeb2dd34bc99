import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from './chromium.ts'
import type {} from './kit.ts'
import { bundle, type Serving, serveFiles, workerScript } from './serving.ts'

let browser: Browser
let site: Serving
let bare: Serving

beforeAll(async () => {
  const [launched, kit, script] = await Promise.all([
    launchChromium(),
    bundle('kit.ts'),
    workerScript(),
  ])
  browser = launched
  site = await serveFiles({ '/kit.js': kit, '/app/mockServiceWorker.js': script })
  bare = await serveFiles({ '/kit.js': kit })
}, 120_000)
afterEach(() => Promise.all(browser.contexts().map(context => context.close())))
afterAll(async () => {
  await browser?.close()
  site?.close()
  bare?.close()
})

const users = 'https://api.overplane.dev/api/core/user'
const headers = { Authorization: 'Bearer sk_test_1', 'Content-Type': 'application/json' }
const post = { method: 'POST', headers, body: '{"email":"ada@example.com","first_name":"Ada"}' }

/** A page of a new context, with what its console has said. */
async function open(url: string): Promise<{ page: Page; said: string[] }> {
  const context = await browser.newContext()
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const said: string[] = []
  page.on('console', message => {
    if (['warning', 'error'].includes(message.type())) said.push(message.text())
  })
  page.on('pageerror', error => said.push(String(error)))
  await page.goto(url)
  await page.waitForFunction(() => window.kit !== undefined)
  return { page, said }
}

const openApp = () => open(`${site.url}/app/users/3`)
const rejectionOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => expect.fail('it was not rejected'),
    error => String(error),
  )

describe('the worker of a page', { timeout: 60_000 }, () => {
  it('is found below the base path of an app, and answers as soon as it has started', async () => {
    const { page, said } = await openApp()
    const answer = await page.evaluate(
      async ([url, init]) => {
        const { createOverplane, startWorker } = window.kit
        await startWorker(createOverplane(), { quiet: true })
        const response = await fetch(url, init)
        const text = await response.text()
        const { status, headers } = response
        return {
          ...{ status, url: response.url, bytes: new TextEncoder().encode(text).length },
          length: Number(headers.get('Content-Length')),
          double: headers.get('X-Contract-Double'),
          script: navigator.serviceWorker.controller?.scriptURL,
        }
      },
      [users, { headers }] as const,
    )
    expect(answer).toEqual({
      ...{ status: 200, url: users, bytes: answer.length, length: expect.any(Number) },
      double: 'overplane/listUsers',
      script: `${site.url}/app/mockServiceWorker.js`,
    })
    expect(said).toEqual([])
  })

  it('is asked for where it is looked for, if it is nowhere', async () => {
    const { page } = await open(`${bare.url}/app/users/3`)
    const start = page.evaluate(async () => {
      await window.kit.startWorker(window.kit.createOverplane())
    })
    expect(await rejectionOf(start)).toContain(
      'Failed to start the worker: its script is not at "/app/users/mockServiceWorker.js", "/app/mockServiceWorker.js", "/mockServiceWorker.js". Run "npx msw init <public dir>"',
    )
  })

  it('tells the way out where its script is not at the URL that was given', async () => {
    const { page } = await openApp()
    const start = page.evaluate(async () => {
      const serviceWorker = { url: '/elsewhere.js' }
      await window.kit.startWorker(window.kit.createOverplane(), { serviceWorker })
    })
    expect(await rejectionOf(start)).toContain(
      'Failed to start the worker: its script is not at "/elsewhere.js". Run "npx msw init <public dir>"',
    )
  })

  it('can be started after a start that failed', async () => {
    const { page } = await openApp()
    const status = await page.evaluate(
      async ([url, init]) => {
        const { createOverplane, startWorker } = window.kit
        await startWorker(createOverplane(), { serviceWorker: { url: '/x.js' } }).catch(() => {})
        await startWorker(createOverplane(), { quiet: true })
        return (await fetch(url, init)).status
      },
      [users, { headers }] as const,
    )
    expect(status).toBe(200)
  })

  it('is one for all starts: the newest double answers, and each is taken back alone', async () => {
    const { page, said } = await openApp()
    const told = await page.evaluate(
      async ([url, init]) => {
        const { createDoubles, createOverplane, startWorker } = window.kit
        const total = () =>
          fetch(url, init).then(
            async response => (await response.json()).total,
            () => 'the network',
          )
        const [first, empty] = await Promise.all([
          startWorker(createDoubles(), { quiet: true }),
          startWorker(createOverplane({ world: 'empty' }), { quiet: true }),
        ])
        const totals = [await total()]
        for (const { stop } of [empty, empty, first]) {
          await stop()
          totals.push(await total())
        }
        await startWorker(createOverplane({ world: 'empty' }), { quiet: true })
        totals.push(await total())
        const workers = await navigator.serviceWorker.getRegistrations()
        return { totals, workers: workers.length }
      },
      [users, { headers }] as const,
    )
    expect(told).toEqual({ totals: [0, 1, 1, 'the network', 0], workers: 1 })
    expect(said.filter(text => /redundant|MSW/.test(text))).toEqual([])
  })

  it('stands a start that is taken back and made again before it was over, as in StrictMode', async () => {
    const { page, said } = await openApp()
    const status = await page.evaluate(
      async ([url, init]) => {
        const double = window.kit.createOverplane()
        const effect = () => {
          const mocking = window.kit.startWorker(double, { quiet: true })
          return { mocking, undo: () => void mocking.then(({ stop }) => stop()) }
        }
        effect().undo()
        await effect().mocking
        return (await fetch(url, init)).status
      },
      [users, { headers }] as const,
    )
    expect(status).toBe(200)
    expect(said).toEqual([])
  })

  it('is one where modules are loaded anew: the newest double answers, and keeps its state', async () => {
    const { page, said } = await openApp()
    const totals = await page.evaluate(
      async ([url, list, create]) => {
        const total = async () => (await (await fetch(url, list)).json()).total
        await window.kit.startWorker(window.kit.createOverplane(), { quiet: true })
        const totals = [await total()]
        const before = window.kit
        // Written as a text: Vitest would make it an import of its own.
        const load = new Function('name', 'return import("/kit.js?" + name)')
        await load('again')
        if (before === window.kit) return 'it was not loaded anew'
        const newest = window.kit.createOverplane({ world: 'empty' })
        await window.kit.startWorker(newest, { quiet: true })
        totals.push(await total())
        await fetch(url, create)
        // Another module is loaded anew, which has no double.
        await load('once-more')
        totals.push(await total())
        return totals
      },
      [users, { headers }, post] as const,
    )
    expect(totals).toEqual([1, 0, 1])
    expect(said).toEqual([])
  })

  it('tells the nearest endpoints of a path that misses, once for each', async () => {
    const { page, said } = await openApp()
    const violations = await page.evaluate(
      async ([url, init, origin]) => {
        const doubles = window.kit.createDoubles()
        await window.kit.startWorker(doubles, { quiet: true })
        const asked = [`${url}s`, `${url}s`, 'https://else.where/x', `${origin}/api/core/users`]
        for (const one of asked) await fetch(one, init).catch(() => {})
        await fetch(`${origin}/api/core/users`)
        return doubles.overplane.journal.violations().length
      },
      [users, { headers }, site.url] as const,
    )
    const told = said.filter(text => text.startsWith('No endpoint'))
    expect(told.map(text => text.replace(/;.*/, ''))).toEqual([
      expect.stringContaining(`GET ${users}s. Nearest: GET /api/core/user ("user" for "users")`),
      expect.stringContaining(`GET ${site.url}/api/core/users. Nearest: GET /api/core/user`),
    ])
    expect(violations).toBe(3)
  })

  it("lets the page's own requests through", async () => {
    const { page, said } = await openApp()
    const paths = ['/v1/users/me', '/api/core/user', '/api/application/users', '/v1/user/me']
    await page.evaluate(async paths => {
      await window.kit.startWorker(window.kit.createDoubles(), { quiet: true })
      for (const path of paths) await fetch(path)
    }, paths)
    for (const path of paths) expect(site.strays).toContain(`GET ${path}`)
    expect(said).toEqual([])
  })
})

describe('a request of a page that is given up', { timeout: 60_000 }, () => {
  const ways = {
    fetch: `(url, init, signal) => fetch(url, { ...init, signal })`,
    'fetch of a Request': `(url, init, signal) => fetch(new Request(url, { ...init, signal }))`,
    XMLHttpRequest: `(url, { method, headers, body }, signal) =>
      new Promise((resolve, reject) => {
        const request = new XMLHttpRequest()
        request.open(method, url)
        for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
        request.onload = resolve
        request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
        signal.addEventListener('abort', () => request.abort())
        request.send(body)
      })`,
  }

  it.each(Object.entries(ways))(
    'has done nothing before its delay is over, by %s',
    async (_, way) => {
      const { page } = await openApp()
      const told = await page.evaluate(
        async ([url, init, way]) => {
          const double = window.kit.createOverplane({ world: 'empty' })
          await window.kit.startWorker(double, { quiet: true })
          const send = new Function(`return ${way}`)()
          const turn = () => new Promise(resolve => setTimeout(resolve, 5))
          const names = []
          for (const fate of [{ delay: 40 }, { fault: 'silence' }] as const) {
            double.override('createUser', { status: 200, times: 1, ...fate })
            const controller = new AbortController()
            const sent = send(url, init, controller.signal).catch((error: Error) => error.name)
            while (double.overrides.list.length > 0) await turn()
            controller.abort()
            names.push(await sent)
          }
          double.override('listUsers', { status: 200, delay: 120, times: 1 })
          await fetch(url, { headers: init.headers })
          const { entries } = double.journal
          return {
            names,
            calls: entries.map(({ operation, reply }) => [operation, Object(reply).fault]),
            marked: JSON.stringify(entries).includes('x-contract-double-request'),
          }
        },
        [users, post, way] as const,
      )
      expect(told).toEqual({
        names: ['AbortError', 'AbortError'],
        calls: [
          ['createUser', 'silence'],
          ['listUsers', undefined],
        ],
        marked: false,
      })
    },
  )

  it.each(Object.entries(ways))('is answered like any other until then, by %s', async (_, way) => {
    const { page } = await openApp()
    const told = await page.evaluate(
      async ([url, init, way]) => {
        const double = window.kit.createOverplane({ world: 'empty' })
        await window.kit.startWorker(double, { quiet: true })
        const send = new Function(`return ${way}`)()
        await send(url, init, new AbortController().signal)
        const [user] = double.db.user.getAll()
        const [entry] = double.journal.entries
        return { name: user?.first_name, headers: Object.keys(entry?.headers ?? {}) }
      },
      [users, post, way] as const,
    )
    expect(told.name).toBe('Ada')
    expect(told.headers).toEqual(expect.arrayContaining(['authorization', 'content-type']))
    expect(told.headers).not.toContain('x-contract-double-request')
  })
})
