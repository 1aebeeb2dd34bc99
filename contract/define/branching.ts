import { type Moment, timeOf } from '../double/clock.ts'
import type { Double } from '../double/double.ts'
import type { DoubleOptions } from '../double/options.ts'
import type { Placing } from '../double/placing.ts'
import { type Branches, createBranches } from '../double/sessions/branches.ts'
import {
  createSessions,
  isSessions,
  type Session,
  type SessionOptions,
  sessionJournal,
} from '../double/sessions/sessions.ts'
import type { Held } from '../double/state/state.ts'
import type { Choices } from '../readings/choice.ts'

type Options = DoubleOptions<unknown, Choices>

/** The double that parts are of. */
export interface Root {
  /** The time by which its own clock goes. */
  readonly base: () => Date
  /** What it began with. */
  readonly begun: () => Held
  /** The double itself, for how it is at the moment. */
  readonly now: () => Pick<Double<unknown, unknown>, 'settings' | 'scenarios'>
}

/** What parts are made of. */
interface Trunk extends Root {
  readonly api: string
  readonly placing: Placing
  readonly options: Options
  /** Makes another double of its API, which begins with what is held, or else with its world. */
  make(options: Options, session: Session, start: Held | undefined): Double<unknown, unknown>
  /** What the API holds in a world. */
  held(options: Options): Held
}

/** The parts of a double in sessions: each begins as it did itself, where the session does not say otherwise. */
export function branchesOf(trunk: Trunk): Branches<Double<unknown, unknown>> {
  const { api, options, base } = trunk
  const { sessions: told = {} } = options
  const sessions = isSessions(told) ? told : createSessions(told, base)
  const startOf = createStarts(trunk)
  return createBranches({ sessions, placing: trunk.placing }, session => {
    const { world, seed, now, readings } = session.options
    const { persist: _, ...rest } = options
    const { settings, scenarios } = trunk.now()
    const own: Options = {
      journal: sessionJournal,
      ...{ ...rest, ...settings, sessions, scenarios: scenarios.all },
      ...(world !== undefined && { world }),
      ...(seed !== undefined && { seed }),
      now: now === undefined ? base : from(now, base, `open the session "${session.name}"`),
      readings: { ...settings.readings, ...Object(Object(readings)[api]) },
    }
    return trunk.make(own, session, startOf(session.options))
  })
}

/** A time that is this one now, and goes on as another does. */
function from(now: Moment, base: () => Date, doing: string): () => Date {
  const ahead = timeOf(now, doing) - base().getTime()
  return () => new Date(base().getTime() + ahead)
}

/**
 * What a session begins with: it is made once for each world and seed, and copied from there. Nothing where a world has
 * the time of the session in it.
 */
function createStarts({ options, begun, held }: Trunk) {
  const known = new WeakMap<object, Map<number, Held>>()
  const startIn = (world: object, seed: number): Held => {
    const bySeed = known.get(world) ?? new Map<number, Held>()
    known.set(world, bySeed)
    const start = bySeed.get(seed) ?? held({ ...options, world, seed })
    bySeed.set(seed, start)
    return start
  }
  return ({ world, seed, now }: SessionOptions): Held | undefined => {
    if (now !== undefined) return undefined
    if (world === undefined && seed === undefined) return begun()
    const own = world ?? options.world
    const isObject = typeof own === 'object' && own !== null
    return isObject ? startIn(own, seed ?? options.seed ?? 1) : undefined
  }
}
