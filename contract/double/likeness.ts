import type { Entry } from './journal.ts'
import { closedName, contains, type Equals } from './matching.ts'

/** What is expected of a call: any part of it. Objects may have more keys; asymmetric matchers are asked. */
export interface ExpectedCall {
  readonly params?: unknown
  readonly query?: unknown
  /** By lower-case name. */
  readonly headers?: unknown
  readonly body?: unknown
  /** The status of the reply. */
  readonly status?: number
}

/** Whether a call is as expected. */
export const isLike = (
  { status, ...expected }: ExpectedCall,
  call: Entry,
  equals?: Equals,
): boolean =>
  (status === undefined || contains(call.reply.status, status, equals)) &&
  contains(call, expected, equals)

/** The calls as the end of a sentence, what was sent with each: `called 1 time: …`. */
export function told(calls: readonly Entry[]): string {
  if (calls.length === 0) return 'not called at all.'
  const lines = calls.map(
    ({ nth, method, path, query, body, reply }) =>
      `  ${nth}. ${method} ${path} ${json({ query, body })} -> ${reply.status}`,
  )
  return `called ${calls.length} ${calls.length === 1 ? 'time' : 'times'}:\n${lines.join('\n')}`
}

/** JSON, with asymmetric matchers by their names. */
export const json = (value: unknown): string => JSON.stringify(value, (_, part) => named(part))

/** As vitest and Jest print a matcher: `Any<String>`, `StringContaining @`. */
function named(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part
  if (!('asymmetricMatch' in part)) return closedName(part) ?? part
  if ('toAsymmetricMatcher' in part && typeof part.toAsymmetricMatcher === 'function') {
    return part.toAsymmetricMatcher()
  }
  if (!('sample' in part)) return String(part)
  const { sample } = part
  const isData = typeof sample === 'object' && !(sample instanceof RegExp)
  return `${part} ${isData ? json(sample) : sample}`
}
