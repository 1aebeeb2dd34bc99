import * as z from 'zod/mini'
import { faultOf } from '../../answer/mismatch.ts'
import { ownOf } from '../../answer/own.ts'
import { pluralOf } from '../../store/plural.ts'
import type { Ids } from '../ids.ts'

/** What a double holds besides its entities: an outbox, its counters of requests. */
export interface Part<Held = unknown> {
  clear(): void
  /** All of it, as plain JSON. */
  dump(): unknown
  /** What keeps something from being a dump of this part, as the end of a sentence; nothing where it is one. */
  fault(dumped: unknown): string | undefined
  /** Puts in its place what `dump` gave. */
  load(dumped: never): void
  /** All of it as it stands, which nobody changes from then on. */
  hold(): Held
  /** Puts in its place what this part held, or the same one of another double. */
  put(held: Held): void
  /** Tells of every change from now on. */
  watch?(changed: () => void): void
}

/** The entities of one model: of a dump that a person wrote, what is left out gets its defaults. */
interface Entities extends Part<unknown> {
  /** The entities of what `hold` gave, as plain JSON. */
  dumpOf(held: never): readonly object[]
  readonly highest: number
  /** Counts ids as used up to this one. */
  raise(highest: number): void
}

/**
 * All that a double held at some time, as plain JSON: entities under what many of them are called, and under `$double`
 * what only it understands. A person who writes one leaves that out, and of an entity whatever has a default.
 *
 * @example double.restore({ users: [{ email: 'ada@example.com' }] })
 */
export interface Snapshot {
  /** Where the JSON Schema of it is, for an editor. */
  readonly $schema?: string
  readonly $double?: Own
  readonly [entities: string]: unknown
}

/** What goes on behind the entities. */
interface Own {
  /** Where the source of ids stands. */
  readonly ids?: readonly number[]
  /** The highest number that was an id, of the entities of which there was a higher one than there is. */
  readonly highest?: Readonly<Record<string, number>>
  /** An outbox, the counters of requests. */
  readonly parts?: Readonly<Record<string, unknown>>
}

/** All that a double held at some time, as it is held: for the same double, or another one of its API. */
export interface Held {
  readonly ids: readonly number[]
  readonly parts: readonly unknown[]
}

/** What a double holds, with its source of ids, as one. */
export interface State {
  /** Leaves what is there in every world. */
  clear(): void
  snapshot(): Snapshot
  /** Takes a snapshot, or throws a sentence and leaves all as it was. */
  restore(snapshot: unknown, also?: () => void, doing?: string): void
  hold(): Held
  put(held: Held): void
  /** The entities of what was held, as a snapshot has them. */
  entitiesOf(held: Held): Readonly<Record<string, readonly object[]>>
  /** Makes a change of several steps, or none of them: where it throws, all is as it was. */
  attempt(change: () => void): void
  watch(changed: () => void): void
}

/** What a state is made of. */
interface Contents {
  /** By the names of their models. */
  readonly entities: Readonly<Record<string, Entities>>
  readonly parts: Readonly<Record<string, Part>>
  readonly ids: Ids
  /** Puts in what is there in every world. */
  readonly always: () => void
}

export function createState(contents: Contents): State {
  const { parts, ids, always } = contents
  const entities = new Map(
    Object.entries(contents.entities).map(([name, table]) => [pluralOf(name), table]),
  )
  const all = [...entities.values(), ...Object.values(parts)]
  const clear = (): void => {
    for (const part of all) part.clear()
    ids.reset()
    always()
  }
  const hold = (): Held => ({ ids: [...ids.state], parts: all.map(part => part.hold()) })
  const put = (held: Held): void => {
    for (const [nth, part] of all.entries()) part.put(held.parts[nth])
    ids.reset(held.ids)
  }
  const attempt = (change: () => void): void => {
    const before = hold()
    try {
      change()
    } catch (thrown) {
      put(before)
      throw thrown
    }
  }
  return {
    clear,
    hold,
    put,
    attempt,
    entitiesOf: held => entitiesIn(held, entities),
    snapshot: () => toSnapshot(entities, contents),
    restore(snapshot, also = () => {}, doing = 'restore the snapshot') {
      const fault = faultIn(snapshot, entities, parts)
      if (fault !== undefined) {
        throw new TypeError(
          `Failed to ${doing}: ${fault}. Give what snapshot() gave, or entities as in { "${[...entities.keys()][0]}": [{ … }] }.`,
        )
      }
      attempt(() => {
        clear()
        load(snapshot as Snapshot, entities, contents) // which has just been looked at
        also()
      })
    },
    watch(changed) {
      for (const part of all) part.watch?.(changed)
    },
  }
}

