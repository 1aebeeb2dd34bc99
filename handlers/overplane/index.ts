import type { ApiDefinition } from '../../contract/api.ts'
import { type ChoicesOf, type ContractOf, type DbOf, defineApi } from '../../contract/define.ts'
import type { Double } from '../../contract/double/double.ts'
import type { Operations } from '../../contract/double/operations.ts'
import type { DoubleOptions } from '../../contract/double/options.ts'
import type { WorldChoiceFor } from '../../contract/double/state/world.ts'
import { dialect } from './dialect.ts'
import type { entities } from './entities.ts'
import { projectUsers } from './project-users.ts'
import type { readings } from './readings.ts'
import { users } from './users.ts'

const operations = { ...users, ...projectUsers }

// Each by a name of its own, so that the declarations of others can name it.

/** The models, as `double.db` has them. */
export interface OverplaneDb extends DbOf<typeof entities> {}

/** All that the API promises, as data. */
export type OverplaneContract = {
  readonly [Name in keyof typeof operations]: ContractOf<typeof operations>[Name]
}

/** The operations by name, for the application's side: `Overplane['createUser']['body']`. */
export type Overplane = Operations<OverplaneContract>

type Described = typeof readings

/** Where the documentation leaves a choice. */
export interface OverplaneReadings extends Described {}

/** What it can be told to take there. */
export type OverplaneChoices = ChoicesOf<OverplaneReadings>

type WorldChoice = WorldChoiceFor<'overplane', OverplaneDb>

/** A double of Overplane. */
export interface OverplaneDouble
  extends Double<OverplaneDb, WorldChoice, OverplaneContract, OverplaneChoices> {}

/** All of Overplane: what a list of APIs takes. */
export const overplane: ApiDefinition<'overplane', OverplaneDouble> = defineApi({
  name: 'overplane',
  title: 'Overplane',
  url: 'https://api.overplane.dev',
  about:
    'The User and Project User objects of Overplane, as its API reference documents them. The reference prints neither statuses nor errors: what stands here in their place is listed under `x-readings`.',
  credentials: {
    shown: 'sk_test_...',
    about: 'An API key of the form `sk_…`, as in `Authorization: Bearer sk_test_...`.',
  },
  dialect,
  operations,
  strays: [
    { title: 'A path that is not documented', path: '/api/core/users' },
    { title: 'A method that the path does not take', method: 'PUT', path: '/api/core/user' },
  ],
  readings: async () => (await import('./readings.ts')).readings,
  suite: async derived => (await import('./verify/verification.ts')).extended(derived),
})

/**
 * A double of Overplane's User and Project User: `setupServer(...createOverplane().handlers)`.
 *
 * @example
 * const overplane = createOverplane({ world: 'empty' })
 * overplane.db.user.create({ email: 'ada@example.com', first_name: 'Ada' })
 * overplane.db.user.count() // => 1
 */
export const createOverplane: (
  options?: DoubleOptions<WorldChoice, OverplaneChoices>,
) => OverplaneDouble = overplane.create
