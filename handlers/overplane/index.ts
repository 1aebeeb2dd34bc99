import type { Assumption } from '../../contract/document/notes.ts'
import { createDouble, type Double } from '../../contract/double/double.ts'
import type { Operations } from '../../contract/double/operations.ts'
import { type DoubleOptions, toSeconds, toSettings } from '../../contract/double/options.ts'
import { createState } from '../../contract/double/state.ts'
import { createOverplaneStore, type OverplaneDb } from '../../factories/overplane/store.ts'
import { documentedOverplane } from '../../fixtures/overplane/world.ts'
import { fillingOf, type WorldChoice } from '../../fixtures/worlds/world.ts'
import { dialect } from './dialect.ts'
import { projectUserContract } from './project-user/contract.ts'
import { projectUserResolvers } from './project-user/resolvers.ts'
import { userContract } from './user/contract.ts'
import { userResolvers } from './user/resolvers.ts'

const assumptions: readonly Assumption[] = [
  {
    says: 'Every success is a 200, that of a create and of a reorder too.',
    because:
      'The pages name no status; both families that they descend from, Stripe and Frappe, answer 200.',
  },
  {
    says: 'Any key of the form `sk_…` is valid; without one the reply is a 401, before anything else is looked at.',
    because: 'The printed requests send `Bearer sk_test_...`, and the pages say no more.',
  },
  {
    says: 'A refusal is `{ error: { type, code?, message, param? } }`, its `message` naming every fault and its `code` and `param` the first.',
    because: 'The pages print no error; their style is that of Stripe, which words it so.',
  },
  {
    says: 'A method that a path does not take is a 404 like an unknown path.',
    because:
      'Stripe answers so, and GET on a single project user is left out of the pages on purpose.',
  },
  {
    says: 'Every key is always there; what was never set is null.',
    because: 'The printed objects have all keys, null among their values.',
  },
  {
    says: 'Unknown keys of a body are ignored, and so are `id`, `created_at` and `updated_at`.',
    because: 'The pages leave them out of the body parameters and forbid nothing.',
  },
]

type OverplaneContract = typeof userContract & typeof projectUserContract

/** The operations by name, for the application's side: `Overplane['createUser']['body']`. */
export type Overplane = Operations<OverplaneContract>

export type OverplaneDouble = Double<OverplaneDb, WorldChoice, OverplaneContract>

/** A double of Overplane's User and Project User: `setupServer(...createOverplane().handlers)`. */
export function createOverplane(options: DoubleOptions<WorldChoice> = {}): OverplaneDouble {
  const { ids, seed, now } = toSettings(options)
  const second = () => `${toSeconds(now())}Z`
  const id = (prefix: string) => prefix + ids.text(16)
  const store = createOverplaneStore({ id, uuid: ids.uuid, now: second })

  return createDouble(
    {
      name: 'overplane',
      title: 'Overplane',
      documentedUrl: 'https://api.overplane.dev',
      contract: { ...userContract, ...projectUserContract },
      assumptions,
      dialect,
      resolvers: { ...userResolvers(store, second), ...projectUserResolvers(store) },
      db: store.db,
      state: createState({ user: store.users, projectUser: store.projectUsers }, ids),
      fill: (world = options.world) =>
        fillingOf(world, 'overplane', documentedOverplane)?.(store.db, seed),
    },
    options,
  )
}
