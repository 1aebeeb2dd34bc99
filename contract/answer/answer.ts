import * as z from 'zod/mini'
import {
  type Envelopes,
  type Said,
  type Translation,
  withUnknown,
} from '../readings/translation.ts'
import { bodyLimit, type Call } from './call.ts'
import type { Contract, Reply, Resolvers } from './endpoint.ts'
import { faultOf } from './mismatch.ts'
import { type Check, parse, readJson, readQuery } from './parse.ts'
import { type Refusal, Refused } from './refusal.ts'
import type { Found, Route } from './router.ts'
import { isValid } from './valid.ts'

/**
 * One wording for each kind of refusal: none can be left out. Where a double follows a reading of its status, it is asked
 * once more with that one, to tell it in its words.
 */
export type Wording = {
  readonly [Kind in Refusal['kind']]: (
    refusal: Extract<Refusal, { kind: Kind }>,
    call: Call,
    status?: number,
  ) => Reply
}

/** How one API recognises a caller, reads what was sent, and words its refusals. */
export interface Dialect<Caller> {
  /** The caller, or a refusal of whatever the API looks at before it looks at what is asked for. */
  authenticate(call: Call): Caller
  /**
   * What the `Authorization` of this API's callers looks like: on a page's own origin it tells what is for the API from
   * what is the page's own business. Default: anything.
   */
  readonly credentials?: RegExp
  /** Says 401 to a stranger even where there is no such path. */
  readonly authenticatesFirst?: boolean
  /** The path as the API reads it, where that is not as it was sent. */
  readPath?(path: string): string
  readBody?(call: Call): unknown
  readQuery?(search: string): unknown
  /** The API's words for every reason to turn a request away. */
  readonly refusals: Wording
  /** Of a reading of the form `'envelope'`, what its other values make of the body of a refusal. */
  readonly envelopes?: Envelopes
  /** Headers that every reply carries; without a caller where none was let in. */
  stamp?(caller: Caller | undefined): Reply['headers']
  /** The schema of every refusal's body. */
  readonly failure: z.core.$ZodType
  /** Names of fields, parameters and headers whose values are shown nowhere, besides `password` and the like. */
  readonly secrets?: readonly string[]
}

/** Answers a call that the router has placed, and sees to it that the answer keeps the contract. */
export type Answer = (call: Call, found: Found, refusing?: (refusal: Refusal) => void) => Reply

/** Where the readings that are followed change what is said, how. */
export interface Translating {
  readonly translation: Translation | undefined
}

export function createAnswer<C extends Contract, Caller>(
  dialect: Dialect<Caller>,
  resolvers: Resolvers<C, Caller>,
  basePath: string,
  following: Translating = { translation: undefined },
): Answer {
  return (call, found, refusing) => {
    const route = 'endpoint' in found ? found : undefined
    const { translation } = following
    let caller: Caller | undefined
    let reply: Reply
    let refusal: Refusal | undefined
    try {
      if (call.fault === 'size') throw new Refused({ kind: 'too-large', limit: bodyLimit })
      if (isGuarded(dialect, route)) caller = dialect.authenticate(call)
      const context = { caller, baseUrl: call.origin + basePath, translation }
      reply = kept(resolve(dialect, resolvers, placed(found), call, context), route)
    } catch (thrown) {
      refusal = refusalIn(thrown)
      refusing?.(refusal)
      reply = refused(refusal, dialect, call, route)
    }
    if (translation) reply = translation.translated(reply, toSaid(refusal, dialect, call, route))
    return stamped(reply, dialect.stamp?.(caller))
  }
}

function stamped(reply: Reply, stamp: Reply['headers']): Reply {
  if (!stamp) return reply
  return { status: reply.status, headers: { ...stamp, ...reply.headers }, body: reply.body }
}

const isGuarded = (
  { authenticatesFirst = false }: Pick<Dialect<unknown>, 'authenticatesFirst'>,
  route: Route | undefined,
): boolean => (route ? route.endpoint.auth !== 'none' : authenticatesFirst)

function placed(found: Found): Route {
  if ('endpoint' in found) return found
  const { allow } = found
  throw new Refused(allow.length > 0 ? { kind: 'wrong-method', allow } : { kind: 'unknown-path' })
}

function resolve<C extends Contract, Caller>(
  dialect: Dialect<Caller>,
  resolvers: Resolvers<C, Caller>,
  { operation, endpoint, params }: Route,
  call: Call,
  context: Translating & { readonly caller: Caller | undefined; readonly baseUrl: string },
): Reply {
  // Written out, and with methods: spreads and arrow functions would cost more here than all the rest.
  const ask = {
    caller: context.caller,
    baseUrl: context.baseUrl,
    params,
    query(check?: Check) {
      const query = (dialect.readQuery ?? readQuery)(call.search)
      return parse(endpoint.query ?? anything, query, 'query', check)
    },
    body(check?: Check) {
      const isStrict = context.translation?.refusesUnknown(operation)
      const all = isStrict ? withUnknown(endpoint.body, check) : check
      return parse(endpoint.body ?? anything, (dialect.readBody ?? readJson)(call), 'body', all)
    },
  }
  // The router only knows operations of this contract; what each is given was parsed by its own schemas.
  const resolver = resolvers[operation] as unknown as (ask: unknown) => Reply
  return resolver(ask)
}

const anything = z.unknown()
const nothing = z.literal(undefined)

/** What is no refusal goes on. */
function refusalIn(thrown: unknown): Refusal {
  if (thrown instanceof Refused) return thrown.refusal
  throw thrown
}

/** The API's words for a refusal, held to the contract like any reply. */
function refused(
  refusal: Refusal,
  dialect: Pick<Dialect<unknown>, 'refusals' | 'failure'>,
  call: Call,
  route: Route | undefined,
): Reply {
  const reply = wordOf(refusal, dialect, call)
  const isOfHttp = refusal.kind === 'too-large' || route === undefined
  if (!isOfHttp) return kept(reply, route)
  return reply.body === undefined ? reply : obeying(dialect.failure, reply, call.path)
}

/** What a translation is to know of a reply. */
const toSaid = (
  refusal: Refusal | undefined,
  dialect: Pick<Dialect<unknown>, 'refusals'>,
  call: Call,
  route: Route | undefined,
): Said => ({
  operation: route?.operation,
  refusal,
  ...(refusal && { reworded: status => wordOf(refusal, dialect, call, status) }),
})

/** What a dialect says to a refusal, with another status in it where one is given. */
export function wordOf(
  refusal: Refusal,
  { refusals }: Pick<Dialect<unknown>, 'refusals'>,
  call: Call,
  status?: number,
): Reply {
  // The table gives each kind its own function; the compiler cannot see that the two belong together.
  const word = refusals[refusal.kind] as (refusal: Refusal, call: Call, status?: number) => Reply
  return word(refusal, call, status)
}

function kept(reply: Reply, route: Route | undefined): Reply {
  const described = route?.endpoint.responses[reply.status]
  const name = route?.operation ?? 'nothing'
  if (!described) {
    throw new Error(
      `Failed to answer "${name}": its contract documents no status ${reply.status}. Add it to the endpoint's responses.`,
    )
  }
  return obeying(described.body ?? nothing, reply, name)
}

function obeying(schema: z.core.$ZodType, reply: Reply, name: string): Reply {
  if (isValid(schema, reply.body)) return reply
  const places = faultOf(schema, reply.body)
  throw new Error(
    `Failed to answer "${name}": its ${reply.status} breaks the contract at ${places}. Correct the entity that was put into the double.`,
  )
}
