import * as z from 'zod/mini'
import { expecting } from '../../../check.ts'
import { named, say } from '../../../define/words.ts'
import type { Session } from '../../../double/sessions/sessions.ts'
import type { ControlHost, Controlled } from '../../controlled.ts'
import { controls, type Events } from '../../declaring.ts'
import { flag } from '../../queries.ts'
import { createCursors } from './cursors.ts'
import { type Place, stateOf } from './place.ts'
import { SummarySchema } from './summary.ts'

const op = controls({
  tag: 'Live',
  about: 'What happens to the doubles, as it happens.',
})

const text = z.string()

const CallsEvent = named(
  'CallsEvent',
  'Calls that were answered.',
  z.strictObject({
    isWhole: say(
      'Whether these are all calls that are kept, and no older ones count.',
      z.boolean(),
    ),
    calls: say('The calls, in the order of their times.', z.array(SummarySchema)),
  }),
)

const subjects = [
  'state',
  'overrides',
  'settings',
  'scenarios',
  'checkpoints',
  'clock',
  'outbox',
  'sessions',
] as const

const ChangedEvent = named(
  'ChangedEvent',
  'What is no longer as it was.',
  z.strictObject({
    what: say('Of what: each is asked for under its own path.', z.array(z.enum(subjects))),
  }),
)

export const live = {
  watch: op
    .get('/events', 'Tell what happens', {
      about:
        'Server-sent events: `calls` with the calls, all of them first, and `changed` with what is no longer as it was. A stream goes on where another broke off, by `Last-Event-ID`.',
      query: z.strictObject({
        after: z.optional(
          expecting(
            say(
              'The id of the last event that came; the header `Last-Event-ID` says the same.',
              text,
            ),
            'the id of an event',
          ),
        ),
        everywhere: z.optional(flag('The calls of all sessions, and of none.')),
      }),
      replies: {
        200: {
          description: 'The events, until somebody leaves.',
          events: { calls: CallsEvent, changed: ChangedEvent },
        },
      },
    })
    .by(({ query: { after, everywhere = false }, session }, { host, ...controlled }) => {
      const places = placesOf(host, controlled, session, everywhere)
      return { status: 200, events: watching(host, places, after) }
    }),
}

/** Where is looked, each time anew: a session may come, go, and be opened anew. */
function placesOf(
  host: ControlHost,
  controlled: Controlled,
  name: string | undefined,
  isEverywhere: boolean,
): () => readonly Place[] {
  const inSession = (session: Session): Place => ({ ...host.seen(session), session: session.name })
  const outside: Place = { ...controlled, session: undefined }
  if (isEverywhere) return () => [outside, ...host.sessions.list.map(inSession)]
  if (name === undefined) return () => [outside]
  return () => {
    const session = host.sessions.find(name)
    return session ? [inSession(session)] : []
  }
}

/** How often is looked, in milliseconds. A call pays nothing for who looks on. */
const beat = 100

/** Tells at once what there is, and then what comes. */
const watching =
  (host: ControlHost, placesNow: () => readonly Place[], after: string | undefined): Events =>
  tell => {
    const cursors = createCursors(after)
    const before = new Map<string, string>()
    const look = (): void => {
      const places = placesNow()
      const { calls, isWhole, id } = cursors.next(places)
      if (calls.length > 0 || isWhole) {
        tell({ ...(id !== undefined && { id }), event: 'calls', data: { isWhole, calls } })
      }
      const what = changedSince(before, { ...stateOf(places[0]), sessions: sessionsOf(host) })
      if (what.length > 0) tell({ event: 'changed', data: { what } })
    }
    look()
    const timer = setInterval(look, beat)
    // It keeps no process running; in a page there is nothing of the kind.
    if (typeof timer === 'object') Object(timer).unref()
    return () => clearInterval(timer)
  }

const sessionsOf = ({ sessions }: ControlHost): string =>
  sessions.list
    .map(({ name, openedAt }) => `${name} ${openedAt.getTime()}`)
    .toSorted()
    .join()

/** The subjects of which something changed; of the first look nothing has. */
function changedSince(
  before: Map<string, string>,
  now: Readonly<Record<string, string>>,
): readonly string[] {
  const changed = Object.entries(now).filter(
    ([subject, state]) => before.has(subject) && before.get(subject) !== state,
  )
  for (const [subject, state] of Object.entries(now)) before.set(subject, state)
  return changed.map(([subject]) => subject)
}
