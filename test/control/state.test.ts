import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stateSchemaOf } from '../../contract/openapi/state-schema.ts'
import { apis } from '../../handlers/index.ts'
import { type Served, serve } from '../../server/serve/serve.ts'

let served: Served

beforeEach(async () => {
  served = await serve({ port: 0, world: 'documented' })
})
afterEach(() => served.close())

async function ask(method: string, path: string, body?: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const init = { method, ...(body !== undefined && { body: text }) }
  const response = await fetch(`${served.url}/__admin${path}`, init)
  const said = await response.text()
  return { status: response.status, body: said === '' ? undefined : JSON.parse(said) }
}

const emails = () => served.doubles.overplane.db.user.getAll().map(({ email }) => email)
const ada = { overplane: { users: [{ email: 'ada@example.com' }] } }

describe('GET /__admin/state', () => {
  it('gives what snapshot() gives, and where its schema is', async () => {
    served.doubles.overplane.db.user.create({ email: 'ada@example.com' })
    const { status, body } = await ask('GET', '/state')
    const $schema = `${served.url}/__admin/state/schema.json`
    expect([status, body]).toEqual([200, { $schema, ...served.doubles.snapshot() }])
    const schema = await fetch($schema)
    expect(await schema.json()).toEqual(stateSchemaOf(apis))
  })

  it('gives that of one API', async () => {
    const { body } = await ask('GET', '/state?api=oberplan')
    expect(Object.keys(body)).toEqual(['$schema', 'oberplan'])
    expect((await ask('GET', '/state?api=nope')).body.detail).toBe(
      'Failed to GET /__admin/state: there is no API "nope". Choose from overplane, pterodactyl, oberplan.',
    )
  })
})

describe('PUT /__admin/state', () => {
  it('puts back what GET gave, ids and all', async () => {
    const { body } = await ask('GET', '/state')
    const create = () => served.doubles.overplane.db.user.create({ email: 'a@example.com' }).id
    const id = create()
    expect(await ask('PUT', '/state', body)).toEqual({ status: 204, body: undefined })
    expect(emails()).toEqual(['user@example.com'])
    expect(create()).toBe(id)
  })

  it('takes what a person writes: other APIs stay, other entities of the same are none', async () => {
    expect((await ask('PUT', '/state', ada)).status).toBe(204)
    const { overplane, pterodactyl, oberplan } = served.doubles
    expect(emails()).toEqual(['ada@example.com'])
    expect(overplane.db.projectUser.count()).toBe(0)
    expect([pterodactyl.db.user.count(), oberplan.db.user.count()]).toEqual([1, 1])
    await ask('PUT', '/state', { pterodactyl: {} })
    expect(pterodactyl.db.user.count()).toBe(0)
    expect(pterodactyl.db.apiKey.count()).toBeGreaterThan(5) // which every world has
    expect(emails()).toEqual(['ada@example.com'])
  })

  it('leaves the journal, the overrides and the clock', async () => {
    const { overplane } = served.doubles
    overplane.override('listUsers', { status: 401 })
    overplane.clock.freeze('2030-06-01T12:00:00Z')
    await overplane.fetch('/api/core/user')
    await ask('PUT', '/state', ada)
    expect([overplane.overrides.list.length, overplane.journal.entries.length]).toEqual([1, 1])
    expect(overplane.clock.now().toISOString()).toBe('2030-06-01T12:00:00.000Z')
  })

  it.each<readonly [string, unknown, string]>([
    ['/state', undefined, 'it is missing. Give entities by API, as in { "overplane"'],
    ['/state', [], 'it is a list. Give entities by API'],
    ['/state', { overplan: {} }, 'there is no "overplan". Choose from overplane, pterodactyl'],
    ['/state?api=oberplan', ada, 'there is no "overplane". Choose from oberplan, $schema.'],
    ['/state', { overplane: 5 }, '"overplane" is 5. Give what snapshot() gave.'],
    [
      '/state',
      { ...ada, pterodactyl: {}, oberplan: { users: [{}, { email: 5 }] } },
      ', the API "oberplan": its "users" is wrong in entity 2 at "email" (expected string, not 5).',
    ],
    [
      '/state',
      { ...ada, pterodactyl: { user: [] } },
      ', the API "pterodactyl": it has entities "user", and the double has users, servers, apiKeys.',
    ],
    [
      '/state',
      { ...ada, oberplan: { $double: { ids: [1] } } },
      ', the API "oberplan": it is wrong at "$double.ids"',
    ],
  ])('changes nothing where something is wrong, and says what: %s %j', async (path, body, why) => {
    const before = served.doubles.snapshot()
    const reply = await ask('PUT', path, body)
    expect(reply).toMatchObject({ status: 400 })
    const start = why.startsWith(',') ? '' : ': '
    expect(reply.body.detail).toContain(`Failed to PUT /__admin/state${start}${why}`)
    expect(served.doubles.snapshot()).toEqual(before)
  })

  it('takes ten thousand users, and more than that goes through in its order', async () => {
    const users = Array.from({ length: 10_000 }, (_, nth) => ({
      ...{ email: `user${nth}@example.com`, first_name: `User ${nth}`, last_name: 'x'.repeat(300) },
    }))
    const text = JSON.stringify({ overplane: { users } })
    expect(text.length).toBeGreaterThan(3 * 1_048_576)
    expect((await ask('PUT', '/state', text)).status).toBe(204)
    const { body } = await ask('GET', '/state?api=overplane')
    expect(body.overplane.users).toHaveLength(10_000)
    expect(body.overplane.users.at(-1)).toMatchObject(users.at(-1) ?? {})
    expect((await ask('PUT', '/state', body)).status).toBe(204)
  })

  it('takes no body beyond 64 MiB, and no other operation one beyond 1 MiB', async () => {
    const before = served.doubles.snapshot()
    const blank = ' '.repeat(64 * 1_048_576)
    expect(await ask('PUT', '/state', blank)).toMatchObject({ status: 400 })
    expect(await ask('PUT', '/state', `${blank} `)).toMatchObject({
      status: 413,
      body: { detail: 'Failed to read the body: it is larger than 67108864 bytes.' },
    })
    expect(await ask('POST', '/overrides', ' '.repeat(1_048_577))).toMatchObject({
      status: 413,
      body: { detail: 'Failed to read the body: it is larger than 1048576 bytes.' },
    })
    expect(served.doubles.snapshot()).toEqual(before)
  })

  it('takes no body that nests deeper than 512 levels, or is no JSON', async () => {
    const deep = `${'['.repeat(600)}${']'.repeat(600)}`
    expect((await ask('PUT', '/state', deep)).body.detail).toBe(
      'Failed to read the body: it is more than 512 levels deep.',
    )
    expect((await ask('PUT', '/state', '{')).body.detail).toBe(
      'Failed to read the body: it is no JSON.',
    )
  })
})

