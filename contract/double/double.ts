import type { HttpHandler } from 'msw'
import { toFetch } from '../adapters/fetch.ts'
import { isFor } from '../adapters/is-for.ts'
import { type Source, toHandlers } from '../adapters/msw.ts'
import { createAnswer, type Dialect } from '../answer/answer.ts'
import type { Call } from '../answer/call.ts'
import type { Contract, Resolvers } from '../answer/endpoint.ts'
import type { Entities } from '../define/entity.ts'
import { once } from '../once.ts'
import type { OpenApiDocument } from '../openapi/openapi.ts'
import type { Calibration, Told } from '../readings/calibration.ts'
import type { Choices } from '../readings/choice.ts'
import type { Following } from '../readings/following.ts'
import { bareOf } from '../readings/values.ts'
import type { Clock } from './clock.ts'
import { type Delivery, isDue, type Journey, toResponse } from './delivery.ts'
import type { ApiAsks, Twin } from './force/asking.ts'
import type { Override } from './force/override.ts'
import type { Overrides } from './force/overrides.ts'
import type { Journal } from './journal/journal.ts'
import type { DoubleOptions } from './options.ts'
import type { Places } from './placing.ts'
import type { Branches } from './sessions/branches.ts'
import type { Session, SessionOptions, Sessions } from './sessions/sessions.ts'
import { createScenarios, type Scenarios } from './settings/scenarios.ts'
import type { Configuring, Settings, SettingsChanges } from './settings/settings.ts'
import { createStage, type Stage } from './stage.ts'
import { type Checkpoints, createCheckpoints } from './state/checkpoints.ts'
import { persist } from './state/persist.ts'
import type { State } from './state/state.ts'

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
  readonly entities: Entities
  readonly state: State
  /** The readings that it follows, which are no part of its state. */
  readonly following: Following
  readonly settings: Configuring
  readonly clock: Clock
  /** What shows each documented status, and a double of the API to ask it. */
  readonly asks: ApiAsks
  readonly twin: Twin
  /** The contract as a document, loaded when it is asked for. */
  openapi(): Promise<OpenApiDocument>
  /** Fills the empty db with a world: the one given, or the one that the double began with. */
  fill(world?: World): void
  /** The parts of the double in sessions. */
  readonly branches: Branches<Double<Db, World, C>>
  /** The session that this is a part in. */
  readonly session?: Session
}

/** One API's stand-in, with a state of its own. */
export interface Double<Db, World, C extends Contract = Contract, Values = Choices>
  extends Places,
    Checkpoints {
  readonly name: string
  readonly title: string
  /** Where the double stands: the `baseUrl` it was given, or the documented one. */
  readonly baseUrl: string
  readonly contract: Contract
  /** What it keeps, by the names of its models. */
  readonly entities: Entities
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
  /**
   * The double of a session: with a world, ids, clock, readings, overrides and journal of its own. It is opened where there
   * is none of that name; with options it is opened anew. A request goes to it by the header, or the cookie,
   * `X-Contract-Double-Session`, or by a path that begins with `/@name/`.
   *
   * @example double.session('ada').db.user.create({ email: 'ada@example.com' })
   */
  session(session: string | Session, options?: SessionOptions<World, Choices | Calibration>): this
  /** The sessions that there are. */
  readonly sessions: Sessions
  /** The double's time: it can be frozen, set, and advanced. A reset starts it over too. */
  readonly clock: Clock
  /** What the double takes at the moment where the documentation leaves a choice. */
  readonly readings: Values
  /**
   * Takes other values of some readings from now on: `follow({ deleteStatus: 204 })`. All of them, or none where one is
   * wrong. A reset leaves them, and a snapshot has none.
   */
  follow(changes: Told<Values>): void
  /** How it is while it runs: its limit of requests, how long calls wait, how many are lost, its readings. */
  readonly settings: Settings<Values>
  /** Changes some settings from now on: `configure({ delay: [100, 900], errorRate: 0.1 })`. All of them, or none. */
  configure(changes: SettingsChanges<Values>): void
  /** Overrides and settings under names, to be switched on and off as one. A reset switches all of them off. */
  readonly scenarios: Scenarios
  /** Calls back after each change of what the double holds, from now on. */
  watch(changed: () => void): void
  /** The last calls, with what was wrong with them. */
  readonly journal: Journal
  /** Forces a documented reply: `override('createUser', { status: 401, times: 1 })`. Takes it back when called. */
  override<Name extends keyof C & string>(operation: Name, override: Override<C[Name]>): () => void
  readonly overrides: Overrides
  /** The contract as OpenAPI 3.1; where the double stands, if it was told, is the first of its servers. */
  openapi(url?: string): Promise<OpenApiDocument>
  /** Whether a request may be for this API at all: by its origin, and on that of a page by its credentials. */
  isFor(request: Request): boolean
  /**
   * What an adapter asks first: how long the call waits, and what goes wrong with its reply. An override that the call
   * meets is its own from then on.
   */
  journeyOf(call: Call): Journey
  /**
   * What an adapter asks: overrides first, then the API's own answer; both are written into the journal. A call that is
   * no operation's is refused in the API's words, and told the nearest ones.
   */
  answer(call: Call): Delivery
}

