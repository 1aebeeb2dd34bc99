import { isDeep } from '../answer/json.ts'
import type { Route } from '../answer/router.ts'
import { readPreference } from '../double/force/preference.ts'
import type { Entry, Trace } from '../double/journal/entry.ts'
import { type Disguise, type PactRequest, parsed, toRequest } from './request.ts'
import { type PactResponse, shapeOf, toResponse } from './response.ts'

/** An interaction of a Pact file. */
export interface Interaction {
  readonly type: 'Synchronous/HTTP'
  /** The same for the same call, whatever else is in the file. */
  readonly key: string
  readonly description: string
  readonly pending: false
  readonly providerStates?: readonly ProviderState[]
  readonly request: PactRequest
  readonly response: PactResponse
}

/** What a provider has to be like; with `params` it has to answer the next call of the operation so. */
interface ProviderState {
  readonly name: string
  readonly params?: { readonly operation: string; readonly status: number }
}

/** A call as it went by, and as the journal tells it. */
export interface Recorded {
  readonly trace: Trace
  readonly entry: Entry
}

/** The provider state of every call, or of each. */
export type States = string | ((call: Entry) => string | undefined)

/** An interaction before it is known whether there is another like it. */
export interface Draft {
  /** Equal for interactions that are one. */
  readonly identity: string
  /** `createUser: POST /api/core/user answers 200` */
  readonly line: string
  readonly providerStates: readonly ProviderState[]
  readonly request: PactRequest
  readonly response: PactResponse
}

/** What every draft is made with. */
export interface Drafting extends Disguise {
  readonly states: States | undefined
}

/** A call as a draft, or why it cannot be told; nothing where no contract promises it, or it could not be repeated. */
export function toDraft(
  { trace, entry }: Recorded,
  { credentials, key, states, veiling }: Drafting,
): Draft | string | undefined {
  const route = routeOf(trace)
  if (!route) return undefined
  const obstacle = obstacleIn(trace)
  if (obstacle) return `${entry.nth}. ${entry.method} ${entry.path}: ${obstacle}.`
  const request = toRequest(trace, route, { credentials, key, veiling })
  const response = toResponse(trace, veiling)
  const providerStates = statesOf(entry, route, states)
  const line = `${route.operation}: ${request.method} ${request.path} answers ${response.status}`
  const identity = JSON.stringify([providerStates, request, essenceOf(request, response)])
  return { identity, line, providerStates, request, response }
}

/** How deep a body may nest in a Pact file: the verifiers give up on a file of more than 127 levels. */
const deepest = 100

function obstacleIn({ call, reply }: Trace): string | undefined {
  const what = isDeep(parsed(call.text)?.value, deepest)
    ? 'its body'
    : isDeep(reply.body, deepest) && 'the body of its reply'
  return what ? `${what} nests deeper than ${deepest} levels` : undefined
}

function routeOf({ call, found, reply, forced }: Trace): Route | undefined {
  if (!('endpoint' in found) || call.fault || reply.fault) return undefined
  const isPreferred = forced && readPreference(call.headers.prefer) !== undefined
  const isUnmet = isPreferred && !('Preference-Applied' in (reply.headers ?? {}))
  return isUnmet ? undefined : found
}

/** A reply comes of its request, unless it was forced, or came of other credentials or of earlier calls. */
function statesOf(
  entry: Entry,
  { operation }: Route,
  states: States | undefined,
): readonly ProviderState[] {
  const { forced, reply } = entry
  const { status } = reply
  const own = typeof states === 'function' ? states(entry) : states
  const isArranged = forced || status === 403 || status === 429
  const arranged = { name: `${operation} answers ${status}`, params: { operation, status } }
  return [...(own ? [{ name: own }] : []), ...(isArranged ? [arranged] : [])]
}

/** Of a read the form of the reply is enough; a write that was left out would be missed by what follows. */
function essenceOf({ method }: PactRequest, { status, body }: PactResponse): unknown {
  const isRead = method === 'GET' || method === 'HEAD'
  return [status, isRead ? shapeOf(body?.content) : body]
}
