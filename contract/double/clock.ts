import { shown } from '../answer/refusal.ts'

/** A time: a `Date`, ISO 8601, or milliseconds since 1970. */
export type Moment = Date | string | number

/** The time of one double: it runs along with the system's until it is told otherwise. */
export interface Clock {
  now(): Date
  /** Stands still, as it is, or at a moment: `freeze('2024-01-15T09:30:00Z')`. */
  freeze(at?: Moment): void
  /** Goes to a moment; it goes on from there, or stands there where it stood before. */
  set(at: Moment): void
  /** Goes on by milliseconds, or by `'90s'`, `'15m'`, `'2h'`, `'30d'`: what waits for that time waits no longer. */
  advance(by: number | string): void
  /** Runs on from where it stands. */
  run(): void
  /** Runs again as it did when the double was made. */
  reset(): void
  readonly isFrozen: boolean
  /** What puts it back to where it stands now. */
  hold(): () => void
  /** Calls back after so many milliseconds, or as soon as the clock has been advanced by them; gives what calls it off. */
  after(milliseconds: number, done: () => void): () => void
}

// Test runners put timers of their own in the place of these: a delay is one of the network, and passes all the same.
const { setTimeout: start, clearTimeout: stop } = globalThis

/** A clock over the time that a double is given. */
export function createClock(base: () => Date): Clock {
  let offset = 0
  let frozen: number | undefined
  const waiting = createWaiting()
  const system = () => base().getTime()
  const now = () => frozen ?? system() + offset
  const move = (to: number, doing: string): void => {
    refuseNoTime(to, doing)
    const passed = to - now()
    if (frozen === undefined) offset += passed
    else frozen = to
    waiting.hurry(passed)
  }
  return {
    // Mostly nobody has told it anything: then the time is as it is given.
    now: () => (frozen === undefined && offset === 0 ? base() : new Date(now())),
    get isFrozen() {
      return frozen !== undefined
    },
    freeze(at) {
      const stop = at === undefined ? now() : timeOf(at, 'freeze the clock')
      move(stop, 'freeze the clock')
      frozen = stop
    },
    set: at => move(timeOf(at, 'set the clock'), 'set the clock'),
    advance: by => move(now() + millisecondsOf(by, 'advance the clock'), 'advance the clock'),
    run() {
      offset = now() - system()
      frozen = undefined
    },
    reset() {
      offset = 0
      frozen = undefined
    },
    hold() {
      const before = { offset, frozen }
      return () => {
        offset = before.offset
        frozen = before.frozen
      }
    },
    after: waiting.after,
  }
}

/** What waits for time to pass, by the system's; what is advanced over has passed. */
function createWaiting() {
  const all = new Set<(passed: number) => void>()
  return {
    hurry(passed: number): void {
      for (const one of [...all]) one(passed)
    },
    after(milliseconds: number, done: () => void): () => void {
      let left = milliseconds
      let begun = performance.now()
      const end = () => {
        all.delete(hurry)
        done()
      }
      let timer = start(end, left)
      const hurry = (passed: number) => {
        left -= passed + performance.now() - begun
        begun = performance.now()
        stop(timer)
        if (left > 0) timer = start(end, left)
        else end()
      }
      all.add(hurry)
      return () => {
        stop(timer)
        all.delete(hurry)
      }
    },
  }
}

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** Whether a text is a length of time, as in `1h30m`. */
export const isDuration = (text: string): boolean =>
  /^(\d{1,12}(\.\d{1,6})?(ms|[smhd]))+$/.test(text)

/** `'1h30m'` in milliseconds. */
export function millisecondsOf(by: number | string, doing: string): number {
  const text = String(by)
  if (typeof by === 'number' && Number.isFinite(by)) return by
  if (isDuration(text)) {
    const parts = [...text.matchAll(/(\d{1,12}(?:\.\d{1,6})?)(ms|[smhd])/g)]
    return parts.reduce(
      (sum, [, count, unit = 'ms']) => sum + Number(count) * (units[unit] ?? 1),
      0,
    )
  }
  throw new TypeError(
    `Failed to ${doing}: "${shown(by)}" is no time. Give milliseconds, or as in "90s", "15m", "2h", "1h30m" or "30d".`,
  )
}

export function timeOf(at: Moment, doing: string): number {
  const time = new Date(at).getTime()
  refuseNoTime(time, doing, at)
  return time
}

function refuseNoTime(time: number, doing: string, given: unknown = time): void {
  // Years of four digits are all that a time is written with.
  if (time >= earliest && time <= latest) return
  throw new TypeError(
    `Failed to ${doing}: "${shown(given)}" is no time from 1970 to 9999. Give one as in "2024-01-15T09:30:00Z", or milliseconds since 1970.`,
  )
}

const earliest = 0
const latest = Date.parse('9999-12-31T23:59:59.999Z')
