import type * as z from 'zod/mini'
import { isValid } from './valid.ts'

/** What was made to travel, which nobody changes; its JSON once somebody has asked for it. */
interface Row {
  text?: string
  /** The schemas that it is known to keep. */
  readonly kept: z.core.$ZodType[]
}

const rows = new WeakMap<object, Row>()

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
    const row = frozen(make(entity))
    rows.set(row, { kept: [] })
    made.set(entity, row)
    return row
  }
}

/** Whether a value keeps a schema; of rows in its lists, those that are known to keep theirs are not looked at again. */
export function keeps(schema: z.core.$ZodType, value: unknown): boolean {
  if (!isObject(value)) return isValid(schema, value)
  if (rows.has(value)) return rowKeeps(schema, value)
  const lists = Object.entries(value).filter(([, part]) => isRows(part))
  if (lists.length === 0) return isValid(schema, value)
  const { shape = {} } = Object(schema._zod.def)
  const rest: Record<string, unknown> = { ...value }
  for (const [name, list] of lists) {
    const element = elementOf(shape[name])
    if (!element) continue
    if (!list.every((row: object) => rowKeeps(element, row))) return false
    rest[name] = []
  }
  return isValid(schema, rest)
}

/** JSON, as `JSON.stringify` makes it; rows are not written again. */
export function toJson(value: unknown): string {
  if (!isObject(value) || Array.isArray(value)) return JSON.stringify(value)
  const row = rows.get(value)
  if (row) {
    row.text ??= JSON.stringify(value)
    return row.text
  }
  const entries = Object.entries(value)
  if (!entries.some(([, part]) => isRows(part))) return JSON.stringify(value)
  const parts = entries.flatMap(([name, part]) => {
    const text = isRows(part) ? `[${part.map(toJson).join(',')}]` : JSON.stringify(part)
    return text === undefined ? [] : [`${JSON.stringify(name)}:${text}`]
  })
  return `{${parts.join(',')}}`
}

function rowKeeps(schema: z.core.$ZodType, value: object): boolean {
  const row = rows.get(value)
  if (row?.kept.includes(schema)) return true
  const isKept = isValid(schema, value)
  if (isKept) row?.kept.push(schema)
  return isKept
}

/** The schema of a list's elements, where nothing else is said of the list. */
function elementOf(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  const { type, element, checks = [] } = Object(schema?._zod.def)
  return type === 'array' && checks.length === 0 ? element : undefined
}

/** Whether it is a list of rows: where its first is one, all are. */
const isRows = (part: unknown): part is readonly object[] =>
  Array.isArray(part) && isObject(part[0]) && rows.has(part[0])

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** A copy, nothing in which can be changed, and nothing shared. */
function frozen<Value>(value: Value): Value {
  if (!isObject(value)) return value
  const copy = Array.isArray(value)
    ? value.map(frozen)
    : Object.fromEntries(Object.entries(value).map(([name, part]) => [name, frozen(part)]))
  return Object.freeze(copy) as Value // of the same form
}
