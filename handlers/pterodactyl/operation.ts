import type { installationContract } from './installation/contract.ts'
import type { externalServersContract, serversContract } from './servers/contract.ts'
import type { usersContract } from './users/contract.ts'

/** What a provider is verified by: the page, and what clients ask for first. */
export type VerifiedOperation = keyof typeof usersContract | keyof typeof serversContract

/** All that is answered, by name. */
export type Operation =
  | VerifiedOperation
  | keyof typeof externalServersContract
  | keyof typeof installationContract
