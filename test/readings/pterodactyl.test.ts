import { describe, expect, it } from 'vitest'
import { createPterodactyl, type PterodactylDouble } from '../../handlers/index.ts'

// What the panel's double does where it is told to read the page otherwise than the panel was seen to.

type Told = NonNullable<Parameters<typeof createPterodactyl>[0]>['readings']

const path = '/api/application/users'
const ada = { email: 'ada@example.com', username: 'ada', first_name: 'Ada', last_name: 'L' }

const following = (readings: Told) => createPterodactyl({ ...(readings && { readings }) })

async function ask(double: PterodactylDouble, target: string, sent?: unknown, key = 'ptla_full') {
  const [method = '', url = ''] = target.split(' ')
  const response = await double.fetch(url, {
    method,
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    ...(sent !== undefined && { body: typeof sent === 'string' ? sent : JSON.stringify(sent) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  }
}

const usernames = async (double: PterodactylDouble, query: string) =>
  (await ask(double, `GET ${path}?${query}`)).body.data?.map(
    ({ attributes }: { attributes: { username: string } }) => attributes.username,
  )

/** As many users besides the documented one. */
function crowd(double: PterodactylDouble, size: number) {
  for (let nth = 1; nth <= size; nth += 1)
    double.db.user.create({ username: `user${nth}`, email: `user${nth}@example.com` })
  return double
}

describe('refusals', () => {
  it.each([
    [{ unauthenticatedStatus: 403 }, `GET ${path}`, undefined, 'ptla_unknown', 403],
    [{ forbiddenStatus: 404 }, `GET ${path}`, undefined, 'ptla_plain', 404],
    [{ malformedStatus: 422 }, `POST ${path}`, '{"email":', 'ptla_full', 422],
    [{ wrongMethodStatus: 404 }, `PUT ${path}`, {}, 'ptla_full', 404],
  ] as const)(
    'have the status of %j, in their words too',
    async (readings, target, sent, key, status) => {
      const { body, ...reply } = await ask(following(readings), target, sent, key)
      expect(reply.status).toBe(status)
      expect(body.errors[0].status).toBe(String(status))
    },
  )

  it('are worded as Laravel itself words them', async () => {
    const double = following({ refusalBody: 'message' })
    expect((await ask(double, `GET ${path}/999`)).body).toEqual({
      message: 'The requested resource could not be found on the server.',
    })
    const { status, body } = await ask(double, `POST ${path}`, {
      ...ada,
      email: 'ada',
      username: '',
    })
    expect([status, body]).toEqual([
      422,
      {
        message: 'The email must be a valid email address.',
        errors: {
          email: ['The email must be a valid email address.'],
          username: ['The username field is required.'],
        },
      },
    ])
  })

  it('name what is not documented behind all else', async () => {
    const double = following({ unknownKeys: 'refused' })
    const { status, body } = await ask(double, `POST ${path}`, {
      shell: '/bin/sh',
      ...ada,
      email: 7,
    })
    expect(status).toBe(422)
    expect(body.errors.map((one: { meta: unknown }) => one.meta)).toEqual([
      { source_field: 'email', rule: 'email' },
      { source_field: 'shell', rule: 'unknown' },
    ])
    expect(body.errors[1].detail).toBe('The shell field is not known.')
  })
})

describe('a list', () => {
  it('has as many on a page as is taken', async () => {
    const double = crowd(following({ perPageDefault: 15 }), 120)
    expect(await usernames(double, '')).toHaveLength(15)
    expect(await usernames(double, 'per_page=')).toHaveLength(15)
    expect(await usernames(double, 'per_page=110')).toHaveLength(110)
    double.follow({ perPageMaximum: 100, listMeta: 'pagination' })
    const { body } = await ask(double, `GET ${path}?per_page=110`)
    expect(body.meta.pagination).toMatchObject({ per_page: 100, count: 100, total_pages: 2 })
  })

  it('finds all of a value, or a part of it', async () => {
    const double = crowd(following({}), 12)
    expect(await usernames(double, 'filter[username]=USER1')).toHaveLength(4)
    double.follow({ filterMatch: 'whole' })
    expect(await usernames(double, 'filter[username]=USER1')).toEqual(['user1'])
  })

  it('ignores a filter and a sort that nobody knows, and follows the others', async () => {
    const double = crowd(following({ unknownFilter: 'ignored', unknownSort: 'ignored' }), 2)
    expect(await usernames(double, 'filter[name]=x&filter[username]=user&sort=name,-id')).toEqual([
      'user2',
      'user1',
      'test-user',
    ])
    double.follow({ unknownSort: 'refused' })
    expect((await ask(double, `GET ${path}?filter[name]=x&sort=name`)).body.errors[0].code).toBe(
      'InvalidSortQuery',
    )
  })

  it('refuses a page that is none', async () => {
    const double = following({ lowPage: 'refused' })
    expect((await ask(double, `GET ${path}?page=0`)).status).toBe(400)
    expect((await ask(double, `GET ${path}?page=x`)).body.errors[0].detail).toBe(
      'The page must be a whole number from 1.',
    )
    expect((await ask(double, `GET ${path}?page=1`)).status).toBe(200)
    expect((await ask(double, `GET ${path}`)).status).toBe(200)
  })

  it('names a filter before a sort, and both before the size of a page', async () => {
    const double = following({})
    const codeOf = async (query: string) =>
      (await ask(double, `GET ${path}?${query}`)).body.errors[0].code
    expect(await codeOf('per_page=x&sort=x&filter[x]=1')).toBe('InvalidFilterQuery')
    expect(await codeOf('per_page=x&sort=x')).toBe('InvalidSortQuery')
    expect(await codeOf('per_page=x')).toBe('BadRequestHttpException')
  })
})

describe('a user', () => {
  it('leaves out what was never set', async () => {
    const { body } = await ask(following({ unset: 'absent' }), `GET ${path}/4`)
    expect(body.attributes).not.toHaveProperty('external_id')
    expect(body.attributes).toHaveProperty('2fa', false)
  })

  it('has a username as it was sent', async () => {
    const double = following({ usernameCase: 'kept' })
    const { body } = await ask(double, `POST ${path}`, { ...ada, username: 'Ada' })
    expect(body.attributes.username).toBe('Ada')
  })

  it('is told from others by case, or by nothing', async () => {
    const other = { ...ada, email: 'ADA@example.com', username: 'other' }
    const double = following({ uniqueness: 'exact' })
    await ask(double, `POST ${path}`, ada)
    expect((await ask(double, `POST ${path}`, other)).status).toBe(201)
    const { status, body } = await ask(double, `POST ${path}`, { ...ada, username: 'ADA' })
    const rules = body.errors.map((one: { meta: unknown }) => one.meta)
    expect([status, rules]).toEqual([
      422,
      ['email', 'username'].map(source_field => ({ source_field, rule: 'unique' })),
    ])
    double.follow({ uniqueness: 'none' })
    expect((await ask(double, `POST ${path}`, ada)).status).toBe(201)
  })

  it('is found by its external id in its own case alone', async () => {
    const double = following({ externalIdCase: 'exact' })
    double.db.user.create({ external_id: 'Crm-9' })
    expect((await ask(double, `GET ${path}/external/Crm-9`)).status).toBe(200)
    expect((await ask(double, `GET ${path}/external/crm-9`)).status).toBe(404)
  })

  it('moves its time with every update', async () => {
    let now = new Date('2026-01-15T09:30:00Z')
    const double = createPterodactyl({ now: () => now })
    const made = (await ask(double, `POST ${path}`, ada)).body.attributes
    now = new Date('2026-01-15T09:31:00Z')
    const update = async () =>
      (await ask(double, `PATCH ${path}/${made.id}`, ada)).body.attributes.updated_at
    expect(await update()).toBe('2026-01-15T09:30:00+00:00')
    double.follow({ emptyUpdate: 'moves' })
    expect(await update()).toBe('2026-01-15T09:31:00+00:00')
  })

  it('is gone with a 204, and shown in the order of the panel', async () => {
    const double = following({ deleteStatus: 204, keyOrder: 'panel' })
    const { body } = await ask(double, `GET ${path}/4`)
    expect(Object.keys(body.attributes).slice(0, 3)).toEqual(['id', 'external_id', 'uuid'])
    expect((await ask(double, `DELETE ${path}/4`)).status).toBe(204)
  })
})

describe('the headers of the limit', () => {
  it('count down from when they are told to', async () => {
    const double = following({})
    const left = async () => (await ask(double, `GET ${path}`)).headers.get('X-RateLimit-Remaining')
    expect([await left(), await left()]).toEqual(['240', '240'])
    double.follow({ countdown: 'yes' })
    expect([await left(), await left()]).toEqual(['239', '238'])
    double.follow({ countdown: 'no' })
    expect(await left()).toBe('240')
  })
})
