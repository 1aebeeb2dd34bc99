import { drop } from '@mswjs/data'
import type { FactoryAPI, ModelDictionary } from '@mswjs/data/lib/glossary.js'
import fc from 'fast-check'
import { expect } from 'vitest'
import { pick } from '../rows.ts'

/** What a step does, to which of the entities, and with which values: all by number. */
interface Step {
  readonly kind: number
  readonly nth: number
  readonly a: number
  readonly b: number
}

export type Steps = readonly ((step: Step) => unknown)[]

export interface Run {
  /** The kinds of steps: what can be done to a double, by its db and by its endpoints. */
  readonly deeds: Steps
  /** Comparisons of what the endpoints say with a scan of the db. */
  readonly looks: Steps
}

/** Does whatever comes, and looks after each step. */
export const agrees = (start: () => Run) => {
  const step = fc.record({ kind: fc.nat(99), nth: fc.nat(30), a: fc.nat(4), b: fc.nat(4) })
  const steps = fc.array(step, { minLength: 1, maxLength: 25, size: 'max' })
  const property = fc.asyncProperty(steps, async steps => {
    const { deeds, looks } = start()
    for (const step of steps) {
      await pick(deeds, step.kind)?.(step)
      for (const look of looks) await look(step)
    }
  })
  return fc.assert(property, { numRuns: 40 })
}

/** Does what `@mswjs/data` refuses where the id is taken already. */
export const tried = (run: () => unknown): void => {
  try {
    run()
  } catch (error) {
    expect(String(error)).toContain('already exists')
  }
}

const renewals = ['world', 'empty', 'drop'] as const

/** Back to the double's world, to none, or without any entity left; tells which. */
export const renew = (
  double: { reset(world?: 'empty'): void; db: object },
  nth: number,
): (typeof renewals)[number] | undefined => {
  const renewal = pick(renewals, nth)
  if (renewal === 'world') double.reset()
  else if (renewal === 'empty') double.reset('empty')
  else drop(double.db as FactoryAPI<ModelDictionary>)
  return renewal
}
