import * as z from 'zod/mini'
import { shown } from '../../answer/refusal.ts'
import { expecting } from '../../check.ts'
import { named, say } from '../../define/words.ts'
import { allOrNone } from '../../double/state/all-or-none.ts'
import { givenWorld } from '../../double/state/given-world.ts'
import { chosenFrom, type ServedDouble, type Worlds } from '../controlled.ts'
import { controls } from '../declaring.ts'
import { api } from '../queries.ts'
import { stateLimit } from './state.ts'

const op = controls({ tag: 'Worlds', about: 'The states that doubles start from.' })

const world = z.optional(
  expecting(
    say('The name of a world; without it each goes back to its own.', z.string()),
    'the name of a world',
  ),
)

/** A world in a body. */
export const worldForm = expecting(
  say(
    'The name of a world, or a world itself: entities by API, of which one that is not named starts empty.',
    z.union([z.string(), z.looseObject({})]),
  ),
  'the name of a world, or entities by API',
)

const WorldBody = z.optional(
  expecting(
    named(
      'Reset',
      'The world to go to, in the place of the name in the query.',
      z.strictObject({
        world: z.optional(worldForm),
      }),
    ),
    'a world, as in { "world": "empty" } or { "world": { "overplane": { "users": [] } } }',
  ),
)

export const worlds = {
  listWorlds: op
    .get('/worlds', 'List the worlds', {
      about: 'The names of the worlds that the doubles can be put into.',
      session: 'none',
      replies: { 200: say('The names.', z.array(z.string())) },
      gives: ['documented', 'empty', 'demo'],
    })
    .by((_, { worlds }) => ({ status: 200, body: [...worlds.names] })),
  resetDoubles: op
    .post('/reset', 'Go back to a world', {
      about:
        'Back to the world that it began with, or for once to another one, by name or as JSON of up to 64 MiB: entities, ids, clocks, overrides and journals start over. All of them, or none where a world throws.',
      query: z.strictObject({ api, world }),
      body: WorldBody,
      bodyLimit: stateLimit,
      replies: { 204: 'They start over.' },
      code: 'double.reset()',
      sends: { world: { overplane: { users: [{ email: 'ada@example.com' }] } } },
    })
    .by(async ({ query, body, doing }, { doubles, worlds, strangers }) => {
      const chosen = chosenFrom(doubles, query.api, doing)
      if (query.world !== undefined && body?.world !== undefined) throw twice(doing)
      const choice = await worldIn(worlds, chosen, query.world ?? body?.world, doing)
      allOrNone(chosen.map(double => also => double.reset(choice, also)))
      if (query.api === undefined) strangers.journal.clear()
      return { status: 204 }
    }),
}

const twice = (doing: string): Error =>
  new TypeError(
    `Failed to ${doing}: there is a world in the query, and another in the body. Give one of them.`,
  )

/** A world, of a name or as it is given; without one each double stays in its own. */
export async function worldIn(
  worlds: Worlds,
  doubles: readonly ServedDouble[],
  world: string | object | undefined,
  doing: string,
) {
  if (world === undefined) return undefined
  if (typeof world === 'object') {
    const names = doubles.map(({ name }) => name)
    return givenWorld(world, { usual: 'of the request', apis: names, doing })
  }
  if (worlds.names.includes(world)) return worlds.named(world)
  const fault = `"world" is "${shown(world)}". Give one of ${worlds.names.join(', ')}.`
  throw new TypeError(`Failed to ${doing}: ${fault}`)
}
