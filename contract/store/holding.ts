import * as z from 'zod/mini'
import {
  DATABASE_INSTANCE,
  ENTITY_TYPE,
  type Entity,
  type FactoryAPI,
  type InternalEntityProperties,
  type KeyType,
  type ModelAPI,
  type ModelDictionary,
  PRIMARY_KEY,
} from './data.ts'
import { AnyEntity, faultAmong, type Judged } from './fault.ts'
import type { Id, Indexes } from './indexes.ts'

/** The entities of a model as one. */
export interface Holding {
  /** Counts ids as used up to this one. */
  raise(highest: number): void
  /** Deletes every entity; ids start over. */
  clear(): void
  /** Every entity, as plain JSON. */
  dump(): readonly object[]
  /** What keeps something from being loaded, as the end of a sentence; nothing where it can be. */
  fault(dumped: unknown): string | undefined
  /** Puts in the place of all what a dump says; what an entity leaves out gets its default. */
  load(dumped: readonly object[]): void
  /** The entities of what was held, as plain JSON. */
  dumpOf(held: Held): readonly object[]
  /** All of it as it stands; no entity of it changes, but by whoever had it in hand before and changes it in place. */
  hold(): Held
  /** Puts in the place of all a copy of what this model held, or the same one of another double. */
  put(held: Held): void
  /** Tells of every change from now on. */
  watch(changed: () => void): void
}

/** Entities as they are held, in the order of their creation. */
interface Held {
  readonly highest: number
  readonly entities: readonly InternalEntityProperties<KeyType>[]
}

export function createHolding<D extends ModelDictionary, M extends keyof D & string>(
  db: FactoryAPI<D>,
  model: M,
  indexes: Indexes<Entity<D, M>>,
  { told, watch, ...described }: Judged & Telling,
): Holding {
  const api = db[model] as ModelAPI<D, M> // FactoryAPI's intersection with its symbol key hides which model this is
  const entities = db[DATABASE_INSTANCE].getModel(model)
  const { key = 'id' } = described
  const wholeOf = createShaping(model, described)
  const clear = (): void => {
    entities.clear()
    indexes.clear()
  }
  const add = (entity: object): void => {
    const id: Id = Reflect.get(entity, key)
    entities.set(id, entity as never) // of this model, as whoever calls has seen to
    indexes.put(id, entity as never)
  }
  return {
    raise: indexes.raise,
    clear() {
      clear()
      told()
    },
    dump: () => [...entities.values()].map(plainCopyOf),
    dumpOf: held => held.entities.map(entity => plainCopyOf(Object(entity))),
    fault: dumped => faultAmong(dumped, described),
    load(dumped) {
      clear()
      // Ids that are given are not given to others that come before them.
      for (const one of dumped) indexes.raise(numberOf(Reflect.get(one, key)))
      for (const one of dumped) {
        const whole = wholeOf(one)
        if (whole) add(whole)
        else api.create(one)
      }
      told()
    },
    hold: () => ({ highest: indexes.highest, entities: [...entities.values()] }),
    put({ highest, entities }) {
      clear()
      for (const entity of entities) add(copyOf(entity))
      indexes.raise(highest)
      told()
    },
    watch,
  }
}

/** Tells whoever watches. */
export function createTelling(): Telling {
  const watching: (() => void)[] = []
  return {
    watch: changed => {
      watching.push(changed)
    },
    told: () => {
      for (const changed of watching) changed()
    },
  }
}

interface Telling extends Pick<Holding, 'watch'> {
  told(): void
}

/**
 * Makes entities as `@mswjs/data` would, out of what has been looked at and is whole; of what is not it makes nothing.
 */
function createShaping(model: string, { key = 'id', schema = AnyEntity }: Judged) {
  const fields = Object.keys(Object(schema._zod.def).shape)
  const marks: readonly Pair[] = [
    [ENTITY_TYPE, model],
    [PRIMARY_KEY, key],
  ]
  const shape = Object.fromEntries<unknown>([
    ...marks,
    ...fields.map(name => [name, null] as const),
  ])
  return (given: object): object | undefined => {
    const names = fields.length > 0 ? fields.filter(name => name in given) : Object.keys(given)
    if (names.length === fields.length) return inShape(given, shape)
    if (!z.validate(schema, given)) return undefined
    return Object.fromEntries<unknown>([
      ...marks,
      ...names.map(name => [name, copied(Reflect.get(given, name))] as const),
    ])
  }
}

type Pair = readonly [name: symbol | string, value: unknown]

/** A copy of a shape, filled: what grows field by field becomes a dictionary of its own, twice as large. */
function inShape(given: object, shape: Readonly<Record<string, unknown>>): object {
  const entity = { ...shape }
  for (const name in shape) entity[name] = copied(Reflect.get(given, name))
  return entity
}

const numberOf = (id: unknown): number => (typeof id === 'number' ? id : 0)

/** The same without the marks of `@mswjs/data`, which are symbols, and with nothing in it that is shared. */
function plainCopyOf(entity: Readonly<Record<string, unknown>>): object {
  const copy: Record<string, unknown> = {}
  for (const name in entity) copy[name] = copied(entity[name])
  return copy
}

/** The same with its marks, and with nothing in it that is shared. */
function copyOf<E extends object>(entity: E): E {
  const copy = { ...entity }
  for (const name in copy) copy[name] = copied(copy[name])
  return copy
}

/** What is held is JSON: a spread makes a smaller copy of that than `structuredClone`, in less time. */
function copied<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  if (!isPlain(value)) return structuredClone(value)
  return Array.isArray(value) ? (value.map(copied) as Value) : copyOf(value) // a list of the same
}

const isPlain = (value: object): boolean =>
  Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
