import * as z from 'zod/mini'
import { expecting } from '../../check.ts'
import { named, say } from '../../define/words.ts'
import { openSession } from '../../double/sessions/open.ts'
import type { Session } from '../../double/sessions/sessions.ts'
import { controls } from '../declaring.ts'
import { worldForm, worldIn } from './worlds.ts'

const op = controls({
  tag: 'Sessions',
  about:
    'A world, clock, ids, readings, overrides and journal of their own, for those who name a session.',
})

const SessionBody = expecting(
  named(
    'NewSession',
    'How a session begins, where that is not as the server itself did.',
    z.strictObject({
      name: expecting(
        say('Its name: up to 128 letters, digits, "-", "_", "." and "~".', z.string()),
        'the name of the session',
      ),
      world: z.exactOptional(worldForm),
      seed: z.exactOptional(
        expecting(say('What fixes all that is made up in it.', z.int32()), 'a whole number'),
      ),
      now: z.exactOptional(
        expecting(
          say(
            'What time it is in it now: ISO 8601, or milliseconds since 1970.',
            z.union([z.string(), z.number()]),
          ),
          'a time, as in "2024-01-15T09:30:00Z"',
        ),
      ),
      readings: z.exactOptional(
        expecting(
          say('Values of readings by API.', z.record(z.string(), z.unknown())),
          'values by API, as in { "pterodactyl": { "deleteStatus": 204 } }',
        ),
      ),
    }),
  ),
  'an object, as in { "name": "ada" }',
)

const SessionSchema = named(
  'Session',
  'A session that there is.',
  z.strictObject({
    name: say('Its name.', z.string()),
    openedAt: say('When it was opened: ISO 8601, UTC.', z.string()),
    usedAt: say('When it was last used: ISO 8601, UTC.', z.string()),
    uses: say('How often it was used.', z.int()),
  }),
)

/** A session that there is. */
export type ToldSession = z.output<typeof SessionSchema>

export const sessions = {
  listSessions: op
    .get('/sessions', 'List the sessions', {
      replies: {
        200: say(
          'The sessions, the one that was used least recently first.',
          z.array(SessionSchema),
        ),
      },
      session: 'none',
      code: 'double.sessions.list',
    })
    .by((_, { host }) => ({ status: 200, body: host.sessions.list.map(toTold) })),
  openSession: op
    .post('/sessions', 'Open a session', {
      about:
        'Opens a session anew, whatever there was of that name. A request that names one which there is not opens it as the server itself began. Of more than 200 the one that was used least recently is dropped, and any that nobody used for an hour.',
      body: SessionBody,
      replies: { 201: SessionSchema },
      session: 'none',
      sends: { name: 'ada', world: 'empty', now: '2030-06-01T12:00:00Z' },
      code: "double.session('ada', { world: 'empty', now: '2030-06-01T12:00:00Z' })",
    })
    .by(async ({ body: { name, world, ...rest }, doing }, { doubles, worlds, host }) => {
      const own = await worldIn(worlds, doubles, world, doing)
      const options = { ...rest, ...(own !== undefined && { world: own }) }
      const all = Object.fromEntries(doubles.map(double => [double.name, double]))
      return { status: 201, body: toTold(openSession(all, host.sessions, name, options)) }
    }),
  dropSessions: op
    .delete('/sessions', 'Drop a session', {
      about: 'Drops the session of `session`, or all of them.',
      replies: { 204: 'It is gone, with all that was in it.' },
      code: "double.sessions.drop('ada')",
    })
    .by(({ session }, { host }) => {
      const names = session === undefined ? host.sessions.list.map(one => one.name) : [session]
      for (const name of names) host.sessions.drop(name)
      return { status: 204 }
    }),
}

const toTold = ({ name, openedAt, usedAt, uses }: Session) => ({
  name,
  openedAt: openedAt.toISOString(),
  usedAt: usedAt.toISOString(),
  uses,
})
