import * as z from 'zod/mini'
import { shown } from '../../answer/refusal.ts'
import { check, expecting } from '../../check.ts'
import { type Moment, millisecondsOf } from '../clock.ts'

/** How many sessions there may be, and how long one may be left alone. */
export interface SessionLimits {
  /** Default: 200. Of more, the one that was used least recently is dropped. */
  readonly most?: number
  /** Milliseconds, or as in `'90s'`, `'15m'`, `'2h'`. Default: `'1h'`. What was not used for that long is dropped. */
  readonly idle?: number | string
}

/** What the journal of a part in a session keeps, where nobody says otherwise: there may be hundreds of them. */
export const sessionJournal = { calls: 500, bytes: 3_000_000 }

/** How a session begins, where that is not as the double itself did. */
export interface SessionOptions<World = unknown, Readings = unknown> {
  readonly world?: World
  readonly seed?: number
  /** What time it is in it when it is opened; it goes on from there. */
  readonly now?: Moment
  /** Values of readings, over those that the double follows itself. */
  readonly readings?: Readings
}

/** A world, clock, ids, overrides and journal of one's own; each double of an API has its part in it. */
export interface Session {
  readonly name: string
  readonly options: SessionOptions
  readonly openedAt: Date
  readonly usedAt: Date
  /** How often it was entered. */
  readonly uses: number
  /** What whoever uses it next is to know, each a sentence: it is told once. */
  takeNews(): readonly string[]
}

/** The sessions of one double, or of several that have them in common. */
export interface Sessions {
  /** The one that was used least recently first. */
  readonly list: readonly Session[]
  /**
   * Opens one anew, whatever there was of that name. What has to succeed before it is there is done in `prepare`; throws
   * a sentence where no session can be called so.
   */
  open(name: string, options?: SessionOptions, prepare?: (session: Session) => void): Session
  /** The one of a name, opened where there is none, as `open` does. */
  enter(name: string, prepare?: (session: Session) => void): Session
  find(name: string): Session | undefined
  /** Whether there was one of that name. */
  drop(name: string): boolean
}

/** The limits as somebody gives them. */
export const SessionLimitsForm = expecting(
  z.strictObject({
    most: z.optional(expecting(z.int().check(z.gte(1), z.lte(100_000)), 'a whole number from 1')),
    idle: z.optional(
      expecting(z.union([z.number(), z.string()]), 'milliseconds, or as in "15m" or "2h"'),
    ),
  }),
  'an object, as in { most: 50, idle: "15m" }',
)

const SessionOptionsForm = expecting(
  z.strictObject({
    world: z.optional(z.unknown()),
    seed: z.optional(expecting(z.int32(), 'a whole number')),
    now: z.optional(z.unknown()),
    readings: z.optional(z.unknown()),
  }),
  'an object, as in { seed: 7 }',
)

/** Whether somebody gave sessions that there are, to have them in common. */
export const isSessions = (given: unknown): given is Sessions =>
  typeof given === 'object' && given !== null && 'enter' in given

/** Sessions within their limits, by a time that need not be the system's. */
export function createSessions(limits: SessionLimits, now: () => Date): Sessions {
  check(SessionLimitsForm, limits, 'limit the sessions')
  const { all, dropIdle, makeRoom, news } = createRoom(limits, now)
  const open: Sessions['open'] = (name, options = {}, prepare = () => {}) => {
    if (!isSessionName(name)) throw new TypeError(misnamed(name))
    check(SessionOptionsForm, options, `open the session "${name}"`)
    const session = toSession(name, options, now)
    prepare(session)
    all.delete(name)
    session.news.push(...news(name), ...makeRoom())
    all.set(name, session)
    return session
  }
  return {
    get list() {
      dropIdle()
      return [...all.values()]
    },
    open,
    enter(name, prepare) {
      dropIdle()
      const session = all.get(name)
      if (!session) return open(name, undefined, prepare)
      session.usedAt = now()
      session.uses += 1
      all.delete(name)
      all.set(name, session)
      return session
    },
    find(name) {
      dropIdle()
      return all.get(name)
    },
    drop: name => all.delete(name),
  }
}

/** The sessions that there are, in the order of their last use, and what keeps them within their limits. */
function createRoom({ most = 200, idle = '1h' }: SessionLimits, now: () => Date) {
  const longest = millisecondsOf(idle, 'limit the sessions')
  const all = new Map<string, Kept>()
  const gone = createGone()
  const drop = (name: string, why: string): void => {
    all.delete(name)
    gone.add(name, why)
  }
  return {
    all,
    news: gone.take,
    dropIdle(): void {
      const time = now().getTime()
      for (const [name, { usedAt }] of all) {
        if (time - usedAt.getTime() < longest) return
        drop(name, `nobody had used it for ${idle}${typeof idle === 'number' ? ' ms' : ''}`)
      }
    },
    /** Makes room for one more, and tells which went for it. */
    makeRoom(): string[] {
      const dropped = [...all.keys()].slice(0, Math.max(0, all.size + 1 - most))
      for (const name of dropped) drop(name, `there were more than ${most}`)
      return dropped.map(
        name =>
          `The session "${name}" was dropped for this one: there are ${most} at most, and nobody had used it for longer.`,
      )
    },
  }
}

/** A session as it is kept. */
interface Kept extends Session {
  usedAt: Date
  uses: number
  readonly news: string[]
}

function toSession(name: string, options: SessionOptions, now: () => Date): Kept {
  const openedAt = now()
  const news: string[] = []
  return {
    ...{ name, options, openedAt, usedAt: openedAt, uses: 1, news },
    takeNews: () => (news.length === 0 ? none : news.splice(0)),
  }
}

const none: readonly string[] = []

/** How many names of sessions that were dropped are kept in mind. */
const mostGone = 1000

/** Why sessions were dropped, for those who come back. */
function createGone() {
  const reasons = new Map<string, string>()
  return {
    add(name: string, why: string): void {
      reasons.set(name, why)
      const [oldest] = reasons.size > mostGone ? reasons.keys() : []
      if (oldest !== undefined) reasons.delete(oldest)
    },
    take(name: string): string[] {
      const why = reasons.get(name)
      reasons.delete(name)
      return why === undefined
        ? []
        : [`The session "${name}" starts anew: it had been dropped, since ${why}.`]
    },
  }
}

/** Whether a session can be called so: its name goes into headers, cookies and paths as it is. */
export const isSessionName = (name: string): boolean => /^[A-Za-z0-9][\w.~-]{0,127}$/.test(name)

/** Why a session cannot be called so, and how it can. */
export const misnamed = (name: string): string =>
  `Failed to open the session "${shown(name)}": it cannot be called so. Give 1 to 128 letters, digits, "-", "_", "." or "~", a letter or a digit first.`
