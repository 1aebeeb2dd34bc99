import { expect } from 'vitest'
import type { OverplaneDouble } from '../../handlers/index.ts'

// What `fetch` promises, whatever lies behind it: https://fetch.spec.whatwg.org.

export type Way =
  | 'double.fetch'
  | 'setupServer'
  | 'socket'
  | 'happy-dom'
  | 'setupServer in happy-dom'
  | 'jsdom'

/** A `fetch`, and the double that answers it. */
export interface Stand {
  fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response>
  /** The URL of Overplane's users there. */
  readonly users: string
  /** Without users at the start. */
  readonly double: OverplaneDouble
}

interface Kept {
  /** A sentence about `fetch`. */
  readonly title: string
  /** The ways that cannot keep it, each with the reason. */
  readonly cannot?: { readonly [Name in Way]?: string }
  run(stand: Stand): Promise<void>
}

const headers = { Authorization: 'Bearer sk_test_1' }
const ada = JSON.stringify({ email: 'ada@example.com', first_name: 'Ada' })
const post = { method: 'POST', headers, body: ada }

/** What has come of the calls so far. */
const done = ({ double }: Stand) => [double.db.user.count(), double.journal.entries.length]

/** Goes on when the override has been met: the call is there, and waits. */
const met = (double: OverplaneDouble) =>
  expect.poll(() => double.overrides.list, { timeout: 20_000, interval: 5 }).toEqual([])

const isTypeError = (thrown: unknown) => thrown instanceof Error && thrown.name === 'TypeError'

/** How a promise was rejected: with what. */
const thrownBy = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.fail('it was not rejected'),
    thrown => thrown,
  )

const nodeOnly = {
  'happy-dom': 'The Request of happy-dom takes anything for a body, or for a method.',
} as const

/** Each a body that JSON can stand in, as `fetch` takes it. */
const bodies: readonly (readonly [name: string, body: () => BodyInit])[] = [
  ['a text', () => ada],
  ['an ArrayBuffer', () => new TextEncoder().encode(ada).buffer],
  ['a typed array', () => new TextEncoder().encode(ada)],
  ['a Blob', () => new Blob([ada], { type: 'application/json' })],
  ['a stream', () => streamOf(ada)],
]

function streamOf(text: string): ReadableStream {
  const chunks = text.split(/(?<=,)/)
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks.shift()
      if (chunk === undefined) controller.close()
      else controller.enqueue(new TextEncoder().encode(chunk))
    },
  })
}

