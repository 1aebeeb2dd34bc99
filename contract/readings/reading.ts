import type { Refusal } from '../answer/refusal.ts'
import type { Received, Stage } from '../verify/exchange/exchange.ts'
import type { Choice } from './choice.ts'

/** What the kernel itself does about a reading; what else a value means, resolvers and the dialect look up. */
export type Form =
  /** The status of what succeeds with this one; any other from 200 to 299 tells another value. */
  | { readonly status: number }
  /** The status of these refusals; any other from 400 to 499 tells another value. */
  | { readonly refusals: readonly Refusal['kind'][] }
  /** The body of a success; another one is told as a reading. */
  | 'body'
  /** The body of refusals: the dialect has an envelope for each other value. */
  | 'envelope'
  /** Codes and sentences within the bodies of refusals. */
  | 'words'
  /** Fields of a reply that are null: `'absent'` leaves them out. */
  | 'unset'
  /** The order of keys: `'alphabetical'` sorts them. */
  | 'order'
  /** Keys of a body that its schema does not name: `'refused'` makes each a broken rule, `unknown`. */
  | 'unknown keys'

/**
 * A place where the documentation leaves a choice, or where the live system was seen to differ. Whatever no reading is
 * about is what the page says.
 */
export interface Reading {
  /** The operations that it is about. Default: all of them. */
  readonly of?: string | readonly string[]
  /** What it is about: `The status of a create`. */
  readonly about: string
  /** What we take: one of several values, or where `or` is missing, a sentence. */
  readonly takes: Choice
  /** What else is possible, each with a sentence about it. The double can be told to do so. */
  readonly or?: Readonly<Record<string, string>>
  /** Why we take it. */
  readonly because: string
  /**
   * Where it comes from: a decision of ours, what the live system was seen to do, and where, or the page itself, from
   * which the live system was seen to differ. Default: assumed.
   */
  readonly source?: 'assumed' | 'documented' | { readonly observed: string }
  /** What the live system was seen to do, where we take something else: one of `or`, or a sentence. */
  readonly live?: Choice
  readonly form?: Form
  /** Where in the body of a success it stands, as in `data.*.meta`: what is otherwise there is told as this one. */
  readonly parts?: readonly string[]
  /** What a reply tells, as it came; nothing where it does not show it. Any reply to `of` is looked at. */
  readonly tell?: (reply: Received) => Choice | undefined
  /**
   * How it is found out where no single reply tells it: what it needs, it asks for. Of a sentence it gives `'taken'` or
   * `'otherwise'`; nothing where it cannot be seen.
   */
  readonly try?: (stage: Stage<string>) => Promise<Choice | undefined>
}

/** The readings of an API, by id. */
export type Readings = Readonly<Record<string, Reading>>

/**
 * Describes a reading; the identity, kept for the types that are derived from its literal.
 *
 * @example
 * const createStatus = reading({
 *   about: 'The status of a create',
 *   takes: 201,
 *   or: { 200: 'As of any other success.' },
 *   because: 'The page prints no status.',
 * })
 * createStatus.takes // => 201
 */
export const reading = <const R extends Reading>(described: R): R => described

type Chosen<R> = R extends { readonly takes: infer Taken extends Choice; readonly or: infer Others }
  ? Taken | Extract<keyof Others, Choice>
  : never

/** The values of all readings that leave a choice. */
export type ChoicesOf<Rs> = {
  readonly [Id in keyof Rs as Rs[Id] extends { readonly or: object } ? Id : never]: Chosen<Rs[Id]>
}
