import type * as z from 'zod/mini'
import { oncePer } from '../once.ts'

/** What is known of something that was made to travel, which nobody changes. */
export interface Row {
  /** Its JSON, once somebody has asked for it. */
  text?: string
  /** The schemas that it is known to keep. */
  kept: readonly z.core.$ZodType[]
}

/** Makes what travels of an entity. */
export interface Making<Entity extends object, Made extends object> {
  (entity: Entity): Made
  /** What travels of a page of them, once for as long as the page is the same list: as `table.remember` keeps it. */
  all(entities: readonly Entity[]): Made[]
}

/**
 * Makes what travels of an entity, once for as long as it is the same: an entity that changes is replaced by another. It
 * cannot be changed, is checked once, and written once as JSON.
 *
 * @example const toShown = perEntity((user: User) => ({ object: 'user', attributes: user }))
 */
export function perEntity<Entity extends object, Made extends object>(
  make: (entity: Entity) => Made,
): Making<Entity, Made> {
  const one = oncePer((entity: Entity) => toRow(copyOf(make(entity))))
  return Object.assign(one, { all: oncePer((list: readonly Entity[]) => toRow(list.map(one))) })
}

function toRow<Value extends object>(value: Value): Value {
  const row: Row = { kept: none }
  return Object.freeze(Object.defineProperty(value, key, { value: row }))
}

const none: Row['kept'] = []

/** Under a symbol that nobody lists, and no copy has: a map would have to look each of them up, in every list. */
const key = Symbol('row')

/** What is known of a value that was made to travel; nothing of any other. */
export const rowOf = (value: object): Row | undefined => (value as { [key]?: Row })[key]

/** JSON, as `JSON.stringify` makes it; rows, alone, in a list or under a name, are not written again. */
export function toJson(value: unknown): string {
  if (!isObject(value)) return JSON.stringify(value)
  const row = rowOf(value)
  if (!row) return written(value)
  row.text ??= written(value)
  return row.text
}

function written(value: object): string {
  if (!Array.isArray(value)) return hasParts(value) ? objectOf(value) : JSON.stringify(value)
  // Joined, the text of a page is one piece, and none that is put together anew each time it is sent.
  return hasRows(value) ? `[${value.map(toJson).join(',')}]` : JSON.stringify(value)
}

function objectOf(fields: Readonly<Record<string, unknown>>): string {
  let text = ''
  for (const name of Object.keys(fields)) {
    const part = fields[name]
    const own = hasRows(part) ? toJson(part) : JSON.stringify(part)
    if (own !== undefined) text += `${text === '' ? '{' : ','}${JSON.stringify(name)}:${own}`
  }
  return `${text}}`
}

const hasParts = (value: object): value is Readonly<Record<string, unknown>> =>
  Object.values(value).some(hasRows)

/** Whether it is a row, or a list of them: where its first is one, all are. */
function hasRows(part: unknown): boolean {
  if (!isObject(part)) return false
  return rowOf(part) !== undefined || (Array.isArray(part) && hasRows(part[0]))
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/**
 * A copy with nothing shared, and with parts that nobody can change. Not by a spread: V8 takes what is then frozen for one
 * of a kind, and describes its fields anew, which takes more memory than they do.
 */
function copyOf<Value extends object>(value: Value): Value {
  if (Array.isArray(value)) return value.map(partOf) as Value // of the same form, as below
  const parts = Object.entries(value).map(([name, part]) => [name, partOf(part)] as const)
  return Object.fromEntries(parts) as Value
}

const partOf = (part: unknown): unknown => (isObject(part) ? Object.freeze(copyOf(part)) : part)
