import type { Ids } from './ids.ts'

/** A part of what a double holds: a model's entities, an outbox. */
export interface Part {
  clear(): void
  /** All of it, as plain JSON. */
  dump(): unknown
  /** Puts in its place what `dump` gave. */
  load(dumped: never): void
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
  restore(snapshot: Snapshot): void
  watch(changed: () => void): void
}

export function createState(parts: Readonly<Record<string, Part>>, ids: Ids): State {
  return {
    clear() {
      for (const part of Object.values(parts)) part.clear()
      ids.reset()
    },
    snapshot: () => ({
      ids: [...ids.state],
      parts: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.dump()])),
    }),
    restore(snapshot) {
      // A snapshot is what the same parts dumped, at home or in a browser's storage.
      for (const [name, part] of Object.entries(parts)) part.load(snapshot.parts[name] as never)
      ids.reset(snapshot.ids)
    },
    watch(changed) {
      for (const part of Object.values(parts)) part.watch?.(changed)
    },
  }
}
