import type { PterodactylDouble } from '../../../handlers/index.ts'
import { below, type Json, type Mutant, put, without } from './drift.ts'

type Drift = Mutant<PterodactylDouble>

const one = /^(GET|PATCH|POST) \/api\/application\/users(\/|\?include|$)/
const list = /^GET \/api\/application\/users(\?|$)/
const create = /^POST \/api\/application\/users(\?|$)/
const remove = /^DELETE /
const any = /./

/** A change of a user's attributes, wherever one is told alone. */
const attributes =
  (change: (attributes: Json) => object) =>
  (body: Json): object =>
    body.object === 'user' ? below('attributes', change)(body) : body

/** A change of every error. */
const errors =
  (change: (error: Json) => object) =>
  ({ errors }: Json): object => ({ errors: Array.from(Object(errors), row => change(Object(row))) })

const counted = (headers: Headers): void => {
  headers.set('X-RateLimit-Limit', '240')
  headers.set('X-RateLimit-Remaining', '240')
}

const shapes: readonly Drift[] = [
  {
    title: '2fa has another name',
    on: one,
    reply: attributes(a => ({ ...without('2fa')(a), '2fa_enabled': false })),
  },
  { title: 'uuid is missing', on: one, reply: attributes(without('uuid')) },
  {
    title: 'root_admin is 1 or 0',
    on: one,
    reply: attributes(a => put({ root_admin: Number(a.root_admin) })(a)),
  },
  { title: 'id is a text', on: one, reply: attributes(a => put({ id: String(a.id) })(a)) },
  {
    title: 'an external_id of null is ""',
    on: one,
    reply: attributes(a => put({ external_id: a.external_id ?? '' })(a)),
  },
  {
    title: 'times end in Z',
    on: one,
    reply: attributes(a => put({ created_at: String(a.created_at).replace('+00:00', 'Z') })(a)),
  },
  {
    title: 'the password is told',
    tells: 'passwords',
    on: create,
    reply: (b, { body }) => attributes(put({ password: body.password }))(b),
  },
  { title: 'a user has no envelope', on: /^GET .*users\/\d/, reply: b => b.attributes },
  { title: 'a list calls itself users', on: list, reply: put({ object: 'users' }) },
  { title: 'a create answers 200', on: create, status: 200 },
  { title: 'a create has no meta', tells: 'createdMeta', on: create, reply: without('meta') },
  {
    title: 'a create links to another user',
    tells: 'createdMeta',
    on: create,
    reply: put({ meta: { resource: 'https://panel.example.com/api/application/users/4' } }),
  },
  { title: 'a delete answers 202', on: remove, status: 202 },
  {
    title: 'a delete answers with a body',
    tells: 'deleteBody',
    on: remove,
    status: 200,
    reply: () => ({}),
  },
  {
    title: 'errors have a number for a status',
    tells: 'refusalWords',
    on: any,
    when: 404,
    reply: errors(e => put({ status: 404 })(e)),
  },
  {
    title: 'a 422 names no field',
    tells: 'refusalWords',
    on: create,
    when: 422,
    reply: errors(without('meta')),
  },
  {
    title: 'a 422 names the first fault alone',
    tells: 'refusalWords',
    on: create,
    when: 422,
    reply: b => ({ errors: Object(b.errors).slice(0, 1) }),
  },
  {
    title: 'a 422 names the rule last',
    tells: 'refusalWords',
    on: create,
    when: 422,
    reply: errors(below('meta', put({ rule: 'invalid' }))),
  },
  { title: 'a 422 is a 400', on: create, when: 422, status: 400 },
  { title: 'a 404 is a 403', on: /users\/(0|external)/, when: 404, status: 403 },
  {
    title: 'malformed JSON is a 422',
    tells: 'malformedStatus',
    on: create,
    when: 400,
    status: 422,
    header: counted,
  },
  { title: 'a 405 is a 404', tells: 'wrongMethodStatus', on: /^PUT/, when: 405, status: 404 },
  {
    title: 'a 405 tells no Allow',
    tells: 'allow',
    on: /^PUT/,
    when: 405,
    header: headers => headers.delete('Allow'),
  },
  {
    title: 'nothing is told of the limit',
    tells: 'limitHeaders',
    on: any,
    header: headers => headers.delete('X-RateLimit-Remaining'),
  },
  {
    title: 'the Content-Type is text/plain',
    on: list,
    header: headers => headers.set('Content-Type', 'text/plain'),
  },
]

const full = 'Bearer ptla_full'

const doors: readonly Drift[] = [
  {
    title: 'a list needs no key',
    tells: 'strangers',
    on: list,
    ask: ({ headers }) => headers.set('Authorization', full),
  },
  {
    title: 'a delete needs no key',
    tells: 'strangers',
    on: remove,
    ask: ({ headers }) => headers.set('Authorization', full),
  },
  {
    title: 'an unknown key is let in',
    tells: 'keys',
    on: any,
    ask: ({ headers }) => headers.has('Authorization') && headers.set('Authorization', full),
  },
  {
    title: 'an unknown path is answered',
    tells: 'unknownPathStatus',
    on: /\/nothing$/,
    instead: () => ({ status: 200, body: {} }),
  },
]

/** Drifted providers of Pterodactyl's users: what they look like, and whom they let in. */
export const pterodactylMutants: readonly Drift[] = [...shapes, ...doors]
