import type * as z from 'zod/mini'
import type { Dialect, Wording } from '../answer/answer.ts'
import type { Auth } from '../answer/auth.ts'
import type { Call } from '../answer/call.ts'
import type { Reply } from '../answer/endpoint.ts'
import { counted, type Issue, type Refusal, shown } from '../answer/refusal.ts'
import type { Ids } from '../double/ids.ts'
import type { Quota } from '../double/quota.ts'
import type { Part } from '../double/state/state.ts'
import type { ChoicesOf, Readings } from '../readings/reading.ts'
import type { StoreOf } from '../store/entities.ts'

/** What an API has besides its entities, such as an outbox: a part of its state, and what its double shows of it. */
export interface Extra<Inner, Shown> {
  create(): Part & Inner
  shown(part: Inner): Shown
}

/** Extras by name, as they are worked with. */
type InnerOf<Xs> = {
  readonly [Name in keyof Xs]: Xs[Name] extends { create(): infer Inner } ? Inner : never
}

/** Extras by name, as a double shows them. */
export type ShownOf<Xs> = {
  readonly [Name in keyof Xs]: Xs[Name] extends { shown(part: never): infer Shown } ? Shown : never
}

/** What a double's resolvers and its dialect work with. */
export interface Context<Es, Xs = unknown, Rs = unknown> {
  /** A table for each entity. */
  readonly store: StoreOf<Es>
  readonly extras: InnerOf<Xs>
  /** The time in the API's own notation. */
  now(): string
  /** The time itself. */
  time(): Date
  readonly ids: Ids
  readonly quota: Quota
  /** What the double takes at the moment where the documentation leaves a choice. */
  readonly readings: ChoicesOf<Rs>
}

/** What all operations of an API have in common: how it recognises a caller, and how it turns one away. */
export interface ApiDialect<Es, F extends z.core.$ZodType, Caller, Always extends number, Xs, Rs>
  extends Omit<Dialect<Caller>, 'authenticate' | 'stamp' | 'failure' | 'refusals'> {
  readonly entities: Es
  readonly extras?: Xs
  /** Where the documentation leaves a choice, or where the live system was seen to differ: what is taken, and what else. */
  readonly readings?: Rs
  readonly auth: Auth
  /** The schema of every refusal's body. */
  readonly failure: F
  /** The statuses that every operation has: 401 of course, and 429 where there is a limit. */
  readonly always: readonly Always[]
  /** The API's words for what a status means, where a document tells it. */
  readonly words?: Readonly<Record<number, string>>
  /**
   * The caller, or a refusal. Default: whoever shows any credentials of this kind, the credentials being the caller; each
   * may send `limit` requests within the API's window.
   */
  authenticate?(call: Call, context: Context<Es, Xs, NoInfer<Rs>>): Caller
  /** How many requests a caller may send within the window, where `authenticate` does not count them itself. */
  readonly limit?: number
  stamp?(caller: Caller | undefined, context: Context<Es, Xs, NoInfer<Rs>>): Reply['headers']
  /** The API's words for every reason to turn a request away: `worded` makes them of an envelope. */
  readonly refusals: Wording
}

/**
 * Describes a dialect; the identity, kept for the types that are derived from its literal.
 *
 * @example
 * const dialect = defineDialect({
 *   entities: { todo },
 *   auth: 'bearer',
 *   failure: Failure,
 *   always: [401, 429],
 *   limit: 100,
 *   refusals: worded(({ detail }) => ({ error: detail })),
 * })
 */
export const defineDialect = <
  Es,
  F extends z.core.$ZodType,
  Caller,
  const Always extends number,
  Xs = Readonly<Record<never, never>>,
  const Rs extends Readings = Readonly<Record<never, never>>,
>(
  dialect: ApiDialect<Es, F, Caller, Always, Xs, Rs>,
): ApiDialect<Es, F, Caller, Always, Xs, Rs> => dialect

/** A refusal, in words and numbers, for whoever only has an envelope of his own to put around them. */
export interface Refusing {
  readonly status: number
  readonly kind: Refusal['kind']
  /** What is wrong, in a sentence. */
  readonly detail: string
  /** What is wrong with fields, one by one; of any other refusal none. */
  readonly issues: readonly (Issue & { readonly message: string })[]
}

type Statuses = { readonly [Kind in Refusal['kind']]: number }

const usual: Statuses = {
  'unknown-path': 404,
  'wrong-method': 405,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  malformed: 400,
  invalid: 422,
  unprocessable: 422,
  'too-large': 413,
  'too-many': 429,
}

/**
 * The words for every refusal, of an envelope: statuses as HTTP has them, but for those that the API has otherwise.
 *
 * @example worded(({ status, detail }) => ({ error: { status, detail } }), { invalid: 400 })
 */
export function worded(
  envelope: (refusing: Refusing) => unknown,
  statuses: Partial<Statuses> = {},
): Wording {
  const own = { ...usual, ...statuses }
  const word = (refusal: Refusal, _?: unknown, told?: number): Reply => {
    const { kind } = refusal
    const status = told ?? own[kind]
    const refusing = { status, kind, detail: sentence(refusal), issues: issuesOf(refusal) }
    return { status, headers: headersOf(refusal), body: envelope(refusing) }
  }
  const kinds = Object.keys(usual).map(kind => [kind, word] as const)
  return Object.fromEntries(kinds) as unknown as Wording // every kind stands in `usual`
}

const issuesOf = (refusal: Refusal): Refusing['issues'] =>
  refusal.kind === 'invalid'
    ? refusal.issues.map(issue => ({ ...issue, message: messageOf(issue) }))
    : []

function headersOf(refusal: Refusal): Record<string, string> {
  if (refusal.kind === 'too-many') return { 'Retry-After': String(refusal.retryAfter) }
  return refusal.kind === 'wrong-method' ? { Allow: refusal.allow.join(', ') } : {}
}

function sentence(refusal: Refusal): string {
  switch (refusal.kind) {
    case 'unknown-path':
      return 'There is no such path.'
    case 'wrong-method':
      return `The path takes ${refusal.allow.join(', ')}.`
    case 'unauthenticated':
      return `The credentials are ${refusal.credentials}.`
    case 'missing':
      return `There is no ${refusal.resource} "${shown(refusal.id)}".`
    case 'invalid':
      return counted(refusal.issues.map(messageOf), refusal.more).join(' ')
    case 'too-large':
      return `The body is larger than ${refusal.limit} bytes.`
    case 'too-many':
      return `Too many requests. Ask again in ${refusal.retryAfter} seconds.`
    default:
      return refusal.detail
  }
}

function messageOf({ path, rule, wanted, sent }: Issue): string {
  const name = path === '' ? 'the body' : `"${path}"`
  switch (rule) {
    case 'required':
      return `${name} is missing.`
    case 'type':
      return `${name} must be of the type ${wanted}.`
    case 'min':
      return `${name} must ${typeof sent === 'number' ? 'be' : 'have a length of'} at least ${wanted}.`
    case 'max':
      return `${name} must ${typeof sent === 'number' ? 'be' : 'have a length of'} at most ${wanted}.`
    case 'option':
      return `${name} must be one of ${Array.isArray(wanted) ? wanted.join(', ') : wanted}.`
    case 'unknown':
      return `${name} is not known.`
    default:
      return `${name} breaks a rule (${wanted ?? rule}).`
  }
}
