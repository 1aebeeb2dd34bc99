import type { HttpHandler } from 'msw'
import { type Answer, createAnswer, type Dialect } from '../answer.ts'
import type { Assumption, Departure } from '../document/notes.ts'
import type { Contract, Resolvers } from '../endpoint.ts'
import { type Source, toHandlers } from '../handlers.ts'
import { createRouter, type Router } from '../router.ts'
import { toCall, toResponse } from '../wire.ts'
import type { DoubleOptions } from './options.ts'
import { persist } from './persist.ts'
import type { Snapshot, State } from './state.ts'

/** What an API's folder brings along. */
export interface Api<C extends Contract, Caller, Db, World> {
  /** Lower case, as in `X-Contract-Double` and on the command line. */
  readonly name: string
  readonly title: string
  /** The documented base URL. */
  readonly documentedUrl: string
  readonly contract: C
  /** Those that hold for every endpoint. */
  readonly assumptions: readonly Assumption[]
  readonly departures?: readonly Departure[]
  readonly dialect: Dialect<Caller>
  readonly resolvers: Resolvers<C, Caller>
  readonly db: Db
  readonly state: State
  /** Fills the empty db with a world: the one given, or the one that the double began with. */
  fill(world?: World): void
}

/** One API's stand-in, with a state of its own. */
export interface Double<Db, World> {
  readonly name: string
  readonly title: string
  /** Where the double stands: the `baseUrl` it was given, or the documented one. */
  readonly baseUrl: string
  readonly contract: Contract
  /** Our decisions that hold for every endpoint of the API; each endpoint has its own besides. */
  readonly assumptions: readonly Assumption[]
  /** Where the double differs from the live system on purpose. */
  readonly departures: readonly Departure[]
  /** Plain msw handlers: `setupServer(...double.handlers)`, `setupWorker(...double.handlers)`. */
  readonly handlers: readonly HttpHandler[]
  /** Answers like the API, without a network and without interception; a relative URL is one of the API's. */
  readonly fetch: (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>
  /** The `@mswjs/data` models: arrange and inspect what the double holds. */
  readonly db: Db
  /** Back to the world that the double began with, or to another; ids start over too. */
  reset(world?: World): void
  /** All that the double holds, as plain JSON. */
  snapshot(): Snapshot
  /** Back to a snapshot: its entities, and its ids from there on. */
  restore(snapshot: Snapshot): void
  readonly router: Router
  readonly answer: Answer
}

/** Makes a double of an API and fills it with its world, or with what was persisted. */
export function createDouble<C extends Contract, Caller, Db, World>(
  api: Api<C, Caller, Db, World>,
  { baseUrl, persist: isPersistent = false }: Pick<DoubleOptions<World>, 'baseUrl' | 'persist'>,
): Double<Db, World> {
  const { name, title, contract, assumptions, dialect, resolvers, db, state } = api
  const base = urlOf(baseUrl ?? api.documentedUrl, name)
  const origin = baseUrl === undefined ? undefined : base.origin
  const basePath = base.pathname.replace(/\/+$/, '')
  const place = createRouter(contract, basePath)
  const router: Router = (method, path) => place(method, dialect.readPath?.(path) ?? path)
  const answer = createAnswer(dialect, resolvers, basePath)

  const reset = (world?: World): void => {
    state.clear()
    api.fill(world)
  }

  const isRestored = isPersistent && persist(state, storageOf(name), `contract-doubles:${name}`)
  if (!isRestored) reset()
  return {
    name,
    title,
    baseUrl: base.origin + basePath,
    contract,
    assumptions,
    departures: api.departures ?? [],
    handlers: toHandlers({ contract, origin, basePath, router, answer }),
    fetch: toFetch(base, { origin, router, answer }),
    db,
    reset,
    snapshot: state.snapshot,
    restore: state.restore,
    router,
    answer,
  }
}

/** `fetch`, with the double in the place of the network. */
const toFetch =
  (base: URL, { origin, router, answer }: Pick<Source, 'origin' | 'router' | 'answer'>) =>
  async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input instanceof Request ? input : new URL(input, base), init)
    const url = new URL(request.url)
    if (origin !== undefined && url.origin !== origin) {
      throw new TypeError(
        `Failed to fetch "${url.href}": this double answers for "${origin}" alone. Call that origin, or create the double without a baseUrl.`,
      )
    }
    const { method } = request
    return toResponse(answer(await toCall(request), router(method, url.pathname)), method)
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
