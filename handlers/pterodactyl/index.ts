import type { ApiDefinition } from '../../contract/api.ts'
import { createDouble, type Double } from '../../contract/double/double.ts'
import type { Operations } from '../../contract/double/operations.ts'
import { type DoubleOptions, toSeconds, toSettings } from '../../contract/double/options.ts'
import { createQuota } from '../../contract/double/quota.ts'
import { createState } from '../../contract/double/state.ts'
import { fillWorld, type WorldChoiceFor } from '../../contract/double/world.ts'
import { createPterodactylStore, type PterodactylDb } from '../../factories/pterodactyl/store.ts'
import { apiKeys } from '../../fixtures/pterodactyl/api-keys.ts'
import { documentedPterodactyl } from '../../fixtures/pterodactyl/world.ts'
import { about } from './about.ts'
import { askedWorld, asks } from './asks.ts'
import { createCountdown } from './countdown.ts'
import { createDialect } from './dialect.ts'
import { installationContract } from './installation/contract.ts'
import { installationResolvers } from './installation/resolvers.ts'
import { createKeys } from './keys.ts'
import { externalServersContract, serversContract } from './servers/contract.ts'
import { serversResolvers } from './servers/resolvers.ts'
import { usersContract } from './users/contract.ts'
import { usersResolvers } from './users/resolvers.ts'

/** All that the API promises, as data. */
export type PterodactylContract = typeof usersContract &
  typeof serversContract &
  typeof externalServersContract &
  typeof installationContract

type WorldChoice = WorldChoiceFor<typeof about.name, PterodactylDb>

/** The operations by name, for the application's side: `Pterodactyl['createUser']['body']`. */
export type Pterodactyl = Operations<PterodactylContract>

export type PterodactylDouble = Double<PterodactylDb, WorldChoice, PterodactylContract>

/** A double of the users of Pterodactyl's Application API: `setupServer(...createPterodactyl().handlers)`. */
export function createPterodactyl(options: DoubleOptions<WorldChoice> = {}): PterodactylDouble {
  const { ids, seed, now, fidelity } = toSettings(about.name, options)
  const second = () => `${toSeconds(now())}+00:00`
  const id = (prefix: string) => prefix + ids.text(8)
  const store = createPterodactylStore({ id, uuid: ids.uuid, now: second })

  const { rateLimit = false } = options
  const isCounted = rateLimit === false && fidelity === 'observed'
  const quota = isCounted ? createCountdown(60, now) : createQuota(60, now, rateLimit)
  const surroundings = { store, now: second, fidelity }

  const stock = { name: about.name, db: store.db, seed, documented: documentedPterodactyl }

  return createDouble(
    {
      ...about,
      contract: {
        ...usersContract,
        ...serversContract,
        ...externalServersContract,
        ...installationContract,
      },
      dialect: createDialect(createKeys(store, quota, now)),
      resolvers: {
        ...usersResolvers(surroundings),
        ...serversResolvers(surroundings),
        ...installationResolvers(surroundings),
      },
      db: store.db,
      state: createState(
        { user: store.users, server: store.servers, apiKey: store.apiKeys, quota },
        ids,
      ),
      asks,
      twin: asked => createPterodactyl({ now, fidelity, ...asked, world: askedWorld, journal: 0 }),
      openapi: pterodactyl.openapi,
      fill(world = options.world) {
        for (const key of apiKeys) store.apiKeys.create(key)
        fillWorld(world, stock)
      },
    },
    { ...options, now },
  )
}

/** All of Pterodactyl: what a list of APIs takes. */
export const pterodactyl: ApiDefinition<typeof about.name, PterodactylDouble> = {
  ...about,
  documented: documentedPterodactyl,
  create: createPterodactyl,
  openapi: async () => (await import('./openapi.ts')).pterodactylOpenApi(createPterodactyl),
  suite: async () => (await import('./verification.ts')).pterodactylSuite,
}
