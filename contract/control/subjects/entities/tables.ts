import type * as z from 'zod/mini'
import { pluralOf } from '../../../store/plural.ts'
import type { ServedDouble } from '../../controlled.ts'

/** An entity, by field. */
export type Entity = Readonly<Record<string, unknown>>

/** An entity, with what became of it. */
export interface Row {
  readonly id: string | number
  readonly entity: Entity
  readonly change?: 'added' | 'changed' | 'gone'
  /** The fields that are otherwise now. */
  readonly fields?: string[]
}

/** The entities of one kind, to look at and to change. */
export interface Table {
  /** The name of its model. */
  readonly model: string
  /** The field that tells one from another. */
  readonly key: string
  readonly schema: z.core.$ZodObject
  count(): number
  /** As plain data, in the order of their creation. */
  all(): readonly Entity[]
  /** The one of an id, as text. */
  find(id: string): Entity | undefined
  idOf(entity: Entity): string | number
  create(values: Entity): Entity
  update(entity: Entity, changes: Entity): Entity
  remove(entity: Entity): void
}

/** What of a model is needed here, whatever its entities are like. */
interface Model {
  count(): number
  getAll(): readonly Entity[]
  create(values: Entity): Entity
  update(query: { readonly where: object; readonly data: Entity }): Entity | null
  delete(query: { readonly where: object }): unknown
}

/** A table for each kind of entity that a double keeps. */
export const tablesOf = ({ entities, db }: Pick<ServedDouble, 'entities' | 'db'>): Table[] =>
  Object.entries(entities).map(([model, { schema, id }]) =>
    // A double has a model for each of its entities, under the same name.
    toTable((db as Readonly<Record<string, Model>>)[model] as Model, { model, schema, key: id }),
  )

/** The table of what many are called. */
export const tableIn = (double: ServedDouble, name: string): Table | undefined =>
  tablesOf(double).find(({ model }) => pluralOf(model) === name)

function toTable(models: Model, own: Pick<Table, 'model' | 'schema' | 'key'>): Table {
  const { key } = own
  const where = (entity: Entity) => ({ [key]: { equals: entity[key] } })
  return {
    ...own,
    count: () => models.count(),
    all: () => models.getAll().map(plain),
    find: id => {
      const found = models.getAll().find(one => String(one[key]) === id)
      return found && plain(found)
    },
    // The primary key of a model is a text or a number.
    idOf: entity => entity[key] as string | number,
    create: values => plain(models.create(values)),
    update: (entity, changes) =>
      plain(models.update({ where: where(entity), data: changes }) ?? entity),
    remove: entity => {
      models.delete({ where: where(entity) })
    },
  }
}

/** Without the marks of `@mswjs/data`, which are symbols, and with nothing in it that is shared. */
const plain = (entity: Entity): Entity => JSON.parse(JSON.stringify(entity))
