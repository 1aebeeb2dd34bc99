import * as z from 'zod/mini'
import { expecting } from '../../check.ts'
import { named, say } from '../../define/words.ts'
import { restoreAll } from '../../double/state/restoring.ts'
import { stateSchemaOf } from '../../openapi/state-schema.ts'
import { chosenFrom } from '../controlled.ts'
import { controls } from '../declaring.ts'
import { api } from '../queries.ts'

const op = controls({ tag: 'State', about: 'All that the doubles hold, as JSON.' })

/** The largest state that is read, in bytes: some 150,000 users. */
export const stateLimit = 64 * 1_048_576

const State = named(
  'State',
  'What doubles hold: under the name of each API its entities, by what many of them are called.',
  z.looseObject({
    $schema: z.optional(say('Where the schema of it is.', z.string())),
  }),
)

const StateBody = expecting(
  State,
  'entities by API, as in { "overplane": { "users": [{ "email": "ada@example.com" }] } }',
)

const StateSchema = named(
  'StateSchema',
  'A JSON Schema, of draft 2020-12.',
  z.looseObject({ $schema: say('The dialect of JSON Schema.', z.string()) }),
)

export const state = {
  readState: op
    .get('/state', 'Tell the state', {
      about: 'All that each API holds, as `PUT /__admin/state` and a world as JSON take it.',
      query: z.strictObject({ api }),
      replies: { 200: State },
      code: 'double.snapshot()',
    })
    .by(({ query, origin, doing }, { doubles }) => {
      const chosen = chosenFrom(doubles, query.api, doing)
      const states = chosen.map(({ name, snapshot }) => [name, snapshot()] as const)
      const $schema = `${origin}/__admin/state/schema.json`
      return { status: 200, body: { $schema, ...Object.fromEntries(states) } }
    }),
  replaceState: op
    .put('/state', 'Replace the state', {
      about:
        'Puts in place what `GET /__admin/state` gave, or what a person writes, of up to 64 MiB: an API that is not named stays as it is, in one that is named entities that are not are none, but for what every world has, and a field that is left out gets its default. All of it, or none where something is wrong.',
      query: z.strictObject({ api }),
      body: StateBody,
      bodyLimit: stateLimit,
      replies: { 204: 'It is in place.' },
      code: 'double.restore(double.snapshot())',
      sends: { overplane: { users: [{ email: 'ada@example.com' }] } },
    })
    .by(({ query, body, doing }, { doubles }) => {
      restoreAll(chosenFrom(doubles, query.api, doing), body, doing)
      return { status: 204 }
    }),
  describeState: op
    .get('/state/schema.json', 'Give the schema of the state', {
      about: 'A JSON Schema of the state, for an editor: every entity and field in words.',
      replies: { 200: StateSchema },
    })
    .by((_, { doubles }) => {
      const schema = stateSchemaOf(Object.fromEntries(doubles.map(one => [one.name, one])))
      return { status: 200, body: { ...schema } }
    }),
}
