import { Refused } from '../refusal.ts'
import type { Part } from './state.ts'

/** What a caller may still send within the running window. */
interface Allowance {
  readonly limit: number
  readonly remaining: number
  /** Seconds until the window ends. */
  readonly reset: number
}

/** Counts the requests of each caller in windows that start with the first one. */
export interface Quota extends Part {
  /** Counts a request, or refuses it where none is left. */
  use(caller: string, limit: number): void
  look(caller: string, limit: number): Allowance
}

interface Window {
  /** Milliseconds since 1970. */
  readonly end: number
  used: number
}

/** A quota for windows of so many seconds; unless it is enforced nothing is counted, and everyone has all left. */
export function createQuota(
  seconds: number,
  now: () => Date,
  enforced: boolean | number = false,
): Quota {
  const windows = new Map<string, Window>()
  const windowOf = (caller: string) => {
    const window = windows.get(caller)
    return window && now().getTime() < window.end ? window : undefined
  }
  const limitOf = (usual: number) => (typeof enforced === 'number' ? enforced : usual)
  const left = (end: number) => Math.ceil((end - now().getTime()) / 1000)
  return {
    use: (caller, usual) => {
      if (enforced === false) return
      const limit = limitOf(usual)
      const window = windowOf(caller) ?? { end: now().getTime() + seconds * 1000, used: 0 }
      if (window.used >= limit) {
        const reset = Math.ceil(window.end / 1000)
        throw new Refused({ kind: 'too-many', limit, retryAfter: left(window.end), reset })
      }
      window.used += 1
      windows.set(caller, window)
    },
    look: (caller, usual) => {
      const limit = limitOf(usual)
      const window = windowOf(caller)
      return window
        ? { limit, remaining: Math.max(0, limit - window.used), reset: left(window.end) }
        : { limit, remaining: limit, reset: seconds }
    },
    clear: () => windows.clear(),
    dump: () => [...windows],
    load: (dumped: readonly [string, Window][]) => {
      windows.clear()
      for (const [caller, window] of dumped) windows.set(caller, { ...window })
    },
  }
}
