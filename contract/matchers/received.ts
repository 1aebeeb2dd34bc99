import type { Entry } from '../double/journal/entry.ts'
import { type ExpectedCall, isLike, json, knownTimes, told } from '../double/journal/likeness.ts'
import type { Veiling } from '../double/journal/redaction.ts'
import { differenceOf } from './difference.ts'
import { callsOf, type Received, type Verdict } from './subject.ts'

/** What is expected of a double's calls: any part of one, and how many are like it. */
export interface ExpectedCalls extends ExpectedCall {
  /** Exactly so many. Default: one or more. */
  readonly times?: number
}

/** What a test runner calls a matcher on. */
export interface Runner {
  equals?(actual: unknown, expected: unknown): boolean
}

/** Whether a double received a call: `expect(overplane).toHaveReceived('createUser', { status: 200 })`. */
export function toHaveReceived(
  // biome-ignore lint/suspicious/noConfusingVoidType: what is called by itself has a `this` of void
  this: Runner | void,
  received: unknown,
  operation: string,
  expected: ExpectedCalls = {},
): Verdict {
  const equals = this?.equals?.bind(this)
  const asked = callsOf(received, operation)
  const { calls, veiling } = asked
  const { times, ...parts } = knownTimes(operation, expected)
  const like = calls.filter(call => isLike(parts, call, equals))
  const pass = times === undefined ? like.length > 0 : like.length === times
  const isTooFew = like.length < (times ?? 1)
  return {
    pass,
    message: () =>
      `Failed to verify "${operation}": expected ${counted(times, pass)}${described(parts, veiling)}, but ${instead(asked, like, isTooFew)}`,
    ...(isTooFew && differenceOf(calls, parts, { veiling, equals })),
  }
}

/** How many calls were expected; those that a `.not` forbids where the matcher passes. */
function counted(times: number | undefined, isNot: boolean): string {
  if (times === undefined) return isNot ? 'no call' : 'a call'
  return `${isNot ? 'anything but ' : ''}${times} ${times === 1 ? 'call' : 'calls'}`
}

const described = (expected: ExpectedCall, veiling: Veiling): string =>
  Object.keys(expected).length === 0 ? '' : ` with\n  ${json(expected, veiling)}\n`

/** How it was instead: all calls where too few are as expected, else those that are. */
function instead({ calls, veiling }: Received, like: readonly Entry[], isTooFew: boolean): string {
  const isAll = like.length === 0 || like.length === calls.length
  if (isTooFew && !isAll) return `there were ${like.length}: it was ${told(calls, veiling)}`
  return `it was ${told(isAll ? calls : like, veiling)}`
}
