import type { Double } from './double.ts'

/** A double of any API. */
export type AnyDouble = Pick<
  Double<unknown, never>,
  'name' | 'baseUrl' | 'contract' | 'handlers' | 'operationAt' | 'hasPath' | 'answer' | 'isFor'
>

/** A double, several, or all that `createDoubles` makes. */
export type OneOrMore = AnyDouble | readonly AnyDouble[] | Pick<AnyDouble, 'handlers'>

/** The doubles themselves; throws where there is none. */
export function doublesIn(given: OneOrMore): readonly AnyDouble[] {
  const all: readonly object[] = Array.isArray(given) ? given : [given]
  const doubles = all.flatMap(one =>
    isDouble(one) ? [one] : Object.values(Object(one)).filter(isDouble),
  )
  if (doubles.length > 0) return doubles
  throw new TypeError(
    'Failed to find a double: there is none in what was given. Give one, a list, or all, as in createOverplane() or createDoubles().',
  )
}

const isDouble = (value: unknown): value is AnyDouble =>
  typeof value === 'object' && value !== null && 'hasPath' in value && 'answer' in value
