import type * as z from 'zod/mini'

/** What is known of something that was made to travel, which nobody changes. */
export interface Row {
  /** Its JSON, once somebody has asked for it. */
  text?: string
  /** The schemas that it is known to keep. */
  readonly kept: z.core.$ZodType[]
}

/**
 * Makes what travels of an entity, once for as long as it is the same: an entity that changes is replaced by another. It
 * cannot be changed, is checked once, and written once as JSON.
 *
 * @example const toShown = perEntity((user: User) => ({ object: 'user', attributes: user }))
 */
export function perEntity<Entity extends object, Made extends object>(
  make: (entity: Entity) => Made,
): (entity: Entity) => Made {
  const made = new WeakMap<Entity, Made>()
  return entity => {
    const known = made.get(entity)
    if (known) return known
    const row: Row = { kept: [] }
    const travelling = Object.freeze(
      Object.defineProperty(copyOf(make(entity)), key, { value: row }),
    )
    made.set(entity, travelling)
    return travelling
  }
}

/** Under a symbol that nobody lists, and no copy has: a map would have to look each of them up, in every list. */
const key = Symbol('row')

/** What is known of a value that was made to travel; nothing of any other. */
export const rowOf = (value: object): Row | undefined => (value as { [key]?: Row })[key]

/** JSON, as `JSON.stringify` makes it; rows, alone, in a list or under a name, are not written again. */
export function toJson(value: unknown): string {
  if (!isObject(value) || Array.isArray(value)) return JSON.stringify(value)
  const row = rowOf(value)
  if (row) return textOf(row, value)
  const names = Object.keys(value)
  const fields = value as Readonly<Record<string, unknown>> // only read by names that it has
  if (!names.some(name => hasRows(fields[name]))) return JSON.stringify(value)
  let text = ''
  for (const name of names) {
    const part = toPart(fields[name])
    if (part !== undefined) text += `${text === '' ? '{' : ','}${JSON.stringify(name)}:${part}`
  }
  return `${text}}`
}

const textOf = (row: Row, value: object): string => {
  row.text ??= JSON.stringify(value)
  return row.text
}

function toPart(part: unknown): string | undefined {
  if (!hasRows(part)) return JSON.stringify(part)
  if (!Array.isArray(part)) return toJson(part)
  let text = ''
  for (const one of part) text += `${text === '' ? '[' : ','}${toJson(one)}`
  return `${text}]`
}

/** Whether it is a row, or a list of them: where its first is one, all are. */
const hasRows = (part: unknown): boolean => {
  const first = Array.isArray(part) ? part[0] : part
  return isObject(first) && rowOf(first) !== undefined
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** A copy with nothing shared, and with parts that nobody can change. */
function copyOf<Value extends object>(value: Value): Value {
  const copy = Array.isArray(value)
    ? value.map(frozen)
    : Object.fromEntries(Object.entries(value).map(([name, part]) => [name, frozen(part)]))
  return copy as Value // of the same form
}

const frozen = (part: unknown): unknown => (isObject(part) ? Object.freeze(copyOf(part)) : part)
