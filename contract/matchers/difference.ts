import { ownOf } from '../answer/own.ts'
import type { Entry } from '../double/journal/entry.ts'
import { type ExpectedCall, isLike, partsOf } from '../double/journal/likeness.ts'
import { contains, type Equals, isTree } from '../double/journal/matching.ts'
import { type Veiling, veil } from '../double/journal/redaction.ts'
import { viewOf } from '../double/journal/view.ts'

/** How calls are compared, and what of them is not told. */
interface Comparing {
  readonly veiling: Veiling
  readonly equals: Equals | undefined
}

/**
 * The call that comes nearest to what was expected, or the last such one, cut down to the parts that were; both
 * without secrets.
 */
export function differenceOf(calls: readonly Entry[], expected: ExpectedCall, how: Comparing) {
  const { veiling, equals } = how
  const [nearest] = calls
    .filter(call => !isLike(expected, call, equals))
    .map(call => ({ call, likeness: likenessOf(call, expected, equals) }))
    .sort((a, b) => b.likeness - a.likeness || b.call.nth - a.call.nth)
  return (
    nearest && {
      actual: actualOf(nearest.call, expected, how),
      expected: viewOf(expected, veiling).value,
    }
  )
}

/** How many of the expected values are there. */
const likenessOf = (call: Entry, expected: ExpectedCall, equals?: Equals): number =>
  Object.entries(expected)
    .map(([name, part]) =>
      Math.max(...partsOf(call, name).map(actual => likeness(actual, part, equals))),
    )
    .reduce((sum, count) => sum + count, 0)

function likeness(actual: unknown, expected: unknown, equals?: Equals): number {
  if (!isTree(expected)) return contains(actual, expected, equals) ? 1 : 0
  if (!isTree(actual)) return 0
  return Object.entries(expected)
    .map(([key, value]) => likeness(ownOf(actual, key), value, equals))
    .reduce((sum, count) => sum + count, 0)
}

/** Only what was expected: objects may have more keys, and a reporter is not to show them as a difference. */
function actualOf(call: Entry, expected: ExpectedCall, how: Comparing): object {
  const parts = Object.entries(expected).map(([name, part]) => {
    const sent = partsOf(call, name)
    const actual = sent.find(one => contains(one, part, how.equals)) ?? sent[0]
    return [name, partOf(actual, part, how)]
  })
  return Object.fromEntries(parts)
}

function partOf(actual: unknown, expected: unknown, how: Comparing): unknown {
  const { veiling } = how
  if (!isTree(actual) || !isTree(expected)) return viewOf(actual, veiling).value
  if (Array.isArray(actual)) {
    return actual.map((item, index) => partOf(item, ownOf(expected, String(index)), how))
  }
  const parts = Object.entries(expected)
    .filter(([key]) => Object.hasOwn(actual, key))
    .map(([key, wanted]) => {
      const own = ownOf(actual, key)
      return [key, veiling.isSecret(key) ? secretOf(own, wanted, how) : partOf(own, wanted, how)]
    })
  return Object.fromEntries(parts)
}

/** A secret that is not the expected one looks another way than that one. */
function secretOf(actual: unknown, expected: unknown, { veiling, equals }: Comparing): unknown {
  const { cover } = veiling
  if (contains(actual, expected, equals)) return cover(expected)
  const covered = cover(actual)
  return covered === veil ? `${veil} (another)` : covered
}
