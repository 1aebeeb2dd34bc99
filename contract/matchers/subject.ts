import type { Contract } from '../answer/endpoint.ts'
import type { Entry } from '../double/journal/entry.ts'
import type { Journal } from '../double/journal/journal.ts'
import type { Veiling } from '../double/journal/redaction.ts'

/** What the matchers look at: a double of any API. */
export interface Subject {
  readonly title: string
  readonly contract: Contract
  readonly journal: Journal
}

/** What a matcher says, to vitest and to Jest alike; a reporter shows how `actual` differs from `expected`. */
export interface Verdict {
  readonly pass: boolean
  readonly message: () => string
  readonly actual?: unknown
  readonly expected?: unknown
}

/** The calls of an operation, and what of them is secret. */
export interface Received {
  readonly calls: readonly Entry[]
  readonly veiling: Veiling
}

/** Throws where there is no such operation, so that no `.not` passes by a misspelt name. */
export function callsOf(received: unknown, operation: string): Received {
  if (!isDouble(received)) {
    throw new TypeError(
      `Failed to verify "${operation}": expect was given no double. Give it one, as in expect(overplane) or expect(doubles.overplane).`,
    )
  }
  const { journal } = received
  return { calls: journal.calls(operation), veiling: journal.veiling }
}

/** The double itself, or those of `createDoubles`. */
export function doublesOf(received: unknown): readonly Subject[] {
  if (isDouble(received)) return [received]
  // Without asking for the handlers: they load msw, which nobody needs for this.
  const names = Object.keys(Object(received)).filter(name => name !== 'handlers')
  const doubles = names.map(name => Reflect.get(Object(received), name)).filter(isDouble)
  if (doubles.length > 0) return doubles
  throw new TypeError(
    'Failed to verify the calls: expect was given no double. Give it one, or all, as in expect(overplane) or expect(createDoubles()).',
  )
}

const isDouble = (value: unknown): value is Subject =>
  typeof value === 'object' && value !== null && 'journal' in value && 'contract' in value
