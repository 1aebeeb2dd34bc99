import type { OverplaneDouble } from '../../../handlers/index.ts'
import { type Asked, below, type Mutant, put, rows, without } from './drift.ts'

type Drift = Mutant<OverplaneDouble>

const one = /^(GET|PATCH|POST) \/api\/core\/user(\/|$)/
const list = /^GET \/api\/core\/user(\?|$)/
const create = /^POST \/api\/core\/user$/
const read = /^GET \/api\/core\/user\//
const remove = /^DELETE \/api\/core\/user\//
const any = /./

const shapes: readonly Drift[] = [
  { title: 'a key is missing', on: one, reply: without('signature_image') },
  {
    title: 'null becomes ""',
    tells: 'unset',
    on: create,
    reply: b => put({ phone: b.phone ?? '' })(b),
  },
  { title: 'enabled is 1 or 0', on: one, reply: b => put({ enabled: Number(b.enabled) })(b) },
  { title: 'created_at is a number', on: one, reply: put({ created_at: 1_700_000_000 }) },
  {
    title: 'times have blanks, as printed',
    on: one,
    reply: put({ updated_at: '2024-01-15T09: 30: 00Z' }),
  },
  { title: 'a create answers 201', tells: 'createStatus', on: create, status: 201 },
  { title: 'a delete answers 204', on: remove, status: 204 },
  { title: 'a delete does not say of what', on: remove, reply: without('id') },
  { title: 'a delete says "true"', on: remove, reply: put({ deleted: 'true' }) },
  { title: 'a list has no total', on: list, reply: without('total') },
  { title: 'a list is a bare array', on: list, reply: b => b.data },
  {
    title: 'JSON goes out as text/html',
    on: read,
    header: headers => headers.set('Content-Type', 'text/html'),
  },
  { title: 'api_secret is masked on retrieve', on: read, reply: put({ api_secret: '***' }) },
  { title: 'errors have no envelope', tells: 'envelope', on: one, when: 400, reply: b => b.error },
  {
    title: 'errors have no param',
    tells: 'errorWords',
    on: create,
    when: 400,
    reply: below('error', without('param')),
  },
  {
    title: 'errors have no code',
    tells: 'errorWords',
    on: create,
    when: 400,
    reply: below('error', without('code')),
  },
  {
    title: 'a 404 has another code',
    tells: 'errorWords',
    on: read,
    when: 404,
    reply: below('error', put({ code: 'x' })),
  },
  { title: 'an unknown id is a 400', tells: 'missingStatus', on: any, when: 404, status: 400 },
  { title: 'a 401 is a 403', tells: 'unauthenticatedStatus', on: any, when: 401, status: 403 },
  {
    title: 'a refused query is a 422',
    tells: 'fieldErrorStatus',
    on: list,
    when: 400,
    status: 422,
  },
]

const key = 'Bearer sk_test_...'

const doors: readonly Drift[] = [
  {
    title: 'a read needs no key',
    tells: 'strangers',
    on: read,
    ask: ({ headers }) => headers.has('Authorization') || headers.set('Authorization', key),
  },
  {
    title: 'a create needs no key',
    tells: 'strangers',
    on: create,
    ask: ({ headers }) => headers.has('Authorization') || headers.set('Authorization', key),
  },
  {
    title: 'any key will do',
    tells: 'credentials',
    on: any,
    ask: ({ headers }) => headers.has('Authorization') && headers.set('Authorization', key),
  },
  {
    title: 'an unknown path is answered',
    tells: 'unknownPathStatus',
    on: /\/nothing$/,
    instead: () => ({ status: 200, body: {} }),
  },
]

/** A query with one of its parameters changed, unless it is wrong anyway. */
const query = (name: string, change: (sent: string | null) => string | number) => {
  return ({ query }: Asked) => {
    const sent = query.get(name)
    if (/^\d*$/.test(sent ?? '')) query.set(name, String(change(sent)))
  }
}

const lists: readonly Drift[] = [
  { title: 'a page has 25 users', on: list, ask: query('limit', sent => sent ?? 25) },
  {
    title: 'a limit has a maximum of 5',
    on: list,
    ask: query('limit', n => Math.min(5, Number(n))),
  },
  {
    title: 'a limit of 0 is the default',
    tells: 'limitZero',
    on: list,
    ask: query('limit', n => (n === '0' ? 20 : (n ?? 20))),
  },
  {
    title: 'a negative limit is 1',
    tells: 'wrongPages',
    on: list,
    ask: ({ query }) => query.get('limit') === '-1' && query.set('limit', '1'),
  },
  {
    title: 'an empty limit is none',
    tells: 'wrongPages',
    on: list,
    ask: ({ query }) => query.get('limit') === '' && query.delete('limit'),
  },
  { title: 'the offset is ignored', on: list, ask: query('offset', () => 0) },
  {
    title: 'the offset skips one more',
    on: list,
    ask: query('offset', n => (n ? Number(n) + 1 : 0)),
  },
  { title: 'the offset is a page', on: list, ask: query('offset', n => Number(n) * 20) },
  { title: 'has_more is always false', on: list, reply: put({ has_more: false }) },
  {
    title: 'has_more is true for a full page',
    on: list,
    reply: (b, { query }) =>
      put({ has_more: Array.from(Object(b.data)).length === Number(query.get('limit') ?? 20) })(b),
  },
  {
    title: 'total counts the page',
    on: list,
    reply: b => put({ total: Array.from(Object(b.data)).length })(b),
  },
  { title: 'total is one too many', on: list, reply: b => put({ total: Number(b.total) + 1 })(b) },
  { title: 'the oldest user comes first', on: list, reply: rows(all => all.reverse()) },
  {
    title: 'users are listed by id',
    on: list,
    reply: rows(all => all.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1))),
  },
  {
    title: 'a page repeats its first user',
    on: list,
    reply: rows(all => [...all.slice(0, -1), ...all.slice(0, 1)]),
  },
]

/** Drifted providers of Overplane's users: what they look like, whom they let in, and how they are listed. */
export const overplaneMutants: readonly Drift[] = [...shapes, ...doors, ...lists]
