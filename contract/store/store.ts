import type * as z from 'zod/mini'
import { ownOf } from '../answer/own.ts'
import { found } from '../answer/refusal.ts'
import { isValid } from '../answer/valid.ts'
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
} from './data.ts'
import { AnyEntity, entityFault, type Judged } from './fault.ts'
import { createHolding, createTelling, type Holding } from './holding.ts'
import { createIndexes, type Id, type Indexes, type Indexing, type Range } from './indexes.ts'

/** One model through its indexes: what a query of `@mswjs/data` finds by a scan, found by key. */
export interface Table<E, Values, Lookup extends string, Order extends string, Group extends string>
  extends Holding {
  readonly size: number
  /** The highest numeric id that there ever was; 0 before the first. */
  readonly highest: number
  /** The id after it: ids that count up are never reused. */
  readonly nextId: number
  get(id: Id): E | undefined
  /** The entity of this id as a path names it, or the refusal that there is none. */
  found(id: string): E
  /** All under a key, in the order of creation. */
  all(lookup: Lookup, key: string): E[]
  /** `count` entities from the `from`th on, counted from the first of an order, or from its last. */
  slice(order: Order, from: number, count: number, descending?: boolean): E[]
  /** The same of those that belong together under a key. */
  within(group: Group, key: string, range: Range): E[]
  /**
   * What is worked out of the table, under a key: it is kept until something in it changes, as are the ten of such that were
   * asked for last.
   *
   * @example table.remember('named ada', () => table.slice('id', 0, table.size).filter(one => one.name === 'ada'))
   */
  remember<Value>(key: string, work: () => Value): Value
  /**
   * What of a value can be kept as it is: those of its fields that have the form which they have here.
   *
   * @example table.create(table.kept(body()))
   */
  kept(value: unknown): Partial<E>
  create(values: Values): E
  /** The entity with the changes made; every other field stays. */
  update(entity: E, changes: Partial<E>): E
  delete(entity: E): void
}

/**
 * The `@mswjs/data` database of some models. It opens no BroadcastChannel: in a browser, and in jsdom, that
 * would carry entities from one test file's worker thread to another's (mswjs/data#308).
 */
export function createDb<D extends ModelDictionary>(models: D): FactoryAPI<D> {
  return withoutChannel(() => factory(models))
}

function withoutChannel<Value>(make: () => Value): Value {
  const channel = Object.getOwnPropertyDescriptor(globalThis, 'BroadcastChannel')
  if (!channel) return make()
  Object.defineProperty(globalThis, 'BroadcastChannel', { configurable: true, value: undefined })
  try {
    return make()
  } finally {
    Object.defineProperty(globalThis, 'BroadcastChannel', channel)
  }
}

/** What a table needs to know of its model. */
interface Described<E> extends Indexing<E>, Judged {}

/**
 * Indexes one model of a database. The database stays the source of truth: the indexes follow what changes it, so
 * that what a test does to `double.db` counts at once.
 */
export function createTable<
  D extends ModelDictionary,
  M extends keyof D & string,
  I extends Described<Entity<D, M>>,
>(
  db: FactoryAPI<D>,
  model: M,
  described: I,
): Table<
  Entity<D, M>,
  InitialValues<D, M>,
  keyof I['lookups'] & string,
  keyof I['orders'] & string,
  keyof I['groups'] & string
> {
  const database = db[DATABASE_INSTANCE]
  const api = db[model] as ModelAPI<D, M> // FactoryAPI's intersection with its symbol key hides which model this is
  const entities = database.getModel(model)
  const indexes = createIndexes(described, entities)
  const telling = createTelling()
  follow(db, model, described, { indexes, told: telling.told })
  const present = (ids: readonly Id[]) => {
    const found: Entity<D, M>[] = []
    for (const id of ids) {
      const entity = entities.get(id)
      if (entity) found.push(entity)
    }
    return found
  }
  const holding = createHolding(db, model, indexes, { ...described, ...telling })
  const { remember, forget } = createMemory()
  holding.watch(forget)
  return {
    ...{ ...holding, remember },
    get size() {
      return entities.size
    },
    get highest() {
      return indexes.highest
    },
    get nextId() {
      return indexes.highest + 1
    },
    get: id => entities.get(id),
    found: id => found(entities.get(idIn(id, described)), model, id),
    all: (lookup, key) => present(indexes.found(lookup, key)),
    slice: (order, from, count, descending = false) =>
      present(indexes.ordered(order, { from, count, descending })),
    within: (group, key, range) => present(indexes.grouped(group, key, range)),
    kept: value => keptOf<Entity<D, M>>(value, described),
    create: values => api.create(values),
    update: (entity, changes) => {
      const changed = { ...entity, ...changes }
      database.update(model, entity, changed)
      return changed
    },
    delete: entity => database.delete(model, idOf(entity)),
  }
}

