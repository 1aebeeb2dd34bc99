import type { HttpHandler } from 'msw'
import { type Call, createAnswer, type Dialect } from '../answer.ts'
import type { OpenApiDocument } from '../document/openapi.ts'
import type { Contract, Resolvers } from '../endpoint.ts'
import { type Source, toHandlers } from '../handlers.ts'
import { createRouter, type Found, type Router } from '../router.ts'
import { toCall } from '../wire.ts'
import { type Delivery, toResponse } from './delivery.ts'
import type { Journal } from './journal.ts'
import type { Described } from './near-misses.ts'
import type { DoubleOptions } from './options.ts'
import type { AnyOverride, Override, Overrides } from './overrides.ts'
import { persist } from './persist.ts'
import { createStage, type Stage } from './stage.ts'
import type { Snapshot, State } from './state.ts'

/** What an API's folder brings along. */
export interface Api<C extends Contract, Caller, Db, World> {
  /** Lower case, as in `X-Contract-Double` and on the command line. */
  readonly name: string
  readonly title: string
  /** The documented base URL. */
  readonly documentedUrl: string
  readonly contract: C
  readonly dialect: Dialect<Caller>
  readonly resolvers: Resolvers<C, Caller>
  readonly db: Db
  readonly state: State
  /** The contract as a document, loaded when it is asked for. */
  openapi(): Promise<OpenApiDocument>
  /** Fills the empty db with a world: the one given, or the one that the double began with. */
  fill(world?: World): void
}

/** One API's stand-in, with a state of its own. */
export interface Double<Db, World, C extends Contract = Contract> {
  readonly name: string
  readonly title: string
  /** Where the double stands: the `baseUrl` it was given, or the documented one. */
  readonly baseUrl: string
  readonly contract: Contract
  /** Plain msw handlers: `setupServer(...double.handlers)`, `setupWorker(...double.handlers)`. */
  readonly handlers: readonly HttpHandler[]
  /** Answers like the API, without a network and without interception; a relative URL is one of the API's. */
  readonly fetch: (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>
  /** The `@mswjs/data` models: arrange and inspect what the double holds. */
  readonly db: Db
  /**
   * Back to the world that the double began with, or to another; ids start over too. Where the world throws, or what
   * has to succeed along with it, all is as it was.
   */
  reset(world?: World, also?: () => void): void
  /** All that the double holds, as plain JSON. */
  snapshot(): Snapshot
  /** Back to a snapshot: its entities, and its ids from there on. One that is broken is refused, and changes nothing. */
  restore(snapshot: Snapshot): void
  /** The last calls, with what was wrong with them. */
  readonly journal: Journal
  /** Forces a documented reply: `override('createUser', { status: 401, times: 1 })`. Takes it back when called. */
  override<Name extends keyof C & string>(operation: Name, override: Override<C[Name]>): () => void
  readonly overrides: Overrides
  /** The contract as OpenAPI 3.1; where the double stands, if it was told, is the first of its servers. */
  openapi(url?: string): Promise<OpenApiDocument>
  readonly router: Router
  /**
   * What an adapter asks: overrides first, then the API's own answer; both are written into the journal. Where no
   * endpoint was found, the adapter may tell the nearest.
   */
  answer(call: Call, found: Found, near?: readonly string[]): Delivery
}

/** Makes a double of an API and fills it with its world, or with what was persisted. */
export function createDouble<C extends Contract, Caller, Db, World>(
  api: Api<C, Caller, Db, World>,
  options: DoubleOptions<World>,
): Double<Db, World, C> {
  const { baseUrl, persist: isPersistent = false } = options
  const { name, title, contract, dialect, resolvers, db, state } = api
  const base = urlOf(baseUrl ?? api.documentedUrl, name)
  const origin = baseUrl === undefined ? undefined : base.origin
  const basePath = base.pathname.replace(/\/+$/, '')
  const place = createRouter(contract, basePath)
  const router: Router = (method, path) => place(method, dialect.readPath?.(path) ?? path)
  const play = { title, contract, dialect, answer: createAnswer(dialect, resolvers, basePath) }
  const { answer, journal, overrides } = createStage(play, options)
  const respond = toRespond({ contract, baseUrl: base.href }, answer)

  const reset = toReset(api, () => {
    journal.clear()
    overrides.remove()
  })

  // msw takes a stack trace for each handler, which takes longer than all the rest of a double.
  const handlers = once(() => toHandlers({ contract, origin, basePath, router, respond }))
  const isRestored = isPersistent && persist(state, storageOf(name), `contract-doubles:${name}`)
  if (!isRestored) reset()
  return {
    name,
    title,
    baseUrl: base.origin + basePath,
    contract,
    get handlers() {
      return handlers()
    },
    fetch: toFetch(base, { origin, router, respond }),
    db,
    reset,
    snapshot: state.snapshot,
    restore: state.restore,
    journal,
    overrides,
    override: (operation, override) => overriding(overrides, operation, override),
    openapi: async (url = origin && origin + basePath) => withServer(await api.openapi(), url),
    router,
    answer,
  }
}

const toReset =
  <World>(
    { state, fill }: { readonly state: State; fill(world?: World): void },
    forget: () => void,
  ): Double<unknown, World>['reset'] =>
  (world, also = () => {}) => {
    state.attempt(() => {
      state.clear()
      fill(world)
      also()
    })
    forget()
  }

function overriding(overrides: Overrides, operation: string, override: AnyOverride): () => void {
  const id = overrides.add(operation, override)
  return () => {
    overrides.remove(id)
  }
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

const withServer = (document: OpenApiDocument, url: string | undefined): OpenApiDocument =>
  url === undefined
    ? document
    : { ...document, servers: [{ url, description: 'This double.' }, ...document.servers] }

const toRespond =
  (api: Described, answer: Stage['answer']): Source['respond'] =>
  async (request, found) => {
    const call = await toCall(request)
    if ('endpoint' in found) return toResponse(answer(call, found), request)
    // Few requests go astray, and a browser has less to load.
    const { nearMisses } = await import('./near-misses.ts')
    return toResponse(answer(call, found, nearMisses([api], call)), request)
  }

/** `fetch`, with the double in the place of the network. */
const toFetch =
  (base: URL, { origin, router, respond }: Pick<Source, 'origin' | 'router' | 'respond'>) =>
  async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input instanceof Request ? input : new URL(input, base), init)
    const url = new URL(request.url)
    if (origin !== undefined && url.origin !== origin) {
      throw new TypeError(
        `Failed to fetch "${url.href}": this double answers for "${origin}" alone. Call that origin, or create the double without a baseUrl.`,
      )
    }
    const found = router(request.method, url.pathname)
    const response = await respond(request, found)
    if (response.type !== 'error') return response
    throw new TypeError('Failed to fetch: an override has reset the connection.')
  }

function urlOf(text: string, name: string): URL {
  try {
    return new URL(text)
  } catch (cause) {
    throw new TypeError(
      `Failed to create the "${name}" double: its baseUrl "${text}" is no absolute URL. Give one such as "http://localhost:4010".`,
      { cause },
    )
  }
}

function storageOf(name: string): Storage {
  if (typeof sessionStorage !== 'undefined') return sessionStorage
  throw new TypeError(
    `Failed to persist the "${name}" double: there is no sessionStorage here. Leave "persist" out, or use snapshot() and restore().`,
  )
}
