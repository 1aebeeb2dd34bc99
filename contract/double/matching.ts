/** How a test runner compares two values, those matchers included that only the runner itself can ask. */
export type Equals = (actual: unknown, expected: unknown) => boolean

/** Whether `actual` has everything that `expected` has; lists must be of the same length. */
export function contains(actual: unknown, expected: unknown, equals: Equals = unasked): boolean {
  if (isMatcher(expected)) return expected.asymmetricMatch(actual)
  if (closedName(expected) !== undefined) return equals(actual, expected)
  if (typeof expected !== 'object' || expected === null) return Object.is(actual, expected)
  if (typeof actual !== 'object' || actual === null) return false
  if (Array.isArray(expected) && expected.length !== (Array.isArray(actual) ? actual.length : -1)) {
    return false
  }
  return Object.entries(expected).every(([key, value]) =>
    contains(Reflect.get(actual, key), value, equals),
  )
}

/** As of vitest and Jest: `expect.any(String)`. */
interface Matcher {
  asymmetricMatch(actual: unknown): boolean
}

const isMatcher = (value: unknown): value is Matcher =>
  typeof value === 'object' && value !== null && 'asymmetricMatch' in value

/** The name of a matcher that shows nothing of itself, as of Bun: `StringContaining`. */
export const closedName = (value: unknown): string | undefined =>
  /^\[object Expect(\w+)\]$/.exec(Object.prototype.toString.call(value))?.[1]

function unasked(_: unknown, expected: unknown): never {
  throw new TypeError(
    `Failed to ask "${closedName(expected)}": this test runner's matchers answer to a matcher alone. Use expect(double).toHaveReceived(…).`,
  )
}