describe('POST /__admin/reset', () => {
  it('goes to a world by its name in the body', async () => {
    expect((await ask('POST', '/reset', { world: 'empty' })).status).toBe(204)
    expect(emails()).toEqual([])
    expect((await ask('POST', '/reset', {})).status).toBe(204)
    expect(emails()).toEqual(['user@example.com'])
  })

  it('goes to a world as JSON, for once: APIs that it does not name are empty', async () => {
    const { overplane, pterodactyl } = served.doubles
    overplane.override('listUsers', { status: 401 })
    expect((await ask('POST', '/reset', { world: ada })).status).toBe(204)
    expect(emails()).toEqual(['ada@example.com'])
    expect([pterodactyl.db.user.count(), overplane.overrides.list.length]).toEqual([0, 0])
    expect((await ask('POST', '/reset')).status).toBe(204)
    expect(emails()).toEqual(['user@example.com'])
    expect(pterodactyl.db.user.count()).toBe(1)
  })

  it('goes to it with the one API that is meant', async () => {
    const world = { $schema: 'x', ...ada }
    expect((await ask('POST', '/reset?api=overplane', { world })).status).toBe(204)
    expect(emails()).toEqual(['ada@example.com'])
    expect(served.doubles.oberplan.db.user.count()).toBe(1)
  })

  it.each<readonly [string, unknown, string]>([
    [
      '/reset?world=empty',
      { world: 'empty' },
      ': there is a world in the query, and another in the body. Give one of them.',
    ],
    ['/reset', { world: 'nope' }, ': "world" is "nope". Give one of documented, empty, demo.'],
    ['/reset', { wrld: 'nope' }, ': there is no "wrld". Choose from world.'],
    ['/reset', { world: 5 }, ': "world" is 5. Give the name of a world, or entities by API.'],
    ['/reset', [], ': it is a list. Give a world, as in { "world": "empty" }'],
    ['/reset', { world: { overplan: {} } }, ': there is no "overplan".'],
    ['/reset', { world: { overplane: 5 } }, ': "overplane" is 5. Give a function'],
    [
      '/reset?api=oberplan',
      { world: ada },
      ': there is no "overplane". Choose from name, oberplan.',
    ],
  ])('changes nothing where the world is none: %s %j', async (path, body, why) => {
    const before = served.doubles.snapshot()
    const reply = await ask('POST', path, body)
    expect(reply).toMatchObject({ status: 400 })
    expect(reply.body.detail).toContain(`Failed to POST /__admin/reset${why}`)
    expect(served.doubles.snapshot()).toEqual(before)
  })

  it('changes nothing where the world does not fit, and names the API, the entity and the field', async () => {
    const before = served.doubles.snapshot()
    const world = { ...ada, oberplan: { users: [{ email: 5 }] } }
    expect(await ask('POST', '/reset', { world })).toMatchObject({
      status: 400,
      body: {
        detail: expect.stringContaining(
          'Failed to fill "oberplan" with the world "of the request": its "users" is wrong in entity 1 at "email"',
        ),
      },
    })
    expect(served.doubles.snapshot()).toEqual(before)
  })
})
