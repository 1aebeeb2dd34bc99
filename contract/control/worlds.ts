import * as z from 'zod/mini'
import { shown } from '../answer/refusal.ts'
import { expecting } from '../check.ts'
import { say } from '../define/words.ts'
import { chosenFrom, type Worlds } from './controlled.ts'
import { controls } from './declaring.ts'
import { api } from './queries.ts'

const op = controls({ tag: 'Worlds', about: 'The states that doubles start from.' })

const world = z.optional(
  expecting(
    say('The name of a world; without it each goes back to its own.', z.string()),
    'the name of a world',
  ),
)

export const worlds = {
  resetDoubles: op
    .post('/reset', 'Go back to a world', {
      about:
        'Back to the world that it began with, or to another one by name: entities, ids, clocks, overrides and journals start over. All of them, or none where a world throws.',
      query: z.strictObject({ api, world }),
      replies: { 204: 'They start over.' },
      code: 'double.reset()',
    })
    .by(async ({ query, doing }, { doubles, worlds, strangers }) => {
      const chosen = chosenFrom(doubles, query.api, doing)
      const choice = await worldIn(worlds, query.world, doing)
      // Each within the one before: none is reset unless all can be.
      const steps = chosen.reduce(
        (also, double) => () => double.reset(choice, also),
        () => {},
      )
      steps()
      if (query.api === undefined) strangers.journal.clear()
      return { status: 204 }
    }),
}

/** A world in a body: a name, or entities by API. */
export const worldBody = expecting(
  say(
    'The name of a world, or entities by API; an API that it does not name is empty in it.',
    z.union([z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))]),
  ),
  'the name of a world, or entities as in { "overplane": { "users": [{ "email": "ada@example.com" }] } }',
)

/** The world of a body. */
export async function worldOf(
  worlds: Worlds,
  world: z.infer<typeof worldBody>,
  doing: string,
): Promise<unknown> {
  return typeof world === 'string' ? worldIn(worlds, world, doing) : { name: 'given', ...world }
}

/** The world of a name; without one each double stays in its own. */
async function worldIn(worlds: Worlds, name: string | undefined, doing: string) {
  if (name === undefined) return undefined
  if (worlds.names.includes(name)) return worlds.named(name)
  const fault = `"world" is "${shown(name)}". Give one of ${worlds.names.join(', ')}.`
  throw new TypeError(`Failed to ${doing}: ${fault}`)
}
