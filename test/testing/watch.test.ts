import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createWatch, type Watched } from '../../contract/testing/index.ts'
import { createDoubles, createOverplane, createPterodactyl } from '../../handlers/index.ts'

const server = setupServer()
const origin = 'https://api.overplane.dev'
const users = `${origin}/api/core/user`
const headers = { Authorization: 'Bearer sk_test_1' }

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

function watching(double: Watched) {
  const watch = createWatch(double)
  server.use(...watch.handlers)
  return watch
}

const create = (body: string) => fetch(users, { method: 'POST', headers, body })

describe('a watch', () => {
  it('answers as the double does, and has nothing to say of correct requests', async () => {
    const watch = watching(createOverplane())
    expect((await fetch(`${users}/user_abc123`, { headers })).status).toBe(200)
    expect((await fetch(`${users}/user_nobody`, { headers })).status).toBe(404)
    expect((await create('{"email":"ada@example.com","first_name":"Ada"}')).status).toBe(200)
    await expect(watch.check()).resolves.toBeUndefined()
  })

  it.each([
    ['no key', () => fetch(users), `GET ${users}: 401 {`],
    [
      'a malformed key',
      () => fetch(users, { headers: { Authorization: 'Bearer pk_1' } }),
      ': 401 {',
    ],
    ['a body that breaks the contract', () => create('{"email":5}'), `POST ${users}: 400 {`],
    ['a body that is no JSON', () => create('{'), `POST ${users}: 400 {`],
    ['a query that does', () => fetch(`${users}?limit=-1`, { headers }), '?limit=-1: 400 {'],
    ['a method that the path lacks', () => fetch(users, { method: 'PUT', headers }), 'PUT'],
  ])('tells of %s', async (_, send, told) => {
    const watch = watching(createOverplane())
    await send()
    await expect(watch.check()).rejects.toThrow(told)
    await expect(watch.check()).resolves.toBeUndefined() // and once is enough
  })

  it('tells of a path that no endpoint has, for which the network is down', async () => {
    const watch = watching(createOverplane())
    await expect(fetch(`${origin}/api/v2/user`, { headers })).rejects.toThrow(TypeError)
    await expect(watch.check()).rejects.toThrow(
      `The application sent what the API does not take:\n  GET ${origin}/api/v2/user: no endpoint has this path`,
    )
  })

  it('knows each API by its own rules, and all of them at once', async () => {
    const doubles = createDoubles()
    const watch = watching(doubles)
    const panel = 'https://panel.example.com/api/application/users'
    const json = { Authorization: 'Bearer ptla_full', 'Content-Type': 'application/json' }
    await fetch(panel, { method: 'POST', headers: json, body: '{"email":"no"}' })
    await fetch(`${panel}/99`, { headers: json })
    await fetch(users, { headers })
    await expect(watch.check()).rejects.toThrow(/^[^\n]+\n {2}POST \S+users: 422 [^\n]+$/)
  })

  it('finds no fault with what is forced, whichever way', async () => {
    const overplane = createOverplane()
    const watch = watching(overplane)
    overplane.override('listUsers', { status: 401, times: 1 })
    expect((await fetch(users, { headers })).status).toBe(401)
    expect((await fetch(users, { headers: { ...headers, Prefer: 'code=400' } })).status).toBe(400)
    await expect(watch.check()).resolves.toBeUndefined()
  })

  it('finds no fault with a request that the application gives up', async () => {
    const overplane = createOverplane()
    const watch = watching(overplane)
    overplane.override('listUsers', { status: 200, fault: 'silence' })
    const given = new AbortController()
    const sent = fetch(users, { headers, signal: given.signal })
    await vi.waitFor(() => expect(overplane.journal.calls('listUsers')).toHaveLength(1))
    given.abort()
    await expect(sent).rejects.toThrow()
    await expect(watch.check()).resolves.toBeUndefined()
  })

  it('waits for what was sent and forgotten, and outlives a reset', async () => {
    const overplane = createOverplane()
    const watch = watching(overplane)
    const sent = fetch(users)
    overplane.reset()
    await expect(watch.check()).rejects.toThrow('401')
    await sent
  })

  it('tells wrong requests from right ones that are sent at the same time', async () => {
    const watch = watching(createOverplane())
    await Promise.all([fetch(users), fetch(users, { headers }), fetch(users), create('{}')])
    const message = await watch.check().then(String, String)
    expect(message.match(/^ {2}GET \S+: 401/gm)).toHaveLength(2)
    expect(message.match(/^ {2}POST \S+: 400/gm)).toHaveLength(1)
    expect(message.match(/^ {2}/gm)).toHaveLength(3)
  })

  it('needs no clock: a test may stop it', async () => {
    const watch = watching(createPterodactyl())
    vi.useFakeTimers()
    try {
      await expect(watch.check()).resolves.toBeUndefined()
    } finally {
      vi.useRealTimers()
    }
  })

  it('refuses what is no double', () => {
    expect(() => createWatch({ handlers: [] })).toThrow('expect was given no double')
  })
})
