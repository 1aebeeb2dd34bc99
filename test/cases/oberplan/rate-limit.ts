import { expect } from 'vitest'
import type { World } from '../../../handlers/index.ts'
import type { Case, Received, Send } from '../case.ts'
import { as, expectRefusal, me, oberplan } from '../oberplan.ts'

const rateLimit = '/v1/rate-limit'

/** The documented account may send three requests, another one a hundred. */
const three: World = {
  name: 'a limit of three requests',
  oberplan(db) {
    db.user.create({ email: 'user@oberplan.com', password: 'mypassword', request_rate_limit: 3 })
    db.user.create({ email: 'ann@example.com', password: 'secret' })
  },
}

const limited = (title: string, run: Case['run']): Case =>
  oberplan(title, run, { rateLimit: true, world: three })

/** The three headers: the limit, what remains, and the seconds until it is reset. */
const headersOf = ({ headers }: Received): (number | null)[] =>
  ['Limit', 'Remaining', 'Reset'].map(name => {
    const value = headers.get(`X-Rate-Limit-Request${name}`)
    return value !== null && /^\d+$/.test(value) ? Number(value) : null
  })

const repeat = async (send: Send, times: number): Promise<number[]> => {
  const statuses: number[] = []
  for (let nth = 0; nth < times; nth += 1) statuses.push((await send('GET', me)).status)
  return statuses
}

const oks = (count: number): number[] => Array.from({ length: count }, () => 200)

const replies: readonly (readonly [number, string, Parameters<Send>])[] = [
  [200, 'your settings', ['GET', me]],
  [200, 'an update', ['PUT', me, { json: { firstname: 'Ann' } }]],
  [200, 'a deletion', ['DELETE', `${me}?me=1`]],
  [200, 'the rate limit', ['GET', rateLimit]],
  [400, 'a wrong update', ['PUT', me, { json: { firstname: 1 } }]],
  [400, 'a broken body', ['PUT', me, { text: '{' }]],
  [400, 'a deletion without me', ['DELETE', me]],
  [401, 'wrong credentials', ['GET', me, { headers: as('nobody@example.com', 'x') }]],
  [404, 'an unknown activation link', ['GET', '/v1/users/activate/token9']],
  [405, 'a wrong method', ['POST', me]],
  [413, 'a body that is too large', ['PUT', me, { text: ' '.repeat(1_048_577) }]],
]

export const oberplanRateLimitCases: readonly Case[] = [
  ...replies.map(([status, what, request]) =>
    oberplan(`the reply to ${what} carries the headers of the rate limit`, async send => {
      const reply = await send(...request)
      const [limit, remaining, reset] = headersOf(reply)
      expect(reply.status).toBe(status)
      expect(limit).toBe(100)
      expect(remaining).toSatisfy((count: unknown) => Number(count) >= 0 && Number(count) <= 100)
      expect(reset).toSatisfy((seconds: unknown) => Number(seconds) >= 0 && Number(seconds) <= 300)
      expect([remaining, reset]).not.toContain(null)
    }),
  ),

  oberplan('the rate limit is told in whole numbers', async send => {
    const reply = await send('GET', rateLimit)
    const [limit, remaining, reset] = headersOf(reply)
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({
      data: { request_limit: 100, request_remaining: remaining, request_reset: reset },
      success: true,
    })
    expect(limit).toBe(100)
  }),

  oberplan('the limit is not enforced unless it is switched on', async send => {
    expect(await repeat(send, 105)).toEqual(oks(105))
  }),

  oberplan(
    'the 101st request within five minutes is a 429',
    async send => expect(await repeat(send, 101)).toEqual([...oks(100), 429]),
    { rateLimit: true },
  ),

  limited('the limit is the request_rate_limit of the account', async send => {
    expect(await repeat(send, 5)).toEqual([...oks(3), 429, 429])
  }),

  limited('a 429 has the documented envelope, and nothing remains', async send => {
    await repeat(send, 3)
    const reply = await send('GET', me)
    expectRefusal(reply, 429, 'rate_limit_exceeded')
    expect(headersOf(reply).slice(0, 2)).toEqual([3, 0])
  }),

  limited('each request leaves one less', async send => {
    const remaining = []
    for (let nth = 0; nth < 3; nth += 1) remaining.push(headersOf(await send('GET', me))[1])
    expect(remaining).toEqual([2, 1, 0])
  }),

  limited('the window ends within five minutes of its first request', async send => {
    const [, , reset] = headersOf(await send('GET', me))
    expect(reset).toBeGreaterThan(290)
    expect(reset).toBeLessThanOrEqual(300)
  }),

  limited('an update counts', async send => {
    await send('PUT', me, { json: { firstname: 'Ann' } })
    expect(await repeat(send, 3)).toEqual([200, 200, 429])
  }),

  limited('asking for the rate limit does not count', async send => {
    await send('GET', me)
    for (let nth = 0; nth < 5; nth += 1) await send('GET', rateLimit)
    const reply = await send('GET', rateLimit)
    expect(reply.body).toMatchObject({ data: { request_limit: 3, request_remaining: 2 } })
    expect(await repeat(send, 3)).toEqual([200, 200, 429])
  }),

  limited('the rate limit is told when nothing remains, too', async send => {
    await repeat(send, 4)
    const reply = await send('GET', rateLimit)
    expect(reply.status).toBe(200)
    expect(reply.body).toMatchObject({
      data: { request_limit: 3, request_remaining: 0 },
      success: true,
    })
  }),

  limited('wrong credentials do not count', async send => {
    const headers = as('user@oberplan.com', 'wrong')
    for (let nth = 0; nth < 5; nth += 1) await send('GET', me, { headers })
    expect(await repeat(send, 4)).toEqual([...oks(3), 429])
  }),

  limited('one account does not use up the limit of another', async send => {
    await repeat(send, 4)
    const reply = await send('GET', me, { headers: as('ann@example.com', 'secret') })
    expect(reply.status).toBe(200)
    expect(headersOf(reply).slice(0, 2)).toEqual([100, 99])
  }),

  limited('an account is not deleted when nothing remains', async send => {
    await repeat(send, 3)
    expectRefusal(await send('DELETE', `${me}?me=1`), 429, 'rate_limit_exceeded')
    expect((await send('GET', rateLimit)).status).toBe(200)
  }),
]
