import { ownOf } from '../own.ts'

/** Whether `actual` has everything that `expected` has; lists must be of the same length. However deep they nest. */
export const contains = (actual: unknown, expected: unknown): boolean =>
  has(actual, expected, Object.is)

/** The same for what travels as text: 1 is `1`. Without an expectation everything is as expected. */
export const containsText = (actual: unknown, expected: unknown): boolean =>
  expected === undefined || has(actual, expected, isSameText)

type Sameness = (actual: unknown, expected: unknown) => boolean

function has(actual: unknown, expected: unknown, isSame: Sameness): boolean {
  const pairs: [actual: unknown, expected: unknown][] = [[actual, expected]]
  for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
    const [own, wanted] = pair
    if (!fits(own, wanted, isSame)) return false
    if (!isTree(own) || !isTree(wanted) || isMatcher(wanted)) continue
    for (const [key, value] of Object.entries(wanted)) pairs.push([ownOf(own, key), value])
  }
  return true
}

/** Whether the one is as the other, but for what is within them. */
function fits(actual: unknown, expected: unknown, isSame: Sameness): boolean {
  if (isMatcher(expected)) return expected.asymmetricMatch(actual)
  if (!isTree(expected)) return isSame(actual, expected)
  return isTree(actual) && isAsLong(actual, expected)
}

const isSameText: Sameness = (actual, expected) =>
  Object.is(actual, expected) ||
  (/^(number|boolean)$/.test(typeof expected) && actual === String(expected))

export const isTree = (value: unknown): value is object =>
  typeof value === 'object' && value !== null

const isAsLong = (own: object, wanted: object): boolean =>
  !Array.isArray(wanted) || (Array.isArray(own) && own.length === wanted.length)

/** As of vitest and Jest: `expect.any(String)`. */
export interface Matcher {
  asymmetricMatch(actual: unknown): boolean
}

/** What was sent is none, whatever it is called: no JSON has a function. */
export const isMatcher = (value: unknown): value is Matcher =>
  isTree(value) && 'asymmetricMatch' in value && typeof value.asymmetricMatch === 'function'
