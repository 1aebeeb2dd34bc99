import type { Quota } from '../../contract/double/quota.ts'

interface Window {
  /** Milliseconds since 1970. */
  readonly end: number
  used: number
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
    hold: () => () => {},
  }
}
