import type { Finding, ToldReading } from '../verify/report/report.ts'

/** Something that goes over the wire otherwise than the contract has it. */
export interface TrafficFinding extends Omit<Finding, 'kind'> {
  /** A `violation` is the caller's, a `breach` the provider's; a reading, and a departure, is nobody's fault. */
  readonly kind: Finding['kind'] | 'violation'
  /** How many calls have shown it; of a reading, at least 1. */
  readonly times: number
  /** When it was seen first: ISO 8601. */
  readonly first: string
}

/** How often an operation was called, and with what it was answered. */
export interface CalledOperation {
  readonly operation: string
  readonly calls: number
  /** How many replies there were of each status. */
  readonly statuses: Readonly<Record<string, number>>
  /** Documented statuses that nobody has seen. */
  readonly unseen: readonly number[]
}

/** What the traffic of one API came to: plain JSON, without credentials. */
export interface ApiTraffic {
  readonly api: string
  readonly title: string
  readonly baseUrl: string
  readonly counts: {
    readonly calls: number
    /** Replies that were held to the contract. */
    readonly judged: number
    /** Differences that are breaches, each once. */
    readonly breaches: number
    readonly violations: number
    readonly readings: number
    readonly departures: number
  }
  /** Why replies were not held to the contract, and how many. */
  readonly unjudged: Readonly<Record<string, number>>
  /** Each difference once, with the first call that showed it. */
  readonly findings: readonly TrafficFinding[]
  /** How many calls have shown something else, where there was too much of it to be kept. */
  readonly more: number
  readonly readings: readonly ToldReading[]
  readonly operations: readonly CalledOperation[]
  /** What there is to know of the provider besides: sentences, best none. */
  readonly hints: readonly string[]
}

/** What traffic came to. */
export interface TrafficReport {
  /** Where it went by, or the file that it was recorded in. */
  readonly source: string
  readonly apis: readonly ApiTraffic[]
  /** What is no API's, and other calls that were left alone: why, and how many. */
  readonly skipped: Readonly<Record<string, number>>
}
