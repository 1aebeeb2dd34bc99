import {
  DATABASE_INSTANCE,
  type Entity,
  type FactoryAPI,
  factory,
  type InitialValues,
  type InternalEntityProperties,
  type KeyType,
  type ModelAPI,
  type ModelDictionary,
  PRIMARY_KEY,
  type SerializedEntity,
} from '../data.ts'
import { createIndexes, type Id, type Indexes, type Indexing } from './indexes.ts'

/** One model through its indexes: what a query of `@mswjs/data` finds by a scan, found by key. */
export interface Table<E, Values, Lookup extends string, Order extends string> {
  readonly size: number
  /** The id after the highest that there ever was, from 1: ids that count up are never reused. */
  readonly nextId: number
  get(id: Id): E | undefined
  /** All under a key, in the order of creation. */
  all(lookup: Lookup, key: string): E[]
  /** `count` entities from the `from`th on, counted from the first of an order, or from its last. */
  slice(order: Order, from: number, count: number, descending?: boolean): E[]
  create(values: Values): E
  /** The entity with the changes made; every other field stays. */
  update(entity: E, changes: Partial<E>): E
  delete(entity: E): void
  /** Deletes every entity; ids start over. */
  clear(): void
  /** Everything there is to know of the table, as plain JSON. */
  dump(): Dump
  /** Puts in the place of everything what a dump says. */
  load(dump: Dump): void
  /** Tells of every change from now on, before it can be seen. */
  watch(changed: () => void): void
}

interface Dump {
  readonly highest: number
  readonly entities: readonly object[]
}

/**
 * The `@mswjs/data` database of some models. It opens no BroadcastChannel: in a browser, and in jsdom, that
 * would carry entities from one test file's worker thread to another's (mswjs/data#308).
 */
export function createDb<D extends ModelDictionary>(models: D): FactoryAPI<D> {
  const channel = Object.getOwnPropertyDescriptor(globalThis, 'BroadcastChannel')
  if (!channel) return factory(models)
  Object.defineProperty(globalThis, 'BroadcastChannel', { configurable: true, value: undefined })
  try {
    return factory(models)
  } finally {
    Object.defineProperty(globalThis, 'BroadcastChannel', channel)
  }
}

/**
 * Indexes one model of a database. The database stays the source of truth: the indexes follow its events, so
 * that what a test does to `double.db` counts at once.
 */
export function createTable<
  D extends ModelDictionary,
  M extends keyof D & string,
  I extends Indexing<Entity<D, M>>,
>(
  db: FactoryAPI<D>,
  model: M,
  indexing: I,
): Table<
  Entity<D, M>,
  InitialValues<D, M>,
  keyof I['lookups'] & string,
  keyof I['orders'] & string
> {
  const database = db[DATABASE_INSTANCE]
  const api = db[model] as ModelAPI<D, M> // FactoryAPI's intersection with its symbol key hides which model this is
  const entities = database.getModel(model)
  const indexes = createIndexes(indexing)
  follow(db, model, indexes)
  const clear = (): void => {
    for (const id of [...entities.keys()]) database.delete(model, id)
    indexes.reset()
  }
  const present = (ids: readonly Id[]) => ids.flatMap(id => entities.get(id) ?? [])
  return {
    get size() {
      return entities.size
    },
    get nextId() {
      return indexes.highest + 1
    },
    get: id => entities.get(id),
    all: (lookup, key) => present(indexes.found(lookup, key)),
    slice: (order, from, count, descending = false) =>
      present(indexes.ordered(order, from, count, descending)),
    create: values => api.create(values),
    update: (entity, changes) => {
      const changed = { ...entity, ...changes }
      database.update(model, entity, changed)
      return changed
    },
    delete: entity => database.delete(model, idOf(entity)),
    clear,
    dump: () => ({
      highest: indexes.highest,
      entities: [...entities.values()].map(entity => structuredClone({ ...entity })),
    }),
    load: ({ highest, entities }) => {
      clear()
      for (const entity of entities) api.create(entity)
      indexes.raise(highest)
    },
    watch: changed => {
      for (const event of ['create', 'update', 'delete'] as const)
        database.events.on(event, changed)
    },
  }
}

function follow<D extends ModelDictionary, M extends keyof D & string>(
  db: FactoryAPI<D>,
  model: M,
  indexes: Indexes<Entity<D, M>>,
): void {
  const { events } = db[DATABASE_INSTANCE]
  const put = (_source: string, name: KeyType, ...versions: readonly SerializedEntity[]): void => {
    const entity = versions.at(-1)
    // The events are typed for all models at once; the name tells which one's entity this is.
    if (entity && name === model) indexes.put(idOf(entity), entity as unknown as Entity<D, M>)
  }
  events.on('create', (source, name, entity) => put(source, name, entity))
  events.on('update', put)
  // A delete comes alone, or before the update that gives an entity another id.
  events.on('delete', (_source, name, id) => {
    if (name === model) indexes.remove(id)
  })
}

const idOf = (entity: InternalEntityProperties<KeyType>): Id =>
  Reflect.get(entity, entity[PRIMARY_KEY])
