import { demo } from '../../../fixtures/worlds/demo.ts'
import type { PterodactylDouble } from '../../../handlers/index.ts'
import { below, type Json, type Mutant, put, without } from './drift.ts'

type Drift = Mutant<PterodactylDouble>
type Db = PterodactylDouble['db']

const create = /^POST \/api\/application\/users$/
const update = /^PATCH \/api\/application\/users\/[1-9]/
const remove = /^DELETE \/api\/application\/users\/[1-9]/
const external = /^GET \/api\/application\/users\/external\//

const idIn = (path: string): number => Number(path.split('/').at(-1))
const byId = (id: number) => ({ where: { id: { equals: id } } })
const storedOf = (db: Db, path: string): Json => ({ ...db.user.findFirst(byId(idIn(path))) })

const updates: readonly Drift[] = [
  {
    title: 'an update needs no field',
    on: update,
    body: (b, { db }, { path }) => {
      const { email, username, first_name, last_name } = storedOf(db, path)
      return { email, username, first_name, last_name, ...b }
    },
  },
  {
    title: 'an update resets root_admin',
    tells: 'absentFields',
    on: update,
    body: b => ({ root_admin: false, ...b }),
  },
  {
    title: 'an update clears external_id',
    tells: 'absentFields',
    on: update,
    body: b => ({ external_id: null, ...b }),
  },
  {
    title: 'null does not clear external_id',
    tells: 'nulls',
    on: update,
    body: b => (b.external_id === null ? without('external_id')(b) : b),
  },
  {
    title: 'an update ignores last_name',
    on: update,
    body: (b, { db }, { path }) => ({
      ...b,
      ...(typeof b.last_name === 'string' && { last_name: storedOf(db, path).last_name }),
    }),
  },
  { title: 'an update is not kept', on: update, undone: true },
  {
    title: 'updated_at moves without a change',
    tells: 'emptyUpdate',
    on: update,
    body: b => ({ password: 'x', ...b }),
  },
  {
    title: 'a password does not move updated_at',
    tells: 'passwords',
    on: update,
    body: b => (typeof b.password === 'string' ? without('password')(b) : b),
  },
  {
    title: 'updated_at is stale',
    on: update,
    reply: b => below('attributes', a => put({ updated_at: a.created_at })(a))(b),
  },
  {
    title: 'created_at moves',
    on: update,
    reply: b => below('attributes', a => put({ created_at: a.updated_at })(a))(b),
  },
  {
    title: 'a refused update changes what was right',
    on: update,
    when: 422,
    after: ({ db }, { path }) =>
      db.user.update({ ...byId(idIn(path)), data: { last_name: 'Changed' } }),
  },
  {
    title: 'an update changes another user',
    on: update,
    after: ({ db }, { path }) =>
      db.user.update({ ...byId(idIn(path) + 1), data: { first_name: 'Other' } }),
  },
  {
    title: 'one may not keep the own email in another case',
    tells: 'uniqueness',
    on: update,
    instead: ({ body }) =>
      typeof body.email === 'string' && hasCase(body.email)
        ? {
            status: 422,
            body: {
              errors: [
                {
                  code: 'ValidationException',
                  status: '422',
                  detail: 'taken',
                  meta: { source_field: 'email', rule: 'unique' },
                },
              ],
            },
          }
        : undefined,
  },
]

const lookups: readonly Drift[] = [
  {
    title: 'an external id minds its case',
    tells: 'externalIdCase',
    on: external,
    instead: ({ path }) => (hasCase(path) ? notFound : undefined),
  },
  {
    title: 'a part of an external id finds a user',
    on: external,
    instead: async ({ path, headers }, { db, fetch }) => {
      const part = String(path.split('/').at(-1))
      const found = db.user.getAll().find(user => user.external_id?.startsWith(part))
      return found && fetch(`/api/application/users/${found.id}`, { headers })
    },
  },
  {
    title: 'an old external id is still found',
    on: external,
    when: 404,
    status: 200,
    reply: (_, __, { db }) => ({ object: 'user', attributes: db.user.getAll()[0] }),
  },
  {
    title: 'include is ignored',
    on: /include=servers/,
    ask: ({ query }) => query.delete('include'),
  },
  {
    title: 'an unknown include is refused',
    tells: 'unknownInclude',
    on: /include=nothing/,
    instead: () => notFound,
  },
  {
    title: 'servers are always included',
    tells: 'included',
    on: /^GET .*users\/\d+$/,
    ask: ({ query }) => query.set('include', 'servers'),
  },
]

const hasCase = (value: string): boolean => value !== value.toLowerCase()

const notFound = {
  status: 404,
  body: { errors: [{ code: 'NotFoundHttpException', status: '404', detail: 'no' }] },
}

const deletes: readonly Drift[] = [
  { title: 'a delete does not delete', on: remove, undone: true },
  { title: 'a second delete succeeds', on: remove, when: 404, status: 200, reply: () => undefined },
  {
    title: 'a delete takes the next user along',
    on: remove,
    after: ({ db }, { path }) => db.user.delete(byId(idIn(path) + 1)),
  },
  {
    title: 'the id of a deleted user is used again',
    tells: 'afterDelete',
    on: create,
    instead: async ({ body, isBroken, path, headers, method }, double) => {
      if (isBroken) return undefined
      const { $double, ...entities } = double.snapshot()
      const highest = { ...$double?.highest, users: 0 }
      double.restore({ ...entities, $double: { ...$double, highest } })
      return double.fetch(path, { method, headers, body: JSON.stringify(body) })
    },
  },
  {
    title: 'the owner of a server may be deleted',
    on: remove,
    options: { destructive: true },
    world: demo,
    ask: ({ path }, { db }) => db.server.deleteMany({ where: { user: { equals: idIn(path) } } }),
  },
]

/** Drifted providers of Pterodactyl's users: how they change, are found, and go. */
export const pterodactylWriteMutants: readonly Drift[] = [...updates, ...lookups, ...deletes]
