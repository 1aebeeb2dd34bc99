import type { Defaults } from '../defaults.ts'
import { createDb, createTable } from '../store/store.ts'
import { projectUserModel } from './project-user.ts'
import { userModel } from './user.ts'

export type OverplaneStore = ReturnType<typeof createOverplaneStore>
export type OverplaneDb = OverplaneStore['db']

export function createOverplaneStore(defaults: Defaults) {
  const db = createDb({ user: userModel(defaults), projectUser: projectUserModel(defaults) })
  return {
    db,
    users: createTable(db, 'user', {
      lookups: {},
      // A text that is no time has to stand somewhere too: before all times.
      orders: { created: user => Date.parse(user.created_at) || 0 },
    }),
    projectUsers: createTable(db, 'projectUser', {
      // As JSON, so that rows without a parent have a key too, which no parent's id can be.
      lookups: { parent: row => JSON.stringify(row.parent_id) },
      orders: { idx: row => row.idx },
    }),
  }
}
