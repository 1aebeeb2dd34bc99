import { afterEach, describe, expect, it, vi } from 'vitest'
import { createOberplan, createOverplane, createPterodactyl } from '../../handlers/index.ts'

const headers = { Authorization: 'Bearer sk_test_1', 'Content-Type': 'application/json' }
const sent = {
  method: 'POST',
  headers,
  body: JSON.stringify({ email: 'ada@example.com', first_name: 'Ada' }),
}
const created = async (double: ReturnType<typeof createOverplane>): Promise<string> =>
  (await (await double.fetch('/api/core/user', sent)).json()).created_at

afterEach(() => {
  vi.useRealTimers()
})

describe("a double's clock", () => {
  it('runs along with the time that it is given', () => {
    let now = Date.parse('2024-01-15T09:30:00Z')
    const { clock } = createOverplane({ now: () => new Date(now) })
    now += 5000
    expect(clock.now()).toEqual(new Date('2024-01-15T09:30:05Z'))
    expect(clock.isFrozen).toBe(false)
  })

  it('stands where it is frozen, and goes on from there', async () => {
    let now = Date.parse('2024-01-15T09:30:00Z')
    const double = createOverplane({ now: () => new Date(now) })
    double.clock.freeze('2030-06-01T12:00:00Z')
    now += 60_000
    expect(await created(double)).toBe('2030-06-01T12:00:00Z')
    double.clock.advance('1h30m')
    expect(await created(double)).toBe('2030-06-01T13:30:00Z')
    double.clock.run()
    now += 1000
    expect(await created(double)).toBe('2030-06-01T13:30:01Z')
    double.clock.reset()
    expect(await created(double)).toBe('2024-01-15T09:31:01Z')
  })

  it('goes on running from where it is set', () => {
    let now = Date.parse('2024-01-15T09:30:00Z')
    const { clock } = createOverplane({ now: () => new Date(now) })
    clock.set(new Date('2020-02-29T00:00:00Z'))
    now += 1000
    expect(clock.now().toISOString()).toBe('2020-02-29T00:00:01.000Z')
    clock.advance(500)
    clock.advance('2d')
    expect(clock.now().toISOString()).toBe('2020-03-02T00:00:01.500Z')
  })

  it('starts over with its double', () => {
    const double = createOverplane({ now: () => new Date('2024-01-15T09:30:00Z') })
    double.clock.freeze('2030-06-01T12:00:00Z')
    double.reset()
    expect(double.clock.now()).toEqual(new Date('2024-01-15T09:30:00Z'))
  })

  it('is what limits and the journal go by', async () => {
    const double = createPterodactyl({ rateLimit: 1 })
    const get = () =>
      double.fetch('/api/application/users', { headers: { Authorization: 'Bearer ptla_a' } })
    double.clock.freeze('2024-01-15T09:30:00Z')
    expect((await get()).status).toBe(200)
    expect((await get()).status).toBe(429)
    double.clock.advance('60s')
    expect((await get()).status).toBe(200)
    expect(double.journal.entries.map(({ at }) => new Date(at).toISOString())).toEqual([
      '2024-01-15T09:30:00.000Z',
      '2024-01-15T09:30:00.000Z',
      '2024-01-15T09:31:00.000Z',
    ])
  })

  it('ends a delay that it has been advanced over', async () => {
    const double = createOverplane()
    double.override('listUsers', { delay: 3_600_000 })
    const reply = double.fetch('/api/core/user', { headers })
    await new Promise(setImmediate) // until the request is under way
    double.clock.advance('59m')
    double.clock.advance('1m')
    expect((await reply).status).toBe(200)
  })

  it('lets a delay pass under timers of a test runner, which it leaves alone', async () => {
    vi.useFakeTimers()
    const double = createOverplane()
    double.override('listUsers', { delay: 20 })
    expect((await double.fetch('/api/core/user', { headers })).status).toBe(200)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is one for each double', () => {
    const [one, other] = [createOberplan(), createOberplan()]
    one.clock.freeze('2030-06-01T12:00:00Z')
    expect(other.clock.isFrozen).toBe(false)
  })

  it.each([
    ['advance', 'soon', 'Failed to advance the clock: "soon" is no time. Give milliseconds, or as'],
    ['advance', '1h and more', 'Failed to advance the clock: "1h and more" is no time.'],
    ['advance', Number.NaN, 'Failed to advance the clock: "NaN" is no time.'],
    ['advance', '9999999d', 'Failed to advance the clock: '],
    ['set', 'tomorrow', 'Failed to set the clock: "tomorrow" is no time from 1970 to 9999.'],
    ['freeze', '', 'Failed to freeze the clock: "" is no time from 1970 to 9999.'],
    ['freeze', -1, 'Failed to freeze the clock: "-1" is no time from 1970 to 9999.'],
  ] as const)('refuses to %s to %j, and stays as it is', (deed, at, sentence) => {
    const { clock } = createOverplane({ now: () => new Date('2024-01-15T09:30:00Z') })
    expect(() => clock[deed](at)).toThrow(sentence)
    expect(clock.now()).toEqual(new Date('2024-01-15T09:30:00Z'))
    expect(clock.isFrozen).toBe(false)
  })
})
