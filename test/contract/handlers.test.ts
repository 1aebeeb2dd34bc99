import { getResponse, HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { describe, expect, it, vi } from 'vitest'
import { ask, createNotes, url } from './notes.ts'

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

  it('have what msw 3 asks of its own, in a workspace that has msw 2 besides', () => {
    // What msw 3.0.5 calls on each handler, by resetHandlers, restoreHandlers and close.
    for (const handler of createNotes().handlers) {
      for (const name of ['reset', 'restore', 'dispose']) {
        expect(Reflect.apply(Reflect.get(handler, name), handler, [])).toBeUndefined()
      }
    }
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
