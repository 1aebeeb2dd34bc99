import type * as z from 'zod/mini'
import type { Reply } from '../answer/endpoint.ts'
import type { Check } from '../answer/parse.ts'
import type { Issue, Refusal } from '../answer/refusal.ts'
import type { Choice, Choices } from './choice.ts'
import type { Form, Reading, Readings } from './reading.ts'
import { concerns } from './values.ts'

/** The bodies of refusals in other envelopes, by the value of the reading that is about them. */
export type Envelopes = Readonly<Record<string, (body: unknown, reply: Reply) => unknown>>

/** What the translations of an API are made of. */
export interface Voice {
  readonly readings: Readings
  readonly envelopes?: Envelopes | undefined
}

/** What is known of a reply besides itself. */
export interface Said {
  /** None where the path or the method is no operation's. */
  readonly operation: string | undefined
  /** Why it refuses; of a forced reply nobody knows. */
  readonly refusal?: Refusal | undefined
  /** The same refusal with another status in its words. */
  reworded?(status: number): Reply
}

/**
 * What a double does so as to follow other readings than those that are taken. Resolvers and the dialect answer as those
 * are, and are held to the contract; what is done here comes after.
 */
export interface Translation {
  translated<R extends Reply>(reply: R, said: Said): R
  /** Whether keys of a body that its schema does not name are to be refused. */
  refusesUnknown(operation: string): boolean
}

/** A reading with the value that is followed. */
interface Followed extends Reading {
  readonly value: Choice
}

/** Made once for the values of all readings; nothing where none of them changes what is said. */
export function translationOf(
  { readings, envelopes = {} }: Voice,
  values: Choices,
): Translation | undefined {
  const all = Object.entries(readings).flatMap(([id, one]): Followed[] => {
    const value = values[id]
    return one.form && value !== undefined ? [{ ...one, value }] : []
  })
  if (!all.some(isOther)) return undefined
  const of = (operation: string | undefined) => all.filter(one => concerns(one, operation))
  return {
    translated: (reply, said) =>
      reply.status < 400
        ? succeeding(reply, of(said.operation))
        : refusing(reply, of(said.operation), said, envelopes),
    refusesUnknown: operation => followed(of(operation), 'unknown keys') === 'refused',
  }
}

const isOther = ({ takes, value }: Followed): boolean => value !== takes

const followed = (readings: readonly Followed[], form: Form): Choice | undefined =>
  readings.find(one => one.form === form && isOther(one))?.value

// ---- what succeeds

function succeeding<R extends Reply>(reply: R, readings: readonly Followed[]): R {
  const own = readings.find(({ form }) => Reflect.get(Object(form), 'status') === reply.status)
  const status = own ? Number(own.value) : reply.status
  const { body, ...bare } = reply
  if (status === 204 || body === undefined) return { ...bare, status } as R // which may have no body
  const isBare = followed(readings, 'unset') === 'absent'
  const isSorted = followed(readings, 'order') === 'alphabetical'
  return { ...reply, status, body: isBare || isSorted ? rebuilt(body, isBare, isSorted) : body }
}

/** A body whose objects, at any depth, are without what is null, or sorted by their keys. */
function rebuilt(value: unknown, isBare: boolean, isSorted: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(one => rebuilt(one, isBare, isSorted))
  const keys = Object.keys(value)
  if (isSorted) keys.sort()
  const entries = keys.flatMap(key => {
    const one: unknown = Reflect.get(value, key)
    return isBare && one === null ? [] : [[key, rebuilt(one, isBare, isSorted)] as const]
  })
  return Object.fromEntries(entries)
}

// ---- what refuses

function refusing<R extends Reply>(
  reply: R,
  readings: readonly Followed[],
  said: Said,
  envelopes: Envelopes,
): R {
  const status = refusalStatus(reply, readings, said.refusal)
  const worded = status === reply.status ? reply : (said.reworded?.(status) ?? reply)
  const told = { ...reply, ...worded, status }
  const envelope = envelopes[String(followed(readings, 'envelope'))]
  return envelope && told.body !== undefined ? { ...told, body: envelope(told.body, told) } : told
}

/** A forced refusal has no kind: its status is another where all readings about that status say the same. */
function refusalStatus(
  { status }: Reply,
  readings: readonly Followed[],
  refusal: Refusal | undefined,
): number {
  const isMeant = (kind: Refusal['kind']) =>
    refusal ? kind === refusal.kind : !/^(?:unknown-path|wrong-method)$/.test(kind)
  const about = readings.filter(
    ({ form, takes }) =>
      takes === status &&
      typeof form === 'object' &&
      'refusals' in form &&
      form.refusals.some(isMeant),
  )
  const value = about.find(isOther)?.value ?? status
  return refusal || about.every(one => one.value === value) ? Number(value) : status
}

// ---- what is sent

/** Adds an issue for each key of a body that its schema does not name. */
export const withUnknown =
  (schema: z.core.$ZodType | undefined, also: Check = () => []): Check =>
  (sent, found) => [...also(sent, found), ...unknownIn(schema, sent)]

function unknownIn(schema: z.core.$ZodType | undefined, sent: unknown): Issue[] {
  const shape = schema && Reflect.get(schema._zod.def, 'shape')
  if (typeof shape !== 'object' || typeof sent !== 'object' || Array.isArray(sent)) return []
  return Object.entries(Object(sent)).flatMap(([path, value]) =>
    Object.hasOwn(shape, path) ? [] : [{ in: 'body', path, rule: 'unknown', sent: value } as const],
  )
}
