import { describe, expect, it } from 'vitest'
import { createPterodactyl } from '../../../handlers/index.ts'
import type { PterodactylDouble } from '../../../handlers/pterodactyl/index.ts'
import { client } from '../client.ts'
import { by, equals, idAt, mailOf, names, plain, withId } from '../rows.ts'
import { agrees, type Run, renew, type Steps, tried } from './run.ts'

const users = '/api/application/users'
const nobody = 77

const externalIdOf = (a: number, b: number) => `crm-${names[(a + b) % 5]}`
const fields = (a: number, b: number) => ({
  email: mailOf(a),
  username: names[b] ?? '',
  external_id: b === 0 ? null : externalIdOf(a, b),
  uuid: `0000-${a}${b % 2}`,
})
const person = (a: number, b: number) => ({ ...fields(a, b), first_name: 'A', last_name: 'B' })
const isNamed = (nth: number) => ({ where: { username: equals(names[nth] ?? '') } })
const isOwnedBy = (id: number) => ({ where: { user: equals(id) } })
const lower = (value: string | null) => value?.toLowerCase()

type User = ReturnType<PterodactylDouble['db']['user']['getAll']>[number]

const shown = ({ password: _, ...attributes }: User) => attributes

const createScene = () => {
  const double = createPterodactyl()
  const { user, server } = double.db
  const ask = client(double, 'Bearer ptla_test')
  return {
    double,
    user,
    server,
    ask,
    /** The highest id that a user had since the double began. */
    highest: { id: 4 },
    userId: (nth: number) => idAt(user, nth, nobody),
    serverId: (nth: number) => idAt(server, nth, nobody),
    owned: (id: number) => server.getAll().filter(one => one.user === id),
    /** The fields of a person whose value another user has. */
    taken: (a: number, b: number, own?: number) => {
      const wanted = fields(a, b)
      const others = user.getAll().filter(({ id }) => id !== own)
      return (['email', 'external_id', 'username'] as const).filter(
        field =>
          wanted[field] !== null && others.some(one => lower(one[field]) === lower(wanted[field])),
      )
    },
    list: async (query: string) => {
      const { body } = await ask<{ data: { attributes: object }[] }>('GET', `${users}?${query}`)
      return body.data.map(({ attributes }) => attributes)
    },
  }
}

type Scene = ReturnType<typeof createScene>
type One = { attributes?: { id: number } }

const userDeeds = ({ user, userId, highest }: Scene): Steps => [
  ({ nth, a, b }) => tried(() => user.create({ id: nth + 1, ...fields(a, b) })),
  ({ a, b }) => expect(user.create(fields(a, b)).id).toBe(highest.id + 1),
  ({ nth, a, b }) => user.update({ ...withId(userId(nth)), data: fields(a, b) }),
  ({ nth, a, b }) =>
    tried(() => user.update({ ...withId(userId(nth)), data: { id: 5 * a + b + 1 } })),
  ({ a, b }) => user.updateMany({ ...isNamed(a), data: fields(b, a) }),
  ({ nth }) => user.delete(withId(userId(nth))),
  ({ a }) => user.deleteMany(isNamed(a)),
]

const requestDeeds = ({ ask, userId, taken, owned, highest }: Scene): Steps => [
  async ({ a, b }) => {
    const wanted = taken(a, b).length > 0 ? [422, undefined] : [201, highest.id + 1]
    const { status, body } = await ask<One>('POST', users, person(a, b))
    expect([status, body.attributes?.id]).toEqual(wanted)
  },
  async ({ nth, a, b }) => {
    const id = userId(nth)
    const wanted = taken(a, b, id).length > 0 ? 422 : 200
    const { status } = await ask('PATCH', `${users}/${id}`, person(a, b))
    expect(status).toBe(id === nobody ? 404 : wanted)
  },
  async ({ nth }) => {
    const id = userId(nth)
    const wanted = owned(id).length > 0 ? 400 : 200
    const { status } = await ask('DELETE', `${users}/${id}`)
    expect(status).toBe(id === nobody ? 404 : wanted)
  },
]

