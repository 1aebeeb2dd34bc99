import { createIds, type Ids } from './ids.ts'

/** `'documented'` answers as the page says, `'observed'` as the live system was seen to. */
export type Fidelity = 'documented' | 'observed'

/** What every double can be told; all of it optional. */
export interface DoubleOptions<World> {
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
   * Whether the API's limit of requests is enforced, or a limit to enforce in its place. Default: false, since a
   * test suite soon exceeds it.
   */
  readonly rateLimit?: boolean | number
  /** How many calls the journal keeps. Default: 1000. */
  readonly journal?: number
  /** In a browser: keep what the double holds, and its overrides, in `sessionStorage`, over reloads. Default: false. */
  readonly persist?: boolean
}

/** A double's own time, ids and fidelity. */
export interface Settings {
  readonly seed: number
  readonly ids: Ids
  readonly now: () => Date
  readonly fidelity: Fidelity
}

export const toSettings = (options: DoubleOptions<unknown>): Settings => {
  const { seed = 1, now = () => new Date(), fidelity = 'documented' } = options
  return { seed, now, fidelity, ids: createIds(seed) }
}

/** A time in ISO 8601, UTC, whole seconds, without a zone: `2024-01-15T09:30:00`. */
export const toSeconds = (time: Date): string => time.toISOString().slice(0, 19)
