import type { ApiDefinition } from '../../contract/api.ts'
import { type ChoicesOf, type ContractOf, type DbOf, defineApi } from '../../contract/define.ts'
import type { Double } from '../../contract/double/double.ts'
import type { Operations } from '../../contract/double/operations.ts'
import { type DoubleOptions, toSeconds } from '../../contract/double/options.ts'
import type { WorldChoiceFor } from '../../contract/double/state/world.ts'
import { counting } from './countdown.ts'
import { dialect } from './dialect.ts'
import type { entities } from './entities.ts'
import { installation } from './installation/index.ts'
import type { readings } from './readings.ts'
import { externalServers, servers } from './servers.ts'
import { users } from './users.ts'

const operations = { ...users, ...servers, ...externalServers, ...installation }

// Each by a name of its own, so that the declarations of others can name it.

/** The models, as `double.db` has them. */
export interface PterodactylDb extends DbOf<typeof entities> {}

/** All that the API promises, as data. */
export type PterodactylContract = {
  readonly [Name in keyof typeof operations]: ContractOf<typeof operations>[Name]
}

/** The operations by name, for the application's side: `Pterodactyl['createUser']['body']`. */
export type Pterodactyl = Operations<PterodactylContract>

type Described = typeof readings

/** Where the documentation leaves a choice. */
export interface PterodactylReadings extends Described {}

/** What it can be told to take there. */
export type PterodactylChoices = ChoicesOf<PterodactylReadings>

type WorldChoice = WorldChoiceFor<'pterodactyl', PterodactylDb>

/** A double of Pterodactyl. */
export interface PterodactylDouble
  extends Double<PterodactylDb, WorldChoice, PterodactylContract, PterodactylChoices> {}

/** All of Pterodactyl: what a list of APIs takes. */
export const pterodactyl: ApiDefinition<'pterodactyl', PterodactylDouble> = defineApi({
  name: 'pterodactyl',
  title: 'Pterodactyl',
  url: 'https://panel.example.com',
  about:
    "The users of Pterodactyl's Application API, as its unofficial documentation has them. Where that is silent the panel itself was looked at; what was decided so, and where the two disagree, stands under `x-readings`.",
  credentials: {
    shown: 'ptla_full',
    about:
      'An API key of the panel: `ptla_…` for an application, `ptlc_…` for an account of an administrator.',
  },
  dialect,
  operations,
  toTime: time => `${toSeconds(time)}+00:00`,
  quota: counting,
  bodyTypes: ['application/x-www-form-urlencoded'],
  host: { name: 'panel', description: 'The host of the panel.' },
  headers: {
    'X-RateLimit-Limit': {
      description: 'The number of requests that a user may send in a minute.',
      type: 'integer',
    },
    'X-RateLimit-Remaining': {
      description: 'The number of requests that are left in the present minute.',
      type: 'integer',
    },
    'X-RateLimit-Reset': {
      description: 'When a request is answered again, in seconds since 1970.',
      type: 'integer',
    },
    'Retry-After': {
      description: 'The time in seconds until a request is answered again.',
      type: 'integer',
    },
  },
  asked: {
    now: new Date('2022-09-15T17:33:34Z'),
    every: {
      403: {
        title: 'A key whose owner is no administrator',
        headers: { Authorization: 'Bearer ptla_plain' },
      },
    },
    // One besides who owns a server.
    fill(db) {
      db.user.create({
        id: 5,
        external_id: 'crm-9',
        username: 'grace',
        email: 'grace@example.com',
        first_name: 'Grace',
        last_name: 'Hopper',
      })
      db.server.create({
        id: 1,
        external_id: 'order-1',
        name: 'Lobby',
        description: 'Where everybody begins',
        user: 5,
        container: { startup_command: 'java -jar server.jar', image: 'example/java:21' },
      })
    },
  },
  strays: [
    { title: 'A path that is not documented', path: '/api/application/nothing' },
    {
      title: 'A method that the path does not take',
      ...{ method: 'PUT', path: '/api/application/users' },
    },
  ],
  readings: async () => (await import('./readings.ts')).readings,
  suite: async derived => (await import('./verify/verification.ts')).extended(derived),
})

/**
 * A double of the users of Pterodactyl's Application API: `setupServer(...createPterodactyl().handlers)`.
 *
 * @example
 * const panel = createPterodactyl({ readings: { deleteStatus: 204 } })
 * panel.readings.deleteStatus // => 204
 */
export const createPterodactyl: (
  options?: DoubleOptions<WorldChoice, PterodactylChoices>,
) => PterodactylDouble = pterodactyl.create
