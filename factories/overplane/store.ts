import { createDb, createTable } from '../../contract/store/store.ts'
import { ProjectUser } from '../../handlers/overplane/project-user/schema.ts'
import { User } from '../../handlers/overplane/user/schema.ts'
import type { Defaults } from '../defaults.ts'
import { projectUserModel } from './project-user.ts'
import { userModel } from './user.ts'

export type OverplaneStore = ReturnType<typeof createOverplaneStore>
export type OverplaneDb = OverplaneStore['db']

export function createOverplaneStore(defaults: Defaults) {
  const db = createDb({ user: userModel(defaults), projectUser: projectUserModel(defaults) })
  return {
    db,
    users: createTable(db, 'user', {
      schema: User,
      // A text that is no time has to stand somewhere too: before all times.
      orders: { created: user => Date.parse(user.created_at) || 0 },
    }),
    projectUsers: createTable(db, 'projectUser', {
      schema: ProjectUser,
      orders: { idx: row => row.idx },
      // As JSON, so that rows without a parent have a key too, which no parent's id can be.
      groups: { parent: { group: row => JSON.stringify(row.parent_id), by: row => row.idx } },
    }),
  }
}
