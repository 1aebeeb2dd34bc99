import { createSorted, type Place, type Sorted } from './sorted.ts'

export type Id = string | number

/** Follows the entities of one model; it holds ids and keys, never an entity. */
interface Index<Entity> {
  /** `turn` counts entities as they are created. */
  add(id: Id, entity: Entity, turn: number): void
  remove(id: Id): void
}

/** Finds ids by a key; a `null` key keeps an entity out. */
interface Lookup<Entity> extends Index<Entity> {
  ids(key: string): readonly Id[]
}

/** Keeps ids in the order of a key; equal keys stand in the order of creation. */
interface Order<Entity> extends Index<Entity> {
  ids(range: Range): readonly Id[]
}

function createLookup<Entity>(keyOf: (entity: Entity) => string | null): Lookup<Entity> {
  const groups = new Map<string, Map<Id, number>>()
  const keys = new Map<Id, string>()
  return {
    add: (id, entity, turn) => {
      const key = keyOf(entity)
      if (key === null) return
      keys.set(id, key)
      const group = groups.get(key) ?? new Map<Id, number>()
      groups.set(key, group.set(id, turn))
    },
    remove: id => {
      const key = keys.get(id)
      if (key === undefined) return
      keys.delete(id)
      const group = groups.get(key)
      group?.delete(id)
      if (group?.size === 0) groups.delete(key)
    },
    ids: key => {
      const turns = [...(groups.get(key) ?? [])]
      return turns.sort((a, b) => a[1] - b[1]).map(([id]) => id)
    },
  }
}

function createOrder<Entity>(keyOf: (entity: Entity) => string | number): Order<Entity> {
  const sorted = createSorted()
  const places = new Map<Id, Place>()
  return {
    add: (id, entity, turn) => {
      const place = { key: keyOf(entity), turn, id }
      places.set(id, place)
      sorted.add(place)
    },
    remove: id => {
      const place = places.get(id)
      if (place) sorted.remove(place)
      places.delete(id)
    },
    ids: ({ from, count, descending }) =>
      sorted.slice(from, count, descending).map(place => place.id),
  }
}

/** Keeps ids in groups, each in the order of a key. */
interface Grouping<Entity> extends Index<Entity> {
  ids(group: string, range: Range): readonly Id[]
}

function createGrouping<Entity>({ group, by }: Grouped<Entity>): Grouping<Entity> {
  const groups = new Map<string, Sorted>()
  const places = new Map<Id, { readonly name: string; readonly place: Place }>()
  return {
    add: (id, entity, turn) => {
      const name = group(entity)
      const place = { key: by(entity), turn, id }
      const sorted = groups.get(name) ?? createSorted()
      groups.set(name, sorted)
      places.set(id, { name, place })
      sorted.add(place)
    },
    remove: id => {
      const { name, place } = places.get(id) ?? {}
      const sorted = groups.get(name ?? '')
      if (!sorted || !place) return
      places.delete(id)
      sorted.remove(place)
      if (sorted.size === 0) groups.delete(name ?? '')
    },
    ids: (name, { from, count, descending }) =>
      (groups.get(name)?.slice(from, count, descending) ?? []).map(place => place.id),
  }
}

/** What entities belong together by, and in which order. */
interface Grouped<Entity> {
  readonly group: (entity: Entity) => string
  readonly by: (entity: Entity) => string | number
}

/** By name, the keys that the entities of a model are found by, ordered by, and grouped by. */
export interface Indexing<Entity> {
  readonly lookups?: Readonly<Record<string, (entity: Entity) => string | null>>
  readonly orders?: Readonly<Record<string, (entity: Entity) => string | number>>
  readonly groups?: Readonly<Record<string, Grouped<Entity>>>
}

/** All indexes of one model. */
export interface Indexes<Entity> {
  /** The highest numeric id that there ever was; 0 before the first. */
  readonly highest: number
  /** Takes in an entity, or its new values. */
  put(id: Id, entity: Entity): void
  remove(id: Id): void
  /** Counts ids as used up to this one. */
  raise(highest: number): void
  /** Forgets that there ever was anything. */
  reset(): void
  found(lookup: string, key: string): readonly Id[]
  ordered(order: string, range: Range): readonly Id[]
  grouped(grouping: string, group: string, range: Range): readonly Id[]
}

/** `count` ids from the `from`th on, counted from the first of an order, or from its last. */
export interface Range {
  readonly from: number
  readonly count: number
  readonly descending?: boolean
}

export function createIndexes<Entity>(indexing: Indexing<Entity>): Indexes<Entity> {
  const lookups = new Map(named(indexing.lookups, createLookup))
  const orders = new Map(named(indexing.orders, createOrder))
  const groupings = new Map(named(indexing.groups, createGrouping))
  const all = [...lookups.values(), ...orders.values(), ...groupings.values()]
  const turns = new Map<Id, number>()
  let turn = 0
  let highest = 0
  return {
    get highest() {
      return highest
    },
    put: (id, entity) => {
      const known = turns.get(id)
      if (known !== undefined) for (const index of all) index.remove(id)
      const own = known ?? ++turn
      turns.set(id, own)
      if (typeof id === 'number') highest = Math.max(highest, id)
      for (const index of all) index.add(id, entity, own)
    },
    remove: id => {
      turns.delete(id)
      for (const index of all) index.remove(id)
    },
    raise: used => {
      highest = Math.max(highest, used)
    },
    reset: () => {
      turn = 0
      highest = 0
    },
    found: (lookup, key) => lookups.get(lookup)?.ids(key) ?? [],
    ordered: (order, range) => orders.get(order)?.ids(range) ?? [],
    grouped: (grouping, group, range) => groupings.get(grouping)?.ids(group, range) ?? [],
  }
}

const named = <Key, Made>(
  keys: Readonly<Record<string, Key>> = {},
  create: (key: Key) => Made,
): [string, Made][] => Object.entries(keys).map(([name, key]) => [name, create(key)])
