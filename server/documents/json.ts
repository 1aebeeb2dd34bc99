/** A JSON object of which nothing is known. */
export type Json = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value of an object's own key; nothing of what is no object. */
export const valueIn = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined

/** The object under a key; an empty one where there is none. */
export function objectIn(value: unknown, key: string): Json {
  const inner = valueIn(value, key)
  return isObject(inner) ? inner : {}
}

/** The list under a key; an empty one where there is none. */
export function listIn(value: unknown, key: string): readonly unknown[] {
  const inner = valueIn(value, key)
  return Array.isArray(inner) ? inner : []
}

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
