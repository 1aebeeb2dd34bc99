import { describe, expect, it } from 'vitest'
import { createOverplane, createPterodactyl, type OverplaneDouble } from '../../handlers/index.ts'

const headers = { Authorization: 'Bearer sk_live_mine', 'Content-Type': 'application/json' }
const users = '/api/core/user'
const ada = { email: 'ada@example.com', first_name: 'Ada' }

const create = (double: OverplaneDouble, body: unknown, more: Record<string, string> = {}) =>
  double.fetch(users, {
    method: 'POST',
    headers: { ...headers, ...more },
    body: JSON.stringify(body),
  })

const linesOf = async (double: Pick<OverplaneDouble, 'journal'>) =>
  (await double.journal.toPact({ consumer: 'crm' })).interactions.map(
    ({ description }) => description,
  )

describe('the interactions of a pact', () => {
  it('stand once for calls that are the same but for the values of what was read', async () => {
    const double = createOverplane()
    for (const _ of [1, 2]) await double.fetch(`${users}/user_abc123`, { headers })
    double.db.user.update({
      where: { id: { equals: 'user_abc123' } },
      data: { first_name: 'Ada' },
    })
    await double.fetch(`${users}/user_abc123`, { headers })
    expect(await linesOf(double)).toEqual([
      'retrieveUser: GET /api/core/user/user_abc123 answers 200',
    ])
  })

  it('stand for each write that changed something, and for each form of what was read', async () => {
    const double = createOverplane({ world: 'empty' })
    await double.fetch(users, { headers })
    await create(double, ada)
    await create(double, ada)
    await double.fetch(users, { headers })
    await double.fetch(`${users}?limit=1`, { headers })
    const { interactions } = await double.journal.toPact({ consumer: 'crm' })
    expect(interactions.map(({ description }) => description)).toEqual([
      'listUsers: GET /api/core/user answers 200',
      'createUser: POST /api/core/user answers 200',
      'createUser: POST /api/core/user answers 200 (2)',
      'listUsers: GET /api/core/user answers 200 (2)',
      'listUsers: GET /api/core/user answers 200 (3)',
    ])
    expect(new Set(interactions.map(({ key }) => key)).size).toBe(5)
  })

  it('are the same for the same journal', async () => {
    const now = () => new Date('2026-01-02T03:04:05Z')
    const [one, other] = [createOverplane({ now }), createOverplane({ now })]
    for (const double of [one, other]) {
      await create(double, ada)
      await double.fetch(`${users}/user_abc123`, { headers })
    }
    const pact = await one.journal.toPact({ consumer: 'crm' })
    expect(JSON.stringify(await other.journal.toPact({ consumer: 'crm' }))).toBe(
      JSON.stringify(pact),
    )
  })

  it('keep their keys whatever was called before', async () => {
    const [one, other] = [createOverplane(), createOverplane()]
    await other.fetch(users, { headers })
    for (const double of [one, other]) await double.fetch(`${users}/user_abc123`, { headers })
    const keys = async (double: OverplaneDouble) =>
      (await double.journal.toPact({ consumer: 'crm' })).interactions.map(({ key }) => key)
    expect((await keys(other))[1]).toBe((await keys(one))[0])
  })

  it('leave out what no endpoint takes, and what broke on its way', async () => {
    const double = createOverplane()
    await double.fetch('/api/core/nothing', { headers })
    await double.fetch(users, { method: 'PUT', headers })
    double.override('listUsers', { status: 400, fault: 'truncated', times: 1 })
    await double.fetch(users, { headers })
    await create(double, 'x'.repeat(1_048_577))
    const body = new Uint8Array([0xff])
    expect((await double.fetch(users, { method: 'POST', headers, body })).status).toBe(400)
    expect(double.journal.entries).toHaveLength(5)
    expect(await linesOf(double)).toEqual([])
  })

  it('hold forced replies, with a state that says so and without the preference', async () => {
    const double = createPterodactyl()
    const key = { Authorization: 'Bearer ptla_a', Prefer: 'code=422' }
    await double.fetch('/api/application/users', { method: 'POST', headers: key })
    double.override('getUser', { status: 404, times: 1 })
    for (const _ of [1, 2]) {
      await double.fetch('/api/application/users/4', {
        headers: { Authorization: 'Bearer ptla_a' },
      })
    }
    const { interactions } = await double.journal.toPact({ consumer: 'crm' })
    const told = interactions.map(({ description, providerStates }) => [
      description,
      providerStates,
    ])
    expect(told).toEqual([
      [
        'createUser: POST /api/application/users answers 422',
        [{ name: 'createUser answers 422', params: { operation: 'createUser', status: 422 } }],
      ],
      [
        'getUser: GET /api/application/users/4 answers 404',
        [{ name: 'getUser answers 404', params: { operation: 'getUser', status: 404 } }],
      ],
      ['getUser: GET /api/application/users/4 answers 200', undefined],
    ])
    expect(interactions[0]?.request.headers).toEqual({ Authorization: ['Bearer ptla_full'] })
  })

  it('leave out a preference that could not be met', async () => {
    const double = createOverplane()
    await create(double, ada, { Prefer: 'code=418' })
    expect(double.journal.entries[0]?.reply.status).toBe(400)
    expect(await linesOf(double)).toEqual([])
  })

  it('name a state where the file cannot say what a reply came of', async () => {
    const double = createPterodactyl({ rateLimit: 1 })
    const get = (token: string) =>
      double.fetch('/api/application/users', { headers: { Authorization: `Bearer ${token}` } })
    await get('ptla_nousers')
    await get('ptla_full')
    await get('ptla_full')
    const { interactions } = await double.journal.toPact({ consumer: 'crm' })
    expect(
      interactions.map(({ providerStates }) => providerStates?.map(({ name }) => name)),
    ).toEqual([['listUsers answers 403'], undefined, ['listUsers answers 429']])
  })

  it('have the states that the consumer gives them', async () => {
    const double = createOverplane()
    await create(double, ada, { Prefer: 'code=401' })
    await double.fetch(`${users}/user_abc123`, { headers })
    const { interactions } = await double.journal.toPact({
      consumer: 'crm',
      state: ({ operation, params }) =>
        operation === 'retrieveUser' ? `there is a user ${params.id}` : undefined,
    })
    expect(interactions.map(({ providerStates }) => providerStates)).toEqual([
      [{ name: 'createUser answers 401', params: { operation: 'createUser', status: 401 } }],
      [{ name: 'there is a user user_abc123' }],
    ])
    const pact = await double.journal.toPact({ consumer: 'crm', state: 'the documented world' })
    expect(pact.interactions.map(({ providerStates }) => providerStates?.[0])).toEqual([
      { name: 'the documented world' },
      { name: 'the documented world' },
    ])
  })

  it('tell what was dropped to keep to the limit of the journal', async () => {
    const double = createOverplane({ journal: 2 })
    for (const id of ['a', 'b', 'c']) await double.fetch(`${users}/${id}`, { headers })
    const pact = await double.journal.toPact({ consumer: 'crm', provider: 'users-api' })
    expect(pact.provider).toEqual({ name: 'users-api' })
    expect(pact.interactions.map(({ request }) => request.path)).toEqual([
      '/api/core/user/b',
      '/api/core/user/c',
    ])
    expect(pact.metadata).toEqual({
      pactSpecification: { version: '4.0' },
      contractDoubles: { dropped: 1 },
    })
  })

  it('are those of the moment at which they were asked for', async () => {
    const double = createOverplane()
    await double.fetch(users, { headers })
    const asked = double.journal.toPact({ consumer: 'crm' })
    double.reset()
    expect((await asked).interactions).toHaveLength(1)
  })

  it('are refused to a consumer or a provider without a name', async () => {
    const { journal } = createOverplane()
    await expect(journal.toPact({ consumer: ' ' })).rejects.toThrow(
      'Failed to export a pact: the consumer has no name. Give one, such as "web-shop".',
    )
    await expect(journal.toPact({ consumer: 'crm', provider: '' })).rejects.toThrow(
      'Failed to export a pact: the provider has no name. Give one, or leave it out for "Overplane".',
    )
  })
})
