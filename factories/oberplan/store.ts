import * as z from 'zod/mini'
import { createDb, createTable } from '../../contract/store/store.ts'
import { User } from '../../handlers/oberplan/user-settings/schema.ts'
import type { Defaults } from '../defaults.ts'
import { userModel } from './user.ts'

const unset = z.nullable(z.string())

/** The settings, and what of an account never travels. */
const Account = z.extend(User, { password: z.string(), pending_email: unset, activation: unset })

export type OberplanStore = ReturnType<typeof createOberplanStore>
export type OberplanDb = OberplanStore['db']

export function createOberplanStore(defaults: Defaults) {
  const db = createDb({ user: userModel(defaults) })
  return {
    db,
    users: createTable(db, 'user', {
      schema: Account,
      lookups: { email: user => user.email.toLowerCase(), activation: user => user.activation },
    }),
  }
}
