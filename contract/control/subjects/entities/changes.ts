import { shown } from '../../../answer/refusal.ts'
import { pluralOf } from '../../../store/plural.ts'
import type { ServedDouble } from '../../controlled.ts'
import type { Entity, Row, Table } from './tables.ts'

/** What became of entities since a checkpoint. */
export interface Changes {
  of(id: Row['id'], entity: Entity): Pick<Row, 'change' | 'fields'>
  /** Those that are no longer there. */
  readonly gone: readonly Row[]
}

const none: Changes = { of: () => ({}), gone: [] }

/** What changed since the checkpoint of a name; without a name nothing. */
export function changesSince(
  { checkpoints, entitiesAt }: ServedDouble,
  { model, idOf, all }: Table,
  name: string | undefined,
  doing: string,
): Changes {
  if (name === undefined) return none
  const then: Readonly<Record<string, readonly object[]>> | undefined = entitiesAt(name)
  if (!then) throw new TypeError(`Failed to ${doing}: ${unknown(name, checkpoints)}`)
  const before = new Map((then[pluralOf(model)] ?? []).map(one => [idOf({ ...one }), { ...one }]))
  const now = new Set(all().map(idOf))
  return {
    of(id, entity) {
      const old: Entity | undefined = before.get(id)
      if (!old) return { change: 'added' }
      const fields = [...new Set([...Object.keys(old), ...Object.keys(entity)])].filter(
        field => JSON.stringify(old[field]) !== JSON.stringify(entity[field]),
      )
      return fields.length > 0 ? { change: 'changed', fields } : {}
    },
    gone: [...before]
      .filter(([id]) => !now.has(id))
      .map(([id, entity]) => ({ id, entity, change: 'gone' })),
  }
}

function unknown(name: string, names: readonly string[]): string {
  const choice = names.length > 0 ? `Choose from ${names.join(', ')}.` : 'Keep one first.'
  return `there is no checkpoint "${shown(name)}". ${choice}`
}
