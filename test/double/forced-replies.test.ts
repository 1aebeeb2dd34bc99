import { describe, expect, it } from 'vitest'
import {
  apis,
  createOberplan,
  createOverplane,
  createPterodactyl,
  type OverplaneDouble,
} from '../../handlers/index.ts'

const key = { Authorization: 'Bearer sk_1' }
const panelKey = { Authorization: 'Bearer ptla_1' }
const at = new Date('2024-01-15T09:30:00Z')

type AnyDouble = Pick<OverplaneDouble, 'fetch' | 'overrides'>

/** What is said where the status is forced on the operation. */
async function forced(
  double: AnyDouble,
  operation: string,
  status: number,
  path: string,
  init = {},
) {
  double.overrides.add(operation, { status })
  return (await double.fetch(path, init)).json()
}

describe('a forced refusal', () => {
  it('of Overplane is what that operation would say', async () => {
    const rows = '/api/projects/project-user'
    const said = (operation: string, status: number, path: string, method = 'GET') =>
      forced(createOverplane(), operation, status, path, { method, headers: key })
    expect(await said('listUsers', 400, '/api/core/user')).toEqual({
      error: {
        type: 'invalid_request_error',
        code: 'parameter_invalid_integer',
        message: 'Invalid integer: -1 (limit).',
        param: 'limit',
      },
    })
    expect(await said('listProjectUsers', 400, rows)).toHaveProperty('error.param', 'parent_id')
    expect(await said('updateProjectUser', 404, `${rows}/x`, 'PATCH')).toHaveProperty(
      'error.message',
      "No such project-user: 'project-user_unknown'",
    )
    expect(await said('updateProjectUser', 400, `${rows}/x`, 'PATCH')).toHaveProperty(
      'error.message',
      'Invalid integer: first (idx).',
    )
    expect(await said('reorderProjectUsers', 400, `${rows}/reorder`, 'POST')).toHaveProperty(
      'error.param',
      'items.0.idx',
    )
    expect(await said('reorderProjectUsers', 404, `${rows}/reorder`, 'POST')).toHaveProperty(
      'error.message',
      "No such project-user: 'project-user_unknown'",
    )
  })

  it('of Oberplan is what that operation would say', async () => {
    const said = (operation: string, status: number, path: string, method = 'GET') =>
      forced(createOberplan(), operation, status, path, { method })
    expect(await said('deleteAccount', 400, '/v1/users/me?me=1', 'DELETE')).toHaveProperty(
      'error.code',
      'missing_parameter',
    )
    expect(await said('activateEmail', 400, '/v1/users/activate/x')).toHaveProperty(
      'error.code',
      'email_in_use',
    )
    expect(await said('activateEmail', 404, '/v1/users/activate/x')).toHaveProperty(
      'error.code',
      'resource_not_found',
    )
  })

  it('of Pterodactyl is what that operation would say', async () => {
    const users = '/api/application/users'
    const said = (operation: string, status: number, path: string) =>
      forced(createPterodactyl(), operation, status, path, { headers: panelKey })
    expect(await said('listUsers', 400, users)).toHaveProperty(
      'errors.0.code',
      'InvalidFilterQuery',
    )
    expect(await said('getUser', 400, `${users}/1`)).toHaveProperty(
      'errors.0.detail',
      expect.stringContaining('malformed'),
    )
    expect(await said('getUser', 403, `${users}/1`)).toHaveProperty(
      'errors.0.code',
      'AccessDeniedHttpException',
    )
  })

  it('of a limit has the API’s own limit, and the time when it ends', async () => {
    const double = createPterodactyl({ now: () => at })
    double.override('listUsers', { status: 429 })
    const { status, headers } = await double.fetch('/api/application/users', { headers: panelKey })
    expect(status).toBe(429)
    expect(headers.get('X-RateLimit-Limit')).toBe('240')
    expect(headers.get('X-RateLimit-Remaining')).toBe('0')
    expect(headers.get('Retry-After')).toBe('60')
    expect(headers.get('X-RateLimit-Reset')).toBe(String(at.getTime() / 1000 + 60))
  })

  it('leaves the double as it was', async () => {
    const double = createOverplane({ rateLimit: 3 })
    for (const status of [200, 401, 404, 429] as const)
      double.override('deleteUser', { status, times: 1 })
    const before = double.snapshot()
    const path = '/api/core/user/user_abc123'
    const statuses = []
    for (let nth = 0; nth < 4; nth += 1) {
      statuses.push((await double.fetch(path, { method: 'DELETE', headers: key })).status)
    }
    expect(statuses).toEqual([429, 404, 401, 200])
    expect(double.snapshot()).toEqual(before)
    expect((await double.fetch(path, { headers: key })).status).toBe(200)
  })
})

