import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Served, serve } from '../../server/serve/serve.ts'

let served: Served

beforeEach(async () => {
  served = await serve({ port: 0, world: 'documented' })
})
afterEach(() => served.close())

async function ask(line: string, body?: object) {
  const [method = '', path] = line.split(' ')
  const init = { method, ...(body && { body: JSON.stringify(body) }) }
  const response = await fetch(`${served.url}/__admin${path}`, init)
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

const users = '/entities/users?api=overplane'

const emailsOf = async (query: string): Promise<string[]> =>
  (await ask(`GET ${users}${query}`)).body.rows.map(
    ({ entity }: { entity: { email: string } }) => entity.email,
  )

describe('the tables', () => {
  it('tell what each API keeps, with every field in words', async () => {
    const { body } = await ask('GET /entities')
    expect(body.map(({ api, name }: { api: string; name: string }) => `${api}/${name}`)).toEqual([
      ...['overplane/users', 'overplane/projectUsers'],
      ...['pterodactyl/users', 'pterodactyl/servers', 'pterodactyl/apiKeys', 'oberplan/users'],
    ])
    expect(body[0]).toMatchObject({ count: 1, key: 'id', isMade: true })
    expect(body[0].form.properties.email).toMatchObject({
      type: 'string',
      description: expect.any(String),
    })
    expect(body[4]).toMatchObject({ name: 'apiKeys', isMade: false })
  })
})

describe('a page of entities', () => {
  beforeEach(async () => {
    for (const email of ['c@example.com', 'a@example.com', 'B@Example.com']) {
      await ask(`POST ${users}`, { email })
    }
  })

  it('is searched in whatever case, in any field', async () => {
    expect(await emailsOf('&search=b@eXample')).toEqual(['B@Example.com'])
    expect((await ask(`GET ${users}&search=nobody`)).body).toMatchObject({ count: 4, found: 0 })
  })

  it('is sorted, up and down, and cut', async () => {
    expect(await emailsOf('&sort=email')).toEqual([
      ...['B@Example.com', 'a@example.com', 'c@example.com', 'user@example.com'],
    ])
    expect(await emailsOf('&sort=-email&offset=1&limit=2')).toEqual([
      ...['c@example.com', 'a@example.com'],
    ])
  })

  it('has no secrets in it', async () => {
    const { body } = await ask('GET /entities/users?api=oberplan')
    expect(body.rows[0].entity).toMatchObject({ email: 'user@oberplan.com', password: '…' })
  })

  it('is one of the entities that there are', async () => {
    expect(await ask('GET /entities/people?api=overplane')).toMatchObject({
      status: 404,
      body: { detail: 'There are no "people" here. Choose from users, projectUsers.' },
    })
    expect((await ask('GET /entities/users')).body.detail).toContain('"api" is missing')
  })
})

describe('an entity', () => {
  it('is added by hand, and what is left out has its default', async () => {
    const { status, body } = await ask(`POST ${users}`, { email: 'ada@example.com' })
    expect([status, body.entity.email, body.entity.enabled]).toEqual([201, 'ada@example.com', true])
    expect(served.doubles.overplane.db.user.count()).toBe(2)
  })

  it('is made up, with what is given in its place', async () => {
    const { body } = await ask(`POST ${users}&made=true`, { first_name: 'Ada' })
    expect(body.entity).toMatchObject({ first_name: 'Ada', email: expect.stringContaining('@') })
    expect((await ask('POST /entities/apiKeys?api=pterodactyl&made=true', {})).body.detail).toBe(
      'Failed to POST /__admin/entities/apiKeys: there is no factory for it. Leave "made" out, and give its fields.',
    )
  })

  it('is like another one, secrets among it, with an id of its own', async () => {
    const [first] = served.doubles.oberplan.db.user.getAll()
    const { body } = await ask(`POST /entities/users?api=oberplan&like=${first?.id}`, {
      email: 'ada@example.com',
    })
    expect(body.id).not.toBe(first?.id)
    const copy = served.doubles.oberplan.db.user.getAll().find(({ id }) => id === body.id)
    expect(copy).toMatchObject({ email: 'ada@example.com', password: 'mypassword' })
  })

  it('is changed, which the API shows at once', async () => {
    const { body } = await ask('PATCH /entities/users/user_abc123?api=overplane', {
      first_name: 'Ada',
    })
    expect(body).toMatchObject({ id: 'user_abc123', entity: { first_name: 'Ada' } })
    const headers = { Authorization: 'Bearer sk_test_1' }
    const response = await fetch(`${served.url}/api/core/user/user_abc123`, { headers })
    expect(await response.json()).toMatchObject({ first_name: 'Ada' })
  })

  it('is not changed where a field is wrong, and told so beside the field', async () => {
    const wrong = { email: 7, enabled: 'yes', colour: 'red' }
    const { status, body } = await ask('PATCH /entities/users/user_abc123?api=overplane', wrong)
    expect([status, body.faults]).toEqual([
      400,
      [
        { field: 'email', message: 'expected string, not 7' },
        { field: 'enabled', message: 'expected boolean, not "yes"' },
        { field: 'colour', message: 'there is no such field' },
      ],
    ])
    expect(body.detail).toContain('"email" (expected string, not 7)')
    expect(await emailsOf('')).toEqual(['user@example.com'])
  })

  it('is not added where a field is wrong, or where its id is taken', async () => {
    expect((await ask(`POST ${users}`, { email: null })).status).toBe(400)
    expect((await ask(`POST ${users}`, { id: 'user_abc123' })).status).toBe(400)
    expect(served.doubles.overplane.db.user.count()).toBe(1)
  })

  it('is deleted', async () => {
    expect((await ask('DELETE /entities/users/user_abc123?api=overplane')).status).toBe(204)
    expect(served.doubles.overplane.db.user.count()).toBe(0)
    expect((await ask('DELETE /entities/users/user_abc123?api=overplane')).body.detail).toBe(
      'There is no "user_abc123" among the users.',
    )
  })
})

describe('what changed since a checkpoint', () => {
  it('is marked: added, changed in some fields, gone', async () => {
    const { body: grace } = await ask(`POST ${users}`, { email: 'grace@example.com' })
    await ask('POST /checkpoints', { name: 'begun' })
    await ask('PATCH /entities/users/user_abc123?api=overplane', { first_name: 'Ada' })
    await ask(`DELETE /entities/users/${grace.id}?api=overplane`)
    const { body: added } = await ask(`POST ${users}`, { email: 'ada@example.com' })
    const { body } = await ask(`GET ${users}&since=begun`)
    expect(body.rows).toMatchObject([
      { id: 'user_abc123', change: 'changed', fields: ['first_name'] },
      { id: added.id, change: 'added' },
    ])
    expect(body.gone).toMatchObject([
      { id: grace.id, change: 'gone', entity: { email: 'grace@example.com' } },
    ])
  })

  it('is nothing where nothing did, and a sentence where there is no such checkpoint', async () => {
    await ask('POST /checkpoints', { name: 'begun' })
    const { body } = await ask(`GET ${users}&since=begun`)
    expect([body.rows[0].change, body.gone]).toEqual([undefined, []])
    expect((await ask(`GET ${users}&since=never`)).body.detail).toBe(
      'Failed to GET /__admin/entities/users: there is no checkpoint "never". Choose from begun.',
    )
  })
})
