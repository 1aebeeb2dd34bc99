import { describe, expect, it } from 'vitest'
import { createDoubles, createOverplane, createPterodactyl } from '../../handlers/index.ts'

const headers = { Authorization: 'Bearer sk_1' }
const list = (double: { fetch: typeof fetch }, more: Record<string, string> = {}) =>
  double.fetch('/api/core/user', { headers: { ...headers, ...more } })

/** How long a call would wait, without waiting for it. */
const delayOf = (double: ReturnType<typeof createOverplane>, prefer?: string, method = 'GET') =>
  double.journeyOf({
    ...{ method, origin: 'http://a.test', path: '/api/core/user', search: '', text: '' },
    headers: { authorization: 'Bearer sk_1', ...(prefer !== undefined && { prefer }) },
  }).delay ?? 0

describe('the settings of a double', () => {
  it('are as it was made, and change while it runs', async () => {
    const double = createOverplane({ rateLimit: 2 })
    expect(double.settings).toMatchObject({ rateLimit: 2, delay: 0, errorRate: 0 })
    const statuses = async () => {
      const all: number[] = []
      for (let nth = 0; nth < 3; nth += 1) all.push((await list(double)).status)
      return all
    }
    expect(await statuses()).toEqual([200, 200, 429])
    double.configure({ rateLimit: false })
    expect(await statuses()).toEqual([200, 200, 200])
    double.configure({ rateLimit: 1 })
    expect((await statuses()).at(-1)).toBe(429)
    double.reset()
    expect(double.settings.rateLimit).toBe(1)
  })

  it('delay all calls, or those of some operations', () => {
    const double = createOverplane()
    double.configure({ delay: 300 })
    expect(delayOf(double)).toBe(300)
    double.configure({ delay: { listUsers: 700, '*': 50 } })
    expect([delayOf(double), delayOf(double, undefined, 'POST')]).toEqual([700, 50])
    double.configure({ delay: { createUser: 5 } })
    expect([delayOf(double), delayOf(double, undefined, 'POST')]).toEqual([0, 5])
    double.configure({ delay: 0 })
    expect(delayOf(double)).toBe(0)
  })

  it('draw ranges from the seed', () => {
    const drawn = (seed: number) => {
      const double = createOverplane({ seed, delay: [100, 900] })
      return Array.from({ length: 20 }, () => delayOf(double))
    }
    expect(drawn(1)).toEqual(drawn(1))
    expect(drawn(1)).not.toEqual(drawn(2))
    expect(Math.min(...drawn(1))).toBeGreaterThanOrEqual(100)
    expect(Math.max(...drawn(1))).toBeLessThanOrEqual(900)
    expect(new Set(drawn(1)).size).toBeGreaterThan(10)
  })

  it('leave the delay of an override as it is, and give it to one that has none', () => {
    const double = createOverplane({ delay: 300 })
    double.override('listUsers', { delay: 5, times: 1 })
    expect(delayOf(double)).toBe(5)
    double.override('listUsers', { status: 400 })
    expect(delayOf(double)).toBe(300)
  })

  it('lose a share of the calls, the same for the same seed, and say so in the journal', async () => {
    const lost = async (seed: number) => {
      const double = createOverplane({ seed, errorRate: 0.25 })
      const all: number[] = []
      for (let nth = 0; nth < 200; nth += 1) all.push((await list(double)).status)
      return { double, all }
    }
    const { double, all } = await lost(1)
    expect(new Set(all)).toEqual(new Set([200, 503]))
    const count = all.filter(status => status === 503).length
    expect(count).toBeGreaterThan(25)
    expect(count).toBeLessThan(75)
    expect((await lost(1)).all).toEqual(all)
    const outage = double.journal.entries.find(({ reply }) => reply.status === 503)
    expect(outage).toMatchObject({ forced: true, outage: 503 })
    double.configure({ errorRate: { rate: 1, status: 502 } })
    const reply = await list(double)
    expect([reply.status, reply.headers.get('content-type')]).toEqual([
      502,
      'text/html; charset=utf-8',
    ])
    double.override('listUsers', { status: 400, times: 1 })
    expect((await list(double)).status).toBe(400)
  })

  it('take readings, as follow() does', () => {
    const double = createPterodactyl()
    double.configure({ readings: { deleteStatus: 204 }, delay: 1 })
    expect([double.readings.deleteStatus, double.settings.readings.deleteStatus]).toEqual([
      204, 204,
    ])
    double.follow({ deleteStatus: 200 })
    expect(double.settings).toMatchObject({ delay: 1, readings: { deleteStatus: 200 } })
  })

  it.each<readonly [object, string]>([
    [{ delay: -1 }, '"delay" is -1. Give milliseconds from 0 to 3600000, two of them, or these'],
    [{ delay: [5, 1] }, '"delay" is a list. Give milliseconds'],
    [{ delay: 1e9 }, '"delay" is 1000000000. Give'],
    [{ delay: { listUser: 5 } }, 'there is no operation "listUser" to delay. Choose from *, retr'],
    [{ errorRate: 2 }, '"errorRate" is 2. Give a share from 0 to 1'],
    [{ errorRate: { rate: 0.5, status: 404 } }, '"errorRate.status" is 404. Give a share'],
    [{ rateLimit: -1 }, '"rateLimit" is -1. Give true, false, or a whole number from 0.'],
    [{ readings: { countdown: 'yes' } }, 'there is no "countdown". Choose from'],
    [{ speed: 1 }, 'there is no "speed". Choose from rateLimit, delay, errorRate, readings.'],
  ])('are all changed or none: %j', (changes, why) => {
    const double = createOverplane({ delay: 7 })
    const before = JSON.stringify(double.settings)
    expect(() => double.configure({ errorRate: 0.5, rateLimit: true, ...changes })).toThrow(why)
    expect(JSON.stringify(double.settings)).toBe(before)
    expect(() => createOverplane(changes)).toThrow(TypeError)
  })

  it('are those of a session, which begins with the ones of the moment', () => {
    const double = createOverplane()
    double.configure({ delay: 9, rateLimit: 5 })
    const ada = double.session('ada')
    expect(ada.settings).toMatchObject({ delay: 9, rateLimit: 5 })
    ada.configure({ delay: 1 })
    expect([double.settings.delay, double.session('bob').settings.delay]).toEqual([9, 9])
  })

  it('are changed for all doubles together, or for none', () => {
    const doubles = createDoubles()
    doubles.configure({ delay: 3, readings: { pterodactyl: { deleteStatus: 204 } } })
    expect(doubles.oberplan.settings.delay).toBe(3)
    expect(doubles.pterodactyl.readings.deleteStatus).toBe(204)
    expect(() =>
      doubles.configure({ delay: 4, readings: { oberplan: { no: 1 } as never } }),
    ).toThrow('there is no "no"')
    expect(() => doubles.configure({ readings: { overplan: {} } as never })).toThrow('overplan"')
    expect([doubles.overplane.settings.delay, doubles.oberplan.settings.delay]).toEqual([3, 3])
  })
})

