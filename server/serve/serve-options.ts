import * as z from 'zod/mini'
import type { Apis } from '../../contract/api.ts'
import { check, expecting } from '../../contract/check.ts'
import type { Config, ServeSettings } from '../../contract/config/config.ts'
import { checkConfig, serveShape } from '../../contract/config/form.ts'
import type { WorldChoiceOf } from '../../contract/double/doubles.ts'
import { apis } from '../../handlers/index.ts'
import type { Bounds } from '../http/http.ts'

/** What a server can be told: all of it optional, and by default as the command has it. */
export interface ServeOptions<All extends Apis = typeof apis>
  extends Omit<ServeSettings<All>, 'world' | 'state'> {
  /** Which APIs and worlds there are, as `contract-doubles.config.ts` exports it. Default: the APIs of this package. */
  readonly config?: Config<All>
  /** The names of those to serve. Default: all of them. */
  readonly apis?: readonly string[]
  /**
   * `'documented'`, `'empty'`, `'demo'`, the name of a configured world, a file as in `'./team.json'`, or a world that is
   * given. Default: `'demo'`.
   */
  readonly world?: WorldChoiceOf<All> | string
  /** A file that keeps what the doubles hold: read where it is there, written after each change. Default: nothing does. */
  readonly state?: string
  /** What time it is when it starts, ISO 8601; from there on it runs. Default: the system's. */
  readonly now?: string
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
