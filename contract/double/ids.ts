import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'

/** A double's source of made-up identifiers: the same seed gives the same ones in the same order. */
export interface Ids {
  /** Lower-case letters and digits. */
  text(length: number): string
  /** A version 4 UUID. */
  uuid(): string
  /** Where it stands: what `reset` takes to go on from there. */
  readonly state: readonly number[]
  /** Starts over, or goes on from a state. */
  reset(state?: readonly number[]): void
}

export function createIds(seed: number): Ids {
  let random = xoroshiro128plus(seed)
  const pick = (letters: string, length: number): string => {
    let text = ''
    while (text.length < length) text += letters[below(letters.length, random)]
    return text
  }
  const hex = (length: number): string => pick('0123456789abcdef', length)
  return {
    text: length => pick('abcdefghijklmnopqrstuvwxyz0123456789', length),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${pick('89ab', 1)}${hex(3)}-${hex(12)}`,
    get state() {
      return random.getState()
    },
    reset: state => {
      random = state ? xoroshiro128plusFromState(state) : xoroshiro128plus(seed)
    },
  }
}

/** A whole number from 0 to below `limit`; small limits are all that is asked for, so that no bias can be seen. */
export const below = (limit: number, random: { next(): number }): number =>
  (random.next() >>> 0) % limit
