import * as z from 'zod/mini'
import { check, expecting } from '../check.ts'
import type { Told } from '../readings/calibration.ts'
import type { Fidelity } from '../readings/choice.ts'
import { createIds, type Ids } from './ids.ts'
import type { JournalLimits } from './journal/journal.ts'
import type { SessionLimits, Sessions } from './sessions/sessions.ts'
import type { Scenario } from './settings/scenarios.ts'
import { type Settings, settingsForms } from './settings/settings.ts'

/** What every double can be told; all of it optional. */
export interface DoubleOptions<World, Values = Readonly<Record<never, never>>> {
  /**
   * Narrows the double to one origin, and replaces the documented base URL: `http://localhost:4010/v1`. Without it any
   * origin is answered, but on that of the page itself only callers with the API's kind of credentials are.
   */
  readonly baseUrl?: string
  /** Fixes all that is made up: ids, and the worlds that factories fill. Default: 1. */
  readonly seed?: number
  /** What the double holds at the start, and after a reset. Default: the documented entities. */
  readonly world?: World
  /** The double's time. Default: the system's. */
  readonly now?: () => Date
  /** Default: `'documented'`. */
  readonly fidelity?: Fidelity
  /**
   * Values of readings, over what the fidelity takes: `{ deleteStatus: 204 }`, or what `verify --save` wrote. Replies
   * that are forced are told in them too: a forced 200 of a delete is a 204 then.
   */
  readonly readings?: Told<Values>
  /**
   * Whether the API's limit of requests is enforced, or a limit to enforce in its place. Default: false, since a
   * test suite soon exceeds it.
   */
  readonly rateLimit?: Settings['rateLimit']
  /** How long every call waits, or those of an operation: `300`, `[100, 900]`, `{ listUsers: 700 }`. Default: 0. */
  readonly delay?: Settings['delay']
  /** The share of calls that meet an outage: `0.1`, or `{ rate: 0.1, status: 502 }`. Default: 0. */
  readonly errorRate?: Settings['errorRate']
  /** Overrides and settings under names, to be switched on and off as one. */
  readonly scenarios?: Readonly<Record<string, Scenario>>
  /** How many calls the journal keeps, and how many bytes. Default: 1000 calls in 64 MB, in a session 500 in 3 MB; 0 keeps none. */
  readonly journal?: number | JournalLimits
  /** How many sessions there may be, and how long one may be left alone; or those of other doubles, to have in common. */
  readonly sessions?: SessionLimits | Sessions
  /** In a browser: keep what the double holds, and its overrides, in `sessionStorage`, over reloads. Default: false. */
  readonly persist?: boolean
}

/** A double's own time, ids and fidelity; its readings are looked at by whoever knows them. */
export interface Basis {
  readonly seed: number
  readonly ids: Ids
  readonly now: () => Date
  readonly fidelity: Fidelity
}

/** What is made of the options; throws a sentence where one is wrong, or there is none of its name. */
export function toBasis(api: string, options: DoubleOptions<unknown>): Basis {
  checkOptions(options, `create the "${api}" double`)
  const { seed = 1, now = () => new Date(), fidelity = 'documented' } = options
  return { seed, now: () => toDate(now()), fidelity, ids: createIds(seed) }
}

/** Throws a sentence where an option is wrong, or there is none of its name. */
export function checkOptions(options: unknown, doing: string): void {
  check(Options, options, doing)
}

const atLeast = (least: number) => z.int().check(z.gte(least))

/** What every double is told alike, by whatever way. */
export const settingsShape = {
  seed: z.optional(expecting(z.int32(), 'a whole number')),
  fidelity: z.optional(expecting(z.enum(['documented', 'observed']), '"documented" or "observed"')),
  rateLimit: z.optional(settingsForms.rateLimit),
  delay: z.optional(settingsForms.delay),
  errorRate: z.optional(settingsForms.errorRate),
}

/** Every option, with the words for what it takes; a world is checked where it is filled. */
const Options: z.ZodMiniType = expecting(
  z.strictObject({
    baseUrl: z.optional(
      expecting(
        z.string().check(z.refine(isBaseUrl)),
        'an absolute URL without a query, such as "http://localhost:4010"',
      ),
    ),
    seed: settingsShape.seed,
    world: z.optional(z.unknown()),
    now: z.optional(
      expecting(
        z.custom<() => Date>(value => typeof value === 'function'),
        'a function, as in () => new Date("2024-01-15")',
      ),
    ),
    fidelity: settingsShape.fidelity,
    readings: z.optional(z.unknown()),
    rateLimit: settingsShape.rateLimit,
    delay: settingsShape.delay,
    errorRate: settingsShape.errorRate,
    // Each is looked at when it is added.
    scenarios: z.optional(expecting(z.record(z.string(), z.unknown()), 'scenarios by name')),
    journal: z.optional(
      expecting(
        z.union([
          atLeast(0),
          z.strictObject({ calls: z.optional(atLeast(0)), bytes: z.optional(atLeast(0)) }),
        ]),
        'a whole number of calls from 0, or { calls, bytes }',
      ),
    ),
    // Of them whoever keeps them makes sure.
    sessions: z.optional(z.unknown()),
    persist: z.optional(expecting(z.boolean(), 'true or false')),
  }),
  'an object of options',
)

function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return /^https?:$/.test(protocol) && username + password === '' && !/[?#]/.test(text)
}

/** What a clock gives, which may be of another realm than this module. */
function toDate(told: unknown): Date {
  if (told instanceof Date && !Number.isNaN(told.getTime())) return new Date(told)
  if (Object.prototype.toString.call(told) === '[object Date]' && !Number.isNaN(Number(told))) {
    return new Date(Number(told))
  }
  throw new TypeError(
    `Failed to tell the time: "now" gave ${String(told)}. Let it give a Date, as in () => new Date("2024-01-15").`,
  )
}

/** A time in ISO 8601, UTC, whole seconds, without a zone: `2024-01-15T09:30:00`. */
export const toSeconds = (time: Date): string => time.toISOString().slice(0, 19)
