import { randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import { check, expecting } from '../contract/check.ts'
import {
  apis,
  createDoubles,
  type Doubles,
  type Fidelity,
  type WorldChoice,
} from '../handlers/index.ts'
import { tokenForm } from './arguments.ts'
import { banner } from './banner.ts'
import type { Print } from './command.ts'
import { isLoopback } from './guard.ts'
import { type Bounds, createHttpServer, type Exchange } from './http.ts'
import { listen } from './listening.ts'
import { lineOf } from './log.ts'
import { worldNamed } from './worlds.ts'

/** What a server can be told: all of it optional, and by default as the command has it. */
export interface ServeOptions {
  /** Default: 4010; 0 takes a free one. */
  readonly port?: number
  /** Default: both loopbacks, 127.0.0.1 and ::1. */
  readonly host?: string
  /** Default: all of them. */
  readonly apis?: readonly string[]
  /** `'documented'`, `'empty'`, `'demo'`, or a world of one's own. Default: `'demo'`. */
  readonly world?: WorldChoice | 'demo'
  /** Default: 1. */
  readonly seed?: number
  /** Default: `'documented'`. */
  readonly fidelity?: Fidelity
  /** Default: false. */
  readonly rateLimit?: boolean | number
  /** Whether there is no line for each request. Default: false. */
  readonly quiet?: boolean
  /** Lets other machines control the doubles. Default: made up where the host is no loopback. */
  readonly adminToken?: string
  /** How long a caller may take, and how many there may be. */
  readonly bounds?: Partial<Bounds>
  /** Whether lines are for a terminal that has colours. Default: false. */
  readonly isColoured?: boolean
}

/** A running server. */
export interface Served {
  /** `http://127.0.0.1:4010` */
  readonly url: string
  /** What it serves: arrange and inspect them from here. */
  readonly doubles: Doubles
  /** How many requests were a 500, which is no API's: a fault of the doubles. */
  readonly failures: number
  /** Stops at once, whatever is under way. */
  close(): Promise<void>
}

/**
 * Serves doubles until it is closed; `print` gets the banner and a line for each request, and by default nobody does.
 *
 * @example
 * const { url, doubles, close } = await serve({ port: 0, world: 'documented' })
 * doubles.overplane.db.user.create({ email: 'ada@example.com', first_name: 'Ada' })
 * await fetch(`${url}/api/core/user`, { headers: { Authorization: 'Bearer sk_test_...' } })
 * await close()
 */
export async function serve(options: ServeOptions = {}, print?: Print): Promise<Served> {
  check(OptionsForm, options, 'serve')
  check(PrintForm, print, 'serve')
  const { port = 4010, host, world = 'demo', quiet = false, isColoured, bounds } = options
  const { seed = 1, fidelity = 'documented', rateLimit = false } = options
  const doubles = createDoubles({ world: await worldNamed(world), seed, fidelity, rateLimit })
  const chosen = Object.values(apis)
    .filter(({ name }) => options.apis?.includes(name) ?? true)
    .map(({ name }) => doubles[name])
  const adminToken = options.adminToken ?? tokenFor(host)
  const onExchange =
    print && !quiet ? (exchange: Exchange) => print(lineOf(exchange, isColoured)) : undefined
  let failures = 0
  const onFailure = () => {
    failures += 1
  }
  const server = createHttpServer(chosen, onExchange, { adminToken, bounds, onFailure })
  const { url, close } = await listen(server, { host, port })
  if (print) {
    const name = typeof world === 'string' ? world : world.name
    const introduction = banner(url, chosen, { world: name, seed, fidelity, adminToken })
    for (const double of chosen) double.reset() // of what the banner tried
    print(introduction)
  }
  return {
    url,
    doubles,
    get failures() {
      return failures
    },
    close,
  }
}

const PrintForm = expecting(
  z.custom<Print>(value => value === undefined || typeof value === 'function'),
  'a function that prints a text, such as console.log, or nothing',
)

/** A token where other machines get to the server. */
function tokenFor(host = 'localhost'): string | undefined {
  return host === 'localhost' || isLoopback(host) ? undefined : randomBytes(16).toString('hex')
}

const apiNames = Object.keys(apis)
const flag = expecting(z.boolean(), 'true or false')
/** Timers take no more. */
const most = expecting(z.int().check(z.gte(1), z.lte(2 ** 31 - 1)), 'a whole number from 1')

/** What the doubles are told they check themselves. */
const OptionsForm: z.ZodMiniType = expecting(
  z.strictObject({
    port: z.optional(
      expecting(
        z.int().check(z.gte(0), z.lte(65_535)),
        'a whole number from 0 to 65535, as in { port: 4010 }',
      ),
    ),
    host: z.optional(expecting(z.string().check(z.minLength(1)), 'a name or an address')),
    apis: z.optional(
      expecting(
        z.array(z.enum(apiNames)).check(z.minLength(1)),
        `a list with some of ${apiNames.join(', ')}`,
      ),
    ),
    world: z.optional(z.unknown()),
    seed: z.optional(z.unknown()),
    fidelity: z.optional(z.unknown()),
    rateLimit: z.optional(z.unknown()),
    quiet: z.optional(flag),
    adminToken: z.optional(
      expecting(
        z.string().check(z.regex(tokenForm)),
        'letters, digits and signs of ASCII, without blanks',
      ),
    ),
    bounds: z.optional(
      expecting(
        z.partial(z.strictObject({ headers: most, request: most, idle: most, connections: most })),
        'an object with headers, request, idle or connections',
      ),
    ),
    isColoured: z.optional(flag),
  }),
  'an object of options, as in { port: 4010 }',
)