/** Makes a double of an API and fills it with its world, or with what was persisted. */
export function createDouble<C extends Contract, Caller, Db, World>(
  api: Api<C, Caller, Db, World>,
  options: Omit<DoubleOptions<World>, 'readings'>,
): Double<Db, World, C> {
  const { baseUrl, persist: isPersistent = false } = options
  const { name, title, contract, entities, dialect, resolvers, db, state, following, branches } =
    api
  const base = new URL(baseUrl ?? api.documentedUrl)
  const origin = baseUrl === undefined ? undefined : base.origin
  const basePath = base.pathname.replace(/\/+$/, '')
  const own = base.origin + basePath
  const { find, ...places } = branches.placing
  const answer = createAnswer(dialect, resolvers, basePath, following)
  const stage = createStage({ ...api, baseUrl: own, find, answer }, options)
  const asked = { ...places, ...withSessions(stage, api) }
  const respond = toRespond(asked, api.clock)

  // msw takes a stack trace for each handler, which takes longer than all the rest of a double.
  const { credentials } = dialect
  const source = { contract, origin, credentials, basePath, ...places, respond }
  const handlers = once(() => toHandlers(source))
  const control = toControl(api, stage, options)
  const persistent = { name, baseUrl: own, state, overrides: stage.overrides }
  if (!isPersistent || !persist(persistent, options)) control.reset()
  return {
    ...{ name, title, baseUrl: own, contract, entities, db, ...asked, ...control },
    get handlers() {
      return handlers()
    },
    get readings() {
      return following.values
    },
    get settings() {
      return api.settings.values
    },
    fetch: toFetch(base, source),
    session: toSession(name, branches),
    openapi: async (url = origin && own) => withServer(await api.openapi(), url),
    isFor: (request: Request) => isFor(source, request),
  }
}

/** What can be done to a double, besides asking it. */
function toControl<C extends Contract, Db, World>(
  api: Pick<
    Api<C, never, Db, World>,
    'name' | 'state' | 'clock' | 'fill' | 'settings' | 'branches'
  >,
  { journal, overrides }: Stage,
  { scenarios: added = {} }: Pick<DoubleOptions<World>, 'scenarios'>,
) {
  const { name, state, clock, settings, branches } = api
  const scenarios = createScenarios(name, settings, overrides)
  for (const [title, scenario] of Object.entries(added)) scenarios.add(title, scenario)
  return {
    ...{ clock, journal, overrides, scenarios, sessions: branches.sessions },
    configure: settings.configure,
    follow: (readings: Told<Choices>) => settings.configure({ readings }),
    override: (operation: string, override: unknown) => overriding(overrides, operation, override),
    reset: toReset(api, () => {
      journal.clear()
      scenarios.reset()
      overrides.remove()
    }),
    ...createCheckpoints(state, name),
    watch: state.watch,
  }
}

/** The part in a session, which is a double of the same description as the one that it is a part of. */
const toSession = <Db, World, C extends Contract>(
  api: string,
  branches: Branches<Double<Db, World, C>>,
): Double<Db, World, C>['session'] =>
  ((session, options) => {
    if (typeof session !== 'string') return branches.in(session)
    const { readings } = Object(options)
    return branches.named(
      session,
      readings === undefined ? options : { ...options, readings: { [api]: bareOf(api, readings) } },
    )
  }) as Double<Db, World, C>['session']

/** A call that names a session is answered there; in a session it is there already. */
function withSessions(
  stage: Stage,
  { branches, session }: Pick<Api<Contract, unknown, unknown, never>, 'branches' | 'session'>,
): Pick<Stage, 'answer' | 'journeyOf'> {
  if (session) return stage
  const stageOf = ({ session: name }: Call) => (name === undefined ? stage : branches.stageOf(name))
  return {
    answer: call => stageOf(call).answer(call),
    journeyOf: call => stageOf(call).journeyOf(call),
  }
}

const toReset =
  <World>(
    { state, clock, fill }: Pick<Api<Contract, never, unknown, World>, 'state' | 'clock' | 'fill'>,
    forget: () => void,
  ): Double<unknown, World>['reset'] =>
  (world, also = () => {}) => {
    const back = clock.hold()
    clock.reset()
    try {
      state.attempt(() => {
        state.clear()
        fill(world)
        also()
      })
    } catch (thrown) {
      back()
      throw thrown
    }
    forget()
  }

function overriding(overrides: Overrides, operation: string, override: unknown): () => void {
  const id = overrides.add(operation, override)
  return () => {
    overrides.remove(id)
  }
}

const withServer = (document: OpenApiDocument, url: string | undefined): OpenApiDocument =>
  url === undefined
    ? document
    : { ...document, servers: [{ url, description: 'This double.' }, ...document.servers] }

/** Answers a request once its reply is due, and does nothing for one that was given up before. */
const toRespond =
  ({ answer, journeyOf }: Pick<Stage, 'answer' | 'journeyOf'>, clock: Clock): Source['respond'] =>
  async (call, { signal }) => {
    const isStillDue = isDue(journeyOf(call), signal, clock)
    // What is due at once is answered at once: no other call comes between, and is placed before this one again.
    if (isStillDue !== true && !(await isStillDue)) return Response.error()
    return toResponse(answer(call), call)
  }
