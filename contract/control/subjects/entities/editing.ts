import type * as z from 'zod/mini'
import { mismatchesOf } from '../../../answer/mismatch.ts'
import type { Entity, Table } from './tables.ts'

/** What is wrong with a field. */
interface Fault {
  readonly field: string
  readonly message: string
}

/** Thrown where fields are not as their schema has them. */
export class Faulty extends Error {
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    super('Some fields are wrong.')
    this.faults = faults
  }
}

/** Adds an entity; what is not given has its default. Where a default will not do, there is none afterwards. */
export function addTo(table: Table, values: Entity, doing: string): Entity {
  refuse(Object.entries(values).flatMap(([name, value]) => faultsOf(table, name, value)))
  const added = trying(doing, () => table.create(values))
  const faults = wholeFaults(table.schema, added)
  if (faults.length > 0) table.remove(added)
  refuse(faults)
  return added
}

/** Changes some fields of an entity, or none where one is wrong. */
export function changeIn(table: Table, entity: Entity, changes: Entity, doing: string): Entity {
  refuse(Object.entries(changes).flatMap(([name, value]) => faultsOf(table, name, value)))
  refuse(wholeFaults(table.schema, { ...entity, ...changes }))
  return trying(doing, () => table.update(entity, changes))
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new Faulty(faults)
}

function faultsOf({ schema, key }: Table, name: string, value: unknown): Fault[] {
  const { shape } = schema._zod.def
  const field = Object.hasOwn(shape, name) ? shape[name] : undefined
  if (!field) return [{ field: name, message: 'there is no such field' }]
  if (name === key && (value === '' || value === 0))
    return [{ field: name, message: 'it is empty' }]
  return mismatchesOf(field, value).map(({ path, how }) => ({
    field: name,
    message: path === '' ? how : `${how}, at ${path}`,
  }))
}

const wholeFaults = (schema: z.core.$ZodType, entity: Entity): Fault[] =>
  mismatchesOf(schema, entity).map(({ path, how }) => ({
    field: path.split('.')[0] ?? '',
    message: how,
  }))

/** What the models themselves refuse, as two of one id. */
function trying(doing: string, act: () => Entity): Entity {
  try {
    return act()
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new TypeError(`Failed to ${doing}: ${why} Give other fields.`, { cause })
  }
}