describe('Prefer: wait', () => {
  it.each<readonly [string, number]>([
    ['wait=2', 2000],
    ['wait=0.25', 250],
    ['respond-async, wait=1', 1000],
    ['code=400; wait=1.5', 1500],
    ['wait=0', 0],
  ])('has a call wait for seconds: %s', (prefer, milliseconds) => {
    expect(delayOf(createOverplane({ delay: 0 }), prefer)).toBe(milliseconds)
  })

  it('is told as applied, and is no forced reply', async () => {
    const double = createOverplane()
    const live = await list(double, { Prefer: 'wait=0.001' })
    expect([live.status, live.headers.get('preference-applied')]).toEqual([200, 'wait=0.001'])
    expect(double.journal.last?.forced).toBe(false)
    const forced = await list(double, { Prefer: 'wait=0.001, code=400' })
    expect([forced.status, forced.headers.get('preference-applied')]).toEqual([
      400,
      'code=400, wait=0.001',
    ])
    expect(double.journal.last?.forced).toBe(true)
  })

  it.each(['wait=x', 'wait=-1', 'wait=3601', 'wait=1e3'])('refuses %s', async prefer => {
    const reply = await list(createOverplane(), { Prefer: prefer })
    expect(reply.status).toBe(400)
    expect(await reply.text()).toContain('Give seconds from 0 to 3600.')
  })
})

