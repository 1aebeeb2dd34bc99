import type { Entry } from './entry.ts'
import { type ExpectedCall, isLike, json, known, refuseNoCount, told } from './likeness.ts'
import type { Veiling } from './redaction.ts'

/** Assertions on the calls of one operation: each throws an error that shows what was sent beside what was expected. */
export interface Verification {
  called(): void
  notCalled(): void
  calledOnce(): void
  /** In development React's StrictMode sends the first reads of a component twice: there `calledAtLeast` is meant. */
  calledTimes(times: number): void
  calledAtLeast(times: number): void
  calledWith(expected: ExpectedCall): void
  calledOnceWith(expected: ExpectedCall): void
}

export function createVerification(
  operation: string,
  calls: readonly Entry[],
  veiling: Veiling,
): Verification {
  const fail = (expectation: string): never => {
    throw new Error(
      `Failed to verify "${operation}": expected ${expectation}, but it was ${told(calls, veiling)}`,
    )
  }
  const times = (count: number): void => {
    refuseNoCount(operation, count)
    if (calls.length !== count) fail(`${count} ${count === 1 ? 'call' : 'calls'}`)
  }
  const among = (expected: ExpectedCall, expectation: string): void => {
    known(operation, expected)
    if (!calls.some(call => isLike(expected, call)))
      fail(`${expectation} with\n  ${json(expected, veiling)}\n`)
  }
  return {
    called: () => {
      if (calls.length === 0) fail('a call')
    },
    notCalled: () => times(0),
    calledOnce: () => times(1),
    calledTimes: times,
    calledAtLeast: count => {
      refuseNoCount(operation, count)
      if (calls.length < count) fail(`at least ${count} ${count === 1 ? 'call' : 'calls'}`)
    },
    calledWith: expected => among(expected, 'a call'),
    calledOnceWith: expected => {
      known(operation, expected)
      if (calls.length !== 1) fail(`one call with\n  ${json(expected, veiling)}\n`)
      among(expected, 'one call')
    },
  }
}