describe('an example that a request prefers', () => {
  const prefer = async (header: string, path = '/api/core/user/user_abc123') => {
    const response = await createOverplane().fetch(path, { headers: { ...key, Prefer: header } })
    return { status: response.status, body: await response.json() }
  }
  const unknown = { code: 'resource_missing', message: "No such user: 'user_unknown'" }

  it('is found by every title that the document has, quoted or not', async () => {
    for (const header of [
      'code=404, example="An unknown user"',
      'example="An unknown user"',
      'example=An unknown user',
      'EXAMPLE = "An unknown user" ; code = "404"',
      'respond-async, code=404',
    ]) {
      expect(await prefer(header)).toMatchObject({ status: 404, body: { error: unknown } })
    }
    expect(await prefer('example=Retrieve a user')).toMatchObject({
      status: 200,
      body: { id: 'user_abc123' },
    })
  })

  it('is refused with the choice where there is none', async () => {
    const message = async (header: string) => (await prefer(header)).body.error.message
    expect(await message('code=abc')).toBe(
      'Prefer cannot be met: retrieveUser documents no abc. Choose from 200, 401, 404, 429.',
    )
    expect(await message('code=')).toContain('retrieveUser documents no "". Choose from 200, 401')
    for (const code of ['0x194', '4.04e2', '404.0', '+404', '0404', 'constructor', '__proto__']) {
      expect(await message(`code=${code}`)).toContain(`documents no ${code}. Choose from 200, 401`)
    }
    expect(await message('code=503')).toBe(
      'Prefer cannot be met: retrieveUser documents no 503, and an outage is outage=503. Choose from 200, 401, 404, 429.',
    )
    for (const name of ['code', 'example', 'outage']) {
      expect((await message(`${name}=${'9'.repeat(9000)}`)).length).toBeLessThan(250)
    }
    expect(await message('code=404, example="Nobody"')).toBe(
      'Prefer cannot be met: retrieveUser has no example "Nobody" of its 404. Choose from An unknown user.',
    )
    expect(await message('example="Nobody"')).toBe(
      'Prefer cannot be met: retrieveUser has no example "Nobody". Choose from Retrieve a user, No API key, An unknown user, The limit is used up.',
    )
    expect(await message('outage=404')).toBe(
      'Prefer cannot be met: retrieveUser has no outage "404". Give a status from 500 to 599.',
    )
    expect((await prefer('code=abc')).status).toBe(400)
  })

  it('is every example of the document, by its title', async () => {
    const asked = await Promise.all(Object.values(apis).map(({ create }) => examplesIn(create())))
    expect(asked.flat().length).toBeGreaterThan(80)
    for (const { double, method, path, status, title } of asked.flat()) {
      const headers = { Prefer: `code=${status}, example="${title}"` }
      const response = await double.fetch(path, { method, headers })
      expect([method, path, title, response.status]).toEqual([method, path, title, status])
    }
  })
})

