import type { projectUserContract } from './project-user/contract.ts'
import type { userContract } from './user/contract.ts'

/** What the pages document, by name. */
export type Operation = keyof typeof userContract | keyof typeof projectUserContract
