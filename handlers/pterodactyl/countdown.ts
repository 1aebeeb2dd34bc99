import { createQuota, type Quota } from '../../contract/double/quota.ts'

interface Window {
  /** Milliseconds since 1970. */
  readonly end: number
  used: number
}

/** What the kernel tells of a double's limit. */
interface Counted {
  readonly seconds: number
  readonly time: () => Date
  readonly rateLimit: boolean | number
  readonly readings: { readonly countdown: 'no' | 'yes' }
}

/** The limit as it is enforced, or where it is not, as the reading has it told. */
export function counting(counted: Counted): Quota {
  const { seconds, time } = counted
  const limit = createQuota(seconds, time, () => counted.rateLimit)
  const countdown = createCountdown(seconds, time)
  const isTold = () => counted.rateLimit === false && counted.readings.countdown === 'yes'
  const told = () => (isTold() ? countdown : limit)
  return {
    ...limit,
    use: (caller, usual) => told().use(caller, usual),
    look: (caller, usual) => told().look(caller, usual),
    clear: () => {
      limit.clear()
      countdown.clear()
    },
    load: dumped => {
      limit.load(dumped)
      countdown.clear()
    },
  }
}

/** Of more callers the oldest are forgotten. */
const most = 10_000

/**
 * Tells what each caller may still send, and turns nobody away: with its time, or when all is used up, a window starts
 * again.
 */
export function createCountdown(seconds: number, now: () => Date): Quota {
  // In the order in which they end.
  const windows = new Map<string, Window>()
  const start = (caller: string, time: number): Window => {
    windows.delete(caller)
    for (const [other, { end }] of windows) {
      if (end > time && windows.size < most) break
      windows.delete(other)
    }
    const window = { end: time + seconds * 1000, used: 0 }
    windows.set(caller, window)
    return window
  }
  return {
    use: (caller, limit) => {
      const time = now().getTime()
      const known = windows.get(caller)
      const isOver = known === undefined || known.end <= time || known.used >= limit
      const window = isOver ? start(caller, time) : known
      window.used += 1
    },
    look: (caller, limit) => {
      const time = now().getTime()
      const { end, used } = windows.get(caller) ?? { end: time, used: 0 }
      return end > time
        ? { limit, remaining: limit - used, reset: Math.ceil((end - time) / 1000) }
        : { limit, remaining: limit, reset: seconds }
    },
    clear: () => windows.clear(),
    // It is no part of what the double holds, and turns nobody away.
    dump: () => [],
    fault: () => undefined,
    load: () => windows.clear(),
    hold: () => undefined,
    put: () => windows.clear(),
  }
}
