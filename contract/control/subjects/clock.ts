import * as z from 'zod/mini'
import { expecting } from '../../check.ts'
import { named, say } from '../../define/words.ts'
import type { Clock } from '../../double/clock.ts'
import { chosenFrom, type ServedDouble } from '../controlled.ts'
import { controls } from '../declaring.ts'
import { api } from '../queries.ts'

const op = controls({
  tag: 'Clock',
  about: 'What time it is for the doubles: it can be frozen, set and advanced.',
})

const moment = z.union([z.string(), z.number()])
const only = z.literal(true)

const ClockBody = expecting(
  named(
    'ClockTurn',
    'What is done to the clocks: one thing at a time.',
    z
      .strictObject({
        freeze: z.optional(
          say(
            'Stands still, at a moment, or as it is where this is true.',
            z.union([only, moment]),
          ),
        ),
        set: z.optional(say('Goes to a moment: ISO 8601, or milliseconds since 1970.', moment)),
        advance: z.optional(say('Goes on by milliseconds, or as in `2h`.', moment)),
        run: z.optional(say('Runs on from where it stands.', only)),
        reset: z.optional(say('Runs again as at the start.', only)),
      })
      .check(z.refine(body => Object.keys(body).length === 1)),
  ),
  'one of { "freeze": true }, { "freeze": "2024-01-15T09:30:00Z" }, { "set": … }, { "advance": "2h" }, { "run": true } and { "reset": true }',
)

const Times = say(
  'The time of each API, by its name.',
  z.record(
    z.string(),
    named(
      'Time',
      'What time it is.',
      z.strictObject({
        now: say('ISO 8601, UTC.', z.string()),
        isFrozen: say('Whether it stands.', z.boolean()),
      }),
    ),
  ),
)

const gives = { overplane: { now: '2030-06-01T12:00:00.000Z', isFrozen: true } }

export const clock = {
  readClocks: op
    .get('/clock', 'Tell the time', {
      query: z.strictObject({ api }),
      replies: { 200: Times },
      code: 'double.clock.now()',
      gives,
    })
    .by(({ query, doing }, { doubles }) => ({
      status: 200,
      body: timesOf(chosenFrom(doubles, query.api, doing)),
    })),
  turnClocks: op
    .patch('/clock', 'Freeze, set, advance or run the time', {
      about:
        'One of `{ "freeze": "2030-06-01T12:00:00Z" }` (or `true`), `{ "set": … }`, `{ "advance": "2h" }`, `{ "run": true }` and `{ "reset": true }`; done to every clock, or to none.',
      query: z.strictObject({ api }),
      body: ClockBody,
      replies: { 200: Times },
      code: "double.clock.freeze('2030-06-01T12:00:00Z')",
      ...{ sends: { freeze: '2030-06-01T12:00:00Z' }, gives },
    })
    .by(({ query, body, doing }, { doubles }) => {
      const chosen = chosenFrom(doubles, query.api, doing)
      turn(chosen, body)
      return { status: 200, body: timesOf(chosen) }
    }),
}

/** The time of each API, as it stands or runs. */
const timesOf = (doubles: readonly ServedDouble[]) =>
  Object.fromEntries(
    doubles.map(({ name, clock }) => [
      name,
      { now: clock.now().toISOString(), isFrozen: clock.isFrozen },
    ]),
  )

/** Does the same to every clock, or nothing to any where it is no time. */
function turn(doubles: readonly ServedDouble[], body: z.infer<typeof ClockBody>): void {
  const back = doubles.map(({ clock }) => clock.hold())
  try {
    for (const { clock } of doubles) turnOne(clock, body)
  } catch (thrown) {
    for (const undo of back) undo()
    throw thrown
  }
}

function turnOne(clock: Clock, { freeze, set, advance, run }: z.infer<typeof ClockBody>): void {
  if (freeze !== undefined) clock.freeze(freeze === true ? undefined : freeze)
  else if (set !== undefined) clock.set(set)
  else if (advance !== undefined) clock.advance(advance)
  else if (run) clock.run()
  else clock.reset()
}
