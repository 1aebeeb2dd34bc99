/**
 * What a change means to a consumer: `breaking`, what worked no longer does; `perhaps`, that depends on the consumer;
 * `harmless`, what worked still does.
 */
export type Verdict = 'breaking' | 'perhaps' | 'harmless'

/** Which way a value goes: a consumer sends a `request`, and reads a `reply`. */
export type Direction = 'request' | 'reply'

/** One change of a contract. */
export interface Change {
  /** The id of the rule. */
  readonly rule: string
  readonly verdict: Verdict
  /** The rule in a sentence. */
  readonly says: string
  /** Where: `request.email`, `reply 200.id`, `User.email in replies`; empty where it is an operation itself. */
  readonly place: string
  /** What stood there, as JSON; absent where nothing did. */
  readonly before?: string
  readonly after?: string
  /** The operations that it concerns; none where it is about the document. */
  readonly operations: readonly string[]
  /** The recorded calls that it breaks, or may break; absent where none were given. */
  readonly calls?: readonly string[]
}

/** A rule that was met, at a place. */
export interface Found {
  readonly rule: string
  readonly says: string
  readonly verdict: Verdict
  readonly place: string
  readonly before?: unknown
  readonly after?: unknown
}
