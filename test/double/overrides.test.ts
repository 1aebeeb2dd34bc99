import { getResponse } from 'msw'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { apis, createOberplan, createOverplane, createPterodactyl } from '../../handlers/index.ts'

const headers = { Authorization: 'Bearer sk_1' }
const users = '/api/core/user'

describe('an override', () => {
  it('gives a documented status with an example of it, until it is taken back', async () => {
    const double = createOverplane()
    const takeBack = double.override('retrieveUser', { status: 404 })
    const forced = await double.fetch(`${users}/user_abc123`, { headers })
    expect(forced.status).toBe(404)
    expect(await forced.json()).toHaveProperty('error.code', 'resource_missing')
    takeBack()
    expect((await double.fetch(`${users}/user_abc123`, { headers })).status).toBe(200)
  })

  it('gives the body and the headers that it was given', async () => {
    const double = createOverplane()
    double.override('deleteUser', {
      status: 200,
      body: { id: 'user_1', deleted: true },
      headers: { 'X-Cache': 'hit' },
    })
    const response = await double.fetch(`${users}/user_1`, { method: 'DELETE', headers })
    expect(await response.json()).toEqual({ id: 'user_1', deleted: true })
    expect(response.headers.get('X-Cache')).toBe('hit')
  })

  it('answers what the page prints without a reply as the API would', async () => {
    const double = createPterodactyl({ now: () => new Date('2024-01-15T09:30:00Z') })
    double.override('createUser', { status: 201 })
    const response = await double.fetch('/api/application/users', { method: 'POST' })
    expect(await response.json()).toMatchObject({
      object: 'user',
      attributes: {
        uuid: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        email: 'ada@example.com',
        created_at: '2024-01-15T09:30:00+00:00',
      },
    })
  })

  it('is used up after its times, and the later one comes first', async () => {
    const double = createOverplane()
    double.override('listUsers', { status: 400, times: 1 })
    double.override('listUsers', { status: 401, times: 2 })
    const statuses = []
    for (let nth = 0; nth < 4; nth += 1)
      statuses.push((await double.fetch(users, { headers })).status)
    expect(statuses).toEqual([401, 401, 400, 200])
    expect(double.overrides.list).toEqual([])
  })

  it('is only for the calls that it names', async () => {
    const double = createOverplane()
    double.override('retrieveUser', { status: 404, where: { params: { id: 'user_abc123' } } })
    double.override('createUser', { status: 400, where: { body: { email: 'eve@example.com' } } })
    const statusOf = async (email: string) => {
      const body = JSON.stringify({ email, first_name: 'A' })
      return (await double.fetch(users, { method: 'POST', headers, body })).status
    }
    expect(await statusOf('eve@example.com')).toBe(400)
    expect(await statusOf('ada@example.com')).toBe(200)
    expect(double.overrides.list).toHaveLength(2)
  })

  it('is refused at once where it breaks the contract', () => {
    const double = createOverplane()
    const wrong = { status: 200, body: { id: 1, deleted: true } } as const
    // @ts-expect-error an id is a string
    expect(() => double.override('deleteUser', wrong)).toThrow(
      'Failed to override "deleteUser": the body breaks the contract at "id" (expected string, not 1).',
    )
    // @ts-expect-error 418 is not documented
    expect(() => double.override('deleteUser', { status: 418 })).toThrow(
      'Failed to override "deleteUser": it documents no status 418. Choose from 200, 401, 404, 429.',
    )
    expect(double.overrides.list).toEqual([])
  })

  it('can come late, break, or never come', async () => {
    const double = createOverplane()
    double.override('listUsers', { status: 200, fault: 'truncated', times: 1 })
    double.override('retrieveUser', { status: 200, fault: 'malformed', times: 1 })
    double.override('deleteUser', { status: 200, fault: 'reset', times: 1 })
    double.override('updateUser', { status: 200, fault: 'silence', times: 1 })
    const broken = async (path: string) => (await double.fetch(path, { headers })).json()
    await expect(broken(users)).rejects.toThrow(SyntaxError)
    await expect(broken(`${users}/user_abc123`)).rejects.toThrow(SyntaxError)
    const reset = double.fetch(`${users}/user_abc123`, { method: 'DELETE', headers })
    await expect(reset).rejects.toThrow('Failed to fetch')
    const signal = AbortSignal.timeout(50)
    const silent = double.fetch(`${users}/user_abc123`, { method: 'PATCH', headers, signal })
    await expect(silent).rejects.toThrow()
    double.override('listUsers', { status: 401, delay: [20, 30] })
    expect((await double.fetch(users, { headers })).status).toBe(401)
  })

  it('works by way of msw too', async () => {
    const double = createOverplane()
    double.override('listUsers', { status: 401 })
    const request = new Request(`https://api.overplane.dev${users}`, { headers })
    expect((await getResponse([...double.handlers], request))?.status).toBe(401)
  })

  it('is forgotten by a reset', async () => {
    const double = createOverplane()
    double.override('listUsers', { status: 401 })
    double.reset()
    expect((await double.fetch(users, { headers })).status).toBe(200)
  })
})

describe('a request that prefers a reply', () => {
  const prefer = (header: string) => ({ ...headers, Prefer: header })

  it('gets the documented one, and is told so', async () => {
    const double = createOverplane()
    for (const code of [400, 401]) {
      const response = await double.fetch(users, { headers: prefer(`respond-async, code=${code}`) })
      expect(response.status).toBe(code)
      expect(response.headers.get('Preference-Applied')).toBe(`code=${code}`)
      expect(await response.json()).toHaveProperty('error.message')
    }
  })

  it('gets the example that it names', async () => {
    const double = createOberplan()
    const response = await double.fetch('/v1/users/me', {
      headers: { Prefer: 'example="Get Your User Settings"' },
    })
    expect(await response.json()).toHaveProperty('data.firstname', 'John')
  })

  it('is refused in the words of the API where that is not documented', async () => {
    const response = await createPterodactyl().fetch('/api/application/users', {
      headers: { Prefer: 'code=418' },
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      errors: [
        {
          code: 'preference_not_met',
          status: '400',
          detail:
            'Prefer cannot be met: listUsers documents no 418. Choose from 200, 400, 401, 403, 429.',
        },
      ],
    })
  })

  const every = Object.values(apis).flatMap(({ create }) => {
    const double = create()
    return Object.entries(double.contract).flatMap(([name, endpoint]) =>
      Object.keys(endpoint.responses).map(status => ({ double, name, endpoint, status })),
    )
  })

  it.each(every)('gets a $status of $name', async ({ double, endpoint, status }) => {
    const base = new URL(double.baseUrl).pathname.replace(/\/$/, '')
    const response = await double.fetch(base + endpoint.path.replace(/:\w+/g, '1'), {
      method: endpoint.method.toUpperCase(),
      headers: { Prefer: `code=${status}` },
    })
    expect(response.status).toBe(Number(status))
    expect(response.headers.get('Preference-Applied')).toBe(`code=${status}`)
    const schema = endpoint.responses[Number(status)]?.body
    const text = await response.text()
    if (schema) expect(z.safeParse(schema, JSON.parse(text)).success).toBe(true)
    else expect(text).toBe('')
  })
})