/** Every example of a reply, with where to ask for it; HTTP's own 413 is in no contract. */
async function examplesIn(double: Pick<OverplaneDouble, 'fetch' | 'openapi' | 'baseUrl'>) {
  const { paths } = await double.openapi()
  const base = new URL(double.baseUrl).pathname.replace(/\/$/, '')
  return Object.entries(paths).flatMap(([template, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.entries(responses)
        .flatMap(([status, { content }]) =>
          Object.keys(content?.['application/json']?.examples ?? {}).map(title => ({
            ...{ double, status: Number(status), title },
            ...{ method: method.toUpperCase(), path: base + template.replaceAll(/\{\w+\}/g, '1') },
          })),
        )
        .filter(({ status }) => status !== 413),
    ),
  )
}

describe('a delay, a fault or headers without a status', () => {
  const users = '/api/core/user'

  it('act on the live answer', async () => {
    const double = createOverplane()
    double.db.user.create({ email: 'a@example.com', first_name: 'A' })
    const { total } = await (await double.fetch(users, { headers: key })).json()
    double.override('listUsers', { delay: 5, headers: { 'X-Cache': 'hit' } })
    const late = await double.fetch(users, { headers: key })
    expect(late.headers.get('X-Cache')).toBe('hit')
    expect(await late.json()).toHaveProperty('total', total)
    double.override('listUsers', { fault: 'truncated', times: 1 })
    await expect((await double.fetch(users, { headers: key })).json()).rejects.toThrow(SyntaxError)
    double.override('deleteUser', { delay: 1 })
    const gone = await double.fetch(`${users}/user_abc123`, { method: 'DELETE', headers: key })
    expect(gone.status).toBe(200)
    expect((await double.fetch(`${users}/user_abc123`, { headers: key })).status).toBe(404)
  })
})

describe('a reply that never comes', () => {
  it('has done nothing, with or without a status, and there was a call', async () => {
    const double = createOverplane()
    const path = '/api/core/user/user_abc123'
    for (const override of [{ fault: 'silence' }, { status: 200, fault: 'silence' }] as const) {
      double.override('deleteUser', { ...override, times: 1 })
      const signal = AbortSignal.timeout(20)
      const silent = double.fetch(path, { method: 'DELETE', headers: key, signal })
      await expect(silent).rejects.toThrow()
    }
    expect((await double.fetch(path, { headers: key })).status).toBe(200)
    expect(double.journal.calls('deleteUser')).toMatchObject([
      { reply: { status: 0 } },
      { reply: { status: 200 } },
    ])
  })
})

describe('an outage', () => {
  it('is what a gateway says, with any status of its kind, and marked in the journal', async () => {
    const double = createOverplane()
    for (const outage of [500, 502, 503, 504]) {
      double.override('listUsers', { fault: { outage }, headers: { 'Retry-After': '5' }, times: 1 })
      const response = await double.fetch('/api/core/user', { headers: key })
      expect(response.status).toBe(outage)
      expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
      expect(response.headers.get('Retry-After')).toBe('5')
      expect(await response.text()).toContain(`<h1>${outage} `)
    }
    expect(double.journal.calls('listUsers')).toMatchObject(
      [500, 502, 503, 504].map(outage => ({ forced: true, outage, violations: [] })),
    )
  })

  it('comes for a request that prefers it, and does nothing', async () => {
    const double = createOverplane()
    const headers = { ...key, Prefer: 'outage=503' }
    const path = '/api/core/user/user_abc123'
    const response = await double.fetch(path, { method: 'DELETE', headers })
    expect(response.status).toBe(503)
    expect(response.headers.get('Preference-Applied')).toBe('outage=503')
    expect((await double.fetch(path, { headers: key })).status).toBe(200)
    expect(double.journal.calls('deleteUser')).toMatchObject([{ forced: true, outage: 503 }])
  })

  it('is in no pact, which says how many there were', async () => {
    const double = createOverplane()
    double.override('listUsers', { fault: { outage: 502 }, times: 1 })
    await double.fetch('/api/core/user', { headers: key })
    await double.fetch('/api/core/user', { headers: key })
    const { interactions, metadata } = await double.journal.toPact({ consumer: 'shop' })
    expect(interactions).toHaveLength(1)
    expect(metadata.contractDoubles).toMatchObject({ outages: 1 })
  })
})
