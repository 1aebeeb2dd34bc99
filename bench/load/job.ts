import type { Ask } from '../ask.ts'

/** What the process that loads is told to send. */
export interface Job {
  readonly url: string
  /** Whose CPU is looked at. */
  readonly pid: number
  /** Sent in turn. `{n}` stands for a number that was in no request before, `{each}` for the next of `each`. */
  readonly asks: readonly Ask[]
  readonly seconds: number
  /** How many are under way at a time. */
  readonly connections: number
  /** As many requests are sent as there are of these, however long it takes. */
  readonly each?: readonly string[]
  /** The keys that lead to the id in a reply, where ids are to be kept. */
  readonly id?: readonly string[]
}

export interface Outcome {
  readonly requests: number
  readonly seconds: number
  /** Milliseconds of CPU that the server used. */
  readonly cpu: number
  /** The median of how long a reply took, in milliseconds. */
  readonly latency: number
  /** Replies without success, and requests without a reply. */
  readonly failed: number
  readonly ids: readonly string[]
}