const aborted: readonly Kept[] = [
  {
    title: 'a signal that has aborted before is an AbortError, and nothing is done',
    async run(stand) {
      const thrown = await thrownBy(
        stand.fetch(stand.users, { ...post, signal: AbortSignal.abort() }),
      )
      expect(thrown).toHaveProperty('name', 'AbortError')
      expect(done(stand)).toEqual([0, 0])
    },
  },
  {
    title: 'a Request whose signal has aborted before is an AbortError, and nothing is done',
    async run(stand) {
      const request = new Request(stand.users, { ...post, signal: AbortSignal.abort() })
      expect(await thrownBy(stand.fetch(request))).toHaveProperty('name', 'AbortError')
      expect(done(stand)).toEqual([0, 0])
    },
  },
  {
    title: "a signal's own reason is what is thrown",
    async run(stand) {
      const reason = new RangeError('enough')
      const signal = AbortSignal.abort(reason)
      expect(await thrownBy(stand.fetch(stand.users, { ...post, signal }))).toBe(reason)
    },
  },
  {
    title: 'an abort during a delay is an AbortError at once, and nothing is done',
    async run(stand) {
      const { double } = stand
      double.override('createUser', { status: 200, delay: 3_600_000, times: 1 })
      const controller = new AbortController()
      const thrown = thrownBy(stand.fetch(stand.users, { ...post, signal: controller.signal }))
      await met(double)
      controller.abort()
      expect(await thrown).toHaveProperty('name', 'AbortError')
      expect(done(stand)).toEqual([0, 0])
    },
  },
  {
    title: 'nothing is done after an abort either, when the delay is over',
    async run(stand) {
      const { double } = stand
      double.override('createUser', { status: 200, delay: 400, times: 1 })
      const controller = new AbortController()
      const thrown = thrownBy(stand.fetch(stand.users, { ...post, signal: controller.signal }))
      await met(double)
      controller.abort()
      await thrown
      double.override('listUsers', { status: 200, delay: 1200, times: 1 })
      await stand.fetch(stand.users, { headers })
      expect(double.journal.entries.map(({ operation }) => operation)).toEqual(['listUsers'])
    },
  },
  {
    title: 'nothing is done before a delay is over, and it is done then',
    async run(stand) {
      const { double } = stand
      double.override('createUser', { status: 200, delay: 400, times: 1 })
      const response = stand.fetch(stand.users, post)
      await met(double)
      expect(double.journal.entries).toEqual([])
      expect((await response).status).toBe(200)
      expect(double.journal.entries).toHaveLength(1)
    },
  },
  {
    title: 'what never comes ends by its signal, with the reason',
    async run(stand) {
      stand.double.override('listUsers', { status: 200, fault: 'silence', times: 1 })
      const controller = new AbortController()
      const thrown = thrownBy(stand.fetch(stand.users, { headers, signal: controller.signal }))
      await met(stand.double)
      controller.abort()
      expect(await thrown).toHaveProperty('name', 'AbortError')
      expect(stand.double.journal.entries).toHaveLength(1)
    },
  },
  ...(['text', 'json', 'arrayBuffer', 'blob'] as const).map(
    (method): Kept => ({
      title: `an abort between the reply and its body is an AbortError of ${method}()`,
      async run(stand) {
        const controller = new AbortController()
        const response = await stand.fetch(stand.users, { headers, signal: controller.signal })
        controller.abort()
        expect(await thrownBy(response[method]())).toHaveProperty('name', 'AbortError')
      },
      cannot: { setupServer: 'msw hands the reply over and lets go of the signal.' },
    }),
  ),
  {
    title: 'an abort after the reply changes nothing',
    async run(stand) {
      const controller = new AbortController()
      const response = await stand.fetch(stand.users, { ...post, signal: controller.signal })
      const body = await response.json()
      controller.abort()
      expect(body).toHaveProperty('first_name', 'Ada')
      expect(done(stand)).toEqual([1, 1])
    },
  },
]

const inputs: readonly Kept[] = [
  ...(
    [
      ['a text', url => url],
      ['a URL', url => new URL(url)],
      ['a Request', url => new Request(url)],
    ] satisfies [string, (url: string) => RequestInfo | URL][]
  ).map(
    ([name, toInput]): Kept => ({
      title: `${name} names what is asked for`,
      async run(stand) {
        const response = await stand.fetch(toInput(stand.users), { headers })
        expect(await response.json()).toEqual({ data: [], has_more: false, total: 0 })
      },
    }),
  ),
  {
    title: 'a Request brings its method, its headers and its body',
    async run(stand) {
      const response = await stand.fetch(new Request(stand.users, post))
      expect(await response.json()).toHaveProperty('first_name', 'Ada')
    },
  },
  {
    title: 'what stands beside a Request counts for more',
    async run(stand) {
      const wrong = { headers: { Authorization: 'Bearer no' } }
      const response = await stand.fetch(new Request(stand.users, wrong), { headers })
      expect(response.status).toBe(200)
    },
  },
  ...(
    [
      ['an object', headers],
      ['pairs', Object.entries(headers).map(([name, value]) => [name, value])],
      ['Headers', () => new Headers(headers)],
      ['an object in upper case', { AUTHORIZATION: headers.Authorization }],
    ] satisfies [string, HeadersInit | (() => Headers)][]
  ).map(
    ([name, given]): Kept => ({
      title: `headers are taken as ${name}`,
      async run(stand) {
        const init = { headers: typeof given === 'function' ? given() : given }
        expect((await stand.fetch(stand.users, init)).status).toBe(200)
        const [entry] = stand.double.journal.entries
        expect(entry?.headers).toHaveProperty('authorization', 'Bearer …')
        expect(JSON.stringify(stand.double.journal.entries)).not.toContain('sk_test_1')
      },
    }),
  ),
  {
    title: 'a fragment is not sent',
    async run(stand) {
      const response = await stand.fetch(`${stand.users}?limit=1#top`, { headers })
      expect(response.status).toBe(200)
      expect(JSON.stringify(stand.double.journal.entries)).not.toContain('top')
    },
  },
  {
    title: 'a URL that is none is a TypeError',
    async run(stand) {
      expect(await thrownBy(stand.fetch('http://[', { headers }))).toBeInstanceOf(Error)
      expect(done(stand)).toEqual([0, 0])
    },
  },
]

