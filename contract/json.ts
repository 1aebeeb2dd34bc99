/** A JSON object of which nothing is known: out of a file, or of somebody else. */
export type Json = Readonly<Record<string, unknown>>

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is no object has no keys. */
export const recordOf = (value: unknown): Json => (isRecord(value) ? value : nothing)

const nothing: Json = {}

/** What is no list has no elements. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** An object with the same keys, and other values. */
export const mapped = <Value, Other>(
  values: Readonly<Record<string, Value>>,
  change: (value: Value, name: string) => Other,
): Record<string, Other> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]))
