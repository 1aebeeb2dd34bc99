import { getResponse, type HttpHandler, HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import type { Wording } from '../../contract/answer.ts'
import { createDouble } from '../../contract/double/double.ts'
import { createIds } from '../../contract/double/ids.ts'
import { createState } from '../../contract/double/state.ts'
import { endpoint } from '../../contract/endpoint.ts'
import type { Refusal } from '../../contract/refusal.ts'

const Failure = z.strictObject({ no: z.string() })
const Said = z.strictObject({ said: z.unknown() })
const refused = { description: 'Wrong.', body: Failure }

const contract = {
  listNotes: endpoint({
    method: 'get',
    path: '/notes',
    auth: 'none',
    summary: 'List notes',
    responses: { 200: { description: 'All.', body: Said } },
  }),
  retrieveNote: endpoint({
    method: 'get',
    path: '/notes/:id',
    auth: 'none',
    summary: 'Retrieve a note',
    responses: { 200: { description: 'One.', body: Said } },
  }),
  createNote: endpoint({
    method: 'post',
    path: '/notes',
    auth: 'none',
    summary: 'Create a note',
    responses: { 201: { description: 'The new one.', body: Said }, 400: refused },
  }),
  deleteNote: endpoint({
    method: 'delete',
    path: '/notes/:id',
    auth: 'none',
    summary: 'Delete a note',
    responses: { 204: { description: 'Gone.' } },
  }),
}

const word = (status: number) => (refusal: Refusal) => ({
  status,
  body: { no: refusal.kind },
  ...(refusal.kind === 'wrong-method' && { headers: { Allow: refusal.allow.join(', ') } }),
})

const refusals: Wording = {
  unauthenticated: word(401),
  forbidden: word(403),
  'unknown-path': word(404),
  'wrong-method': word(405),
  missing: word(404),
  malformed: word(400),
  invalid: word(400),
  unprocessable: word(400),
  'too-large': word(413),
  'too-many': word(429),
}

const createNotes = (baseUrl?: string) =>
  createDouble<typeof contract, undefined, null, never>(
    {
      name: 'notes',
      title: 'Notes',
      documentedUrl: 'http://notes.test/v1',
      contract,
      assumptions: [],
      dialect: { failure: Failure, refusals, authenticate: () => undefined },
      resolvers: {
        listNotes: () => ({ status: 200, body: { said: 'all' } }),
        retrieveNote: ({ params }) => ({ status: 200, body: { said: params.id } }),
        createNote: ({ body }) => ({ status: 201, body: { said: body() } }),
        deleteNote: () => ({ status: 204 }),
      },
      db: null,
      state: createState({}, createIds(1)),
      fill: () => undefined,
    },
    baseUrl === undefined ? {} : { baseUrl },
  )

const url = 'http://notes.test/v1/notes'

/** The status and the body that the handlers answer with; `undefined` where they leave the request alone. */
const ask = async (handlers: readonly HttpHandler[], to: string, init?: RequestInit) => {
  const response = await getResponse([...handlers], new Request(to, init))
  if (!response) return undefined
  const text = await response.text()
  return [response.status, text === '' ? '' : JSON.parse(text)]
}

describe('the handlers of a double', () => {
  it('are one for each endpoint, and a last one', () => {
    const listed = (baseUrl?: string) =>
      createNotes(baseUrl).handlers.map(({ info }) => `${info.method} ${info.path}`)
    expect(listed()).toEqual([
      'GET */v1/notes',
      'GET */v1/notes/:id',
      'POST */v1/notes',
      'DELETE */v1/notes/:id',
      'ALL */v1/*',
    ])
    expect(listed('http://127.0.0.1:4010/api/')).toEqual([
      'GET http://127.0.0.1:4010/api/notes',
      'GET http://127.0.0.1:4010/api/notes/:id',
      'POST http://127.0.0.1:4010/api/notes',
      'DELETE http://127.0.0.1:4010/api/notes/:id',
      'ALL http://127.0.0.1:4010/api/*',
    ])
  })

  it('answer for every endpoint, with JSON where there is a body', async () => {
    const { handlers } = createNotes()
    expect(await ask(handlers, url)).toEqual([200, { said: 'all' }])
    expect(await ask(handlers, `${url}/a%20b?x=1`)).toEqual([200, { said: 'a b' }])
    expect(await ask(handlers, url, { method: 'POST', body: '{"a":1}' })).toEqual([
      201,
      { said: { a: 1 } },
    ])
    expect(await ask(handlers, `${url}/1`, { method: 'DELETE' })).toEqual([204, ''])
    const response = await getResponse([...handlers], new Request(url))
    expect(response?.headers.get('content-type')).toBe('application/json')
  })

  it('answer HEAD as GET, without the body', async () => {
    const { handlers } = createNotes()
    const response = await getResponse([...handlers], new Request(url, { method: 'HEAD' }))
    expect([response?.status, response?.headers.get('content-type')]).toEqual([
      200,
      'application/json',
    ])
    expect(response?.body).toBeNull()
  })

  it('refuse the methods that a path does not take, and leave unknown paths alone', async () => {
    const { handlers } = createNotes()
    const request = new Request(`${url}/1`, { method: 'PUT', body: 'x' })
    const response = await getResponse([...handlers], request)
    expect([response?.status, response?.headers.get('allow')]).toEqual([405, 'GET, HEAD, DELETE'])
    expect(await response?.json()).toEqual({ no: 'wrong-method' })
    expect(await ask(handlers, 'http://notes.test/v1/other')).toBeUndefined()
    expect(await ask(handlers, 'http://notes.test/notes')).toBeUndefined()
  })

  it('can each be picked alone', async () => {
    const { handlers } = createNotes()
    const requests = [
      { to: url, method: 'GET', answer: [200, { said: 'all' }] },
      { to: `${url}/7`, method: 'GET', answer: [200, { said: '7' }] },
      { to: url, method: 'POST', answer: [201, { said: {} }] },
      { to: `${url}/7`, method: 'DELETE', answer: [204, ''] },
      { to: url, method: 'PATCH', answer: [405, { no: 'wrong-method' }] },
    ]
    for (const [nth, handler] of handlers.entries()) {
      const answers = await Promise.all(
        requests.map(({ to, method }) => ask([handler], to, { method })),
      )
      expect(answers).toEqual(requests.map(({ answer }, own) => (own === nth ? answer : undefined)))
    }
  })

  it('answer for any origin without a baseUrl, and for one with it', async () => {
    const anywhere = createNotes().handlers
    expect(await ask(anywhere, 'https://elsewhere.test:8080/v1/notes')).toEqual([
      200,
      { said: 'all' },
    ])
    const here = createNotes('http://127.0.0.1:4010/api').handlers
    expect(await ask(here, 'http://127.0.0.1:4010/api/notes')).toEqual([200, { said: 'all' }])
    for (const other of ['http://127.0.0.1:4011', 'https://127.0.0.1:4010', 'http://localhost']) {
      expect([other, await ask(here, `${other}/api/notes`)]).toEqual([other, undefined])
      expect(await ask(here, `${other}/api/notes`, { method: 'PATCH' })).toBeUndefined()
    }
  })

  it('return null where they are not meant, and leave the request untouched', async () => {
    const body = new ReadableStream({
      pull: controller => controller.error(new Error('somebody read the body')),
    })
    const request = new Request('http://notes.test/v1/other', {
      ...{ method: 'POST', body, duplex: 'half' },
    })
    const clone = vi.spyOn(request, 'clone')
    for (const handler of createNotes().handlers) {
      expect(await handler.run({ request, requestId: '1' })).toBeNull()
      expect(await handler.test({ request })).toBe(false)
    }
    expect(clone).not.toHaveBeenCalled()
    expect(request.bodyUsed).toBe(false)
  })

  it('tell by test() what they are meant for', async () => {
    const tests = createNotes().handlers.map(handler => handler.test({ request: new Request(url) }))
    expect(await Promise.all(tests)).toEqual([true, false, false, false, false])
  })

  it('give way to overrides, until these are taken back', async () => {
    const server = setupServer(...createNotes().handlers)
    server.listen({ onUnhandledRequest: 'error' })
    try {
      const said = async () => {
        const response = await fetch(url)
        return [response.status, await response.text()]
      }
      server.use(http.get(url, () => HttpResponse.text('mine')))
      expect(await said()).toEqual([200, 'mine'])
      server.use(
        http.get('*/notes', () => HttpResponse.text('once', { status: 503 }), { once: true }),
      )
      expect(await said()).toEqual([503, 'once'])
      expect(await said()).toEqual([200, 'mine'])
      server.resetHandlers()
      expect(await said()).toEqual([200, '{"said":"all"}'])
    } finally {
      server.close()
    }
  })
})

describe('the body of a request', () => {
  const post = (body: BodyInit) => ask(createNotes().handlers, url, { method: 'POST', body })
  const bytes = (text: string, length: number) =>
    new TextEncoder().encode(`{"a":"${text.padEnd(length - 8, 'x')}"}`)

  it('is refused with a 413 from 1 MiB and a byte on', async () => {
    const [status] = (await post(bytes('', 1_048_576))) ?? []
    expect(status).toBe(201)
    expect(await post(bytes('', 1_048_577))).toEqual([413, { no: 'too-large' }])
  })

  it('is measured in bytes, not in characters', async () => {
    expect(await post(bytes('é', 1_048_576))).toEqual([413, { no: 'too-large' }])
    const [status] = (await post(bytes('é', 1_048_575))) ?? []
    expect(status).toBe(201)
  })

  it('is too large for every method, whether the path takes it or not', async () => {
    const body = new Uint8Array(1_048_577)
    const { handlers } = createNotes()
    expect(await ask(handlers, url, { method: 'PATCH', body })).toEqual([413, { no: 'too-large' }])
    expect(await ask(handlers, `${url}/1`, { method: 'DELETE', body })).toEqual([
      413,
      { no: 'too-large' },
    ])
  })

  it('is refused with a 400 where it is not UTF-8 or no JSON object', async () => {
    const malformed = [400, { no: 'malformed' }]
    expect(await post(new Uint8Array([0x7b, 0xff, 0x7d]))).toEqual(malformed)
    expect(await post(new Uint8Array([0x22, 0xc3, 0x22]))).toEqual(malformed)
    expect(await post('[1]')).toEqual(malformed)
    expect(await post('{')).toEqual(malformed)
  })

  it('is an empty object where there is none', async () => {
    expect(await ask(createNotes().handlers, url, { method: 'POST' })).toEqual([201, { said: {} }])
  })
})