type Tables = ReadonlyMap<string, Entities>

/** The parts of what was held stand in the order of the tables, each as its own table held it. */
const entitiesIn = ({ parts }: Held, entities: Tables) =>
  Object.fromEntries(
    [...entities].map(([name, table], nth) => [name, table.dumpOf(parts[nth] as never)]),
  )

const toSnapshot = (entities: Tables, { parts, ids }: Contents): Snapshot => ({
  ...Object.fromEntries([...entities].map(([name, table]) => [name, table.dump()])),
  $double: {
    ids: [...ids.state],
    highest: Object.fromEntries([...entities].map(([name, { highest }]) => [name, highest])),
    parts: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.dump()])),
  },
})

/** Puts in what is named; of all else there is what there is in every world. */
function load({ $double = {}, ...named }: Snapshot, entities: Tables, contents: Contents): void {
  const { ids, highest = {}, parts = {} } = $double
  for (const [name, table] of entities) {
    // Each has found that it is what it dumped itself, or what a person may write.
    if (Object.hasOwn(named, name)) table.load(named[name] as never)
    table.raise(ownOf(highest, name) ?? 0)
  }
  for (const [name, part] of Object.entries(contents.parts)) {
    if (Object.hasOwn(parts, name)) part.load(parts[name] as never)
  }
  if (ids) contents.ids.reset(ids)
}

/** Nothing is changed before all of a snapshot is known to be one. */
function faultIn(
  snapshot: unknown,
  entities: Tables,
  parts: Contents['parts'],
): string | undefined {
  const form = faultOf(Form, snapshot)
  if (form !== undefined) return `it is wrong at ${form}`
  const { $schema: _, $double = {}, ...named } = snapshot as Snapshot // which the form has just said
  return (
    faultAmong(named, entities, 'entities') ??
    faultAmong($double.parts ?? {}, new Map(Object.entries(parts)), 'parts') ??
    faultOfOwn($double, entities)
  )
}

function faultAmong(
  given: Readonly<Record<string, unknown>>,
  known: ReadonlyMap<string, Part>,
  what: string,
): string | undefined {
  const strange = Object.keys(given).find(name => !known.has(name))
  if (strange !== undefined) {
    return `it has ${what} "${strange}", and the double has ${[...known.keys()].join(', ')}`
  }
  for (const [name, part] of known) {
    const fault = Object.hasOwn(given, name) ? part.fault(given[name]) : undefined
    if (fault !== undefined) return `its "${name}" ${fault}`
  }
  return undefined
}

function faultOfOwn({ ids, highest = {} }: Own, entities: Tables): string | undefined {
  if (ids?.every(word => word === 0)) return 'its "ids" are all 0, and would stay so'
  const strange = Object.keys(highest).find(name => !entities.has(name))
  return strange === undefined
    ? undefined
    : `it has a highest "${strange}", and the double has ${[...entities.keys()].join(', ')}`
}

const count = z.int().check(z.gte(0))
const Form = z.looseObject({
  $schema: z.optional(z.string()),
  $double: z.optional(
    z.strictObject({
      // As many as the generator of ids has.
      ids: z.optional(z.array(z.int()).check(z.minLength(4), z.maxLength(4))),
      highest: z.optional(z.record(z.string(), count)),
      parts: z.optional(z.looseObject({})),
    }),
  ),
})
