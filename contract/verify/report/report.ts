import type { Choice } from '../../readings/choice.ts'

/** Something that a provider does otherwise. */
export interface Finding {
  readonly operation: string
  /** The sentence that does not hold; of a reading, what it is about. */
  readonly title: string
  /**
   * A `breach` contradicts the page. A `reading` is of no page: another value than the one that is expected; a
   * `departure` is such a value of which is known that the live system has it, or has the other. Neither is a fault.
   */
  readonly kind: 'breach' | 'reading' | 'departure'
  /** The id of the reading. */
  readonly reading?: string
  /** What the page says, or prints, that is contradicted. */
  readonly page?: string
  readonly expected: string
  readonly seen: string
  /** The request as a shell line, its credentials as `$TOKEN` or `$USER:$PASSWORD`. */
  readonly curl: string
}

/** What a provider was found to take, where the page leaves a choice. */
export interface ToldReading {
  readonly id: string
  readonly about: string
  readonly expected: Choice
  /** None where no reply has shown it. `'otherwise'` where it is nothing that is known. */
  readonly seen?: Choice
  readonly state: 'as taken' | 'different' | 'not seen'
  /** Whether a double can be told to take what was seen. */
  readonly isKnown: boolean
  /** Whether the live system is known to differ here. */
  readonly isDeparture: boolean
}

/** How one probe or behaviour came out. */
export interface Outcome {
  readonly title: string
  readonly result: 'passed' | 'failed' | 'skipped'
  /** Why it was skipped. */
  readonly why?: string
  /** The readings that it follows from. */
  readonly rests?: readonly string[]
  readonly seconds: number
  readonly findings: readonly Finding[]
}

/** What the verification of a provider came to: plain JSON, without credentials. */
export interface Report {
  readonly api: string
  readonly title: string
  readonly baseUrl: string
  readonly counts: {
    readonly scenarios: number
    readonly passed: number
    readonly failed: number
    readonly skipped: number
    readonly requests: number
    readonly breaches: number
    /** That differ. */
    readonly readings: number
    readonly departures: number
  }
  /** Each difference once, with the first request that showed it. */
  readonly findings: readonly Finding[]
  readonly readings: readonly ToldReading[]
  /** For every operation the documented statuses that were provoked, and those that were not. */
  readonly operations: readonly {
    readonly operation: string
    readonly provoked: readonly number[]
    readonly unprovoked: readonly number[]
  }[]
  readonly scenarios: readonly Outcome[]
  /** Whether it was stopped before its end. */
  readonly isStopped: boolean
  /** What there is to know of the provider besides: sentences, best none. */
  readonly hints: readonly string[]
  /** What could not be put back in order: sentences, best none. */
  readonly leftovers: readonly string[]
  /** The requests that delete what was left, or show it: shell lines, their credentials as in a finding. */
  readonly remedies: readonly string[]
}
