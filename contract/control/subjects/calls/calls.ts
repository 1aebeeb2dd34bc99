import * as z from 'zod/mini'
import { problem } from '../../../answer/problem.ts'
import { expecting } from '../../../check.ts'
import { named, say } from '../../../define/words.ts'
import type { Recorded } from '../../../pact/interaction.ts'
import { type Controlled, chosenFrom, type ServedDouble } from '../../controlled.ts'
import { controls } from '../../declaring.ts'
import { differencesOf, ExpectedSchema, expectedOf } from './expected.ts'
import { exportOf } from './exporting.ts'
import { EntrySchema, journalTag } from './journal.ts'
import { NearSchema, nearOf } from './near.ts'

const op = controls(journalTag)

const text = z.string()

/** Which journal a call is in. */
const owner = z.strictObject({
  api: z.optional(
    expecting(
      say('The name of the API that was called; without it, what none has.', text),
      'the name of an API',
    ),
  ),
})

const params = { nth: { description: 'Which call of its journal it is: its `nth`.' } }

const CallSchema = named(
  'Call',
  'A call, and what its contract says of it.',
  z.strictObject({
    api: say('The name of the API; null for what none has.', z.nullable(text)),
    entry: EntrySchema,
    expected: z.optional(ExpectedSchema),
    differences: say(
      'Where the call, or its reply, is not as the contract has it.',
      z.array(
        named(
          'Difference',
          'One place that is otherwise.',
          z.strictObject({
            in: say('What is otherwise.', z.enum(['query', 'body', 'reply'])),
            at: say('The field, its segments joined by dots; empty for the whole.', text),
            how: say('What was expected there, and what stands there.', text),
          }),
        ),
      ),
    ),
    near: say(
      'Where no operation was meant: those that come nearest, the nearest first.',
      z.array(NearSchema),
    ),
  }),
)

/** A call, and what its contract says of it. */
export type ToldCall = z.output<typeof CallSchema>

const Resent = named(
  'Resent',
  'What came of it.',
  z.strictObject({
    nth: say('Which call of the journal it is now.', z.int()),
    status: say('What it was answered with; 0 where no reply ever comes.', z.int()),
  }),
)

export const calls = {
  readCall: op
    .get('/journal/:nth', 'Tell a call', {
      about:
        'One call, with what its contract expects, where it differs from that, and what may have been meant.',
      params,
      query: owner,
      replies: { 200: CallSchema },
      refuses: [404],
      code: 'double.journal.find(1)',
    })
    .by(({ params, query: { api = null }, doing }, controlled) => {
      const recorded = foundIn(controlled, api, params.nth, doing)
      if (!recorded) return gone(params.nth)
      const { entry, trace } = recorded
      const route = 'endpoint' in trace.found ? trace.found : undefined
      const double = controlled.doubles.find(({ name }) => name === api)
      return {
        status: 200,
        body: {
          ...{ api, entry: asJson(entry) },
          ...(route && double && { expected: expectedOf(route, double) }),
          differences: route ? differencesOf(route, entry) : [],
          near: route ? [] : nearOf(double ? [double] : controlled.doubles, trace.call),
        },
      }
    }),
  exportCall: op
    .get('/journal/:nth/:form', 'Export a call', {
      about:
        'One call as a line for curl, as a test for Vitest, or as an interaction of a Pact file: without secrets.',
      params: { ...params, form: { description: 'One of `curl`, `vitest` and `pact`.' } },
      query: owner,
      replies: {
        200: { description: 'The text.', types: ['text/plain', 'application/json'] },
      },
      refuses: [404],
    })
    .by(async ({ params, query: { api = null }, origin, doing }, controlled) => {
      const recorded = foundIn(controlled, api, params.nth, doing)
      if (!recorded) return gone(params.nth)
      const double = controlled.doubles.find(({ name }) => name === api)
      return {
        status: 200,
        file: await exportOf(params.form, { double, recorded, origin, doing }),
      }
    }),
  resendCall: op
    .post('/journal/:nth/resend', 'Send a call again', {
      about:
        'Sends a call once more as it was, credentials among it, at once: overrides count, delays do not.',
      params,
      query: owner,
      replies: { 200: Resent },
      refuses: [404],
    })
    .by(({ params, query: { api }, doing }, controlled) => {
      if (api === undefined) {
        throw new TypeError(
          `Failed to ${doing}: no API has its path, so none can be asked again. Name the API of a call with "api".`,
        )
      }
      const recorded = foundIn(controlled, api, params.nth, doing)
      if (!recorded) return gone(params.nth)
      const [double] = chosenFrom(controlled.doubles, api, doing)
      return { status: 200, body: double ? resent(double, recorded) : { nth: 0, status: 0 } }
    }),
}

function foundIn(
  { doubles, strangers }: Controlled,
  api: string | null,
  nth: string,
  doing: string,
): Recorded | undefined {
  const owners = api === null ? [strangers] : chosenFrom(doubles, api, doing)
  return owners[0]?.journal.find(Number(nth))
}

const gone = (nth: string) =>
  problem(404, `There is no call ${nth} here: the journal has never had it, or no longer.`)

/** An entry as it is shown: without secrets, and cut where it is long. */
const asJson = (entry: Recorded['entry']): z.input<typeof EntrySchema> =>
  JSON.parse(JSON.stringify(entry))

/** Asks the double once more; what it does not wait for is a delay. */
function resent({ journal, ...double }: ServedDouble, { trace }: Recorded) {
  const call = { ...trace.call }
  const isSilent = double.journeyOf(call).fault === 'silence'
  const status = isSilent ? 0 : double.answer(call).status
  return { nth: journal.last?.nth ?? 0, status }
}
