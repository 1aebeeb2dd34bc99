import { ownOf } from '../../answer/own.ts'
import { mostTold, shown } from '../../answer/refusal.ts'
import type { Entry } from './entry.ts'
import { closedName, contains, type Equals, isMatcher, isTree } from './matching.ts'
import type { Veiling } from './redaction.ts'
import { viewOf } from './view.ts'

/** What is expected of a call: any part of it. Objects may have more keys; asymmetric matchers are asked. */
export interface ExpectedCall {
  readonly params?: unknown
  readonly query?: unknown
  /** By lower-case name; what proves an identity as it was sent, or as the journal shows it: `Bearer …`. */
  readonly headers?: unknown
  readonly body?: unknown
  /** The status of the reply. */
  readonly status?: number
}

const parts = ['params', 'query', 'headers', 'body', 'status']

/** Throws where a part is misspelt: no call has it, and every `.not` would pass. */
export function known<Expected extends ExpectedCall>(
  operation: string,
  expected: Expected,
  names: readonly string[] = parts,
): Expected {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) {
    throw new TypeError(
      `Failed to verify "${operation}": what a call is to be like is ${shown(expected)}. Give any part of one, as in { body: { limit: 1 } }.`,
    )
  }
  const unknown = Object.keys(expected).find(name => !names.includes(name))
  if (unknown === undefined) return expected
  throw new Error(
    `Failed to verify "${operation}": a call has no "${unknown}". Choose from ${names.join(', ')}.`,
  )
}

/** The same, where how often such a call is expected stands beside its parts. */
export function knownTimes<Expected extends ExpectedCall & { readonly times?: number }>(
  operation: string,
  expected: Expected,
): Expected {
  const { times = 0 } = known(operation, expected, [...parts, 'times'])
  refuseNoCount(operation, times)
  return expected
}

/** Throws where there can be no such number of calls: no comparison with it would fail. */
export function refuseNoCount(operation: string, times: number): void {
  if (Number.isInteger(times) && times >= 0) return
  throw new TypeError(
    `Failed to verify "${operation}": there are never ${shown(times)} calls. Give a whole number from 0.`,
  )
}

/** Whether a call is as expected. It is compared as it was sent, secrets and all. */
export const isLike = (expected: ExpectedCall, call: Entry, equals?: Equals): boolean =>
  Object.entries(expected).every(([name, part]) =>
    partsOf(call, name).some(actual => contains(actual, part, equals)),
  )

/** A part of a call, in each of the forms in which it may be expected. */
export function partsOf(call: Entry, name: string): unknown[] {
  if (name === 'status') return [call.reply.status]
  return name === 'headers' ? [call.sentHeaders, call.headers] : [ownOf(call, name)]
}

/** The calls as the end of a sentence, what was sent with each: `called 1 time: …`. */
export function told(calls: readonly Entry[], veiling: Veiling): string {
  if (calls.length === 0) return 'not called at all.'
  const lines = calls.slice(0, mostTold).map(call => {
    const { query, body } = call
    return lineOf(call, ` ${json({ query, body }, veiling)}`)
  })
  const times = calls.length === 1 ? 'time' : 'times'
  return `called ${calls.length} ${times}:\n${lines.join('\n')}${andMore(calls.length)}`
}

/** A call as a line of a message. */
export const lineOf = (
  { nth, method, path, reply }: Pick<Entry, 'nth' | 'method' | 'path' | 'reply'>,
  sent = '',
): string => `  ${nth}. ${method} ${cut(path)}${sent} -> ${reply.status}`

const cut = (path: string): string => (path.length > 200 ? `${path.slice(0, 200)}…` : path)

/** How many of the calls were not told. */
export const andMore = (count: number): string =>
  count > mostTold ? `\n  and ${count - mostTold} more` : ''

/** About so many characters of a call are told in a message. */
const room = 2000

/** JSON for a message: without secrets, no longer than somebody would read, and with matchers by their names. */
export const json = (value: unknown, veiling: Veiling): string =>
  JSON.stringify(viewOf(value, { ...veiling, room, instead: part => named(part, veiling) }).value)

/** As vitest and Jest print a matcher: `Any<String>`, `StringContaining @`. */
function named(part: unknown, veiling: Veiling): unknown {
  if (!isMatcher(part)) return closedName(part) ?? part
  if ('toAsymmetricMatcher' in part && typeof part.toAsymmetricMatcher === 'function') {
    return part.toAsymmetricMatcher()
  }
  if (!('sample' in part)) return String(part)
  const { sample } = part
  const isData = isTree(sample) && !(sample instanceof RegExp)
  return `${part} ${isData ? json(sample, veiling) : sample}`
}
