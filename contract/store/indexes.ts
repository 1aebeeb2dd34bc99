import { ownOf } from '../answer/own.ts'
import { createSorted, type Place, type Sorted } from './sorted.ts'

export type Id = string | number

/** Follows the entities of one model; it holds ids and keys, never an entity. */
interface Index<Entity> {
  /** Takes in an entity, or its new values; `turn` counts entities as they are created. */
  put(id: Id, entity: Entity, turn: number): void
  remove(id: Id): void
}

// No id is taken out of a map to be put in again: in V8 each that was taken out is gone past by whoever looks for it, until
// there is no more room in the map. Thousands of changes of one entity would so take longer and longer.

/** Entities in the order of their creation: their turns count up from 0. */
type Held<Entity> = ReadonlyMap<Id, Entity>

/** Finds ids by a key; a `null` key keeps an entity out. */
interface Lookup<Entity> extends Index<Entity> {
  ids(key: string): readonly Id[]
}

/** Keeps ids in the order of a key; equal keys stand in the order of creation. */
interface Order<Entity> extends Index<Entity> {
  ids(range: Range): readonly Id[]
}

function createLookup<Entity>(
  keyOf: (entity: Entity) => string | null,
  held: Held<Entity>,
): Lookup<Entity> {
  const groups = new Map<string, Map<Id, number>>()
  const places = new Map<Id, { readonly key: string | null; readonly turn: number }>()
  const leave = (id: Id, key: string | null): void => {
    if (key === null) return
    const group = groups.get(key)
    group?.delete(id)
    if (group?.size === 0) groups.delete(key)
  }
  const put = (id: Id, entity: Entity, turn: number): void => {
    const key = keyOf(entity)
    const before = places.get(id)
    if (before?.key === key) return
    const place = { key, turn: before?.turn ?? turn }
    places.set(id, place)
    if (before) leave(id, before.key)
    if (key === null) return
    const group = groups.get(key) ?? new Map<Id, number>()
    groups.set(key, group.set(id, place.turn))
  }
  for (const [id, entity] of held) put(id, entity, places.size)
  return {
    put,
    remove: id => {
      leave(id, places.get(id)?.key ?? null)
      places.delete(id)
    },
    ids: key => {
      const turns = [...(groups.get(key) ?? [])]
      return turns.sort((a, b) => a[1] - b[1]).map(([id]) => id)
    },
  }
}

function createOrder<Entity>(
  keyOf: (entity: Entity) => string | number,
  held: Held<Entity>,
): Order<Entity> {
  const places = new Map<Id, Place>()
  for (const [id, entity] of held) places.set(id, { key: keyOf(entity), turn: places.size, id })
  const sorted = createSorted([...places.values()])
  return {
    put: (id, entity, turn) => {
      const key = keyOf(entity)
      const before = places.get(id)
      if (before?.key === key) return
      const place = { key, turn: before?.turn ?? turn, id }
      places.set(id, place)
      if (before) sorted.remove(before)
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

interface Member {
  readonly name: string
  readonly place: Place
}

function createGrouping<Entity>(
  { group, by }: Grouped<Entity>,
  held: Held<Entity>,
): Grouping<Entity> {
  const groups = new Map<string, Sorted>()
  const members = new Map<Id, Member>()
  const leave = ({ name, place }: Member): void => {
    const sorted = groups.get(name)
    sorted?.remove(place)
    if (sorted?.size === 0) groups.delete(name)
  }
  const put = (id: Id, entity: Entity, turn: number): void => {
    const name = group(entity)
    const key = by(entity)
    const before = members.get(id)
    if (before?.name === name && before.place.key === key) return
    const place = { key, turn: before?.place.turn ?? turn, id }
    members.set(id, { name, place })
    if (before) leave(before)
    const sorted = groups.get(name) ?? createSorted()
    groups.set(name, sorted)
    sorted.add(place)
  }
  for (const [id, entity] of held) put(id, entity, members.size)
  return {
    put,
    remove: id => {
      const member = members.get(id)
      if (member) leave(member)
      members.delete(id)
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
  clear(): void
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

type Creating<Entity, Key, Made> = (key: Key, held: Held<Entity>) => Made

/**
 * Indexes of the entities that are held, in the order of their creation. Each is made when it is first asked: to put
 * thousands of entities in at once costs no more than to hold them.
 */
export function createIndexes<Entity>(
  { lookups, orders, groups }: Indexing<Entity>,
  held: Held<Entity>,
): Indexes<Entity> {
  const standing = new Map<unknown, Index<Entity>>()
  let turn = 0
  let highest = 0
  /** The index that is made of this key. */
  const made = <Key, Made extends Index<Entity>>(key: Key, create: Creating<Entity, Key, Made>) => {
    const known = standing.get(key)
    if (known) return known as Made // under a key stands what was made of it
    const index = create(key, held)
    turn += held.size
    standing.set(key, index)
    return index
  }
  const indexed = <Key, Made extends Index<Entity>>(
    keys: Readonly<Record<string, Key>> | undefined,
    name: string,
    create: Creating<Entity, Key, Made>,
  ): Made | undefined => {
    const key = keys && ownOf(keys, name)
    return key && made(key, create)
  }
  return {
    get highest() {
      return highest
    },
    put: (id, entity) => {
      if (typeof id === 'number') highest = Math.max(highest, id)
      turn += 1
      for (const index of standing.values()) index.put(id, entity, turn)
    },
    remove: id => {
      for (const index of standing.values()) index.remove(id)
    },
    raise: used => {
      highest = Math.max(highest, used)
    },
    clear: () => {
      standing.clear()
      highest = 0
    },
    found: (lookup, key) => indexed(lookups, lookup, createLookup)?.ids(key) ?? [],
    ordered: (order, range) => indexed(orders, order, createOrder)?.ids(range) ?? [],
    grouped: (grouping, group, range) =>
      indexed(groups, grouping, createGrouping)?.ids(group, range) ?? [],
  }
}
