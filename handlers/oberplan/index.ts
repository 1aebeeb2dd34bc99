import type { ApiDefinition } from '../../contract/api.ts'
import { type ChoicesOf, type ContractOf, type DbOf, defineApi } from '../../contract/define.ts'
import type { Double } from '../../contract/double/double.ts'
import type { Operations } from '../../contract/double/operations.ts'
import type { DoubleOptions } from '../../contract/double/options.ts'
import type { Messages } from '../../contract/double/outbox.ts'
import type { WorldChoiceFor } from '../../contract/double/state/world.ts'
import { dialect } from './dialect.ts'
import type { entities } from './entities.ts'
import type { readings } from './readings.ts'
import { userSettings } from './user-settings.ts'

const number = (description: string) => ({ description, type: 'integer' }) as const

// Each by a name of its own, so that the declarations of others can name it.

/** The models, as `double.db` has them. */
export interface OberplanDb extends DbOf<typeof entities> {}

/** All that the API promises, as data. */
export type OberplanContract = {
  readonly [Name in keyof typeof userSettings]: ContractOf<typeof userSettings>[Name]
}

/** The operations by name, for the application's side: `Oberplan['updateUserSettings']['body']`. */
export type Oberplan = Operations<OberplanContract>

type Described = typeof readings

/** Where the documentation leaves a choice. */
export interface OberplanReadings extends Described {}

/** What it can be told to take there. */
export type OberplanChoices = ChoicesOf<OberplanReadings>

type WorldChoice = WorldChoiceFor<'oberplan', OberplanDb>

/** A double of Oberplan. */
export interface OberplanDouble
  extends Double<OberplanDb, WorldChoice, OberplanContract, OberplanChoices> {
  /** The last messages that Oberplan would have sent, up to 1,000, the very last one at the end. */
  readonly outbox: Messages
}

/** All of Oberplan: what a list of APIs takes. */
export const oberplan: ApiDefinition<'oberplan', OberplanDouble> = defineApi({
  name: 'oberplan',
  title: 'Oberplan',
  url: 'https://api.oberplan.com/v1',
  about:
    'The user settings of Oberplan, as its API documentation has them. Its page on responses prints the envelope of a refusal and few codes: the others stand under `x-readings`.',
  credentials: {
    shown: 'user@oberplan.com:mypassword',
    about: 'The email address and the password of the account.',
  },
  dialect,
  operations: userSettings,
  window: 300,
  // The printed requests come from `curl -d`, which calls their JSON a form.
  bodyTypes: ['*/*'],
  headers: {
    'X-Rate-Limit-RequestLimit': number(
      'The number of requests in a window. The name is an assumption.',
    ),
    'X-Rate-Limit-RequestRemaining': number(
      'The number of requests that are left in the present window.',
    ),
    'X-Rate-Limit-RequestReset': number(
      'The time in seconds until the current rate limit window resets.',
    ),
    'Retry-After': number('The time in seconds until a request is answered again.'),
    'WWW-Authenticate': 'The challenge that HTTP demands with a 401.',
  },
  asked: {
    /** Two that wait for an activation besides, one of them for an address that is taken. */
    fill(db) {
      db.user.create({ pending_email: 'ada@example.com', activation: 'token-of-ada' })
      db.user.create({ pending_email: 'user@oberplan.com', activation: 'token-of-bob' })
    },
  },
  strays: [
    { title: 'A path that is not documented', path: '/v1/users' },
    { title: 'A method that the path does not take', method: 'POST', path: '/v1/users/me' },
  ],
  readings: async () => (await import('./readings.ts')).readings,
  suite: async derived => (await import('./verify/verification.ts')).extended(derived),
})

/**
 * A double of Oberplan's user settings: `setupServer(...createOberplan().handlers)`.
 *
 * @example
 * const headers = { Authorization: `Basic ${btoa('user@oberplan.com:mypassword')}` }
 * const { status } = await createOberplan().fetch('/v1/users/me', { headers })
 * status // => 200
 */
export const createOberplan: (
  options?: DoubleOptions<WorldChoice, OberplanChoices>,
) => OberplanDouble = oberplan.create