const sent: readonly Kept[] = [
  ...bodies.map(
    ([name, body]): Kept => ({
      title: `the body may be ${name}`,
      async run(stand) {
        const init = { ...post, body: body(), duplex: 'half' }
        const response = await stand.fetch(stand.users, init)
        expect(await response.json()).toHaveProperty('first_name', 'Ada')
      },
      ...(name === 'a Blob' && {
        cannot: { jsdom: 'Node.js, whose Request jsdom uses, does not know the Blob of jsdom.' },
      }),
    }),
  ),
  {
    title: 'URLSearchParams are sent as a form, and say so',
    async run(stand) {
      const body = new URLSearchParams({ email: 'ada@example.com' })
      await stand.fetch(stand.users, { ...post, body })
      const [entry] = stand.double.journal.entries
      expect(entry?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/)
      expect(entry?.body).toBe('email=ada%40example.com')
    },
  },
  {
    title: 'FormData is sent in parts, and says where they end',
    async run(stand) {
      const body = new FormData()
      body.set('email', 'ada@example.com')
      await stand.fetch(stand.users, { ...post, body })
      const [entry] = stand.double.journal.entries
      const [, end = 'none'] = /boundary=(\S+)$/.exec(entry?.headers['content-type'] ?? '') ?? []
      expect(entry?.body).toContain(`--${end}--`)
    },
  },
  {
    title: 'a body that was used before is a TypeError, and nothing is done',
    async run(stand) {
      const request = new Request(stand.users, post)
      await request.text()
      expect(await thrownBy(stand.fetch(request))).toSatisfy(isTypeError)
      expect(done(stand)).toEqual([0, 0])
    },
    cannot: { 'setupServer in happy-dom': 'The Request of happy-dom is copied, used or not.' },
  },
  {
    title: 'a Request is used by being sent',
    async run(stand) {
      const request = new Request(stand.users, post)
      await stand.fetch(request)
      expect(request.bodyUsed).toBe(true)
      expect(await thrownBy(stand.fetch(request))).toSatisfy(isTypeError)
      expect(done(stand)).toEqual([1, 1])
    },
    cannot: { 'setupServer in happy-dom': 'The Request of happy-dom is copied, used or not.' },
  },
  {
    title: 'a body that breaks off is a TypeError, and nothing is done',
    async run(stand) {
      const body = new ReadableStream({
        pull: controller => controller.error(new Error('the disk is gone')),
      })
      const init = { ...post, body, duplex: 'half' }
      expect(await thrownBy(stand.fetch(stand.users, init))).toSatisfy(isTypeError)
      expect(done(stand)).toEqual([0, 0])
    },
  },
  {
    title: 'a body on GET is a TypeError, and nothing is done',
    async run(stand) {
      const init = { headers, body: ada }
      expect(await thrownBy(stand.fetch(stand.users, init))).toSatisfy(isTypeError)
      expect(done(stand)).toEqual([0, 0])
    },
    cannot: {
      setupServer: "msw's own Request drops the body.",
      ...nodeOnly,
    },
  },
  {
    title: 'a method that nobody may send is a TypeError',
    async run(stand) {
      const init = { headers, method: 'TRACE' }
      expect(await thrownBy(stand.fetch(stand.users, init))).toSatisfy(isTypeError)
      expect(done(stand)).toEqual([0, 0])
    },
    cannot: {
      setupServer: "msw's own Request takes any method.",
      ...nodeOnly,
    },
  },
  ...['get', 'Get', 'post', 'delete', 'head'].map(
    (method): Kept => ({
      title: `"${method}" is written in upper case`,
      async run(stand) {
        const path = method === 'delete' ? '/user_1' : ''
        await stand.fetch(stand.users + path, {
          ...post,
          ...(method !== 'post' && { body: null }),
          method,
        })
        expect(stand.double.journal.entries[0]?.method).toBe(method.toUpperCase())
        expect(stand.double.journal.entries[0]?.operation).toBeDefined()
      },
    }),
  ),
]

