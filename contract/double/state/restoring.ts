import * as z from 'zod/mini'
import { ownOf } from '../../answer/own.ts'
import { check, expecting } from '../../check.ts'
import type { Double } from '../double.ts'
import { allOrNone } from './all-or-none.ts'
import type { Snapshot } from './state.ts'

/** What of a double goes back to a snapshot. */
type Restorable = Pick<Double<unknown, never>, 'name' | 'restore'>

/**
 * Each double that is named back to its snapshot, or all of them to the checkpoint of a name; where one cannot go none
 * does, and a sentence names the API, the entity and the field.
 *
 * @example restoreAll([overplane, oberplan], { overplane: { users: [{ email: 5 }] } }, 'restore the snapshots')
 * // Failed to restore the snapshots, the API "overplane": its "users" is wrong in entity 1 at "email" (…). …
 */
export function restoreAll(doubles: readonly Restorable[], given: unknown, doing: string): void {
  const snapshots = typeof given === 'string' ? given : checked(doubles, given, doing)
  const steps = doubles.flatMap(({ name, restore }) => {
    const own = typeof snapshots === 'string' ? snapshots : ownOf(snapshots, name)
    if (own === undefined) return []
    return [(also: () => void) => restore(own, also, `${doing}, the API "${name}"`)]
  })
  allOrNone(steps)
}

function checked(doubles: readonly Restorable[], given: unknown, doing: string) {
  const shape = Object.fromEntries(doubles.map(({ name }) => [name, z.optional(one)]))
  const form = expecting(z.strictObject({ ...shape, $schema: z.optional(z.string()) }), expected)
  return check(form, given, doing) as Readonly<Record<string, Snapshot>> // each is looked at by its double
}

const expected = 'what snapshot() gave'
const one = expecting(z.looseObject({}), expected)
