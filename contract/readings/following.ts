import type { Choices, Fidelity } from './choice.ts'
import { type Translation, translationOf, type Voice } from './translation.ts'
import { toldIn, valuesOf } from './values.ts'

/** The readings that a double follows at the moment, and what follows from them for whatever it says. */
export interface Following {
  /** The values of all readings that leave a choice. */
  readonly values: Choices
  /** Nothing where the double speaks as it is written down. */
  readonly translation: Translation | undefined
  /** Changes some values from now on: all that are given, or none where one of them is wrong. */
  follow(changes: unknown): void
  /** Throws where changes could not be followed. */
  check(changes: unknown): void
}

/** What a double is told of its readings. */
interface Told {
  readonly fidelity: Fidelity
  readonly readings?: unknown
}

/** An API by its name, and what its dialect says of readings. */
interface Spoken extends Partial<Voice> {
  readonly api: string
}

/** Begins with what is told, over what the fidelity is. */
export function createFollowing(
  { api: name, readings = {}, envelopes }: Spoken,
  { fidelity, readings: told }: Told,
): Following {
  const api = { api: name, readings, envelopes }
  let values = Object.freeze(valuesOf(api.readings, fidelity))
  let translation = translationOf(api, values)
  const follow = (changes: unknown): void => {
    values = Object.freeze({ ...values, ...toldIn(api, changes) })
    translation = translationOf(api, values)
  }
  if (told !== undefined) follow(told)
  return {
    get values() {
      return values
    },
    get translation() {
      return translation
    },
    follow,
    check: changes => {
      toldIn(api, changes)
    },
  }
}

/** Follows the values of another for good, and leaves it to that one to translate what is said. */
export const plainly = ({ values }: Following): Following => ({
  ...{ values, translation: undefined },
  follow: () => {},
  check: () => {},
})