const received: readonly Kept[] = [
  {
    title: 'a response to HEAD has the head of GET, and no body',
    async run(stand) {
      const full = await stand.fetch(stand.users, { headers })
      const head = await stand.fetch(stand.users, { headers, method: 'HEAD' })
      expect(await head.text()).toBe('')
      for (const name of ['content-type', 'content-length', 'x-contract-double']) {
        expect([name, head.headers.get(name)]).toEqual([name, full.headers.get(name)])
      }
    },
  },
  {
    title: 'a response says how long it is, and who answered',
    async run(stand) {
      const response = await stand.fetch(stand.users, { headers })
      const { byteLength } = await response.clone().arrayBuffer()
      expect(response.headers.get('content-length')).toBe(String(byteLength))
      expect(response.headers.get('x-contract-double')).toBe('overplane/listUsers')
      const refused = await stand.fetch(stand.users, { headers, method: 'PUT' })
      expect(refused.headers.get('x-contract-double')).toBe('overplane')
    },
  },
  {
    title: 'a length is told in bytes',
    async run(stand) {
      stand.double.db.user.create({ email: 'a@b.co', first_name: 'Zoë ✓' })
      const response = await stand.fetch(stand.users, { headers })
      const { byteLength } = await response.clone().arrayBuffer()
      expect(byteLength).toBeGreaterThan((await response.text()).length)
      expect(response.headers.get('content-length')).toBe(String(byteLength))
    },
  },
  {
    title: 'a response knows its URL, and that nobody was redirected',
    async run(stand) {
      const response = await stand.fetch(`${stand.users}?limit=1`, { headers })
      expect(response.url).toBe(`${stand.users}?limit=1`)
      expect([response.redirected, response.ok, response.status]).toEqual([false, true, 200])
      expect(response.type).not.toBe('error')
    },
  },
  {
    title: 'a response can be cloned, and the clone knows its URL too',
    async run(stand) {
      const response = await stand.fetch(stand.users, { headers })
      const clone = response.clone()
      expect(clone.url).toBe(response.url)
      expect(clone.clone().url).toBe(response.url)
      expect(await clone.json()).toEqual(await response.json())
    },
  },
  {
    title: 'a response is read once',
    async run(stand) {
      const response = await stand.fetch(stand.users, { headers })
      expect(response.bodyUsed).toBe(false)
      await response.text()
      expect(response.bodyUsed).toBe(true)
      expect(await thrownBy(response.text())).toBeInstanceOf(Error)
    },
  },
  {
    title: 'the headers of a response are not to be changed',
    async run(stand) {
      const response = await stand.fetch(stand.users, { headers })
      expect(() => response.headers.set('x-mine', '1')).toThrow(TypeError)
      expect(() => response.clone().headers.delete('content-type')).toThrow(TypeError)
      expect(response.headers.has('content-type')).toBe(true)
    },
    cannot: { setupServer: 'msw copies the response that it is given.' },
  },
  {
    title: 'a broken connection is a TypeError',
    async run(stand) {
      stand.double.override('listUsers', { status: 200, fault: 'reset', times: 1 })
      expect(await thrownBy(stand.fetch(stand.users, { headers }))).toSatisfy(isTypeError)
    },
  },
  {
    title: 'a refusal is a response like any other',
    async run(stand) {
      const response = await stand.fetch(stand.users)
      expect([response.ok, response.status]).toEqual([false, 401])
    },
  },
]

export const promises: readonly Kept[] = [...aborted, ...inputs, ...sent, ...received]
