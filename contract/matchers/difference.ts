import type { Entry } from '../double/entry.ts'
import { type ExpectedCall, isLike, partsOf } from '../double/likeness.ts'
import { contains, isMatcher, isTree } from '../double/matching.ts'
import { type Veiling, veil } from '../double/redaction.ts'
import { viewOf } from '../double/view.ts'
import { ownOf } from '../own.ts'

/**
 * The call that comes nearest to what was expected, or the last such one, cut down to the parts that were; both
 * without secrets.
 */
export function differenceOf(calls: readonly Entry[], expected: ExpectedCall, veiling: Veiling) {
  const [nearest] = calls
    .filter(call => !isLike(expected, call))
    .map(call => ({ call, likeness: likenessOf(call, expected) }))
    .sort((a, b) => b.likeness - a.likeness || b.call.nth - a.call.nth)
  return (
    nearest && {
      actual: actualOf(nearest.call, expected, veiling),
      expected: viewOf(expected, veiling).value,
    }
  )
}

/** How many of the expected values are there. */
const likenessOf = (call: Entry, expected: ExpectedCall): number =>
  Object.entries(expected)
    .map(([name, part]) => Math.max(...partsOf(call, name).map(actual => likeness(actual, part))))
    .reduce((sum, count) => sum + count, 0)

function likeness(actual: unknown, expected: unknown): number {
  if (!isTree(expected) || isMatcher(expected)) return contains(actual, expected) ? 1 : 0
  if (!isTree(actual)) return 0
  return Object.entries(expected)
    .map(([key, value]) => likeness(ownOf(actual, key), value))
    .reduce((sum, count) => sum + count, 0)
}

/** Only what was expected: objects may have more keys, and a reporter is not to show them as a difference. */
function actualOf(call: Entry, expected: ExpectedCall, veiling: Veiling): object {
  const parts = Object.entries(expected).map(([name, part]) => {
    const sent = partsOf(call, name)
    const actual = sent.find(one => contains(one, part)) ?? sent[0]
    return [name, partOf(actual, part, veiling)]
  })
  return Object.fromEntries(parts)
}

function partOf(actual: unknown, expected: unknown, veiling: Veiling): unknown {
  if (!isTree(actual) || !isTree(expected)) return viewOf(actual, veiling).value
  if (Array.isArray(actual)) {
    return actual.map((item, index) => partOf(item, ownOf(expected, String(index)), veiling))
  }
  const parts = Object.entries(expected)
    .filter(([key]) => Object.hasOwn(actual, key))
    .map(([key, wanted]) => {
      const own = ownOf(actual, key)
      return [
        key,
        veiling.isSecret(key) ? secretOf(own, wanted, veiling) : partOf(own, wanted, veiling),
      ]
    })
  return Object.fromEntries(parts)
}

/** A secret that is not the expected one looks another way than that one. */
function secretOf(actual: unknown, expected: unknown, { cover }: Veiling): unknown {
  if (contains(actual, expected)) return cover(expected)
  const covered = cover(actual)
  return covered === veil ? `${veil} (another)` : covered
}
