import { describe, expect, it } from 'vitest'
import { createOberplan, createOverplane, createPterodactyl } from '../../handlers/index.ts'

const key = { Authorization: 'Bearer sk_live_mine' }
const json = { ...key, 'Content-Type': 'application/json' }
const users = '/api/core/user'
const now = () => new Date('2026-01-02T03:04:05Z')

const post = (body: unknown, headers: Record<string, string> = json) => ({
  method: 'POST',
  headers,
  body: JSON.stringify(body),
})

describe('a pact', () => {
  it('holds a create as it was sent and answered, with what a reply has to be like', async () => {
    const double = createOverplane({ now })
    await double.fetch(users, post({ email: 'ada@example.com', first_name: 'Ada' }))
    const pact = await double.journal.toPact({ consumer: 'crm' })
    const { id } = Object(double.journal.entries[0]?.reply.body)
    const unset = [
      ...['middle_name', 'last_name', 'full_name', 'username', 'language', 'time_zone'],
      ...['user_image', 'gender', 'phone', 'mobile_no', 'birth_date', 'last_login', 'last_active'],
      ...['api_key', 'api_secret', 'signature_image'],
    ]
    const any = { combine: 'AND', matchers: [{ match: 'include', value: '' }] }
    expect(pact).toEqual({
      consumer: { name: 'crm' },
      provider: { name: 'Overplane' },
      interactions: [
        {
          type: 'Synchronous/HTTP',
          key: expect.stringMatching(/^[0-9a-f]{16}$/),
          description: 'createUser: POST /api/core/user answers 200',
          pending: false,
          request: {
            method: 'POST',
            path: '/api/core/user',
            headers: {
              Authorization: ['Bearer sk_test_...'],
              'Content-Type': ['application/json'],
            },
            body: {
              content: { email: 'ada@example.com', first_name: 'Ada' },
              contentType: 'application/json',
              encoded: false,
            },
          },
          response: {
            status: 200,
            headers: { 'Content-Type': ['application/json'] },
            body: {
              content: {
                id,
                created_at: '2026-01-02T03:04:05Z',
                updated_at: '2026-01-02T03:04:05Z',
                email: 'ada@example.com',
                first_name: 'Ada',
                enabled: true,
                user_type: 'System User',
                ...Object.fromEntries(unset.map(name => [name, null])),
              },
              contentType: 'application/json',
              encoded: false,
            },
            matchingRules: {
              body: {
                $: { combine: 'AND', matchers: [{ match: 'type' }] },
                ...Object.fromEntries(unset.map(name => [`$.${name}`, any])),
              },
            },
          },
        },
      ],
      metadata: { pactSpecification: { version: '4.0' } },
    })
    expect(JSON.parse(JSON.stringify(pact))).toEqual(pact)
  })

  it('holds a query as it was meant, its values in the order in which they were sent', async () => {
    const double = createPterodactyl()
    const headers = { Authorization: 'Bearer ptla_a', Accept: 'application/json' }
    const query = '?filter[email]=a%26b&per_page=2&filter[email]=%C3%A9%20+1&include='
    await double.fetch(`/api/application/users${query}`, { headers })
    const { interactions } = await double.journal.toPact({ consumer: 'crm' })
    expect(interactions[0]?.request).toEqual({
      method: 'GET',
      path: '/api/application/users',
      query: { 'filter[email]': ['a&b', 'é  1'], per_page: ['2'], include: [''] },
      headers: { Authorization: ['Bearer ptla_full'], Accept: ['application/json'] },
    })
  })

  it('lets any value stand where any row of a list has none', async () => {
    const double = createPterodactyl()
    double.db.user.create({ external_id: 'crm-1', username: 'ada', email: 'ada@example.com' })
    const headers = { Authorization: 'Bearer ptla_a' }
    await double.fetch('/api/application/users', { headers })
    const { interactions } = await double.journal.toPact({ consumer: 'crm' })
    expect(Object.keys(interactions[0]?.response.matchingRules?.body ?? {})).toEqual([
      '$',
      '$.data[*].attributes.external_id',
    ])
  })

  it('holds refusals of the API', async () => {
    const double = createOverplane()
    await double.fetch(`${users}/nobody%20here`, { headers: key })
    await double.fetch(users, post({ email: 'a@b.c' }))
    const { interactions } = await double.journal.toPact({ consumer: 'crm' })
    const [missing, invalid] = interactions
    expect(missing?.description).toBe('retrieveUser: GET /api/core/user/nobody%20here answers 404')
    expect(missing?.request.path).toBe('/api/core/user/nobody%20here')
    expect(missing?.response.body?.content).toMatchObject({ error: { code: 'resource_missing' } })
    expect(missing).not.toHaveProperty('providerStates')
    expect(invalid?.description).toBe('createUser: POST /api/core/user answers 400')
    expect(invalid?.response.status).toBe(400)
  })

  it('has no body where HTTP sends none, and says no type of one', async () => {
    const double = createPterodactyl()
    const headers = { Authorization: 'Bearer ptla_a', 'Content-Type': 'application/json' }
    await double.fetch('/api/application/users/4', { method: 'HEAD', headers })
    await double.fetch('/api/application/users/4', { method: 'DELETE', headers })
    const { interactions } = await double.journal.toPact({ consumer: 'crm' })
    const request = { headers: { Authorization: ['Bearer ptla_full'] } }
    expect(interactions).toEqual([
      expect.objectContaining({
        description: 'getUser: HEAD /api/application/users/4 answers 200',
        request: { method: 'HEAD', path: '/api/application/users/4', ...request },
        response: { status: 200, headers: { 'Content-Type': ['application/json'] } },
      }),
      expect.objectContaining({
        description: 'deleteUser: DELETE /api/application/users/4 answers 200',
        request: { method: 'DELETE', path: '/api/application/users/4', ...request },
        response: { status: 200 },
      }),
    ])
  })

  it('holds a body that is no JSON as its text, and a broken one so that it stays broken', async () => {
    const form = {
      Authorization: 'Bearer ptla_a',
      'Content-Type': 'application/x-www-form-urlencoded',
    }
    const double = createPterodactyl()
    const send = (headers: Record<string, string>, body: string) =>
      double.fetch('/api/application/users', { method: 'POST', headers, body })
    await send(form, 'email=a%40b.c&username=ada')
    await send({ ...form, 'Content-Type': 'application/json' }, '{é')
    const { interactions } = await double.journal.toPact({ consumer: 'crm' })
    expect(interactions.map(({ request }) => request.body)).toEqual([
      {
        content: 'email=a%40b.c&username=ada',
        contentType: 'application/x-www-form-urlencoded',
        encoded: false,
      },
      { content: 'e8Op', contentType: 'application/json', encoded: 'base64' },
    ])
  })

  it('reads JSON by its text where its type says otherwise, as curl -d sends it', async () => {
    const double = createOberplan()
    const headers = {
      Authorization: `Basic ${btoa('user@oberplan.com:mypassword')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    }
    await double.fetch('/v1/users/me', { method: 'PUT', headers, body: '{"firstname":"Ada"}' })
    const { interactions } = await double.journal.toPact({ consumer: 'crm' })
    expect(interactions[0]?.request.body).toEqual({
      content: { firstname: 'Ada' },
      contentType: 'application/x-www-form-urlencoded',
      encoded: false,
    })
  })

  it('leaves out a header that says nothing', async () => {
    const double = createOberplan()
    await double.fetch('/v1/users/activate/nothing', {
      headers: { ...key, Accept: '*/*', 'X-Trace': '1', Cookie: 'a=b' },
    })
    const { interactions } = await double.journal.toPact({ consumer: 'crm' })
    expect(interactions[0]?.request).toEqual({ method: 'GET', path: '/v1/users/activate/nothing' })
  })
})
