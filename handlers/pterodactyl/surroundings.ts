import type { Fidelity } from '../../contract/double/options.ts'
import type { PterodactylStore } from '../../factories/pterodactyl/store.ts'

/** What the resolvers work with. */
export interface Surroundings {
  readonly store: PterodactylStore
  readonly now: () => string
  readonly fidelity: Fidelity
}
