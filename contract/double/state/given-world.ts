import * as z from 'zod/mini'
import type { Apis } from '../../api.ts'
import { check, expecting } from '../../check.ts'
import { toWorld, type WorldOf } from '../doubles.ts'
import { checkWorld } from './world.ts'

/** What there is to know of whoever gives a world. */
interface Giving {
  /** The name of a world that says none itself. */
  readonly usual: string
  /** The APIs that it may name. */
  readonly apis: readonly string[]
  /** What is being done, for a sentence. */
  readonly doing: string
}

/**
 * A world as it stands in a file or comes over HTTP, where it may lead an editor to its schema.
 *
 * @example givenWorld({ overplane: { users: [] } }, { usual: 'team', apis: ['overplane'], doing: 'read "team.json"' })
 */
export function givenWorld(given: unknown, { usual, apis, doing }: Giving): WorldOf<Apis> {
  const { $schema: _, name = usual, ...parts } = check(Form, given, doing)
  const world = toWorld<Apis>(name, parts)
  checkWorld(world, apis, doing)
  return world
}

const Form = expecting(
  z.looseObject({
    $schema: z.optional(expecting(z.string(), 'the address of a schema')),
    name: z.optional(expecting(z.string(), 'a text')),
  }),
  'entities by API, as in { "overplane": { "users": [{ "email": "ada@example.com" }] } }',
)
