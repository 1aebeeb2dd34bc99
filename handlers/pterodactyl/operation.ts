import type { servers } from './servers.ts'
import type { users } from './users.ts'

/** What a provider is verified by: the page, and what clients ask for first. */
export type VerifiedOperation = keyof typeof users | keyof typeof servers
