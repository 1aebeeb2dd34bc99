import { expect } from 'vitest'
import type { Case, Received, Send } from '../case.ts'
import { expectRefusal, overplane, unhandled, valueAt } from '../overplane.ts'

const path = '/api/core/user'
const one = `${path}/user_abc123`

const ann = { email: 'ann@example.com', first_name: 'Ann' }
const other = { Authorization: 'Bearer sk_other' }

/** Three requests a minute. */
const limited = (title: string, run: Case['run']): Case => overplane(title, run, { rateLimit: 3 })

const repeat = async (send: Send, times: number, headers = {}): Promise<number[]> => {
  const statuses: number[] = []
  for (let nth = 0; nth < times; nth += 1) {
    statuses.push((await send('GET', one, { headers })).status)
  }
  return statuses
}

const oks = (count: number): number[] => Array.from({ length: count }, () => 200)

function expectTooMany(reply: Received): void {
  expectRefusal(reply, 429, {
    type: 'rate_limit_error',
    code: 'rate_limit',
    message: 'Request rate limit exceeded.',
  })
  expect(reply.headers.get('Retry-After')).toMatch(/^([1-9]|[1-5]\d|60)$/)
}

/** What counts, whatever it is answered. */
const counted: readonly (readonly [what: string, ...Parameters<Send>])[] = [
  ['a GET', 'GET', one],
  ['a HEAD', 'HEAD', one],
  ['a create', 'POST', path, { json: ann }],
  ['an update', 'PATCH', one, { json: {} }],
  ['a reorder', 'POST', '/api/projects/project-user/reorder'],
  ['an unknown id', 'GET', `${path}/user_x`],
  ['a wrong query', 'GET', `${path}?limit=x`],
  ['a broken body', 'POST', path, { text: '{' }],
  ['a wrong method', 'PUT', path],
]

/** What is a 429 once nothing is left, and is not looked at any further. */
const refused: readonly (readonly [what: string, ...Parameters<Send>])[] = [
  ['a list', 'GET', path],
  ['a create', 'POST', path, { json: ann }],
  ['an update', 'PATCH', one, { json: { first_name: 'Ann' } }],
  ['a deletion', 'DELETE', one],
  ['an unknown id', 'GET', `${path}/user_x`],
  ['a broken body', 'POST', path, { text: '{' }],
  ['a list of project users', 'GET', '/api/projects/project-user?parent_id=parent_abc123'],
  ['a create of a project user', 'POST', '/api/projects/project-user', { json: {} }],
  ['an update of a project user', 'PATCH', '/api/projects/project-user/x', { json: {} }],
  ['a deletion of a project user', 'DELETE', '/api/projects/project-user/project-user_abc123'],
  ['a reorder', 'POST', '/api/projects/project-user/reorder'],
]

export const overplaneRateLimitCases: readonly Case[] = [
  overplane('no limit of requests is enforced unless it is switched on', async send => {
    expect(await repeat(send, 105)).toEqual(oks(105))
  }),

  overplane(
    'the 101st request of a key within a minute is a 429',
    async send => expect(await repeat(send, 101)).toEqual([...oks(100), 429]),
    { rateLimit: true },
  ),

  ...refused.map(([what, ...request]) =>
    limited(`${what} is a 429 where nothing is left`, async send => {
      await repeat(send, 3)
      expectTooMany(await send(...request))
      const reply = await send('GET', path, { headers: other })
      expect(reply.body).toMatchObject({ data: [{ first_name: 'first_name_example' }], total: 1 })
    }),
  ),

  ...counted.map(([what, ...request]) =>
    limited(`${what} counts`, async send => {
      await send(...request)
      expect(await repeat(send, 3)).toEqual([200, 200, 429])
    }),
  ),

  overplane(
    'an unknown path counts, and is a 429 too where nothing is left',
    async send => {
      expect((await send('GET', '/api/core/users')).status).toBe(404)
      expect(await repeat(send, 3)).toEqual([200, 200, 429])
      expectTooMany(await send('GET', '/api/core/users'))
    },
    { rateLimit: 3, cannot: unhandled },
  ),

  limited('a request that is a 429 does not count itself', async send => {
    expect(await repeat(send, 6)).toEqual([...oks(3), 429, 429, 429])
  }),

  limited('one key does not use up the limit of another', async send => {
    await repeat(send, 4)
    expect(await repeat(send, 4, other)).toEqual([...oks(3), 429])
  }),

  limited('a key is the same, however its scheme is written', async send => {
    await repeat(send, 2)
    expect(await repeat(send, 2, { Authorization: 'BEARER sk_test_...' })).toEqual([200, 429])
  }),

  limited('a request without a valid key does not count, and stays a 401', async send => {
    const headers = { Authorization: 'Bearer nobody' }
    expect(await repeat(send, 5, headers)).toEqual([401, 401, 401, 401, 401])
    expect(await repeat(send, 4)).toEqual([...oks(3), 429])
    const reply = await send('GET', one, { headers })
    expectRefusal(reply, 401, { type: 'authentication_error' })
  }),

  overplane('a request may prefer a 429', async send => {
    const reply = await send('GET', path, { headers: { Prefer: 'code=429' } })
    expectTooMany(reply)
    expect(valueAt(await send('GET', path), 'total')).toBe(1)
  }),
]
