import type { projectUsers } from './project-users.ts'
import type { users } from './users.ts'

/** What the pages document, by name. */
export type Operation = keyof typeof users | keyof typeof projectUsers
