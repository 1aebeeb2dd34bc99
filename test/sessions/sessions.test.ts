import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { demo } from '../../fixtures/index.ts'
import {
  createDoubles,
  createOberplan,
  createOverplane,
  createPterodactyl,
} from '../../handlers/index.ts'

const key = { Authorization: 'Bearer sk_1' }
const base = 'https://api.overplane.dev'

describe('a session', () => {
  it('has entities of its own, from what the double began with', () => {
    const double = createOverplane()
    double.db.user.create({ email: 'root@example.com' })
    const ada = double.session('ada')
    expect(ada.db.user.getAll().map(({ id }) => id)).toEqual(['user_abc123'])
    ada.db.user.create({ email: 'ada@example.com' })
    expect([double.db.user.count(), ada.db.user.count()]).toEqual([2, 2])
    expect(double.session('bob').db.user.count()).toBe(1)
    expect(double.session('ada')).toBe(ada)
    expect(ada.session('ada')).toBe(ada)
  })

  it('makes the same ids as any other, and goes back to its own start', async () => {
    const double = createOverplane({ world: demo })
    const [ada, bob] = [double.session('ada'), double.session('bob')]
    const make = (one: typeof ada) => one.db.user.create({ email: 'x@example.com' }).id
    expect(make(ada)).toBe(make(bob))
    ada.reset()
    expect(ada.db.user.count()).toBe(double.db.user.count())
    expect(make(ada)).not.toBe(make(bob))
    expect(bob.db.user.count()).toBe(double.db.user.count() + 2)
  })

  it('changes no entity of another, whatever is changed in place', () => {
    const double = createPterodactyl({ world: demo })
    const [ada, bob] = [double.session('ada'), double.session('bob')]
    const first = ada.db.server.getAll()[0]
    Object.assign(Object(first?.limits), { memory: -1 })
    expect(bob.db.server.getAll()[0]?.limits.memory).not.toBe(-1)
    expect(double.db.server.getAll()[0]?.limits.memory).not.toBe(-1)
  })

  it('has a clock, readings, overrides, limits, an outbox and a journal of its own', async () => {
    const { overplane, pterodactyl, oberplan } = createDoubles({ rateLimit: 1 })
    const mine = overplane.session('ada')
    mine.clock.freeze('2030-01-01T00:00:00Z')
    expect(overplane.clock.isFrozen).toBe(false)
    mine.override('listUsers', { status: 400 })
    expect(overplane.overrides.list).toEqual([])
    pterodactyl.session('ada').follow({ deleteStatus: 204 })
    expect(pterodactyl.readings.deleteStatus).not.toBe(204)
    expect((await mine.fetch('/api/core/user', { headers: key })).status).toBe(400)
    expect(overplane.journal.entries).toEqual([])
    expect(mine.journal.entries).toHaveLength(1)
    const account = { Authorization: `Basic ${btoa('user@oberplan.com:mypassword')}` }
    const change = (double: typeof oberplan) =>
      double.fetch('/v1/users/me', {
        method: 'PUT',
        headers: account,
        body: '{"email":"new@example.com"}',
      })
    expect((await change(oberplan.session('ada'))).status).toBe(200)
    expect([oberplan.outbox.length, oberplan.session('ada').outbox.length]).toEqual([0, 1])
    const asked = async (session: string) =>
      (await overplane.session(session).fetch('/api/core/user', { headers: key })).status
    expect([await asked('bob'), await asked('bob'), await asked('cy')]).toEqual([200, 429, 200])
  })

  it('keeps the last calls, in less room', async () => {
    const double = createOverplane()
    const ada = double.session('ada')
    const body = JSON.stringify({ email: 'ada@example.com', first_name: 'x'.repeat(500_000) })
    for (const one of [double, ada]) {
      for (let nth = 0; nth < 12; nth += 1) {
        await one.fetch('/api/core/user', { method: 'POST', headers: key, body })
      }
    }
    expect(double.journal.entries).toHaveLength(12)
    expect(ada.journal.dropped).toBeGreaterThan(0)
    expect(ada.journal.entries.length).toBeGreaterThan(1)
  })

  it('takes the readings that the double follows when it is opened', () => {
    const double = createPterodactyl()
    double.follow({ deleteStatus: 204 })
    expect(double.session('ada').readings.deleteStatus).toBe(204)
  })

  it('is opened anew with a world, a seed, a time and readings', () => {
    const double = createPterodactyl({ now: () => new Date('2026-01-01T00:00:00Z') })
    double.session('ada').db.user.create({ username: 'ada' })
    const options = {
      world: demo,
      seed: 7,
      now: '2030-01-01T00:00:00Z',
      readings: { deleteStatus: 204 },
    }
    const ada = double.session('ada', options)
    const twin = createPterodactyl({ world: demo, seed: 7 })
    const names = (one: typeof ada) => one.db.user.getAll().map(({ username }) => username)
    expect(names(ada)).toEqual(names(twin))
    expect(ada.clock.now().toISOString()).toBe('2030-01-01T00:00:00.000Z')
    expect(ada.readings.deleteStatus).toBe(204)
    expect(double.session('ada', { world: 'empty' }).db.user.count()).toBe(0)
  })

  it('is not opened where it cannot begin so, and the one before stays', () => {
    const doubles = createDoubles()
    const before = doubles.session('ada')
    before.overplane.db.user.create({ email: 'ada@example.com' })
    const wrong = { overplane: { users: [{ email: 5 }] } }
    const cases: readonly (readonly [object, string])[] = [
      [{ world: { name: 'x', ...wrong } }, 'in entity 1 at "email" (expected string, not 5)'],
      [{ world: { name: 'x', overplan: {} } }, 'there is no "overplan"'],
      [{ sed: 1 }, 'Failed to open the session "ada": there is no "sed". Choose from world, seed'],
      [{ seed: 'x' }, 'Failed to open the session "ada": "seed" is "x". Give a whole number.'],
      [{ now: 'soon' }, 'Failed to open the session "ada": "soon" is no time'],
      [{ readings: { overplane: { x: 1 } } }, 'there is no "x"'],
    ]
    for (const [options, why] of cases) {
      expect(() => doubles.session('ada', options as never)).toThrow(why)
      expect(doubles.session('ada').overplane.db.user.count()).toBe(2)
    }
    expect(() => doubles.overplane.session('new', { world: wrong as never })).toThrow(TypeError)
    expect(doubles.sessions.find('new')).toBeUndefined()
  })

  it.each(['', 'a b', '-a', 'ä', 'a/b', 'a'.repeat(129)])('cannot be called "%s"', name => {
    expect(() => createOverplane().session(name)).toThrow(/^Failed to open the session ".*": it /)
    expect(() => createDoubles().session(name)).toThrow(/^Failed to open the session ".*": it /)
  })
})

