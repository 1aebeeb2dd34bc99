import type { Veiling } from '../../../double/journal/redaction.ts'
import { viewOf } from '../../../double/journal/view.ts'
import type { Changes } from './changes.ts'
import type { Entity, Row, Table } from './tables.ts'

/** Which entities are asked for. */
interface Asked {
  readonly search?: string | undefined
  readonly sort?: string | undefined
  readonly offset?: number | undefined
  readonly limit?: number | undefined
  readonly changes: Changes
}

/** Some of all entities: those that are looked for, in an order, from one on. */
export function pageOf(
  all: readonly Entity[],
  { idOf }: Pick<Table, 'idOf'>,
  { search = '', sort, offset = 0, limit = 50, changes }: Asked,
) {
  const wanted = search.toLowerCase()
  const found = wanted === '' ? all : all.filter(entity => has(entity, wanted))
  const sorted = sort === undefined ? found : inOrder(found, sort)
  const rows: Row[] = sorted.slice(offset, offset + limit).map(entity => {
    const id = idOf(entity)
    return { id, entity, ...changes.of(id, entity) }
  })
  return { count: all.length, found: found.length, rows }
}

const has = (entity: Entity, wanted: string): boolean =>
  Object.values(entity).some(value => textOf(value).toLowerCase().includes(wanted))

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '')

/** By a field, downwards where it begins with a minus; what has nothing there comes last. */
function inOrder(entities: readonly Entity[], sort: string): readonly Entity[] {
  const [field, sign] = sort.startsWith('-') ? [sort.slice(1), -1] : [sort, 1]
  return entities.toSorted((a, b) => compared(a[field], b[field], sign))
}

function compared(a: unknown, b: unknown, sign: number): number {
  if (isNothing(a) || isNothing(b)) return Number(isNothing(a)) - Number(isNothing(b))
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
  const [one, other] = [textOf(a), textOf(b)]
  return sign * (Number(one > other) - Number(one < other))
}

const isNothing = (value: unknown): boolean => value === undefined || value === null

/** A row without the secrets in it. */
export const veiledRow = (row: Row, veiling: Veiling): Row => ({
  ...row,
  entity: Object(viewOf(row.entity, veiling).value),
})
