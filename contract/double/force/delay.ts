import * as z from 'zod/mini'
import { expecting } from '../../check.ts'
import { below } from '../ids.ts'

/** Whole milliseconds, or a range of them. */
export type Delay = number | readonly [min: number, max: number]

/** An hour: whoever waits longer has given up. */
export const longestDelay = 3_600_000

const milliseconds = z.int().check(z.gte(0), z.lte(longestDelay))

/** A delay as somebody gives it. */
export const DelayForm = expecting(
  z.union([
    milliseconds,
    // No tuple: nothing else needs one, and a browser would load what makes them.
    z
      .array(milliseconds)
      .check(z.refine(({ length, 0: min = 0, 1: max = 0 }) => length === 2 && min <= max)),
  ]),
  `whole milliseconds from 0 to ${longestDelay}, or two of them, the lower first`,
)

/** How long it is this time. */
export const drawn = (delay: Delay, random: { next(): number }): number =>
  typeof delay === 'number' ? delay : delay[0] + below(delay[1] - delay[0] + 1, random)
