import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { type Delay, drawn } from '../force/delay.ts'
import type { Settings } from './settings.ts'

/** What befalls any call, by the settings. */
export interface Conditions {
  /** Milliseconds. */
  readonly delay: number
  /** The status of what stands before the provider, where it cannot be reached this time. */
  readonly outage?: number
}

/**
 * Draws what befalls a call of an operation, from the seed; nothing where calls are neither delayed nor lost.
 *
 * @example createConditions(1, () => double.settings)('listUsers') // { delay: 312 }
 */
export function createConditions(
  seed: number,
  settings: () => Settings,
): (operation: string | undefined) => Conditions | undefined {
  const random = xoroshiro128plus(seed)
  return operation => {
    const { delay, errorRate } = settings()
    if (delay === 0 && errorRate === 0) return undefined
    const { rate, status } =
      typeof errorRate === 'number' ? { rate: errorRate, status: 503 } : errorRate
    const isLost = rate > 0 && (random.next() >>> 0) / 2 ** 32 < rate
    return {
      delay: drawn(delayOf(delay, operation), random),
      ...(isLost && { outage: status }),
    }
  }
}

const isOne = (delay: Settings['delay']): delay is Delay =>
  typeof delay === 'number' || Array.isArray(delay)

function delayOf(delay: Settings['delay'], operation = '*'): Delay {
  if (isOne(delay)) return delay
  return delay[operation] ?? delay['*'] ?? 0
}
