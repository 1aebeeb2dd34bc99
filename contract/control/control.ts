import * as z from 'zod/mini'
import { bodyLimit } from '../answer/call.ts'
import { faultOf } from '../answer/mismatch.ts'
import { problem } from '../answer/problem.ts'
import { createRouter, type Route } from '../answer/router.ts'
import { check, expecting } from '../check.ts'
import type { ControlHost, Controlled } from './controlled.ts'
import type {
  Brief,
  ControlContext,
  ControlOperation,
  ControlOperations,
  ControlReply,
} from './declaring.ts'
import { controlOperations } from './operations.ts'

/** What the control API is asked. */
interface ControlCall {
  /** Upper case. */
  readonly method: string
  /** Below `/__admin`: `/journal`. */
  readonly path: string
  readonly query: URLSearchParams
  /** The parsed body; `undefined` where there is none. */
  readonly body: unknown
  /** Where the doubles are served: `http://127.0.0.1:4010`. */
  readonly origin: string
}

/** Controls doubles from outside. */
export interface Control {
  /** Whether anybody may ask this, from wherever and without a token. */
  isOpen(method: string, path: string): boolean
  /** The largest body that is read of who asks this, in bytes. */
  bodyLimitOf(method: string, path: string): number
  /**
   * What cannot be done is said in a sentence, and then nothing is done. Rejects where a reply is not as it is
   * documented, which is no fault of the caller's.
   */
  answer(call: ControlCall): Promise<ControlReply>
}

/**
 * The control API over whatever serves the doubles.
 *
 * @example
 * const control = createControl(host)
 * await control.answer({ method: 'POST', path: '/reset', query: new URLSearchParams(), body: undefined, origin })
 * // { status: 204 }
 */
export function createControl(
  host: ControlHost,
  operations: ControlOperations = controlOperations,
): Control {
  const find = finderOf(operations)
  const briefOf = (method: string, path: string): Partial<Brief> => {
    const found = find(method, path)
    return 'operation' in found ? found.operation.brief : {}
  }
  return {
    isOpen: (method, path) => briefOf(method, path).open === true,
    bodyLimitOf: (method, path) => briefOf(method, path).bodyLimit ?? bodyLimit,
    async answer(call) {
      const found = find(call.method, call.path)
      if (!('operation' in found)) return unknown(operations, call, found.allow)
      const doing = `${call.method} /__admin${call.path}`
      return kept(found.operation, doing, await answered({ host, operations }, found, call, doing))
    },
  }
}

/** An operation with what the path gave for its parameters. */
interface Found {
  readonly operation: ControlOperation
  readonly params: Route['params']
}

/** Finds what a method and a path below `/__admin` are for. */
function finderOf(operations: ControlOperations) {
  const endpoints = Object.entries(operations).map(([name, { endpoint }]) => [name, endpoint])
  const route = createRouter(Object.fromEntries(endpoints))
  return (method: string, path: string): Found | { readonly allow: readonly string[] } => {
    const found = route(method, path === '' ? '/' : path)
    if ('allow' in found) return found
    const operation = operations[found.operation]
    return operation ? { operation, params: found.params } : { allow: [] }
  }
}

function unknown(
  operations: ControlOperations,
  { method, path }: ControlCall,
  methods: readonly string[],
): ControlReply {
  const more = { offer: Object.values(operations).map(lineOf) }
  const detail = `There is no ${method} /__admin${path} here.`
  const allow = methods.filter(one => one !== 'HEAD').join(', ')
  if (allow === '') return problem(404, detail, { more })
  return problem(405, detail, { more, headers: { Allow: allow } })
}

/** `GET /__admin/openapi/<api>.json` */
const lineOf = ({ endpoint: { method, path } }: ControlOperation): string =>
  `${method.toUpperCase()} /__admin${path.replace(/:(\w+)/g, '<$1>')}`

/** What cannot be done is a problem of the caller's, whoever has found it. */
async function answered(
  { host, operations }: Pick<ControlContext, 'host' | 'operations'>,
  { operation, params }: Found,
  call: ControlCall,
  doing: string,
): Promise<ControlReply> {
  const { endpoint, resolve } = operation
  try {
    const query = check(endpoint.query, toRecord(call.query, doing), doing)
    const sent = !endpoint.body && isEmpty(call.body) ? undefined : call.body
    const body = check(endpoint.body ?? nothing, sent, doing)
    const session = call.query.get('session') ?? undefined
    const controlled = controlledBy(host, session, doing)
    const ask = { params, query, body, session, origin: call.origin, doing }
    // What each is given was checked by its own schemas.
    return await resolve(ask as never, { ...controlled, host, operations })
  } catch (cause) {
    return problem(cause instanceof NoSession ? 404 : 400, messageOf(cause))
  }
}

const nothing = expecting(z.undefined(), 'no body')

/** A query's parameters; one that stands twice would be half ignored. */
function toRecord(query: URLSearchParams, doing: string): Record<string, string> {
  const known = new Set<string>()
  const twice = [...query.keys()].find(name => known.size === known.add(name).size)
  if (twice === undefined) return Object.fromEntries(query)
  throw new TypeError(`Failed to ${doing}: "${twice}" stands twice. Give it once.`)
}

const isEmpty = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && Object.keys(body).length === 0

class NoSession extends Error {}

function controlledBy(host: ControlHost, session: string | undefined, doing: string): Controlled {
  try {
    return host.controlled(session, doing)
  } catch (cause) {
    if (cause instanceof TypeError) throw new NoSession(cause.message, { cause })
    throw cause
  }
}

/** What was thrown, in words, whatever it was. */
function messageOf(cause: unknown): string {
  try {
    return cause instanceof Error ? cause.message : String(cause)
  } catch {
    return 'what was thrown cannot be told'
  }
}

/** A reply that is as it is documented; of one that comes in pieces, no more than a piece is ever there. */
function kept({ endpoint }: ControlOperation, doing: string, reply: ControlReply): ControlReply {
  const schema = endpoint.responses[reply.status]?.body
  if (!schema || reply.pieces || z.validate(schema, reply.body)) return reply
  throw new Error(
    `Failed to ${doing}: its ${reply.status} breaks the contract at ${faultOf(schema, reply.body)}. Correct what the doubles have there.`,
  )
}
