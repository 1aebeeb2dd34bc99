import { describe, expect, it } from 'vitest'
import { createOverplane, createPterodactyl } from '../../handlers/index.ts'

const headers = { Authorization: 'Bearer sk_test_secret', 'Content-Type': 'application/json' }
const users = '/api/core/user'

const create = (double: ReturnType<typeof createOverplane>, body: unknown) =>
  double.fetch(users, { method: 'POST', headers, body: JSON.stringify(body) })

describe('the journal', () => {
  it('tells what was asked, and how it was answered', async () => {
    const double = createOverplane({ now: () => new Date('2026-01-02T03:04:05Z') })
    await double.fetch(`${users}/user_abc123?a=1`, { headers })
    const [entry] = double.journal.entries
    expect(entry).toMatchObject({
      nth: 1,
      at: '2026-01-02T03:04:05.000Z',
      operation: 'retrieveUser',
      method: 'GET',
      path: '/api/core/user/user_abc123',
      params: { id: 'user_abc123' },
      query: { a: '1' },
      body: undefined,
      violations: [],
      reply: { status: 200 },
    })
    expect(entry?.milliseconds).toBeGreaterThan(0)
  })

  it('leaves out what proves an identity', async () => {
    const double = createOverplane()
    await double.fetch(users, { headers })
    expect(double.journal.entries[0]?.headers.authorization).toBe('Bearer …')
    expect(JSON.stringify(double.journal.entries)).not.toContain('sk_test_secret')
  })

  it('keeps the last calls, and counts those that it dropped', async () => {
    const double = createOverplane({ journal: 3 })
    for (const limit of [1, 2, 3, 4, 5]) await double.fetch(`${users}?limit=${limit}`, { headers })
    expect(double.journal.entries.map(({ query }) => query)).toEqual([
      { limit: '3' },
      { limit: '4' },
      { limit: '5' },
    ])
    expect(double.journal.dropped).toBe(2)
    double.reset()
    expect(double.journal.entries).toEqual([])
    expect(double.journal.dropped).toBe(0)
  })

  it('shows what a call was, whatever happens to the entities later', async () => {
    const double = createOverplane()
    await double.fetch(`${users}/user_abc123`, { headers })
    double.db.user.update({
      where: { id: { equals: 'user_abc123' } },
      data: { first_name: 'Changed' },
    })
    expect(double.journal.entries[0]?.reply.body).toHaveProperty('first_name', 'first_name_example')
  })

  it('names every breach of the contract', async () => {
    const double = createOverplane()
    await create(double, { email: 5 })
    await double.fetch(users)
    await double.fetch(users, { method: 'PUT', headers })
    await double.fetch('/api/core/nothing', { headers })
    await double.fetch(users, { method: 'POST', headers, body: '{broken' })
    await double.fetch(`${users}/nobody`, { headers })
    expect(double.journal.violations().map(({ violations }) => violations)).toEqual([
      ['"email" in the body breaks the rule "type string".', 'The body lacks "first_name".'],
      ['The credentials are missing.'],
      [
        'The path takes GET, HEAD, POST, and not this method.',
        'Near: GET /api/core/user (the method is GET).',
        'Near: POST /api/core/user (the method is POST).',
        'Near: GET /api/core/user/:id (the parameter ":id" is missing, the method is GET).',
      ],
      [
        'No endpoint has this path.',
        'Near: GET /api/core/user ("user" for "nothing").',
        'Near: GET /api/core/user/:id ("user" is missing).',
        'Near: POST /api/core/user ("user" for "nothing", the method is POST).',
      ],
      ['The body is malformed: the body is not valid JSON.'],
    ])
  })

  it('tells the nearest endpoints in a header, whatever was sent', async () => {
    const { headers: said } = await createOverplane().fetch(`/api/core/${'x'.repeat(60)}é`, {
      headers,
    })
    expect(said.get('X-Contract-Double-Nearest')).toMatch(
      /^GET \/api\/core\/user \("user" for "x{40}\.\.\."\); /,
    )
  })

  it('warns of what a real API would ignore in silence', async () => {
    const double = createOverplane()
    await create(double, { email: 'a@b.c', first_name: 'A', nickname: 'x' })
    await double.fetch(`${users}?limit=1&page=2`, { headers })
    expect(double.journal.entries.map(({ warnings }) => warnings)).toEqual([
      ['The body has "nickname", which is not documented: a real API may ignore it.'],
      ['The query has "page", which is not documented: a real API may ignore it.'],
    ])
    expect(double.journal.violations()).toEqual([])
  })

  it('reads queries and bodies as the API does', async () => {
    const double = createPterodactyl()
    const key = { Authorization: 'Bearer ptla_a' }
    await double.fetch('/api/application/users?filter[email]=a&include=servers', { headers: key })
    expect(double.journal.entries[0]?.query).toEqual({
      filter: { email: 'a' },
      include: 'servers',
    })
    expect(double.journal.entries[0]?.warnings).toEqual([])
  })
})

describe('verifying by the journal', () => {
  it('counts calls up to a number, or from one on', async () => {
    const double = createOverplane()
    const { verify } = double.journal
    for (let nth = 0; nth < 2; nth += 1) await double.fetch(users, { headers })
    for (const times of [0, 1, 2]) verify('listUsers').calledAtLeast(times)
    expect(() => verify('listUsers').calledAtLeast(3)).toThrow(
      'Failed to verify "listUsers": expected at least 3 calls, but it was called 2 times:',
    )
    expect(() => verify('createUser').calledAtLeast(1)).toThrow('expected at least 1 call, but')
    expect(() => verify('listUsers').calledTimes(1)).toThrow('expected 1 call, but')
  })

  it('passes where a call was as expected', async () => {
    const double = createOverplane()
    await create(double, { email: 'ada@example.com', first_name: 'Ada' })
    const { verify } = double.journal
    verify('createUser').calledOnceWith({ body: { email: 'ada@example.com' }, status: 200 })
    verify('createUser').calledWith({ body: { first_name: expect.stringMatching(/^A/) } })
    verify('createUser').calledTimes(1)
    verify('deleteUser').notCalled()
  })

  it('knows the operations: a misspelt one would never have been called', () => {
    const { journal } = createOverplane()
    const choice = 'Choose from retrieveUser, listUsers, createUser, '
    expect(() => journal.calls('createUsr')).toThrow(choice)
    expect(() => journal.verify('createUsr').notCalled()).toThrow(choice)
  })

  it('fails with what was sent beside what was expected', async () => {
    const double = createOverplane()
    await create(double, { email: 'ada@example.com', first_name: 'Ada' })
    const { verify } = double.journal
    expect(() =>
      verify('createUser').calledOnceWith({ body: { email: 'eve@example.com' } }),
    ).toThrow(
      `Failed to verify "createUser": expected one call with
  {"body":{"email":"eve@example.com"}}
, but it was called 1 time:
  1. POST /api/core/user {"query":{},"body":{"email":"ada@example.com","first_name":"Ada"}} -> 200`,
    )
    expect(() => verify('createUser').notCalled()).toThrow(
      'expected 0 calls, but it was called 1 time',
    )
    expect(() => verify('deleteUser').called()).toThrow(
      'expected a call, but it was not called at all.',
    )
    expect(() => verify('createUser').calledTimes(2)).toThrow('expected 2 calls')
    await create(double, { email: 'ada@example.com', first_name: 'Ada' })
    expect(() => verify('createUser').calledOnceWith({})).toThrow('was called 2 times')
  })
})