/** The fields of a value that are those of a schema. */
function keptOf<E>(value: unknown, { schema = AnyEntity }: Judged): Partial<E> {
  const { shape } = schema._zod.def as z.core.$ZodObjectDef // as every entity has one
  const isKept = ([name, inner]: readonly [string, unknown]) => {
    const field = inner === undefined ? undefined : ownOf(shape, name)
    return field !== undefined && isValid(field, inner)
  }
  // Each has just been found to be a field of the entity.
  return Object.fromEntries(Object.entries(Object(value)).filter(isKept)) as Partial<E>
}

/** How much is kept of what was worked out. */
const mostRemembered = 10

function createMemory() {
  const known = new Map<string, unknown>()
  return {
    forget: () => known.clear(),
    remember<Value>(key: string, work: () => Value): Value {
      const value = known.has(key) ? known.get(key) : work()
      known.delete(key)
      known.set(key, value)
      const [oldest] = known.size > mostRemembered ? known.keys() : []
      if (oldest !== undefined) known.delete(oldest)
      return value as Value // under a key stands what was worked out for it
    },
  }
}

/** Who follows a model. */
interface Following<E> {
  readonly indexes: Indexes<E>
  /** Is told of every change, of whichever model. */
  told(): void
}

/**
 * Refuses an entity that its API could not have, before anything is changed, and tells of what was. The database has events
 * for that, but makes a copy of each entity for them.
 */
function follow<D extends ModelDictionary, M extends keyof D & string>(
  db: FactoryAPI<D>,
  model: M,
  described: Described<Entity<D, M>>,
  { indexes, told }: Following<Entity<D, M>>,
): void {
  const database = db[DATABASE_INSTANCE]
  const create = database.create.bind(database) as typeof database.create // bind() forgets that it is generic
  const update = database.update.bind(database)
  const remove = database.delete.bind(database)
  // The name tells which model's entity this is: the database is typed for all of them at once.
  const isOwn = (name: KeyType): boolean => name === model
  const put = (entity: InternalEntityProperties<KeyType>) =>
    indexes.put(idOf(entity), entity as unknown as Entity<D, M>)
  database.create = (name, entity, key) => {
    if (isOwn(name)) admit(entity, model, described)
    const held = create(name, entity, key)
    if (isOwn(name)) put(entity)
    told()
    return held
  }
  database.update = (name, before, entity) => {
    if (isOwn(name)) admit(entity, model, described)
    update(name, before, entity)
    if (isOwn(name)) put(entity)
    told()
  }
  // A delete comes alone, or before the update that gives an entity another id.
  database.delete = (name, id) => {
    remove(name, id)
    if (isOwn(name)) indexes.remove(id)
    told()
  }
}

function admit(entity: object, model: string, described: Judged): void {
  const fault = entityFault(entity, described)
  if (fault) {
    throw new TypeError(
      `Failed to put ${fault.name} into "${model}": it is wrong at ${fault.at}. Give the field a value that the API could have.`,
    )
  }
  join(entity)
}

/**
 * A text that was put together is kept as its pieces until one of its characters is asked for. That is for as long as the
 * entity lives, and takes twice the memory.
 */
function join(entity: object): void {
  for (const value of Object.values(entity)) if (typeof value === 'string') value.at(0)
}

/** An id as the model has it: digits are a number where its ids are numbers. */
const idIn = (id: string, { schema, key = 'id' }: Pick<Described<never>, 'schema' | 'key'>): Id => {
  const field = schema && Reflect.get(Object(Reflect.get(schema._zod.def, 'shape')), key)
  return /^\d+$/.test(id) && field?._zod.def.type === 'number' ? Number(id) : id
}

const idOf = (entity: InternalEntityProperties<KeyType>): Id =>
  Reflect.get(entity, entity[PRIMARY_KEY])
