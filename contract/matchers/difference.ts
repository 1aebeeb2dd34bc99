import type { Entry } from '../double/journal.ts'
import { type ExpectedCall, isLike } from '../double/likeness.ts'
import { closedName, contains, type Equals } from '../double/matching.ts'

/** The call that comes nearest to what was expected, or the last such one, cut down to the parts that were. */
export function differenceOf(calls: readonly Entry[], expected: ExpectedCall, equals?: Equals) {
  const [nearest] = calls
    .filter(call => !isLike(expected, call, equals))
    .map(({ reply, ...call }) => ({ ...call, status: reply.status }))
    .map(call => ({ call, likeness: likenessOf(call, expected, equals) }))
    .sort((a, b) => b.likeness - a.likeness || b.call.nth - a.call.nth)
  return nearest && { actual: partOf(nearest.call, expected), expected }
}

/** How many of the expected values are there. */
function likenessOf(actual: unknown, expected: unknown, equals?: Equals): number {
  if (!isTree(expected)) return contains(actual, expected, equals) ? 1 : 0
  if (!isTree(actual)) return 0
  return Object.entries(expected)
    .map(([key, value]) => likenessOf(Reflect.get(actual, key), value, equals))
    .reduce((sum, likeness) => sum + likeness, 0)
}

/** Only what was expected: objects may have more keys, and a reporter is not to show them as a difference. */
function partOf(actual: unknown, expected: unknown): unknown {
  if (!isTree(actual) || !isTree(expected)) return actual
  if (Array.isArray(actual)) {
    return actual.map((item, index) => partOf(item, Reflect.get(expected, index)))
  }
  return Object.fromEntries(
    Object.entries(expected)
      .filter(([key]) => key in actual)
      .map(([key, value]) => [key, partOf(Reflect.get(actual, key), value)]),
  )
}

const isTree = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  !('asymmetricMatch' in value) &&
  closedName(value) === undefined
