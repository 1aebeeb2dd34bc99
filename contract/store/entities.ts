import type * as z from 'zod/mini'
import type { AnyEntity, Entities, EntitySpec, Making } from '../define/entity.ts'
import {
  DATABASE_INSTANCE,
  type Entity,
  type FactoryAPI,
  type ModelDictionary,
  type ModelValueType,
  type NullableProperty,
  type PrimaryKey,
  type QueryOptions,
  type QuerySelector,
  type StrictQueryReturnType,
  type Value,
} from './data.ts'
import { modelOf, wholeFields } from './model.ts'
import { createDb, createTable, type Table } from './store.ts'

/** A property that `@mswjs/data` takes as it is. */
type Property<V> = Omit<NullableProperty<string>, 'getValue'> & { getValue(): V }

type ModelOf<E> =
  E extends EntitySpec<infer S, infer Id, string, string, string>
    ? {
        [Field in keyof z.output<S>]: Field extends Id
          ? PrimaryKey<z.output<S>[Field] & (string | number)>
          : [z.output<S>[Field]] extends [ModelValueType]
            ? () => z.output<S>[Field]
            : Property<z.output<S>[Field]>
      }
    : never

type Models<Es> = { [Name in keyof Es]: ModelOf<Es[Name]> }

/** Values, and of an object among them only those that are given: the others stay, or are the defaults. */
type Given<Values> = {
  [Field in keyof Values]: Values[Field] extends readonly unknown[]
    ? Values[Field]
    : Values[Field] extends object
      ? Partial<Values[Field]>
      : Values[Field]
}

/** What a model takes besides what `@mswjs/data` has types for. */
type Taking<Entity, Values> = {
  create(values?: Partial<Given<Values>>): Entity
  update<Options extends QueryOptions>(
    query: Options & QuerySelector<Partial<Values>> & { data: Partial<Given<Values>> },
  ): StrictQueryReturnType<Options, Entity>
  updateMany<Options extends QueryOptions>(
    query: Options & QuerySelector<Partial<Values>> & { data: Partial<Given<Values>> },
  ): StrictQueryReturnType<Options, Entity[]>
}

/** The `@mswjs/data` models of an API's entities. */
export type DbOf<Es> = FactoryAPI<Models<Es>> & {
  readonly [Name in keyof Es]: Taking<Entity<Models<Es>, Name>, Value<Models<Es>[Name], Models<Es>>>
}

type TableOf<E> =
  E extends EntitySpec<infer S, infer _, infer Lookup, infer Order, infer Group>
    ? Table<z.output<S>, Partial<z.output<S>>, Lookup, Order, Group>
    : never

/** A table for each entity, by the name of its model: what resolvers read and write. */
export type StoreOf<Es> = { readonly [Name in keyof Es]: TableOf<Es[Name]> }

/** The models of some entities, and their tables. */
export function createStore<Es extends Entities>(
  entities: Es,
  making: Pick<Making, 'ids' | 'now'>,
): { readonly db: DbOf<Es>; readonly store: StoreOf<Es> } {
  const tables: Record<string, AnyTable> = {}
  const models = Object.entries(entities).map(([name, entity]) => {
    const nextId = (): number => tables[name]?.nextId ?? 1
    return [name, modelOf(entity, { ...making, nextId })] as const
  })
  const db = createDb<ModelDictionary>(Object.fromEntries(models))
  for (const [name, entity] of Object.entries(entities)) {
    tables[name] = toTable(db, name, entity)
    takeWhole(db, name, entity)
  }
  // By name each is of its own entity, which the types above say.
  return { db: db as unknown as DbOf<Es>, store: tables as unknown as StoreOf<Es> }
}

type AnyTable = Table<object, object, string, string, string>

const toTable = (
  db: FactoryAPI<ModelDictionary>,
  name: string,
  { schema, id, lookups, orders, groups }: AnyEntity,
): AnyTable =>
  createTable(db, name, {
    schema,
    key: id,
    // Their functions take entities of this schema, and are given no others.
    ...({ lookups, orders, groups } as object),
  }) as unknown as AnyTable

/** Values of an entity, by field. */
type Values = Readonly<Record<string, unknown>>

/**
 * Lets a model hold lists and objects as they are: `@mswjs/data` drops what it does not know. What it makes of the rest
 * goes on through the database, where they are put in their place.
 */
function takeWhole(db: FactoryAPI<ModelDictionary>, name: string, entity: AnyEntity): void {
  const fields = wholeFields(entity)
  const { shape } = entity.schema._zod.def
  const model = db[name] as unknown as Changing | undefined // its own types know none of these fields
  if (!model || fields.length === 0) return
  let whole: Values = {}
  const holding = <Result>(values: Values, act: (rest: Values) => Result): Result => {
    const entries = Object.entries(values)
    whole = Object.fromEntries(entries.filter(([field]) => fields.includes(field)))
    try {
      return act(Object.fromEntries(entries.filter(([field]) => !fields.includes(field))))
    } finally {
      whole = {}
    }
  }
  const { create, update, updateMany } = model
  model.create = (values = {}) => holding(values, create)
  model.update = query => holding(query.data, data => update({ ...query, data }))
  model.updateMany = query => holding(query.data, data => updateMany({ ...query, data }))
  putting(db, name, one => {
    for (const [field, value] of Object.entries(whole))
      Reflect.set(one, field, settled(value, Reflect.get(one, field), shape[field]))
  })
}

/** What of a model takes values. */
interface Changing {
  create(values?: Values): object
  update(query: { readonly data: Values }): object | null
  updateMany(query: { readonly data: Values }): object | null
}

/** Changes every entity of a model on its way into the database. */
function putting(
  db: FactoryAPI<ModelDictionary>,
  name: string,
  change: (entity: object) => void,
): void {
  const database = db[DATABASE_INSTANCE]
  const create = database.create.bind(database) as typeof database.create // bind() forgets that it is generic
  const update = database.update.bind(database)
  database.create = (model, entity, key) => {
    if (model === name) change(entity)
    return create(model, entity, key)
  }
  database.update = (model, before, entity) => {
    if (model === name) change(entity)
    update(model, before, entity)
  }
}

/**
 * A value as it is held, with nothing of the caller's in it; a function makes it of the one before. Of an object whose
 * fields are known those that are not given stay, as with `@mswjs/data`.
 */
function settled(value: unknown, before: unknown, field: z.core.$ZodType | undefined): unknown {
  if (typeof value === 'function') return value(before)
  const own: unknown = structuredClone(value)
  return isObject(own) && isObject(before) && isKnown(field) ? { ...before, ...own } : own
}

/** Whether a field is an object that has no keys besides its own. */
function isKnown(field: z.core.$ZodType | undefined): boolean {
  const { type, catchall } = Object(field?._zod.def)
  return type === 'object' && catchall?._zod.def.type !== 'unknown'
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
