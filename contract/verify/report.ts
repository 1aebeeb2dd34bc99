import type { Fidelity } from '../double/options.ts'

/** Something that a provider does otherwise. */
export interface Finding {
  readonly operation: string
  /** The sentence that does not hold. */
  readonly title: string
  /** A `deviation` is one that the contract knows of the live system; it is no fault of this provider. */
  readonly kind: 'breach' | 'deviation'
  readonly expected: string
  readonly seen: string
  /** The request as a shell line, its credentials as `$TOKEN` or `$USER:$PASSWORD`. */
  readonly curl: string
}

/** How one probe or behaviour came out. */
export interface Outcome {
  readonly title: string
  readonly result: 'passed' | 'failed' | 'skipped'
  /** Why it was skipped. */
  readonly why?: string
  readonly seconds: number
  readonly findings: readonly Finding[]
}

/** What the verification of a provider came to: plain JSON, without credentials. */
export interface Report {
  readonly api: string
  readonly title: string
  readonly baseUrl: string
  readonly fidelity: Fidelity
  readonly counts: {
    readonly scenarios: number
    readonly passed: number
    readonly failed: number
    readonly skipped: number
    readonly requests: number
    readonly breaches: number
    readonly deviations: number
  }
  /** Each difference once, with the first request that showed it. */
  readonly findings: readonly Finding[]
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
