import * as z from 'zod/mini'
import type { Ids } from '../double/ids.ts'
import type { Indexing } from '../store/indexes.ts'
import { alike, named } from './words.ts'

/** Where a new entity takes from what nobody gave. */
export interface Making {
  readonly ids: Ids
  /** The double's time, in the API's own notation. */
  now(): string
  /** The id after the highest that there ever was, from 1. */
  nextId(): number
}

type Fields<S extends z.core.$ZodObject> = keyof z.output<S> & string

/** A value, or how one is made for each new entity. */
type Default<Value> = Value | ((making: Making) => Value)

/** One kind of thing that an API keeps: all that there is to know of it stands here. */
export interface EntitySpec<
  S extends z.core.$ZodObject = z.core.$ZodObject,
  Id extends Fields<S> = Fields<S>,
  Lookup extends string = string,
  Order extends string = string,
  Group extends string = string,
> {
  /** All that is kept; what never travels is left out of it where it is shown. */
  readonly schema: S
  /** The field that tells one from another. Whole numbers count up from 1; texts are made with `defaults`, or as UUIDs. */
  readonly id: Id
  /** What a new one has where nothing was given. Default: null where that may be, else the plainest value. */
  readonly defaults?: { readonly [Field in Fields<S>]?: Default<z.output<S>[Field]> }
  /** Fields that hold the time of the creation. */
  readonly times?: readonly Fields<S>[]
  /** What entities are found by, ordered by, and grouped by: an index each. */
  readonly lookups?: Readonly<Record<Lookup, (entity: z.output<S>) => string | null>>
  readonly orders?: Readonly<Record<Order, (entity: z.output<S>) => string | number>>
  readonly groups?: Readonly<Record<Group, NonNullable<Indexing<z.output<S>>['groups']>[string]>>
  /** Exactly what the page prints: the world of a double that is told no other. */
  readonly documented?: readonly Partial<z.output<S>>[]
  /** What is there in every world, the empty one too. */
  readonly always?: readonly Partial<z.output<S>>[]
}

/** An entity of whatever schema. */
export type AnyEntity = Omit<
  EntitySpec,
  'defaults' | 'lookups' | 'orders' | 'groups' | 'documented' | 'always' | 'times' | 'id'
> & {
  readonly id: string
  readonly defaults?: Readonly<Record<string, unknown>>
  readonly times?: readonly string[]
  readonly lookups?: Readonly<Record<string, (entity: never) => string | null>>
  readonly orders?: Readonly<Record<string, (entity: never) => string | number>>
  readonly groups?: Readonly<Record<string, unknown>>
  readonly documented?: readonly object[]
  readonly always?: readonly object[]
}

/** The entities of an API, by the names of their models. */
export type Entities = Readonly<Record<string, AnyEntity>>

/**
 * Describes an entity; the identity, kept for the types that are derived from its literal.
 *
 * @example const todo = entity({ schema: Todo, id: 'id', documented: [{ id: 1, title: 'Buy milk' }] })
 */
export const entity = <
  S extends z.core.$ZodObject,
  const Id extends Fields<S>,
  Lookup extends string = never,
  Order extends string = never,
  Group extends string = never,
>(
  spec: EntitySpec<S, Id, Lookup, Order, Group>,
): EntitySpec<S, Id, Lookup, Order, Group> => spec

type Shape = Readonly<Record<string, z.core.$ZodType>>

/** Each field of a shape, to be left out at will. */
type Optional<S extends Shape> = { readonly [K in keyof S]: z.ZodMiniExactOptional<S[K]> }

/**
 * The fields of a change: each of them may be left out, and keeps its words.
 *
 * @example z.object(optionally({ title: say('What is to be done.', z.string()) }))
 */
export function optionally<S extends Shape>(shape: S): Optional<S> {
  const fields = Object.entries(shape).map(([name, field]) => [
    name,
    alike(field, z.exactOptional(field)),
  ])
  return Object.fromEntries(fields) as Optional<S> // of the keys that it was given
}

/** A shape as a create sends it: what has to be there, what has a default, and the rest to be left out at will. */
type Created<S extends Shape, Required extends keyof S, Defaults> = {
  readonly [K in keyof S]: K extends Required
    ? S[K]
    : K extends keyof Defaults
      ? z.ZodMiniPrefault<S[K]>
      : z.ZodMiniExactOptional<S[K]>
}

/**
 * The fields of a create, each with its words.
 *
 * @example z.object(creating({ title, done }, { requires: ['title'], defaults: { done: false } }))
 */
export function creating<
  S extends Shape,
  const Required extends keyof S & string,
  Defaults extends { readonly [K in keyof S]?: z.input<S[K]> } = Readonly<Record<never, never>>,
>(
  shape: S,
  { requires, defaults }: { readonly requires: readonly Required[]; readonly defaults?: Defaults },
): Created<S, Required, Defaults> {
  const standing: Readonly<Record<string, unknown>> = defaults ?? {}
  const names: readonly string[] = requires
  const fields = Object.entries(shape).map(([name, field]) => {
    if (names.includes(name)) return [name, field]
    const own = Object.hasOwn(standing, name)
      ? z.prefault(field, standing[name])
      : z.exactOptional(field)
    return [name, alike(field, own)]
  })
  return Object.fromEntries(fields) as Created<S, Required, Defaults> // of the keys that it was given
}

/**
 * The bodies of a create and of an update, out of the fields that may be written: `NewTodo` and `TodoChanges`.
 *
 * @example const { creation, changes } = bodiesOf('Todo', { title, done }, { requires: ['title'] })
 */
export function bodiesOf<
  S extends Shape,
  const Required extends keyof S & string,
  Defaults extends { readonly [K in keyof S]?: z.input<S[K]> } = Readonly<Record<never, never>>,
>(
  name: string,
  shape: S,
  rules: { readonly requires: readonly Required[]; readonly defaults?: Defaults },
) {
  return {
    creation: named(`New${name}`, 'The fields of a new one.', z.object(creating(shape, rules))),
    changes: named(`${name}Changes`, 'The fields to change.', z.object(optionally(shape))),
  }
}
