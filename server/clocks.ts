import * as z from 'zod/mini'
import { expecting } from '../contract/check.ts'
import type { Clock } from '../contract/double/clock.ts'
import type { ServedDouble } from './served.ts'

const moment = z.optional(z.union([z.string(), z.number()]))
const only = z.optional(z.literal(true))

/** What can be done to a clock: one thing at a time. */
export const ClockBody = expecting(
  z
    .strictObject({
      freeze: z.optional(z.union([z.literal(true), z.string(), z.number()])),
      set: moment,
      advance: moment,
      run: only,
      reset: only,
    })
    .check(z.refine(body => Object.keys(body).length === 1)),
  'one of { "freeze": true }, { "freeze": "2024-01-15T09:30:00Z" }, { "set": … }, { "advance": "2h" }, { "run": true } and { "reset": true }',
)

/** The time of each API, as it stands or runs. */
export const timesOf = (doubles: readonly ServedDouble[]): object =>
  Object.fromEntries(
    doubles.map(({ name, clock }) => [
      name,
      { now: clock.now().toISOString(), isFrozen: clock.isFrozen },
    ]),
  )

/** Does the same to every clock, or nothing to any where it is no time. */
export function turn(doubles: readonly ServedDouble[], body: z.infer<typeof ClockBody>): void {
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
