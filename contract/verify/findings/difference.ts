/** The first place where two values part. */
export interface Difference {
  /** Keys joined by dots: `data.0.email`. */
  readonly path: string
  readonly expected: unknown
  readonly seen: unknown
}

/**
 * Where `seen` is not as expected: an object may have more keys than those expected, and a regular expression
 * stands for every text that it matches.
 */
export function difference(expected: unknown, seen: unknown, path = ''): Difference | undefined {
  const isWhole = expected instanceof RegExp || !isGroup(expected)
  if (!isWhole && isGroup(seen) && isAsLong(expected, seen)) {
    return Object.entries(expected)
      .map(([key, value]) =>
        difference(value, Reflect.get(seen, key), path ? `${path}.${key}` : key),
      )
      .find(found => found !== undefined)
  }
  return isWhole && isSame(expected, seen) ? undefined : { path, expected, seen }
}

const isGroup = (value: unknown): value is object => typeof value === 'object' && value !== null

const isSame = (expected: unknown, seen: unknown): boolean =>
  expected instanceof RegExp
    ? typeof seen === 'string' && expected.test(seen)
    : Object.is(expected, seen)

/** A list has to have as many items, and what is no list any number of keys. */
const isAsLong = (expected: object, seen: object): boolean =>
  !Array.isArray(expected) || (Array.isArray(seen) && seen.length === expected.length)

/** What stands below these keys; `undefined` where they lead nowhere. */
export const at = (value: unknown, ...keys: readonly (string | number)[]): unknown =>
  keys.reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), value)

/** What stands below these keys in each item of a list; nothing where there is no list. */
export const column = (list: unknown, ...keys: readonly (string | number)[]): unknown[] =>
  Array.isArray(list) ? list.map(item => at(item, ...keys)) : []

/** A value in a report, on one line. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  return value instanceof RegExp ? String(value) : JSON.stringify(value)
}
