import { ownOf } from '../../answer/own.ts'

/** How a test runner compares two values, those matchers included that only the runner itself can ask. */
export type Equals = (actual: unknown, expected: unknown) => boolean

/** Whether `actual` has everything that `expected` has; lists must be of the same length. However deep they nest. */
export const contains = (actual: unknown, expected: unknown, equals: Equals = unasked): boolean =>
  has(actual, expected, { isSame: Object.is, equals })

/** The same for what travels as text: 1 is `1`. Without an expectation everything is as expected. */
export const containsText = (actual: unknown, expected: unknown): boolean =>
  expected === undefined || has(actual, expected, { isSame: isSameText, equals: unasked })

interface Comparing {
  readonly isSame: Equals
  readonly equals: Equals
}

function has(actual: unknown, expected: unknown, how: Comparing): boolean {
  const pairs: [actual: unknown, expected: unknown][] = [[actual, expected]]
  for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
    const [own, wanted] = pair
    if (!fits(own, wanted, how)) return false
    if (!isTree(own) || !isTree(wanted)) continue
    for (const [key, value] of Object.entries(wanted)) pairs.push([ownOf(own, key), value])
  }
  return true
}

/** Whether the one is as the other, but for what is within them. */
function fits(actual: unknown, expected: unknown, { isSame, equals }: Comparing): boolean {
  if (isMatcher(expected)) return expected.asymmetricMatch(actual)
  if (closedName(expected) !== undefined) return equals(actual, expected)
  if (!isTree(expected)) return isSame(actual, expected)
  return isObject(actual) && isAsLong(actual, expected)
}

const isSameText: Equals = (actual, expected) =>
  Object.is(actual, expected) ||
  (/^(number|boolean)$/.test(typeof expected) && actual === String(expected))

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Something with parts to look at, which a matcher is not. */
export const isTree = (value: unknown): value is object =>
  isObject(value) && !isMatcher(value) && closedName(value) === undefined

const isAsLong = (own: object, wanted: object): boolean =>
  !Array.isArray(wanted) || (Array.isArray(own) && own.length === wanted.length)

/** As of vitest and Jest: `expect.any(String)`. */
export interface Matcher {
  asymmetricMatch(actual: unknown): boolean
}

/** What was sent is none, whatever it is called: no JSON has a function. */
export const isMatcher = (value: unknown): value is Matcher =>
  isObject(value) && 'asymmetricMatch' in value && typeof value.asymmetricMatch === 'function'

/** The name of a matcher that shows nothing of itself, as of Bun: `StringContaining`. */
export const closedName = (value: unknown): string | undefined =>
  /^\[object Expect(\w+)\]$/.exec(Object.prototype.toString.call(value))?.[1]

function unasked(_: unknown, expected: unknown): never {
  throw new TypeError(
    `Failed to ask "${closedName(expected)}": this test runner's matchers answer to a matcher alone. Use expect(double).toHaveReceived(…).`,
  )
}
