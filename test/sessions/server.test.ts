import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Served, serve } from '../../server/serve/serve.ts'

const key = { Authorization: 'Bearer sk_1', 'Content-Type': 'application/json' }
let served: Served

beforeEach(async () => {
  served = await serve({ port: 0, world: 'documented' })
})
afterEach(() => served.close())

const ask = async (line: string, body?: unknown, headers: HeadersInit = {}) => {
  const [method = '', path = ''] = line.split(' ')
  const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }
  const response = await fetch(served.url + path, init)
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  }
}
const users = async (prefix: string, headers: Record<string, string> = {}) =>
  (await ask(`GET ${prefix}/api/core/user`, undefined, { ...key, ...headers })).body.data.length
const create = (prefix: string) =>
  ask(`POST ${prefix}/api/core/user`, { email: 'ada@example.com', first_name: 'Ada' }, key)

describe('a session on a server', () => {
  it('is opened by the first request that names it, by a path, a header or a cookie', async () => {
    expect((await create('/@ada')).headers.get('x-contract-double-session')).toBe('ada')
    expect(await users('')).toBe(1)
    expect(await users('/@ada')).toBe(2)
    expect(await users('', { 'X-Contract-Double-Session': 'ada' })).toBe(2)
    expect(await users('', { Cookie: 'X-Contract-Double-Session=ada' })).toBe(2)
    expect(await users('/@bob')).toBe(1)
    const { body } = await ask('GET /__admin/sessions')
    expect(body.map(({ name, uses }: { name: string; uses: number }) => [name, uses])).toEqual([
      ['ada', 4],
      ['bob', 1],
    ])
  })

  it('is told where none can be called so, and a page of another origin may read that', async () => {
    const headers = { ...key, 'X-Contract-Double-Session': 'a b', Origin: 'http://app.test' }
    const { status, headers: sent, body } = await ask('GET /api/core/user', undefined, headers)
    expect([status, sent.get('content-type'), body.title]).toEqual([
      400,
      'application/problem+json',
      'Bad Request',
    ])
    expect(sent.get('access-control-allow-origin')).toBe('http://app.test')
    expect((await ask('GET /@a%20b/nothing', undefined, key)).status).toBe(404)
    expect((await ask('GET /__admin/sessions')).body).toEqual([])
  })

  it('is opened anew with a world, a seed, a time and readings', async () => {
    const options = {
      name: 'ada',
      world: 'demo',
      seed: 3,
      now: '2030-01-01T00:00:00Z',
      readings: { pterodactyl: { deleteStatus: 204 } },
    }
    const opened = await ask('POST /__admin/sessions', options)
    expect([opened.status, opened.body.name]).toEqual([201, 'ada'])
    const { body } = await ask('GET /__admin/clock?session=ada&api=overplane')
    expect(JSON.stringify(body)).toContain('2030-01-01T00:00')
    const readings = await ask('GET /__admin/readings?session=ada&api=pterodactyl')
    expect(readings.body.pterodactyl).toContainEqual(
      expect.objectContaining({ id: 'deleteStatus', value: 204 }),
    )
    const total = (await ask('GET /@ada/api/core/user?limit=100', undefined, key)).body.data.length
    expect(total).toBeGreaterThan(50)
    const given = { overplane: { users: [{ email: 'a@example.com' }, { email: 'b@example.com' }] } }
    await ask('POST /__admin/sessions', { name: 'ada', world: given })
    expect(await users('/@ada')).toBe(2)
  })

  it.each<readonly [object, string]>([
    [{}, '"name" is missing. Give the name of the session.'],
    [{ name: 'a b' }, 'Failed to open the session "a b": it cannot be called so.'],
    [{ name: 'ada', world: 'nope' }, '"world" is "nope". Give one of documented, empty, demo.'],
    [{ name: 'ada', world: { overplan: {} } }, 'there is no "overplan"'],
    [{ name: 'ada', world: { overplane: { users: [{ email: 1 }] } } }, 'at "email" (expected'],
    [{ name: 'ada', seed: 1.5 }, '"seed" is 1.5. Give a whole number.'],
    [{ name: 'ada', now: 'soon' }, '"soon" is no time from 1970 to 9999'],
    [{ name: 'ada', readings: { pterodactyl: { deleteStatus: 5 } } }, 'Give 200 or 204'],
    [{ name: 'ada', more: 1 }, 'there is no "more"'],
  ])('is not opened with %j', async (options, why) => {
    await create('/@ada')
    const { status, body } = await ask('POST /__admin/sessions', options)
    expect([status, body.status]).toEqual([400, 400])
    expect(body.detail).toContain(why)
    expect(await users('/@ada')).toBe(2)
  })

  it('is controlled by its name, and nothing else is', async () => {
    await create('/@ada')
    const override = { api: 'overplane', operation: 'listUsers', status: 400 }
    expect((await ask('POST /__admin/overrides?session=ada', override)).status).toBe(201)
    const statusOf = async (prefix: string) =>
      (await ask(`GET ${prefix}/api/core/user`, undefined, key)).status
    expect([await statusOf('/@ada'), await statusOf('')]).toEqual([400, 200])
    const calls = async (query: string) =>
      (await ask(`GET /__admin/journal?api=overplane${query}`)).body[0].entries.length
    expect([await calls(''), await calls('&session=ada')]).toEqual([1, 2])
    expect((await ask('POST /__admin/reset?session=ada')).status).toBe(204)
    expect([await users('/@ada'), await users('')]).toEqual([1, 1])
    await ask('GET /@ada/nothing/here')
    const own = async (query: string) => (await ask(`GET /__admin/journal${query}`)).body.at(-1)
    expect((await own('?session=ada')).entries).toHaveLength(1)
    expect((await own('')).entries).toHaveLength(0)
    const unknown = await ask('GET /__admin/journal?session=eve')
    expect([unknown.status, unknown.body.detail]).toEqual([
      404,
      'Failed to GET /__admin/journal: there is no session "eve". Open it with POST /__admin/sessions, or with a request that names it.',
    ])
  })

  it('is dropped, alone or with all the others', async () => {
    for (const name of ['ada', 'bob', 'cy']) await create(`/@${name}`)
    expect((await ask('DELETE /__admin/sessions?session=ada')).status).toBe(204)
    expect((await ask('DELETE /__admin/sessions?session=ada')).status).toBe(404)
    expect([await users('/@ada'), await users('/@bob')]).toEqual([1, 2])
    expect((await ask('DELETE /__admin/sessions')).status).toBe(204)
    expect((await ask('GET /__admin/sessions')).body).toEqual([])
  })

  it('is one of as many as the server was told, and for as long', async () => {
    const small = await serve({ port: 0, world: 'empty', sessions: { most: 1, idle: '1d' } })
    const ask = (name: string) =>
      fetch(`${small.url}/@${name}/api/core/user`, { headers: key }).then(({ headers }) =>
        headers.get('x-contract-double-session-note'),
      )
    expect([await ask('a'), await ask('b')]).toEqual([
      null,
      expect.stringContaining('The session "a" was dropped for this one: there are 1 at most'),
    ])
    await small.close()
    await expect(serve({ port: 0, sessions: { most: 0 } })).rejects.toThrow('a whole number from 1')
  })

  it('keeps checkpoints of its own', async () => {
    await create('/@ada')
    const keep = (name: string, query = '') => ask(`POST /__admin/checkpoints${query}`, { name })
    expect((await keep('signed up', '?session=ada')).status).toBe(204)
    await create('/@ada')
    const back = () => ask('POST /__admin/checkpoints/signed%20up/restore?session=ada')
    expect([await users('/@ada'), (await back()).status, await users('/@ada')]).toEqual([3, 204, 2])
    expect((await ask('GET /__admin/checkpoints')).body).toEqual({
      overplane: [],
      pterodactyl: [],
      oberplan: [],
    })
    expect((await ask('POST /__admin/checkpoints/signed%20up/restore')).status).toBe(404)
    expect((await ask('DELETE /__admin/checkpoints/signed%20up?session=ada')).status).toBe(204)
    expect((await back()).body.detail).toBe('There is no checkpoint "signed up".')
    expect((await keep('')).body.detail).toContain('"name" is "". Give a name of 1 to 200 letters.')
  })
})
