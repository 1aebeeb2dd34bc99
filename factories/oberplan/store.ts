import type { Defaults } from '../defaults.ts'
import { createDb, createTable } from '../store/store.ts'
import { userModel } from './user.ts'

export type OberplanStore = ReturnType<typeof createOberplanStore>
export type OberplanDb = OberplanStore['db']

export function createOberplanStore(defaults: Defaults) {
  const db = createDb({ user: userModel(defaults) })
  return {
    db,
    users: createTable(db, 'user', {
      lookups: { email: user => user.email.toLowerCase(), activation: user => user.activation },
      orders: {},
    }),
  }
}
