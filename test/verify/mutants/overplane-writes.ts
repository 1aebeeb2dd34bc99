import type { OverplaneDouble } from '../../../handlers/index.ts'
import { below, type Json, type Mutant, put, without } from './drift.ts'

type Drift = Mutant<OverplaneDouble>

const one = /^(GET|PATCH|POST) \/api\/core\/user(\/|$)/
const create = /^POST \/api\/core\/user$/
const update = /^PATCH \/api\/core\/user\//
const remove = /^DELETE \/api\/core\/user\//

const idIn = (path: string): string => path.split('/').at(-1) ?? ''
const byId = (id: string) => ({ where: { id: { equals: id } } })
const nulls = { middle_name: null, last_name: null, phone: null, gender: null, language: null }

const empty = { code: 'parameter_invalid_empty' }

const creates: readonly Drift[] = [
  { title: 'enabled is false by default', on: create, body: b => ({ enabled: false, ...b }) },
  { title: 'user_type has no default', on: create, body: b => ({ user_type: '', ...b }) },
  {
    title: 'full_name is put together',
    tells: 'fullName',
    on: create,
    body: b => ({ full_name: b.first_name, ...b }),
  },
  { title: 'email is kept in lower case', on: create, body: b => lowerCase(b, 'email') },
  { title: 'phone is not kept', on: create, body: b => ({ ...b, phone: null }) },
  { title: 'first_name may be missing', on: create, body: b => ({ first_name: 'x', ...b }) },
  {
    title: 'a number is taken for a text',
    tells: 'wrongTypes',
    on: create,
    body: b => ({ ...b, last_name: String(b.last_name) }),
  },
  { title: 'an empty email is taken', on: create, body: b => ({ ...b, email: b.email || 'x' }) },
  {
    title: 'only the first fault is named',
    tells: 'errorWords',
    on: create,
    when: 400,
    reply: below('error', put({ message: 'email' })),
  },
  {
    title: 'a malformed body is empty',
    tells: 'wrongTypes',
    on: update,
    instead: ({ isBroken, path, method, headers }, double) =>
      isBroken ? double.fetch(path, { method, headers, body: '{}' }) : undefined,
  },
  {
    title: '"" for enabled is an empty param',
    tells: 'errorWords',
    on: create,
    when: 400,
    reply: (b, { body }) => (body.enabled === '' ? below('error', put(empty))(b) : b),
  },
  { title: 'a create is not kept', on: create, undone: true },
  {
    title: 'a client may choose the id',
    tells: 'unknownKeys',
    on: create,
    after: (double, { body }, { id }) => {
      if (body.id) double.db.user.update({ ...byId(String(id)), data: { id: String(body.id) } })
    },
    reply: (b, { body }) => ({ ...b, id: body.id ?? b.id }),
  },
  {
    title: 'email is unique',
    tells: 'uniqueness',
    on: create,
    instead: ({ body }, { db }) =>
      db.user.count({ where: { email: { equals: String(body.email) } } }) > 0
        ? { status: 400, body: { error: { type: 'invalid_request_error', message: 'taken' } } }
        : undefined,
  },
]

const lowerCase = (body: Json, name: string): object =>
  typeof body[name] === 'string' ? { ...body, [name]: body[name].toLowerCase() } : body

const updates: readonly Drift[] = [
  { title: 'an update resets enabled', on: update, body: b => ({ enabled: true, ...b }) },
  { title: 'an update clears what it does not send', on: update, body: b => ({ ...nulls, ...b }) },
  { title: 'an update ignores phone', on: update, body: without('phone') },
  {
    title: 'null does not clear',
    tells: 'nulls',
    on: update,
    body: b => Object.fromEntries(Object.entries(b).filter(([, value]) => value !== null)),
  },
  { title: 'an update is not kept', on: update, undone: true },
  { title: 'updated_at is stale', on: one, reply: b => put({ updated_at: b.created_at })(b) },
  { title: 'created_at moves', on: one, reply: b => put({ created_at: b.updated_at })(b) },
  {
    title: 'an update without fields leaves updated_at',
    tells: 'emptyUpdate',
    on: update,
    instead: ({ body, isBroken, path, headers }, double) =>
      isBroken || Object.keys(body).length > 0 ? undefined : double.fetch(path, { headers }),
  },
  {
    title: 'a refused update moves updated_at',
    tells: 'wrongTypes',
    on: update,
    when: 400,
    after: ({ db }, { path }) =>
      db.user.update({ ...byId(idIn(path)), data: { updated_at: '2030-01-01T00:00:00Z' } }),
  },
  {
    title: 'a refused update changes what was right',
    tells: 'wrongTypes',
    on: update,
    when: 400,
    after: ({ db }, { path }) =>
      db.user.update({ ...byId(idIn(path)), data: { phone: 'changed' } }),
  },
  {
    title: 'an update of an unknown id creates it',
    on: update,
    when: 404,
    status: 200,
    reply: (_, { path }, { db }) => ({ ...db.user.getAll()[0], id: idIn(path) }),
  },
]

const deletes: readonly Drift[] = [
  { title: 'a delete does not delete', on: remove, undone: true },
  {
    title: 'a second delete succeeds',
    on: remove,
    when: 404,
    status: 200,
    reply: (_, { path }) => ({ id: idIn(path), deleted: true }),
  },
  {
    title: "a delete takes the user's rows along",
    tells: 'cascade',
    on: remove,
    after: ({ db }, { path }) =>
      db.projectUser.deleteMany({ where: { user: { equals: idIn(path) } } }),
  },
  {
    title: 'a delete takes everybody along',
    on: remove,
    after: ({ db }) => db.user.deleteMany({ where: {} }),
  },
]

/** Drifted providers of Overplane's users: how they come to be, change, and go. */
export const overplaneWriteMutants: readonly Drift[] = [...creates, ...updates, ...deletes]
