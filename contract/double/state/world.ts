import * as z from 'zod/mini'
import { check, expecting } from '../../check.ts'
import type { PluralOf } from '../../store/plural.ts'
import type { Snapshot, State } from './state.ts'

/** Fills the empty models of one API, with what is the same for the same seed. */
export type Filling<Db> = (db: Db, seed: number) => void

/**
 * A named starting state of one API. What it brings for others is theirs; where it brings nothing, the API starts empty.
 *
 * @example createOverplane({ world: { name: 'one user', overplane: db => { db.user.create({ email: 'a@example.com' }) } } })
 */
export type WorldFor<Name extends string, Db> = { readonly name: string } & {
  readonly [N in Name]?: WorldPart<Db>
}

/** How a world fills one API: by a function, or with entities as JSON. */
export type WorldPart<Db> = Filling<Db> | EntitiesOf<Db>

/**
 * Entities as JSON, by what many of them are called; what one leaves out gets its default.
 *
 * @example { users: [{ email: 'ada@example.com' }] }
 */
export type EntitiesOf<Db> = Pick<Snapshot, '$double' | '$schema'> & {
  readonly [Model in keyof Db & string as PluralOf<Model>]?: readonly GivenOf<Db[Model]>[]
}

/** What can be given of an entity. */
type GivenOf<Model> = Model extends { create(values?: infer Given): unknown }
  ? NonNullable<Given>
  : never

/** A world, or the name of one of the two that need no factory. */
export type WorldChoiceFor<Name extends string, Db> = 'documented' | 'empty' | WorldFor<Name, Db>

/** What is to be filled, and with what where the documented world is chosen: each API brings its own. */
interface Stock<Name extends string, Db> {
  readonly name: Name
  readonly db: Db
  readonly seed: number
  readonly documented: Filling<Db>
  readonly state: Pick<State, 'restore'>
}

/** Fills an API's models for the world that was chosen, without a choice for the documented one. */
export function fillWorld<Name extends string, Db>(
  choice: WorldChoiceFor<Name, Db> = 'documented',
  { name, db, seed, documented, state }: Stock<Name, Db>,
): void {
  if (choice === 'empty') return
  const part = choice === 'documented' ? documented : partOf(choice, name)
  const world = typeof choice === 'string' ? choice : choice.name
  if (typeof part === 'function') atOnce(part(db, seed))
  else if (part) state.restore(part, undefined, `fill "${name}" with the world "${world}"`)
}

function partOf<Name extends string, Db>(
  world: WorldFor<Name, Db>,
  name: Name,
): WorldPart<Db> | undefined {
  checkWorld(world)
  const parts: { readonly [N in Name]?: WorldPart<Db> } = world
  return parts[name]
}

/**
 * Throws a sentence where a world is none. Whoever knows all APIs names them, and a part for another is refused too.
 *
 * @example checkWorld({ name: 'one user', overplan: () => {} }, Object.keys({ overplane }))
 * // Failed to find the world: there is no "overplan". Choose from name, overplane.
 */
export function checkWorld(
  choice: unknown,
  apis: readonly string[] = partsOf(choice),
  doing = 'find the world',
): void {
  if (typeof choice === 'string') {
    throw new TypeError(
      `Failed to find the world "${choice}": only "documented" and "empty" go by name. Pass any other as an object, as in { world: demo }.`,
    )
  }
  const parts = Object.fromEntries(apis.map(api => [api, filling]))
  check(expecting(z.strictObject({ name, ...parts }), expected), choice, doing)
}

const partsOf = (world: unknown): readonly string[] =>
  Object.keys(Object(world)).filter(key => key !== 'name')

const name = expecting(z.string(), 'a text')
const filling = z.optional(
  expecting(
    z.custom<object>(
      value => typeof value === 'function' || (typeof value === 'object' && value !== null),
    ),
    'a function that fills the models, as in db => { db.user.create({ email: "a@example.com" }) }, or entities, as in { users: [{ email: "a@example.com" }] }',
  ),
)
const expected =
  '"documented", "empty", or an object with a name and a function for each API to fill'

/** A world is there at once: what a promise brought would come too late, and nobody would hear of its failure. */
function atOnce(given: unknown): void {
  if (typeof Reflect.get(Object(given), 'then') !== 'function') return
  Promise.resolve(given).catch(() => {})
  throw new TypeError(
    'Failed to fill the world: its function gives a promise, and nobody waits for it. Wait for what it needs before, and let it fill the models at once.',
  )
}
