import * as z from 'zod/mini'
import type { Apis } from '../../contract/api.ts'
import { check, expecting } from '../../contract/check.ts'
import type { Config } from '../../contract/config/config.ts'
import { checkConfig, serveShape } from '../../contract/config/form.ts'
import type { ReadingsOf, WorldChoiceOf } from '../../contract/double/doubles.ts'
import type { Delay } from '../../contract/double/force/delay.ts'
import type { SessionLimits } from '../../contract/double/sessions/sessions.ts'
import type { Fidelity } from '../../contract/readings/choice.ts'
import { apis } from '../../handlers/index.ts'
import type { Bounds } from '../http/http.ts'

/** What a server can be told: all of it optional, and by default as the command has it. */
export interface ServeOptions<All extends Apis = typeof apis> {
  /** Which APIs and worlds there are, as `contract-doubles.config.ts` exports it. Default: the APIs of this package. */
  readonly config?: Config<All>
  /** Default: 4010; 0 takes a free one. */
  readonly port?: number
  /** Default: both loopbacks, 127.0.0.1 and ::1. */
  readonly host?: string
  /** The names of those to serve. Default: all of them. */
  readonly apis?: readonly string[]
  /**
   * `'documented'`, `'empty'`, `'demo'`, the name of a configured world, a file as in `'./team.json'`, or a world that is
   * given. Default: `'demo'`.
   */
  readonly world?: WorldChoiceOf<All> | string
  /** A file that keeps what the doubles hold: read where it is there, written after each change. Default: nothing does. */
  readonly state?: string
  /** Default: 1. */
  readonly seed?: number
  /** Default: `'documented'`. */
  readonly fidelity?: Fidelity
  /** Values of readings by API, over what the fidelity takes: `{ pterodactyl: { deleteStatus: 204 } }`. */
  readonly readings?: ReadingsOf<All>
  /** What time it is when it starts, ISO 8601; from there on it runs. Default: the system's. */
  readonly now?: string
  /** Default: false. */
  readonly rateLimit?: boolean | number
  /** How long every call waits, in milliseconds, or a range of them. Default: 0. */
  readonly delay?: Delay
  /** The share of calls that meet an outage, from 0 to 1. Default: 0. */
  readonly errorRate?: number
  /** How many sessions there may be, and how long one may be left alone. Default: 200, and an hour. */
  readonly sessions?: SessionLimits
  /** Whether there is no line for each request. Default: false. */
  readonly quiet?: boolean
  /** Whether each line is JSON, the one that says where it listens too. Default: false. */
  readonly json?: boolean
  /** Lets other machines control the doubles. Default: made up where the host is no loopback. */
  readonly adminToken?: string
  /** Names, with a port or without, by which this machine may be asked for the control API too. Default: its own alone. */
  readonly allowHosts?: readonly string[]
  /** Origins whose pages may use the control API too: `['http://localhost:5173']`. Default: none. */
  readonly allowOrigins?: readonly string[]
  /** How long a caller may take, and how many there may be. */
  readonly bounds?: Partial<Bounds>
  /** Whether lines are for a terminal that has colours. Default: false. */
  readonly isColoured?: boolean
}

const usual = {
  port: 4010,
  host: undefined,
  world: 'demo',
  seed: 1,
  fidelity: 'documented',
  rateLimit: false,
  delay: 0,
  errorRate: 0,
} as const

/** What a server is told, by whoever starts it, by its configuration, or by default. */
export type Told = ReturnType<typeof toldTo>

export const toldTo = ({ serve }: Config, options: ServeOptions<Apis>) => ({
  ...usual,
  ...serve,
  ...options,
})

/** What is served: ours, where nothing is configured. Throws where an option is none, or is not as it has to be. */
export function configIn(options: ServeOptions<Apis>): Config {
  const { config = { apis } } = Object(options)
  const known = checkConfig(config, 'serve')
  check(optionsForm(Object.keys(known.apis)), options, 'serve')
  return known
}

const flag = expecting(z.boolean(), 'true or false')
/** Timers take no more. */
const most = expecting(z.int().check(z.gte(1), z.lte(2 ** 31 - 1)), 'a whole number from 1')

/** What the doubles are told they check themselves; of the configuration somebody has made sure. */
const ofTheDoubles = Object.fromEntries(
  [
    'world',
    'seed',
    'fidelity',
    'readings',
    'rateLimit',
    'delay',
    'errorRate',
    'sessions',
    'config',
  ].map(name => [name, z.optional(z.unknown())]),
)

const optionsForm = (names: readonly string[]): z.ZodMiniType =>
  expecting(
    z.strictObject({
      port: serveShape.port,
      host: serveShape.host,
      apis: z.optional(
        expecting(
          z.array(z.enum(names)).check(z.minLength(1)),
          `a list with some of ${names.join(', ')}`,
        ),
      ),
      state: serveShape.state,
      now: z.optional(
        expecting(
          z.string().check(z.refine(text => !Number.isNaN(Date.parse(text)))),
          'a time, as in "2024-01-15T09:30:00Z"',
        ),
      ),
      quiet: serveShape.quiet,
      json: serveShape.json,
      adminToken: serveShape.adminToken,
      allowHosts: serveShape.allowHosts,
      allowOrigins: serveShape.allowOrigins,
      bounds: z.optional(
        expecting(
          z.partial(
            z.strictObject({ headers: most, request: most, idle: most, connections: most }),
          ),
          'an object with headers, request, idle or connections',
        ),
      ),
      isColoured: z.optional(flag),
      ...ofTheDoubles,
    }),
    'an object of options, as in { port: 4010 }',
  )
