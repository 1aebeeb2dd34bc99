import { ownOf } from '../../contract/answer/own.ts'
import { type Json, listOf, recordOf } from '../../contract/json.ts'

/** The value of an object's own key; nothing of what is no object. */
export const valueIn = (value: unknown, key: string): unknown => ownOf(recordOf(value), key)

/** The object under a key; an empty one where there is none. */
export const objectIn = (value: unknown, key: string): Json => recordOf(valueIn(value, key))

/** The list under a key; an empty one where there is none. */
export const listIn = (value: unknown, key: string): readonly unknown[] =>
  listOf(valueIn(value, key))

/** The text under a key, without blanks around it; nothing where there is none. */
export function textIn(value: unknown, key: string): string | undefined {
  const inner = valueIn(value, key)
  return typeof inner === 'string' && inner.trim() !== '' ? inner.trim() : undefined
}

/** The number under a key; nothing where there is none. */
export function numberIn(value: unknown, key: string): number | undefined {
  const inner = valueIn(value, key)
  return typeof inner === 'number' && Number.isFinite(inner) ? inner : undefined
}
