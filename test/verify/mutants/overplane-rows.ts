import type { OverplaneDouble } from '../../../handlers/index.ts'
import { type Json, type Mutant, put, rows, without } from './drift.ts'

type Drift = Mutant<OverplaneDouble>

const path = '/api/projects/project-user'
const one = /^(PATCH|POST) \/api\/projects\/project-user(?!\/reorder)/
const list = /^GET \/api\/projects\/project-user\?/
const create = /^POST \/api\/projects\/project-user$/
const update = /^PATCH \/api\/projects\/project-user\//
const remove = /^DELETE \/api\/projects\/project-user\//
const reorder = /^POST \/api\/projects\/project-user\/reorder$/

const key = { Authorization: 'Bearer sk_test_...' }
const post = { method: 'POST', headers: key }

const itemsOf = ({ items }: Json): Json[] => (Array.isArray(items) ? items : [])
const siblings = (parent: unknown) => ({ where: { parent_id: { equals: String(parent) } } })

const singles: readonly Drift[] = [
  { title: 'a row without hide_timesheets', on: one, reply: without('hide_timesheets') },
  { title: 'idx is a text', on: one, reply: b => put({ idx: String(b.idx) })(b) },
  { title: 'a flag is true by default', on: create, body: b => ({ view_attachments: true, ...b }) },
  { title: 'email is "" by default', tells: 'unset', on: create, body: b => ({ email: '', ...b }) },
  { title: 'rows begin at 0', tells: 'rowPlace', on: create, body: b => ({ idx: 0, ...b }) },
  { title: 'every row is the first', tells: 'rowPlace', on: create, body: b => ({ idx: 1, ...b }) },
  { title: 'a sent idx is ignored', on: create, body: b => (b.idx === 7 ? without('idx')(b) : b) },
  { title: 'parent_id may be missing', on: create, body: b => ({ parent_id: null, ...b }) },
  {
    title: 'a fraction is taken for idx',
    tells: 'wrongTypes',
    on: create,
    body: b => ({ ...b, ...(b.idx === 1.5 && { idx: 1 }) }),
  },
  {
    title: 'parent_id may not be null',
    tells: 'nullParent',
    on: create,
    instead: ({ body }) =>
      body.parent_id === null
        ? { status: 400, body: { error: { type: 'invalid_request_error', message: 'null' } } }
        : undefined,
  },
  { title: 'an update cannot move a row', on: update, body: without('parent_id') },
  {
    title: 'an update resets the flags',
    on: update,
    body: b => ({ hide_timesheets: false, ...b }),
  },
  { title: 'an update of a row is not kept', on: update, undone: true },
  {
    title: 'a new idx shifts the other rows',
    tells: 'rowMove',
    on: update,
    after: ({ db }, { body }, { id, parent_id }) => {
      if (body.idx === undefined) return
      const where = { parent_id: { equals: String(parent_id) }, id: { notEquals: String(id) } }
      db.projectUser.updateMany({ where, data: { idx: idx => idx + 1 } })
    },
  },
  { title: 'a delete of a row does not delete', on: remove, undone: true },
  {
    title: 'a delete of a row moves the others up',
    tells: 'rowPlace',
    on: remove,
    after: ({ db }) => db.projectUser.updateMany({ where: {}, data: { idx: idx => idx - 1 } }),
  },
  {
    title: 'a delete of a row takes all rows along',
    on: remove,
    after: ({ db }) => db.projectUser.deleteMany({ where: {} }),
  },
  {
    title: 'a row is there to retrieve',
    tells: 'wrongMethodStatus',
    on: /^GET \/api\/projects\/project-user\/x$/,
    instead: () => ({ status: 200, body: {} }),
  },
]

