import type { ApiDefinition } from '../../contract/api.ts'
import { createDouble, type Double } from '../../contract/double/double.ts'
import type { Operations } from '../../contract/double/operations.ts'
import { type DoubleOptions, toSeconds, toSettings } from '../../contract/double/options.ts'
import { createQuota } from '../../contract/double/quota.ts'
import { createState } from '../../contract/double/state.ts'
import { fillWorld, type WorldChoiceFor } from '../../contract/double/world.ts'
import { createOverplaneStore, type OverplaneDb } from '../../factories/overplane/store.ts'
import { documentedOverplane } from '../../fixtures/overplane/world.ts'
import { about } from './about.ts'
import { asks } from './asks.ts'
import { createDialect } from './dialect.ts'
import { projectUserContract } from './project-user/contract.ts'
import { projectUserResolvers } from './project-user/resolvers.ts'
import { userContract } from './user/contract.ts'
import { userResolvers } from './user/resolvers.ts'

/** All that the API promises, as data. */
export type OverplaneContract = typeof userContract & typeof projectUserContract

type WorldChoice = WorldChoiceFor<typeof about.name, OverplaneDb>

/** The operations by name, for the application's side: `Overplane['createUser']['body']`. */
export type Overplane = Operations<OverplaneContract>

export type OverplaneDouble = Double<OverplaneDb, WorldChoice, OverplaneContract>

/** A double of Overplane's User and Project User: `setupServer(...createOverplane().handlers)`. */
export function createOverplane(options: DoubleOptions<WorldChoice> = {}): OverplaneDouble {
  const { ids, seed, now, fidelity } = toSettings(about.name, options)
  const second = () => `${toSeconds(now())}Z`
  const id = (prefix: string) => prefix + ids.text(16)
  const store = createOverplaneStore({ id, uuid: ids.uuid, now: second })
  const quota = createQuota(60, now, options.rateLimit)

  const stock = { name: about.name, db: store.db, seed, documented: documentedOverplane }

  return createDouble(
    {
      ...about,
      contract: { ...userContract, ...projectUserContract },
      dialect: createDialect(quota),
      resolvers: { ...userResolvers(store, second), ...projectUserResolvers(store) },
      db: store.db,
      state: createState({ user: store.users, projectUser: store.projectUsers, quota }, ids),
      asks,
      twin: asked => createOverplane({ now, fidelity, ...asked, journal: 0 }),
      openapi: overplane.openapi,
      fill: (world = options.world) => fillWorld(world, stock),
    },
    { ...options, now },
  )
}

/** All of Overplane: what a list of APIs takes. */
export const overplane: ApiDefinition<typeof about.name, OverplaneDouble> = {
  ...about,
  create: createOverplane,
  openapi: async () => (await import('./openapi.ts')).overplaneOpenApi(createOverplane),
  suite: async () => (await import('./verification.ts')).overplaneSuite,
}
