import fc from 'fast-check'

const nested = (depth: number): unknown =>
  Array.from({ length: depth }).reduce((inner, _, nth) => (nth % 2 ? [inner] : { a: inner }), 1)

const oddKey = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'valueOf', '')
export const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('', ' ', '\0', '\ud800', '-1', '0', '1', '1.5', '1e9', '0x1', 'null', '%', '..'),
  fc.constantFrom('9007199254740991', '9'.repeat(20), '9'.repeat(400), 'x'.repeat(192), '-id,uuid'),
  fc.constantFrom('a@b.co', 'user@oberplan.com', 'test-user', 'crm-5', 'servers', 'en', 'd.m.Y'),
  oddKey,
)
const oddNumber = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, 1, 2, -1, 1.5, 1e308, 2 ** 53, 2 ** 53 - 1, 1 - 2 ** 53),
)
const leaf = fc.oneof(oddText, oddNumber, fc.boolean(), fc.constant(null))
export const entriesOf = (key: fc.Arbitrary<string>, value: fc.Arbitrary<unknown>) =>
  fc.array(fc.tuple(key, value), { maxLength: 4 })
export const oddValue = fc.oneof(
  { weight: 4, arbitrary: leaf },
  { weight: 2, arbitrary: entriesOf(oddKey, leaf).map(Object.fromEntries) },
  { weight: 1, arbitrary: fc.array(leaf, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.jsonValue() },
  { weight: 1, arbitrary: fc.constant(nested(1000)) },
)
export const fieldOf = (names: readonly string[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...names) },
    { weight: 1, arbitrary: oddKey },
    { weight: 1, arbitrary: oddText },
  )

/** Entries as a form has them. */
export const formOf = (key: fc.Arbitrary<string>) =>
  entriesOf(key, oddText).map(odd => String(new URLSearchParams(odd as [string, string][])))