describe('sessions', () => {
  it('are one for all doubles that belong together', () => {
    const doubles = createDoubles()
    const ada = doubles.session('ada')
    expect(doubles.overplane.session('ada')).toBe(ada.overplane)
    expect(doubles.sessions.list.map(({ name }) => name)).toEqual(['ada'])
    expect(doubles.oberplan.sessions).toBe(doubles.sessions)
    ada.oberplan.db.user.create({ email: 'x@example.com' })
    expect([doubles.oberplan.db.user.count(), ada.oberplan.db.user.count()]).toEqual([1, 2])
    ada.reset('empty')
    expect(ada.oberplan.db.user.count()).toBe(0)
    expect(ada.snapshot().oberplan.users).toEqual([])
  })

  it('drop the one that was used least recently, and tell both who comes and who comes back', async () => {
    const double = createOverplane({ sessions: { most: 2 } })
    const ask = (session: string) =>
      double.fetch('/api/core/user', {
        headers: { ...key, 'X-Contract-Double-Session': session },
      })
    const noteOf = async (session: string) =>
      (await ask(session)).headers.get('x-contract-double-session-note')
    await ask('a')
    await ask('b')
    await ask('a')
    const dropped =
      'The session "b" was dropped for this one: there are 2 at most, and nobody had used it for longer.'
    expect(await noteOf('c')).toBe(dropped)
    expect(await noteOf('c')).toBeNull()
    expect(double.session('c').journal.entries.map(({ warnings }) => warnings)).toEqual([
      [dropped],
      [],
    ])
    expect(double.sessions.list.map(({ name }) => name)).toEqual(['a', 'c'])
    expect(await noteOf('b')).toBe(
      'The session "b" starts anew: it had been dropped, since there were more than 2. The session "a" was dropped for this one: there are 2 at most, and nobody had used it for longer.',
    )
  })

  it('end when nobody uses them', () => {
    let time = 0
    const double = createOverplane({ sessions: { idle: '15m' }, now: () => new Date(time) })
    double.session('ada').db.user.create({ email: 'a@example.com' })
    time = 14 * 60_000
    expect(double.session('ada').db.user.count()).toBe(2)
    double.session('bob')
    time = 28 * 60_000
    expect(double.session('ada').db.user.count()).toBe(2)
    time = 30 * 60_000
    expect(double.sessions.list.map(({ name }) => name)).toEqual(['ada'])
    expect(double.session('bob').db.user.count()).toBe(1)
  })

  it('are limited by a number and a time alone', () => {
    expect(() => createOverplane({ sessions: { most: 0 } })).toThrow('Give a whole number from 1')
    expect(() => createOverplane({ sessions: { idle: 'long' } })).toThrow('"long" is no time')
    expect(() => createOverplane({ sessions: 5 as never })).toThrow('{ most: 50, idle: "15m" }')
  })
})

