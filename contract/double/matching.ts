/** Whether `actual` has everything that `expected` has; lists must be of the same length. */
export function contains(actual: unknown, expected: unknown): boolean {
  if (isMatcher(expected)) return expected.asymmetricMatch(actual)
  if (typeof expected !== 'object' || expected === null) return Object.is(actual, expected)
  if (typeof actual !== 'object' || actual === null) return false
  if (Array.isArray(expected) && expected.length !== (Array.isArray(actual) ? actual.length : -1)) {
    return false
  }
  return Object.entries(expected).every(([key, value]) => contains(Reflect.get(actual, key), value))
}

/** As of vitest and Jest: `expect.any(String)`. */
interface Matcher {
  asymmetricMatch(actual: unknown): boolean
}

const isMatcher = (value: unknown): value is Matcher =>
  typeof value === 'object' && value !== null && 'asymmetricMatch' in value
