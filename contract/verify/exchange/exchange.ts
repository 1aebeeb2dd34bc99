import type { Method } from '../../answer/endpoint.ts'
import type { Choices } from '../../readings/choice.ts'

/** Whatever answers for an API: `double.fetch`, the real `fetch`, msw behind either. */
export type Provider = (request: Request) => Promise<Response>

/** An operation of the contract, or a method and a path below the base URL: `PUT /api/core/user`. */
export type Target<Name extends string> = Name | `${Uppercase<Method>} /${string}`

/** What is sent along with a request. */
export interface Sent {
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, string | number>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, in the place of `body`. */
  readonly text?: string
  /** The body's Content-Type. Default: `application/json`. */
  readonly type?: string
  /** A key, or `email:password`, in the place of the verification's own; `null` sends no credentials. */
  readonly as?: string | null
}

/** What came back. */
export interface Received {
  /** The operation, or the method and path, that was asked for. */
  readonly operation: string
  readonly status: number
  readonly headers: Headers
  /** The parsed JSON; `undefined` where there is none. */
  readonly body: unknown
  /** The request as a shell line, its credentials as `$TOKEN` or `$USER:$PASSWORD`. */
  readonly curl: string
}

/** What a scenario works with; every reply has been held to the contract before it is handed out. */
export interface Stage<Name extends string> {
  /** What the provider was found to take, and where that is not known, what it is expected to. */
  readonly readings: Choices
  /** The verification's own: a key, or `email:password`. */
  readonly credentials: string
  /**
   * Asks, and ends the scenario with a breach if the status is not the one wanted. Default: `'success'`, any from
   * 200 to 299.
   */
  ask(target: Target<Name>, sent?: Sent, wanted?: number | 'success' | 'any'): Promise<Received>
  /** A breach unless the body says at least this; a regular expression stands for every text that it matches. */
  says(reply: Received, expected: unknown): void
  /** A breach unless something that was worked out of replies is as expected. */
  same(reply: Received, what: string, expected: unknown, seen: unknown): void
  /**
   * What follows from readings, and not from the page: what does not hold there is told as the first of them, and is no
   * breach. Left out where the provider was found to take another value of one.
   */
  resting(ids: readonly string[], part: () => Promise<void>): Promise<void>
  /** A value that carries the mark of this verification, and that nothing else has: lower case, no blanks. */
  unique(): string
  /**
   * What several scenarios need, made by the first of them, and removed in the end: a create may cost its provider a
   * mail. The same function gives the same again.
   */
  shared<T>(make: (stage: Stage<Name>) => Promise<T>): Promise<T>
  /** Lets so much time pass that a time in whole seconds moves on. */
  pause(): Promise<void>
  /** Puts something in order at the end of the scenario, however it ends; the last one goes first. */
  later(step: () => Promise<void>): void
  /** Says in the report what this scenario could not put back in order. */
  lose(what: string): void
  /** Ends the scenario: there is nothing here to try it with. */
  skip(why: string): never
}
