import * as z from 'zod/mini'
import { problem } from '../../answer/problem.ts'
import { expecting } from '../../check.ts'
import { named, say } from '../../define/words.ts'
import { OverrideSchema } from '../../double/force/override.ts'
import { viewOf } from '../../double/journal/view.ts'
import { chosenFrom } from '../controlled.ts'
import { controls } from '../declaring.ts'
import { api, count } from '../queries.ts'

const op = controls({
  tag: 'Overrides',
  about: "Replies that are forced, in the place of a double's own.",
})

const { shape } = OverrideSchema

const part = (words: string) =>
  z.optional(
    expecting(
      say(words, z.record(z.string(), z.unknown())),
      'an object with a part of what was sent, as in { limit: 1 }',
    ),
  )

/** In code there may be matchers in it, which no JSON has. */
const WhereBody = expecting(
  say(
    'The calls that it is for, by a part of what they send.',
    z.strictObject({
      params: part('A part of the parameters of the path.'),
      query: part('A part of the query.'),
      body: z.optional(say('The body, or a part of it.', z.unknown())),
    }),
  ),
  'an object with params, query or body',
)

const OverrideBody = expecting(
  named(
    'Override',
    'A reply to force, and when. Without a status the double answers as ever, and the rest happens to its answer.',
    z.extend(OverrideSchema, {
      status: say('A documented status of the operation.', shape.status),
      headers: say('Headers of the reply, besides its own.', shape.headers),
      body: say('The body; without one, the example of the status.', shape.body),
      example: say('The title of the example to take, in the place of a body.', shape.example),
      times: say('After how many replies it is used up; without it, never.', shape.times),
      where: z.optional(WhereBody),
      delay: say(
        'Milliseconds before the reply, or a range of them as a list of two.',
        shape.delay,
      ),
      fault: say('What goes wrong with the reply on its way.', shape.fault),
      api: expecting(say('The name of the API.', z.string()), 'the name of an API'),
      operation: expecting(
        say('The name of the operation.', z.string()),
        'the name of an operation',
      ),
    }),
  ),
  'an object, as in { "api": "overplane", "operation": "listUsers", "status": 401 }',
)

const id = z.int()

const Added = named(
  'AddedOverride',
  'The override stands, before those that stood.',
  z.strictObject({ id: say('What it is taken back by.', id) }),
)

const Standing = named(
  'StandingOverride',
  'An override that stands, without the secrets in it.',
  z.strictObject({
    api: say('The name of the API.', z.string()),
    id: say('What it is taken back by.', id),
    operation: say('The name of the operation.', z.string()),
    override: say('What was sent.', z.record(z.string(), z.unknown())),
    left: say('How many replies are left; null for all to come.', z.nullable(z.int())),
  }),
)

/** An override that stands. */
export type StandingOverride = z.output<typeof Standing>

const sends = { api: 'overplane', operation: 'listUsers', status: 400, times: 1 }

export const overrides = {
  listOverrides: op
    .get('/overrides', 'List what is forced', {
      query: z.strictObject({ api }),
      replies: { 200: say('What stands, of each API the latest first.', z.array(Standing)) },
      code: 'double.overrides.list',
      gives: [
        {
          ...{ api: 'overplane', id: 1, operation: 'listUsers' },
          ...{ override: { status: 400, times: 1 }, left: 1 },
        },
      ],
    })
    .by(({ query, doing }, { doubles }) => ({
      status: 200,
      body: chosenFrom(doubles, query.api, doing).flatMap(({ name, overrides, journal }) =>
        overrides.list.map(({ id, operation, override, left }) => ({
          ...{ api: name, id, operation },
          override: Object(viewOf(override, journal.veiling).value),
          left,
        })),
      ),
    })),
  addOverride: op
    .post('/overrides', 'Force a reply', {
      about:
        'Forces a documented reply, a delay or a fault, for all calls of an operation or for some.',
      body: OverrideBody,
      replies: { 201: Added },
      code: "double.override('listUsers', { status: 400, times: 1 })",
      ...{ sends, gives: { id: 1 } },
    })
    .by(({ body: { api, operation, ...override }, doing }, { doubles }) => {
      const [id = 0] = chosenFrom(doubles, api, doing).map(({ overrides }) =>
        overrides.add(operation, override),
      )
      return { status: 201, body: { id } }
    }),
  removeOverrides: op
    .delete('/overrides', 'Take back what is forced', {
      about: 'Takes back the override of an id, or all of them.',
      query: z.strictObject({
        api,
        id: z.optional(count('Which one; without it all are taken back.')),
      }),
      replies: { 204: 'It is taken back.' },
      refuses: [404],
      code: 'double.overrides.remove()',
    })
    .by(({ query, doing }, { doubles }) => {
      const chosen = chosenFrom(doubles, query.api, doing)
      const removed = chosen.map(({ overrides }) => overrides.remove(query.id))
      if (query.id === undefined || removed.includes(true)) return { status: 204 }
      return problem(404, `There is no override ${query.id}.`)
    }),
}
