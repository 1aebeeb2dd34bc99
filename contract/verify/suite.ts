import type * as z from 'zod/mini'
import type { Auth } from '../answer/auth.ts'
import type { Endpoint, Method } from '../answer/endpoint.ts'
import type { Fidelity } from '../double/options.ts'

/** Whatever answers for an API: `double.fetch`, the real `fetch`, msw behind either. */
export type Provider = (request: Request) => Promise<Response>

/** An operation of the contract, or a method and a path below the base URL: `PUT /api/core/user`. */
type Target<Name extends string> = Name | `${Uppercase<Method>} /${string}`

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
  readonly fidelity: Fidelity
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

/** A behaviour of the API, tried out by requests. */
export interface Scenario<Name extends string> {
  /** A sentence about behaviour. */
  readonly title: string
  /** `destructive`: only when asked for. `unharmed`: only while everything is still in order. */
  readonly only?: 'destructive' | 'unharmed'
  run(stage: Stage<Name>): Promise<void>
}

/** One request, and the documented reply that it provokes. */
export interface Probe<Name extends string> extends Sent {
  readonly title: string
  readonly ask: Target<Name>
  readonly status: number
  readonly says?: unknown
}

/** A header that certain replies carry. */
export interface HeaderRule {
  readonly name: string
  readonly matches: RegExp
  isDue(reply: Pick<Received, 'operation' | 'status'>): boolean
}

/** A deviation of the contract, by its `about`, and how a successful reply shows which form it has. */
export interface Form<Name extends string> {
  readonly operation: Name
  readonly about: string
  of(reply: Received): unknown
  readonly documented: unknown
  readonly observed: unknown
}

/** How what an operation made is found again, and deleted. */
export interface Making<Name extends string> {
  /** Where its reply has the id: `['attributes', 'id']`. */
  readonly id: readonly string[]
  /** The request that shows it; none where the API has none. */
  found(id: string | number, sent: Sent): readonly [Name, Sent] | undefined
  readonly deletedBy: Name
  /**
   * The lists that show what a request with this mark may have left, each of them all of it; their rows stand in
   * `data`, and are like the reply. None where the API has none.
   */
  listed(sent: Sent, mark: string): readonly Look<Name>[]
  /** The operation that may put it where another list shows it. */
  readonly movedBy?: Name
}

/** The request for a page, counted from 0, of at most a hundred rows. */
export type Look<Name extends string> = (page: number) => readonly [Name, Sent]

/** What is added to replies only for whoever develops the provider. */
export interface Debugging {
  /** A sentence that says how to do without. */
  readonly hint: string
  /** The body without it; nothing where there is none in it. */
  without(body: unknown): unknown
}

/** All that the verification of an API needs to know. */
export interface Suite<Name extends string = string> {
  readonly name: string
  readonly title: string
  readonly documentedUrl: string
  readonly contract: Readonly<Record<Name, Endpoint>>
  readonly auth: Auth
  /** The credentials of the documentation: what is used unless others are given. */
  readonly credentials: string
  /** The first request: a read that any provider can answer. */
  readonly greeting: Name
  /** Requests that change nothing, and are refused only where the credentials may not do what all others need. */
  entries(unique: () => string): readonly (readonly [Name, Sent])[]
  /** The schema of every refusal. */
  readonly failure: z.core.$ZodType
  readonly headers: readonly HeaderRule[]
  /** The headers of a 429 that tell in how many seconds to ask again. */
  readonly retryAfter: readonly string[]
  readonly forms: readonly Form<Name>[]
  readonly debugging?: Debugging
  readonly made: { readonly [N in Name]?: Making<Name> }
  probes(unique: () => string): readonly Probe<Name>[]
  readonly scenarios: readonly Scenario<Name>[]
}