describe('a scenario', () => {
  const outage = {
    overrides: { listUsers: { status: 400 }, createUser: [{ status: 401 }] },
    settings: { delay: 700, rateLimit: 1 },
  } as const

  it('is switched on and off as one', async () => {
    const double = createOverplane({ delay: 5 })
    double.override('listUsers', { delay: 1 })
    double.scenarios.add('bad day', outage)
    expect(double.scenarios.list).toEqual([{ name: 'bad day', isOn: false }])
    expect((await list(double)).status).toBe(200)
    double.scenarios.on('bad day')
    expect(double.scenarios.list).toEqual([{ name: 'bad day', isOn: true }])
    expect(double.settings).toMatchObject({ delay: 700, rateLimit: 1 })
    expect(double.overrides.list).toHaveLength(3)
    double.configure({ delay: 6, errorRate: 0.5 })
    expect(double.settings).toMatchObject({ delay: 700, errorRate: 0.5 })
    double.scenarios.on('bad day')
    expect(double.overrides.list).toHaveLength(3)
    double.scenarios.off('bad day')
    expect(double.settings).toMatchObject({ delay: 6, rateLimit: false, errorRate: 0.5 })
    expect(double.overrides.list).toHaveLength(1)
  })

  it('overrules those that were switched on before', () => {
    const double = createPterodactyl()
    double.scenarios.add('slow', { settings: { delay: 100, readings: { deleteStatus: 204 } } })
    double.scenarios.add('slower', { settings: { delay: 900 } })
    double.scenarios.on('slow')
    double.scenarios.on('slower')
    expect(double.settings).toMatchObject({ delay: 900, readings: { deleteStatus: 204 } })
    double.scenarios.on('slow')
    expect(double.settings.delay).toBe(100)
    double.scenarios.off('slow')
    expect(double.settings).toMatchObject({ delay: 900, readings: { deleteStatus: 200 } })
    double.reset()
    expect(double.settings.delay).toBe(0)
    expect(double.scenarios.list.map(({ isOn }) => isOn)).toEqual([false, false])
  })

  it('is there from the start, and in every session, where it is off', () => {
    const double = createOverplane({ scenarios: { 'bad day': outage } })
    double.scenarios.on('bad day')
    const ada = double.session('ada')
    expect(ada.scenarios.list).toEqual([{ name: 'bad day', isOn: false }])
    ada.scenarios.on('bad day')
    double.scenarios.off('bad day')
    expect([ada.settings.delay, double.settings.delay]).toEqual([700, 0])
  })

  it('is refused where it could not be switched on, and the one before stays', () => {
    const double = createOverplane({ scenarios: { a: outage } })
    const wrong: readonly (readonly [object, string])[] = [
      [{ overrides: { listUsers: { status: 999 } } }, 'it documents no status 999'],
      [{ overrides: { listUser: { status: 400 } } }, 'there is no such operation'],
      [{ settings: { delay: -1 } }, 'Failed to add the scenario "a" of "overplane": "delay" is -1'],
      [{ setting: {} }, 'there is no "setting". Choose from overrides, settings.'],
      [{ overrides: 5 }, '"overrides" is 5. Give overrides by operation'],
    ]
    for (const [scenario, why] of wrong) {
      expect(() => double.scenarios.add('a', scenario)).toThrow(why)
      expect(() => createOverplane({ scenarios: { a: scenario } })).toThrow(why)
    }
    double.scenarios.on('a')
    expect(double.settings.delay).toBe(700)
    expect(() => double.scenarios.on('b')).toThrow(
      'Failed to switch on the scenario "b" of "overplane": there is none of that name. Choose from a.',
    )
    expect([double.scenarios.remove('a'), double.scenarios.remove('a')]).toEqual([true, false])
    expect([double.settings.delay, double.overrides.list.length]).toEqual([0, 0])
    expect(() => double.scenarios.off('a')).toThrow('Add it first.')
  })
})
