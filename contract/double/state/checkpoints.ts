import { shown } from '../../answer/refusal.ts'
import type { Held, Snapshot, State } from './state.ts'

/** Names for what a double holds at a time, to go back to it. */
export interface Checkpoints {
  /** All that the double holds, as plain JSON. */
  snapshot(): Snapshot
  /**
   * Back to a snapshot, or to the checkpoint of a name: its entities, and its ids from there on. A snapshot that is broken
   * is refused, and where it is, or what has to succeed along with it fails, all is as it was. `doing` begins the sentence
   * that says so.
   */
  restore(to: Snapshot | string, also?: () => void, doing?: string): void
  /**
   * Keeps all that the double holds under a name, up to 100 of them; a name that there is already means this one from now
   * on. A reset leaves them.
   *
   * @example double.checkpoint('signed up'); double.restore('signed up')
   */
  checkpoint(name: string): void
  /** The names of the checkpoints, the oldest first. */
  readonly checkpoints: readonly string[]
  /** The entities that a checkpoint has, by what many of them are called; nothing where there is none of that name. */
  entitiesAt(checkpoint: string): Readonly<Record<string, readonly object[]>> | undefined
  /** Whether there was a checkpoint of that name. */
  forget(checkpoint: string): boolean
}

/** How many checkpoints a double keeps. */
const most = 100

export function createCheckpoints(state: State, api: string): Checkpoints {
  const kept = new Map<string, Held>()
  const names: string[] = []
  const forget = (name: string): boolean => {
    const isKnown = kept.delete(name)
    if (isKnown) names.splice(names.indexOf(name), 1)
    return isKnown
  }
  return {
    snapshot: state.snapshot,
    restore(to, also = () => {}, doing) {
      if (typeof to !== 'string') return state.restore(to, also, doing)
      const held = kept.get(to)
      if (!held) throw new TypeError(unknown(to, api, names))
      return state.attempt(() => {
        state.put(held)
        also()
      })
    },
    checkpoint(name) {
      if (!kept.has(name) && kept.size >= most) {
        throw new TypeError(
          `Failed to keep the checkpoint "${shown(name)}" of "${api}": there are ${most} already. Forget one of them first.`,
        )
      }
      const held = state.hold()
      // The double goes on with copies: what somebody changes in place from now on is none of the checkpoint's.
      state.put(held)
      forget(name)
      kept.set(name, held)
      names.push(name)
    },
    checkpoints: names,
    entitiesAt(name) {
      const held = kept.get(name)
      return held && state.entitiesOf(held)
    },
    forget,
  }
}

function unknown(name: string, api: string, names: readonly string[]): string {
  const choice = names.length > 0 ? `Choose from ${names.join(', ')}` : 'Keep one with checkpoint()'
  return `Failed to restore the checkpoint "${shown(name)}" of "${api}": there is none of that name. ${choice}.`
}