describe('a request names its session', () => {
  const double = createOverplane()
  const server = setupServer(...double.handlers)
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
  afterEach(() => {
    server.resetHandlers()
    for (const { name } of double.sessions.list) double.sessions.drop(name)
  })
  afterAll(() => server.close())

  const create = (path: string, headers: HeadersInit) =>
    fetch(base + path, {
      method: 'POST',
      headers: { ...key, ...headers },
      body: JSON.stringify({ email: 'ada@example.com', first_name: 'Ada' }),
    })

  it.each<readonly [string, string, Record<string, string>]>([
    ['a header', '/api/core/user', { 'X-Contract-Double-Session': 'ada' }],
    ['a cookie', '/api/core/user', { Cookie: 'a=b; x-contract-double-session=ada; c=d' }],
    ['the path', '/@ada/api/core/user', {}],
  ])('by %s', async (_, path, headers) => {
    const response = await create(path, headers)
    expect(response.status).toBe(200)
    expect(response.headers.get('x-contract-double-session')).toBe('ada')
    expect(double.db.user.count()).toBe(1)
    expect(double.session('ada').db.user.count()).toBe(2)
    const own = await double.fetch(path, { headers: { ...key, ...headers } })
    expect((await own.json()).data ?? (await double.session('ada').db.user.getAll())).toHaveLength(
      2,
    )
  })

  it('and is told where none can be called so', async () => {
    const response = await create('/api/core/user', { 'X-Contract-Double-Session': 'a b' })
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect((await response.json()).detail).toBe(
      'Failed to open the session "a b": it cannot be called so. Give 1 to 128 letters, digits, "-", "_", "." or "~", a letter or a digit first.',
    )
    expect(double.sessions.list).toEqual([])
  })

  it('and meets the overrides, delays and faults of that session alone', async () => {
    double.session('ada').override('createUser', { fault: 'reset' })
    await expect(create('/@ada/api/core/user', {})).rejects.toThrow(TypeError)
    expect((await create('/@bob/api/core/user', {})).status).toBe(200)
  })

  it('and leaves the paths of others alone', async () => {
    server.use(http.get(`${base}/@ada/nothing`, () => HttpResponse.text('mine')))
    expect(await (await fetch(`${base}/@ada/nothing`)).text()).toBe('mine')
  })
})

it('keeps eight sessions apart that all use the same names, 4,000 calls each', () => {
  const double = createPterodactyl({ world: 'empty' })
  const sessions = Array.from({ length: 8 }, (_, nth) => `worker-${nth}`)
  const call = (session: string, method: string, path: string, body?: unknown) =>
    double.answer({
      ...{ method, origin: 'http://panel.test', path: `/api/application/users${path}`, session },
      ...{ search: '', text: body === undefined ? '' : JSON.stringify(body) },
      headers: { authorization: 'Bearer ptla_full', 'content-type': 'application/json' },
    })
  const person = { username: 'ada', email: 'ada@example.com', first_name: 'A', last_name: 'B' }
  for (let round = 1; round <= 1000; round += 1) {
    // Each step in every session, before the next one in any.
    const made = sessions.map(session => call(session, 'POST', '', person))
    const again = sessions.map(session => call(session, 'POST', '', person))
    const lists = sessions.map(session => call(session, 'GET', ''))
    const gone = sessions.map(session => call(session, 'DELETE', `/${round}`))
    expect(made.map(({ status, body }) => [status, Object(body).attributes.id])).toEqual(
      sessions.map(() => [201, round]),
    )
    expect(lists.map(({ body }) => Object(body).data.length)).toEqual(sessions.map(() => 1))
    expect([...again, ...gone].map(({ status }) => status)).toEqual([
      ...sessions.map(() => 422),
      ...sessions.map(() => 200),
    ])
  }
  expect(double.db.user.count()).toBe(0)
  expect(double.journal.entries).toEqual([])
})

it('is as typed as the double itself', () => {
  const session = createOberplan().session('ada')
  expect(session.outbox).toEqual([])
  expect(session.db.user.getAll()[0]?.email).toBe('user@oberplan.com')
})
