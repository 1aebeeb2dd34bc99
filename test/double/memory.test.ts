import { describe, expect, it } from 'vitest'
import { createOutbox } from '../../contract/double/outbox.ts'
import { createQuota } from '../../contract/double/quota.ts'
import { createOberplan } from '../../handlers/index.ts'

describe('a quota', () => {
  const createClock = () => {
    const clock = { now: 0 }
    return { clock, now: () => new Date(clock.now) }
  }
  const isRefused = (use: () => void): boolean => {
    try {
      use()
      return false
    } catch {
      return true
    }
  }
  const countOf = (dumped: unknown) => (Array.isArray(dumped) ? dumped.length : Number.NaN)

  it('forgets windows that have ended, and no other', () => {
    const { clock, now } = createClock()
    const quota = createQuota(60, now, () => 1)
    for (let nth = 0; nth < 30_000; nth += 1) {
      clock.now = nth * 10
      quota.use(`key ${nth}`, 100)
    }
    expect(countOf(quota.dump())).toBe(6000)
    expect(isRefused(() => quota.use('key 24000', 100))).toBe(true)
    expect(isRefused(() => quota.use('key 23999', 100))).toBe(false)
  })

  it('keeps to a number of callers, where none of their windows ends', { timeout: 30_000 }, () => {
    const quota = createQuota(
      60,
      () => new Date(0),
      () => 1,
    )
    for (let nth = 0; nth < 150_000; nth += 1) quota.use(`key ${nth}`, 100)
    expect(countOf(quota.dump())).toBe(100_000)
    expect(isRefused(() => quota.use('key 149999', 100))).toBe(true)
    expect(isRefused(() => quota.use('key 0', 100))).toBe(false)
  })

  it('goes on with a window that was begun anew', () => {
    const { clock, now } = createClock()
    const quota = createQuota(60, now, () => 1)
    quota.use('a', 100)
    clock.now = 60_000
    quota.use('a', 100)
    quota.use('b', 100)
    clock.now = 119_000
    quota.use('c', 100)
    expect(isRefused(() => quota.use('a', 100))).toBe(true)
    expect(quota.look('a', 100)).toEqual({ limit: 1, remaining: 0, reset: 1 })
  })

  it('dumps a copy', () => {
    const { now } = createClock()
    const quota = createQuota(60, now, () => 5)
    quota.use('a', 5)
    const text = JSON.stringify(quota.dump())
    const dumped = quota.dump()
    quota.use('a', 5)
    expect(JSON.stringify(dumped)).toBe(text)
  })
})

describe('an outbox', () => {
  const message = (nth: number) => ({
    ...{ to: `${nth}@b.c`, subject: 'Hello', link: 'http://a.b/c' },
    sentAt: '2026-01-01T00:00:00Z',
  })

  it('keeps the last 1,000 messages, and counts those that are gone', () => {
    const { messages, send, dump, load, clear } = createOutbox()
    for (let nth = 1; nth <= 1000; nth += 1) send(message(nth))
    expect([messages.length, messages.dropped]).toEqual([1000, 0])
    for (let nth = 1001; nth <= 20_000; nth += 1) send(message(nth))
    expect([messages.length, messages.dropped]).toEqual([1000, 19_000])
    expect([messages[0]?.to, messages.at(-1)?.to]).toEqual(['19001@b.c', '20000@b.c'])
    const dumped = dump()
    clear()
    expect([messages.length, messages.dropped]).toEqual([0, 0])
    load(dumped as never)
    expect(messages.at(-1)).toEqual(message(20_000))
  })

  it('of a double says so too, and is plain JSON', { timeout: 30_000 }, async () => {
    const double = createOberplan()
    const headers = { Authorization: `Basic ${btoa('user@oberplan.com:mypassword')}` }
    const change = (body: string) => double.fetch('/v1/users/me', { method: 'PUT', headers, body })
    for (let nth = 0; nth < 1002; nth += 1) await change(`{"email":"${nth}@example.com"}`)
    expect([double.outbox.length, double.outbox.dropped]).toEqual([1000, 2])
    expect(JSON.parse(JSON.stringify(double.outbox))).toEqual([...double.outbox])
  })
})
