import type { ApiDefinition } from '../../contract/api.ts'
import { createDouble, type Double } from '../../contract/double/double.ts'
import type { Operations } from '../../contract/double/operations.ts'
import { type DoubleOptions, toSeconds, toSettings } from '../../contract/double/options.ts'
import { createOutbox, type Messages } from '../../contract/double/outbox.ts'
import { createQuota } from '../../contract/double/quota.ts'
import { createState } from '../../contract/double/state.ts'
import { fillWorld, type WorldChoiceFor } from '../../contract/double/world.ts'
import { createOberplanStore, type OberplanDb } from '../../factories/oberplan/store.ts'
import { documentedOberplan } from '../../fixtures/oberplan/world.ts'
import { about } from './about.ts'
import { askedWorld, asks } from './asks.ts'
import { createDialect } from './dialect.ts'
import { userSettingsContract } from './user-settings/contract.ts'
import { userSettingsResolvers } from './user-settings/resolvers.ts'

/** All that the API promises, as data. It is no mere `typeof`, so that the declarations of others name it. */
export type OberplanContract = {
  readonly [Name in keyof typeof userSettingsContract]: (typeof userSettingsContract)[Name]
}

type WorldChoice = WorldChoiceFor<typeof about.name, OberplanDb>

/** The operations by name, for the application's side: `Oberplan['updateUserSettings']['body']`. */
export type Oberplan = Operations<OberplanContract>

export interface OberplanDouble extends Double<OberplanDb, WorldChoice, OberplanContract> {
  /** The last messages that Oberplan would have sent, up to 1,000, the very last one at the end. */
  readonly outbox: Messages
}

/** A double of Oberplan's user settings: `setupServer(...createOberplan().handlers)`. */
export function createOberplan(options: DoubleOptions<WorldChoice> = {}): OberplanDouble {
  const { ids, seed, now, fidelity } = toSettings(about.name, options)
  const second = () => `${toSeconds(now())}Z`
  const store = createOberplanStore({
    id: prefix => prefix + ids.text(16),
    uuid: ids.uuid,
    now: second,
  })
  const quota = createQuota(300, now, options.rateLimit)
  const outbox = createOutbox()
  const sendActivation = (to: string, baseUrl: string): string => {
    const token = ids.text(32)
    const link = `${baseUrl}/users/activate/${token}`
    outbox.send({ to, subject: 'Activate your new email address', link, sentAt: second() })
    return token
  }

  const stock = { name: about.name, db: store.db, seed, documented: documentedOberplan }

  const double = createDouble(
    {
      ...about,
      contract: userSettingsContract,
      dialect: createDialect(store, quota),
      resolvers: userSettingsResolvers({ store, quota, sendActivation, now: second }),
      db: store.db,
      state: createState({ user: store.users, outbox, quota }, ids),
      asks,
      twin: asked => createOberplan({ now, fidelity, ...asked, world: askedWorld, journal: 0 }),
      openapi: oberplan.openapi,
      fill: (world: WorldChoice | undefined = options.world) => fillWorld(world, stock),
    },
    { ...options, now },
  )
  return Object.assign(double, { outbox: outbox.messages })
}

/** All of Oberplan: what a list of APIs takes. */
export const oberplan: ApiDefinition<typeof about.name, OberplanDouble> = {
  ...about,
  documented: documentedOberplan,
  create: createOberplan,
  openapi: async () => (await import('./openapi.ts')).oberplanOpenApi(createOberplan),
  suite: async () => (await import('./verification.ts')).oberplanSuite,
}