const lists: readonly Drift[] = [
  {
    title: 'a list knows no parent',
    on: list,
    instead: (_, double) => double.fetch(`${path}/reorder`, post),
  },
  { title: 'a list is not sorted', tells: 'rowOrder', on: list, reply: rows(all => all.reverse()) },
  { title: 'a list is cut off at 20', on: list, reply: rows(all => all.slice(0, 20)) },
  { title: 'a list has one row too few', on: list, reply: rows(all => all.slice(1)) },
  { title: 'a list of rows has more', on: list, reply: put({ has_more: true }) },
  { title: 'a list of rows counts one', on: list, reply: put({ total: 1 }) },
  {
    title: 'a parent without rows is a 404',
    tells: 'emptyParent',
    on: list,
    reply: b => b,
    instead: async (asked, double) => {
      const found = await double.fetch(`${asked.path}?${asked.query}`, { headers: asked.headers })
      if (!found.ok || (await found.clone().json()).total > 0) return found
      const error = { type: 'invalid_request_error', message: 'none' }
      return Response.json({ error }, { status: 404 })
    },
  },
  {
    title: 'a list needs no parent',
    on: /^GET \/api\/projects\/project-user$/,
    instead: (_, double) => double.fetch(`${path}/reorder`, post),
  },
]

const orders: readonly Drift[] = [
  {
    title: 'a reorder drops a row',
    tells: 'reorderReply',
    on: reorder,
    reply: rows(all => all.slice(0, -1)),
  },
  { title: 'a reorder is not kept', tells: 'reorderBody', on: reorder, undone: true },
  {
    title: 'a reorder answers with one row',
    tells: 'reorderReply',
    on: reorder,
    reply: b => Object(b.data)[0],
  },
  {
    title: 'a reorder numbers from 0',
    tells: 'reorderReply',
    on: reorder,
    reply: rows(all => all.map(row => ({ ...row, idx: Number(row.idx) - 1 }))),
  },
  {
    title: 'a reorder does not renumber',
    tells: 'rowOrder',
    on: reorder,
    after: ({ db }, { body }) => {
      for (const { id, idx } of itemsOf(body)) {
        const data = { idx: Number(idx) * 10 }
        db.projectUser.update({ where: { id: { equals: String(id) } }, data })
      }
    },
  },
  {
    title: 'a reorder forgets the rows that it does not name',
    tells: 'reorderBody',
    on: reorder,
    after: ({ db }, { body }, { data }) => {
      const named = itemsOf(body).map(({ id }) => String(id))
      const [parent] = Array.from(Object(data), row => Reflect.get(Object(row), 'parent_id'))
      const where = { ...siblings(parent).where, id: { notIn: named } }
      if (named.length > 0) db.projectUser.deleteMany({ where })
    },
  },
  {
    title: 'a reorder goes by the order of its items',
    tells: 'rowOrder',
    on: reorder,
    body: b =>
      b.items ? { ...b, items: itemsOf(b).map((item, idx) => ({ ...item, idx: idx + 1 })) } : b,
  },
  {
    title: 'a reorder takes an index twice',
    tells: 'reorderFaults',
    on: reorder,
    body: b =>
      b.items && itemsOf(b).every(({ idx }) => idx === 1)
        ? { ...b, items: itemsOf(b).slice(0, 1) }
        : b,
  },
  {
    title: 'a reorder touches another parent',
    on: reorder,
    after: ({ db }) => {
      db.projectUser.updateMany({ where: { idx: { equals: 4 } }, data: { idx: 1 } })
    },
  },
  {
    title: 'a refused reorder is made in part',
    tells: 'reorderFaults',
    on: reorder,
    when: 404,
    after: ({ db }, { body }) => {
      const [first] = itemsOf(body)
      const where = { id: { equals: String(first?.id) } }
      db.projectUser.update({ where, data: { idx: 77 } })
    },
  },
  {
    title: 'a reorder without items is a 400',
    tells: 'reorderNothing',
    on: reorder,
    instead: ({ body, isBroken, headers }) =>
      body.items === undefined && !isBroken && headers.get('Authorization') === key.Authorization
        ? { status: 400, body: { error: { type: 'invalid_request_error', message: 'items' } } }
        : undefined,
  },
]

/** Drifted rows of Overplane. */
export const overplaneRowMutants: readonly Drift[] = [...singles, ...lists, ...orders]
