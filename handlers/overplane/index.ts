import { defineApi } from '../../contract/define.ts'
import type { Operations } from '../../contract/double/operations.ts'
import { dialect } from './dialect.ts'
import { projectUsers } from './project-users.ts'
import { users } from './users.ts'

/** All of Overplane: what a list of APIs takes. */
export const overplane = defineApi({
  name: 'overplane',
  title: 'Overplane',
  url: 'https://api.overplane.dev',
  about:
    'The User and Project User objects of Overplane, as its API reference documents them. The reference prints neither statuses nor errors: what stands here in their place is listed under `x-assumptions`.',
  credentials: {
    shown: 'sk_test_...',
    about: 'An API key of the form `sk_…`, as in `Authorization: Bearer sk_test_...`.',
  },
  dialect,
  operations: { ...users, ...projectUsers },
  strays: [
    { title: 'A path that is not documented', path: '/api/core/users' },
    { title: 'A method that the path does not take', method: 'PUT', path: '/api/core/user' },
  ],
  remarks: async () => (await import('./remarks.ts')).remarks,
  suite: async derived => (await import('./verification.ts')).extended(derived),
})

/** A double of Overplane's User and Project User: `setupServer(...createOverplane().handlers)`. */
export const createOverplane = overplane.create

/** All that the API promises, as data. */
export type OverplaneContract = typeof overplane.contract

/** The operations by name, for the application's side: `Overplane['createUser']['body']`. */
export type Overplane = Operations<OverplaneContract>

export type OverplaneDouble = ReturnType<typeof createOverplane>
