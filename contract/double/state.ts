import * as z from 'zod/mini'
import { faultOf } from '../answer/mismatch.ts'
import { ownOf } from '../answer/own.ts'
import type { Ids } from './ids.ts'

/** A part of what a double holds: a model's entities, an outbox. */
export interface Part {
  clear(): void
  /** All of it, as plain JSON. */
  dump(): unknown
  /** What keeps something from being a dump of this part, as the end of a sentence; nothing where it is one. */
  fault(dumped: unknown): string | undefined
  /** Puts in its place what `dump` gave. */
  load(dumped: never): void
  /** Remembers all of it as it stands; what it gives puts that back. */
  hold(): () => void
  /** Tells of every change from now on. */
  watch?(changed: () => void): void
}

/** All that a double held at some time, as plain JSON: `double.restore(double.snapshot())`. */
export interface Snapshot {
  readonly ids: readonly number[]
  readonly parts: Readonly<Record<string, unknown>>
}

/** What a double holds, with its source of ids, as one. */
export interface State {
  clear(): void
  snapshot(): Snapshot
  /** Takes a snapshot, or throws a sentence and leaves all as it was. */
  restore(snapshot: Snapshot): void
  /** Makes a change of several steps, or none of them: where it throws, all is as it was. */
  attempt(change: () => void): void
  watch(changed: () => void): void
}

export function createState(parts: Readonly<Record<string, Part>>, ids: Ids): State {
  const clear = (): void => {
    for (const part of Object.values(parts)) part.clear()
    ids.reset()
  }
  const attempt = (change: () => void): void => {
    const undo = Object.values(parts).map(part => part.hold())
    const before = [...ids.state]
    try {
      change()
    } catch (thrown) {
      for (const back of undo) back()
      ids.reset(before)
      throw thrown
    }
  }
  return {
    clear,
    attempt,
    snapshot: () => ({
      ids: [...ids.state],
      parts: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.dump()])),
    }),
    restore(snapshot) {
      refuseBroken(snapshot, parts)
      attempt(() => {
        // Each part has found that it is what it dumped itself.
        for (const [name, part] of Object.entries(parts)) part.load(snapshot.parts[name] as never)
        ids.reset(snapshot.ids)
      })
    },
    watch(changed) {
      for (const part of Object.values(parts)) part.watch?.(changed)
    },
  }
}

/** Nothing is changed before all of a snapshot is known to be one. */
function refuseBroken(snapshot: unknown, parts: Readonly<Record<string, Part>>): void {
  const fault = faultIn(snapshot, parts)
  if (fault === undefined) return
  throw new TypeError(
    `Failed to restore the snapshot: ${fault}. Give one that snapshot() of such a double gave, in this version.`,
  )
}

function faultIn(snapshot: unknown, parts: Readonly<Record<string, Part>>): string | undefined {
  const form = faultOf(Form, snapshot)
  if (form !== undefined) return `it is wrong at ${form}`
  const { ids, parts: given } = snapshot as Snapshot // which the form has just said
  if (ids.every(word => word === 0)) return 'its "ids" are all 0, and would stay so'
  const strange = Object.keys(given).find(name => !Object.hasOwn(parts, name))
  if (strange !== undefined) {
    return `it has a part "${strange}", and the double has ${Object.keys(parts).join(', ')}`
  }
  for (const [name, part] of Object.entries(parts)) {
    const fault = part.fault(ownOf(given, name))
    if (fault !== undefined) return `its part "${name}" ${fault}`
  }
  return undefined
}

const Form = z.object({
  // As many as the generator of ids has.
  ids: z.array(z.int()).check(z.minLength(4), z.maxLength(4)),
  parts: z.object({}),
})
