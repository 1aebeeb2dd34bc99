import type { Entry } from './journal.ts'
import { contains } from './matching.ts'

/** What is expected of a call: any part of it. Objects may have more keys; asymmetric matchers are asked. */
interface ExpectedCall {
  readonly params?: unknown
  readonly query?: unknown
  readonly headers?: unknown
  readonly body?: unknown
  /** The status of the reply. */
  readonly status?: number
}

/** Assertions on the calls of one operation: each throws an error that shows what was sent beside what was expected. */
export interface Verification {
  called(): void
  notCalled(): void
  calledOnce(): void
  calledTimes(times: number): void
  calledWith(expected: ExpectedCall): void
  calledOnceWith(expected: ExpectedCall): void
}

export function createVerification(operation: string, calls: readonly Entry[]): Verification {
  const fail = (expectation: string): never => {
    throw new Error(
      `Failed to verify "${operation}": expected ${expectation}, but it was ${told(calls)}`,
    )
  }
  const times = (count: number): void => {
    if (calls.length !== count) fail(`${count} ${count === 1 ? 'call' : 'calls'}`)
  }
  const among = (expected: ExpectedCall, expectation: string): void => {
    if (!calls.some(call => isLike(expected, call)))
      fail(`${expectation} with\n  ${json(expected)}\n`)
  }
  return {
    called: () => {
      if (calls.length === 0) fail('a call')
    },
    notCalled: () => times(0),
    calledOnce: () => times(1),
    calledTimes: times,
    calledWith: expected => among(expected, 'a call'),
    calledOnceWith: expected => {
      if (calls.length !== 1) fail(`one call with\n  ${json(expected)}\n`)
      among(expected, 'one call')
    },
  }
}

/** Whether a call is as expected. */
const isLike = ({ status, ...expected }: ExpectedCall, call: Entry): boolean =>
  (status === undefined || status === call.reply.status) && contains(call, expected)

function told(calls: readonly Entry[]): string {
  if (calls.length === 0) return 'not called at all.'
  const lines = calls.map(
    ({ nth, method, path, query, body, reply }) =>
      `  ${nth}. ${method} ${path} ${json({ query, body })} -> ${reply.status}`,
  )
  return `called ${calls.length} ${calls.length === 1 ? 'time' : 'times'}:\n${lines.join('\n')}`
}

const json = (value: unknown): string => JSON.stringify(value)