const serverDeeds = ({ server, userId, serverId }: Scene): Steps => [
  ({ nth }) => server.create({ user: userId(nth) }),
  ({ nth, a }) => tried(() => server.create({ id: a + 1, user: userId(nth) })),
  ({ nth, a }) => server.update({ ...withId(serverId(nth)), data: { user: userId(a) } }),
  ({ nth, a }) => tried(() => server.update({ ...withId(serverId(nth)), data: { id: 90 + a } })),
  ({ nth, a }) => server.updateMany({ ...isOwnedBy(userId(nth)), data: { user: userId(a) } }),
  ({ nth }) => server.deleteMany(isOwnedBy(userId(nth))),
]

const listLooks = ({ user, list }: Scene): Steps => [
  async ({ nth, a }) => {
    for (const field of ['id', 'uuid'] as const) {
      const sorted = user.getAll().toSorted(by(one => one[field]))
      const up = sorted.map(shown)
      const down = up.toReversed()
      expect(await list(`sort=${field}&per_page=99`)).toEqual(plain(up))
      const part = down.slice(nth * (a + 1), (nth + 1) * (a + 1))
      expect(await list(`sort=-${field}&per_page=${a + 1}&page=${nth + 1}`)).toEqual(plain(part))
    }
  },
  async ({ a, b }) => {
    const { email, username, external_id, uuid } = fields(a, b)
    const parts = { email: email.slice(0, 4), username, external_id: external_id ?? 'crm', uuid }
    for (const field of ['email', 'username', 'external_id', 'uuid'] as const) {
      const part = parts[field]
      const found = user.getAll().filter(one => lower(one[field])?.includes(part.toLowerCase()))
      const wanted = plain(found.toSorted(by(({ id }) => id)).map(shown))
      expect(await list(`filter[${field}]=${part}`)).toEqual(wanted)
    }
  },
]

const readLooks = ({ user, userId, owned, ask }: Scene): Steps => [
  async ({ nth, a, b }) => {
    type Found = {
      attributes?: { relationships: { servers: { data: { attributes: object }[] } } }
    }
    for (const id of [userId(nth), 5 * a + b]) {
      const { status, body } = await ask<Found>('GET', `${users}/${id}?include=servers`)
      const servers = body.attributes?.relationships.servers.data
      expect(status).toBe(user.getAll().some(one => one.id === id) ? 200 : 404)
      const wanted = owned(id).map(({ id, user }) => ({ id, user }))
      if (servers) expect(servers.map(({ attributes }) => attributes)).toMatchObject(wanted)
    }
  },
  async ({ a, b }) => {
    const id = externalIdOf(a, b)
    const one = user.getAll().find(({ external_id }) => lower(external_id) === lower(id))
    const { body } = await ask<One>('GET', `${users}/external/${id}`)
    expect(body.attributes?.id).toBe(one?.id)
  },
]

const refusalLook =
  ({ ask, taken }: Scene): Steps[number] =>
  async ({ a, b }) => {
    type Refusal = { errors: { meta: { rule: string; source_field: string } }[] }
    const nameless = { ...fields(a, b), first_name: 'A' }
    const { status, body } = await ask<Refusal>('POST', users, nameless)
    const unique = body.errors.map(({ meta }) => meta).filter(({ rule }) => rule === 'unique')
    const at = unique.map(({ source_field }) => source_field).sort()
    expect([status, at]).toEqual([422, taken(a, b)])
  }

const pterodactyl = (): Run => {
  const scene = createScene()
  const { double, user, highest } = scene
  const restart = ({ a }: { a: number }) => {
    // Numbers that were given stay given where all entities are dropped.
    if (renew(double, a) !== 'drop') highest.id = 0
  }
  const follow = () => {
    highest.id = Math.max(highest.id, ...user.getAll().map(({ id }) => id))
  }
  return {
    deeds: [...userDeeds(scene), ...requestDeeds(scene), ...serverDeeds(scene), restart],
    looks: [follow, ...listLooks(scene), ...readLooks(scene), refusalLook(scene)],
  }
}

describe('what the endpoints say agrees with a scan of the db', () => {
  it('at Pterodactyl: users by id, uuid, filters and external id, and their servers', () =>
    agrees(pterodactyl))
})
