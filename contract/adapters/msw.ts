import { HttpHandler } from 'msw'
import type { Call } from '../answer/call.ts'
import type { Contract } from '../answer/endpoint.ts'
import type { Found, Router } from '../answer/router.ts'
import { isFor } from './is-for.ts'
import { toCall } from './wire.ts'

/** What the msw adapter needs of a double. */
export interface Source {
  readonly contract: Contract
  /** The only origin that is answered for; without it any is. */
  readonly origin: string | undefined
  /** What the `Authorization` of the API's callers looks like. */
  readonly credentials: RegExp | undefined
  /** The base URL's path, without a slash at its end. */
  readonly basePath: string
  readonly router: Router
  /** A broken connection is `Response.error()`, as is the reply to a request that was given up. */
  readonly respond: (
    call: Call,
    found: Found,
    request: Pick<Request, 'signal'>,
  ) => Promise<Response>
}

/**
 * One msw handler for each endpoint, and a last one for the methods that a documented path does not take.
 * A request is placed once for all of them, so that a handler that is not meant costs next to nothing.
 */
export function toHandlers(source: Source): HttpHandler[] {
  const { contract, origin, basePath, router, respond } = source
  const places = new WeakMap<Request, Found>()
  const place = (request: Request): Found => {
    const known = places.get(request)
    if (known) return known
    const url = new URL(request.url)
    const found = isFor(source, request) ? router(request.method, url.pathname) : { allow: [] }
    places.set(request, found)
    return found
  }
  const resolve = async (request: Request): Promise<Response> => {
    const call = await toCall(request).catch(() => undefined)
    return call ? respond(call, place(request), request) : Response.error()
  }
  const base = `${origin ?? '*'}${basePath}`
  const handlers = Object.entries(contract).map(([name, { method, path }]) => {
    const isMine = (found: Found) => 'operation' in found && found.operation === name
    return new PlacedHandler(method.toUpperCase(), base + path, resolve, r => isMine(place(r)))
  })
  const isLeft = (found: Found) => 'allow' in found && found.allow.length > 0
  return [...handlers, new PlacedHandler('ALL', `${base}/*`, resolve, r => isLeft(place(r)))]
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
