/** Whether `actual` has everything that `expected` has; lists must be of the same length. */
export function contains(actual: unknown, expected: unknown): boolean {
  return has(actual, expected, Object.is)
}

/** The same for what travels as text: 1 is `1`. Without an expectation everything is as expected. */
export function containsText(actual: unknown, expected: unknown): boolean {
  return expected === undefined || has(actual, expected, isSameText)
}

function has(
  actual: unknown,
  expected: unknown,
  isSame: (actual: unknown, expected: unknown) => boolean,
): boolean {
  if (isMatcher(expected)) return expected.asymmetricMatch(actual)
  if (typeof expected !== 'object' || expected === null) return isSame(actual, expected)
  if (typeof actual !== 'object' || actual === null) return false
  if (Array.isArray(expected) && expected.length !== (Array.isArray(actual) ? actual.length : -1)) {
    return false
  }
  return Object.entries(expected).every(([key, value]) =>
    has(Object.hasOwn(actual, key) ? Reflect.get(actual, key) : undefined, value, isSame),
  )
}

const isSameText = (actual: unknown, expected: unknown): boolean =>
  Object.is(actual, expected) ||
  (/^(number|boolean)$/.test(typeof expected) && actual === String(expected))

/** As of vitest and Jest: `expect.any(String)`. */
interface Matcher {
  asymmetricMatch(actual: unknown): boolean
}

/** Data that is named like one, as it may come over HTTP, is none. */
export const isMatcher = (value: unknown): value is Matcher =>
  typeof value === 'object' &&
  value !== null &&
  'asymmetricMatch' in value &&
  typeof value.asymmetricMatch === 'function'
