import * as z from 'zod/mini'
import { faultOf } from '../answer/mismatch.ts'
import { Refused } from '../answer/refusal.ts'
import { hashOf } from '../hash.ts'
import { createQueue } from './journal/queue.ts'
import type { Part } from './state/state.ts'

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

/**
 * A quota for windows of so many seconds; while it is not enforced nothing is counted, and everyone has all left. Callers
 * are told apart by a hash: what they are known by may be a key.
 */
export function createQuota(
  seconds: number,
  now: () => Date,
  isEnforced: () => boolean | number,
): Quota {
  const windows = createWindows(seconds, () => now().getTime())
  const limitOf = (usual: number) => {
    const enforced = isEnforced()
    return typeof enforced === 'number' ? enforced : usual
  }
  const left = (end: number) => Math.ceil((end - now().getTime()) / 1000)
  return {
    ...windows,
    use: (caller, usual) => {
      if (isEnforced() === false) return
      const limit = limitOf(usual)
      const key = hashOf(caller)
      const window = windows.running(key) ?? windows.begin(key)
      if (window.used >= limit) {
        const reset = Math.ceil(window.end / 1000)
        throw new Refused({ kind: 'too-many', limit, retryAfter: left(window.end), reset })
      }
      window.used += 1
    },
    look: (caller, usual) => {
      const limit = limitOf(usual)
      const window = isEnforced() === false ? undefined : windows.running(hashOf(caller))
      return window
        ? { limit, remaining: Math.max(0, limit - window.used), reset: left(window.end) }
        : { limit, remaining: limit, reset: seconds }
    },
  }
}

/** How many callers are counted at most; of more, those who began first start anew. */
const mostCallers = 100_000

function createWindows(seconds: number, now: () => number) {
  const windows = new Map<string, Window>()
  /** As they began, which mostly is as they end; a window that has been replaced is still among them. */
  const begun = createQueue<readonly [key: string, window: Window]>()
  const put = (key: string, window: Window): void => {
    windows.set(key, window)
    begun.add([key, window])
  }
  const clear = (): void => {
    windows.clear()
    begun.clear()
  }
  const dump = (): Dump => [...windows].map(([key, window]) => ({ key, ...window }))
  const load = (dumped: Dump): void => {
    clear()
    for (const { key, end, used } of dumped) put(key, { end, used })
  }
  const sweep = (): void => {
    for (let first = begun.first; first; first = begun.first) {
      const [key, window] = first
      if (now() < window.end && begun.size < mostCallers) return
      begun.take()
      if (windows.get(key) === window) windows.delete(key)
    }
  }
  return {
    running(key: string): Window | undefined {
      const window = windows.get(key)
      return window && now() < window.end ? window : undefined
    },
    begin(key: string): Window {
      sweep()
      const window = { end: now() + seconds * 1000, used: 0 }
      put(key, window)
      return window
    },
    clear,
    dump,
    fault(dumped: unknown): string | undefined {
      const fault = faultOf(Form, dumped)
      return fault && `is wrong at ${fault}`
    },
    load,
    hold: dump,
    put: load,
  }
}

const Form = z.array(z.strictObject({ key: z.string(), end: z.int(), used: z.int() }))
type Dump = z.infer<typeof Form>
