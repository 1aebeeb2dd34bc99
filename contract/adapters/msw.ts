import { HttpHandler } from 'msw'
import type { Call } from '../answer/call.ts'
import type { Contract } from '../answer/endpoint.ts'
import type { Places } from '../double/placing.ts'
import { addressOf } from '../double/sessions/address.ts'
import { isFor } from './is-for.ts'
import { toCall } from './wire.ts'

/** What the msw adapter needs of a double. */
export interface Source extends Places {
  readonly contract: Contract
  /** The only origin that is answered for; without it any is. */
  readonly origin: string | undefined
  /** What the `Authorization` of the API's callers looks like. */
  readonly credentials: RegExp | undefined
  /** The base URL's path, without a slash at its end. */
  readonly basePath: string
  /** A broken connection is `Response.error()`, as is the reply to a request that was given up. */
  readonly respond: (
    call: Call,
    request: { readonly signal: AbortSignal | undefined },
  ) => Promise<Response>
}

/**
 * One msw handler for each endpoint, and a last one for the methods that a documented path does not take.
 * A request is placed once for all of them, so that a handler that is not meant costs next to nothing.
 */
export function toHandlers(source: Source): HttpHandler[] {
  const { contract, origin, basePath, respond } = source
  const takers = new WeakMap<Request, string>()
  const takerOf = (request: Request): string => {
    const taker = takers.get(request) ?? takerIn(source, request)
    takers.set(request, taker)
    return taker
  }
  const resolve = async (request: Request): Promise<Response> => {
    const call = await toCall(request, source.hasPath).catch(() => undefined)
    return call ? respond(call, request) : Response.error()
  }
  const base = `${origin ?? '*'}${basePath}`
  const handlers = Object.entries(contract).map(([name, { method, path }]) => {
    const isMine = (request: Request) => takerOf(request) === name
    return new PlacedHandler(method.toUpperCase(), base + path, resolve, isMine)
  })
  const isLeft = (request: Request) => takerOf(request) === last
  return [...handlers, new PlacedHandler('ALL', `${base}/*`, resolve, isLeft)]
}

/** The last handler, which has no operation. */
const last = '*'

/** The operation of the handler that takes a request, or `last`; empty where none does. */
function takerIn(source: Source, request: Request): string {
  if (!isFor(source, request)) return ''
  const { path: pathname } = addressOf(new URL(request.url).pathname, {}, source.hasPath)
  return source.operationAt(request.method, pathname) ?? (source.hasPath(pathname) ? last : '')
}

/** msw's handler with its match made beforehand: no path is compiled and no cookie read. */
export class PlacedHandler extends HttpHandler {
  readonly #isMine: (request: Request) => boolean

  constructor(
    method: string,
    path: string,
    resolve: (request: Request) => Promise<Response>,
    isMine: (request: Request) => boolean,
  ) {
    super(method, path, ({ request }) => resolve(request))
    this.#isMine = isMine
  }

  override async run(args: Parameters<HttpHandler['run']>[0]): ReturnType<HttpHandler['run']> {
    return this.#isMine(args.request) ? super.run(args) : null
  }

  /** msw 3 calls it on close; in a workspace with both, the class above is that of msw 2, which has none. */
  dispose(): void {}

  override async parse() {
    return { match: { matches: true, params: {} }, cookies: {} }
  }

  override async predicate({ request }: { request: Request }) {
    return this.#isMine(request)
  }
}
