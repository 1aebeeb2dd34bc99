import type * as z from 'zod/mini'
import type { Dialect } from '../answer/answer.ts'
import type { Auth } from '../answer/auth.ts'
import type { Contract, Endpoint } from '../answer/endpoint.ts'
import type { Readings } from '../readings/reading.ts'
import type { Received, Sent, Stage, Target } from './exchange/exchange.ts'

/** A behaviour of the API, tried out by requests. */
export interface Scenario<Name extends string> {
  /** A sentence about behaviour. */
  readonly title: string
  /** The sentence of the page that it holds a provider to. Default: what the page prints, or says of the operation. */
  readonly page?: string
  /** The readings that all of it follows from: what does not hold is told as the first of them, and is no breach. */
  readonly rests?: readonly string[]
  /** The readings without which it cannot be tried out: left out where the provider takes another value of one. */
  readonly needs?: readonly string[]
  /** `destructive`: only when asked for. `unharmed`: only while everything is still in order. */
  readonly only?: 'destructive' | 'unharmed'
  run(stage: Stage<Name>): Promise<void>
}

/** One request, and the documented reply that it provokes. */
export interface Probe<Name extends string> extends Sent {
  readonly title: string
  readonly ask: Target<Name>
  readonly status: number
  /** What the body says at least; a function where that depends on the status that came. */
  readonly says?: unknown
  readonly page?: string
  readonly rests?: readonly string[]
  readonly needs?: readonly string[]
}

/** A header that certain replies carry. */
export interface HeaderRule {
  readonly name: string
  readonly matches: RegExp
  /** The reading that it follows from; without one, the page names it. */
  readonly rests?: string
  isDue(reply: Pick<Received, 'operation' | 'status'>): boolean
}

/** How what an operation made is found again, and deleted. */
export interface Making<Name extends string> {
  /** Where its reply has the id: `['attributes', 'id']`. */
  readonly id: readonly string[]
  /** The request that shows it; none where the API has none. */
  found(id: string | number, sent: Sent): readonly [Name, Sent] | undefined
  readonly deletedBy: Name
  /** `false` where nothing of what is sent is shown as it was: then it cannot be told to be ours, and nobody is accused. */
  readonly isMarked?: false
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

/** How an API reads what it is sent: what traffic that somebody else sends is held to. */
export interface Reads
  extends Pick<Dialect<unknown>, 'readPath' | 'readQuery' | 'readBody' | 'secrets'> {
  /** All operations, those too that no provider is held to. */
  readonly contract: Contract
}

/** All that the verification of an API needs to know. */
export interface Suite<Name extends string = string> {
  readonly name: string
  readonly title: string
  readonly documentedUrl: string
  readonly contract: Readonly<Record<Name, Endpoint>>
  readonly reads: Reads
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
  readonly readings: Readings
  /** What the page says of each operation. */
  readonly quotes: { readonly [N in Name]?: string }
  readonly debugging?: Debugging
  readonly made: { readonly [N in Name]?: Making<Name> }
  probes(unique: () => string): readonly Probe<Name>[]
  readonly scenarios: readonly Scenario<Name>[]
}
