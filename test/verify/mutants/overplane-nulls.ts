import type { OverplaneDouble } from '../../../handlers/index.ts'
import { type Json, type Mutant, without } from './drift.ts'

type Drift = Mutant<OverplaneDouble>

const createUser = /^POST \/api\/core\/user$/
const updateUser = /^PATCH \/api\/core\/user\//
const createRow = /^POST \/api\/projects\/project-user$/
const updateRow = /^PATCH \/api\/projects\/project-user\//

const refused = ({ user_type }: Json) =>
  user_type === null
    ? { status: 400, body: { error: { type: 'invalid_request_error', message: 'null' } } }
    : undefined

const users: readonly Drift[] = [
  {
    title: 'null leaves enabled as it was',
    tells: 'nulls',
    on: updateUser,
    body: b => (b.enabled === null ? without('enabled')(b) : b),
  },
  {
    title: 'null turns enabled off',
    tells: 'nulls',
    on: updateUser,
    body: b => (b.enabled === null ? { ...b, enabled: false } : b),
  },
  {
    title: 'null empties user_type',
    tells: 'nulls',
    on: updateUser,
    body: b => (b.user_type === null ? { ...b, user_type: '' } : b),
  },
  {
    title: 'null for enabled of a new user is false',
    tells: 'nulls',
    on: createUser,
    body: b => (b.enabled === null ? { ...b, enabled: false } : b),
  },
  {
    title: 'null for user_type is a 400',
    tells: 'nulls',
    on: createUser,
    instead: ({ body }) => refused(body),
  },
]

const rows: readonly Drift[] = [
  {
    title: 'null leaves a flag as it was',
    tells: 'nulls',
    on: updateRow,
    body: b => (b.view_attachments === null ? without('view_attachments')(b) : b),
  },
  {
    title: 'null leaves idx as it was',
    tells: 'nulls',
    on: updateRow,
    body: b => (b.idx === null ? without('idx')(b) : b),
  },
  {
    title: 'null makes a row the first',
    tells: 'nulls',
    on: updateRow,
    body: b => (b.idx === null ? { ...b, idx: 1 } : b),
  },
  {
    title: 'null puts a row behind itself',
    tells: 'nulls',
    on: updateRow,
    after: ({ db }, { body }, { id, idx }) => {
      const where = { id: { equals: String(id) } }
      if (body.idx === null) db.projectUser.update({ where, data: { idx: Number(idx) + 1 } })
    },
    reply: (b, { body }) => (body.idx === null ? { ...b, idx: Number(b.idx) + 1 } : b),
  },
  {
    title: 'null puts a row behind those of its former parent',
    tells: 'nulls',
    on: updateRow,
    instead: async ({ body, path, headers }, double) => {
      if (body.idx !== null || body.parent_id === undefined) return undefined
      const ask = (sent: object) =>
        double.fetch(path, { method: 'PATCH', headers, body: JSON.stringify(sent) })
      await ask({ idx: null })
      return ask(without('idx')(body))
    },
  },
  {
    title: 'null for idx of a new row is 0',
    tells: 'nulls',
    on: createRow,
    body: b => (b.idx === null ? { ...b, idx: 0 } : b),
  },
]

/** Providers of Overplane that read null otherwise than as a field that was never sent. */
export const overplaneNullMutants: readonly Drift[] = [...users, ...rows]
