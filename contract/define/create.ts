import * as z from 'zod/mini'
import type { Dialect } from '../answer/answer.ts'
import { credentialsIn, toSent } from '../answer/auth.ts'
import type { Contract, Endpoint, Example, Resolvers } from '../answer/endpoint.ts'
import { filledPath } from '../answer/path.ts'
import { Refused } from '../answer/refusal.ts'
import { basePathOf } from '../double/base-path.ts'
import { createClock } from '../double/clock.ts'
import { createDouble, type Double } from '../double/double.ts'
import { toUpperCase } from '../double/force/asking.ts'
import { type DoubleOptions, toSeconds, toSettings } from '../double/options.ts'
import { createQuota } from '../double/quota.ts'
import { createState } from '../double/state.ts'
import { fillWorld, type WorldChoiceFor } from '../double/world.ts'
import type { Choices } from '../readings/choice.ts'
import { createFollowing, type Following, plainly } from '../readings/following.ts'
import { createStore } from '../store/entities.ts'
import { asksOf } from './asks.ts'
import type { Counting, Description } from './description.ts'
import type { Brief } from './operations.ts'
import { placeOf, successOf } from './places.ts'
import { askedWorld, fillDocumented, fillWith } from './worlds.ts'

type Spec = Description['spec']

/** A description out of what its author wrote. */
export function describe(spec: Spec): Description {
  const contract = contractOf(spec)
  const description: Description = {
    spec,
    contract,
    get asks() {
      return asks
    },
    create: (options = {}) => createOf(description, options),
  }
  const asks = asksOf(description)
  return description
}

const contractOf = (spec: Spec): Contract =>
  Object.fromEntries(
    Object.entries(spec.operations).map(([name, { endpoint, brief }]) => {
      // Looked for only where none is printed: this is done when a module is loaded.
      const example = endpoint.examples ? undefined : exampleOf(spec, endpoint, brief)
      return [name, example ? { ...endpoint, examples: [example] } : endpoint] as const
    }),
  )

/** A request that succeeds, made of the documented entities, where nothing is printed. */
function exampleOf(spec: Spec, endpoint: Endpoint, brief: Brief): Example | undefined {
  const { method, summary, query } = endpoint
  const { sends: body, asks = {} } = brief
  const status = successOf(endpoint)?.status
  const path = shownPath(spec, endpoint)
  if (status === undefined || status in asks || path === undefined) return undefined
  const isWhole = !endpoint.body || body !== undefined
  if (!isWhole || (query && !z.safeParse(query, {}).success)) return undefined
  const { headers, query: key } = toSent(spec.dialect.auth, spec.credentials.shown)
  const search = key ? `?${new URLSearchParams([[...key]])}` : ''
  return {
    title: summary,
    request: {
      method: toUpperCase(method),
      path: basePathOf({ baseUrl: spec.url }) + path + search,
      headers,
      ...(body !== undefined && { body }),
    },
    reply: { status },
  }
}

/** A path that leads to the first of the documented entities; nothing where none is. */
function shownPath({ dialect }: Spec, endpoint: Endpoint): string | undefined {
  const { path } = endpoint
  const place = placeOf(endpoint, dialect.entities)
  const entity = dialect.entities[place?.entity ?? ''] ?? Object.values(dialect.entities)[0]
  const shown = entity?.documented?.[0]
  if (!path.includes(':')) return path
  return shown && filledPath(path, name => Reflect.get(shown, name in shown ? name : entity.id))
}

function createOf(
  description: Description,
  options: DoubleOptions<unknown, Choices>,
  followed?: Following,
): Double<unknown, unknown> {
  const { spec, contract, asks } = description
  const { name, title, url, dialect, toTime = toIso } = spec
  const { ids, seed, now: base, fidelity } = toSettings(name, options)
  const clock = createClock(base)
  const time = clock.now
  const now = () => toTime(time())
  const { db, store } = createStore(dialect.entities, { ids, now })
  const following = followed ?? createFollowing({ api: name, ...dialect }, { ...options, fidelity })
  const { rateLimit } = options
  const counting = { seconds: spec.window ?? 60, time, rateLimit }
  const quota = (spec.quota ?? usualQuota)(withReadings(counting, following))
  const extras = mapped(dialect.extras ?? {}, extra => extra.create())
  const context = withReadings({ store, extras, now, time, ids, quota }, following)
  const always = () => fillWith(spec, store, 'always')
  const state = createState({ entities: store, parts: { ...extras, quota }, ids, always })
  const stock = { name, db, seed, state, documented: () => fillDocumented(spec, store) }
  const double = createDouble(
    {
      ...{ name, title, documentedUrl: url, contract, db, asks },
      dialect: bound(dialect, context),
      resolvers: resolversOf(spec, context),
      state,
      ...{ following, clock },
      twin: asked => twinOf(description, { now: time, ...asked }, following),
      openapi: async () => (await import('./document.ts')).documentOf(description),
      fill(world = options.world) {
        fillWorld(world as Choice, stock)
      },
    },
    { ...options, now: time },
  )
  const shown = Object.entries(dialect.extras ?? {}).map(([key, { shown }]) => [
    key,
    // Its own part, under its own name.
    shown(extras[key] as never),
  ])
  return Object.assign(double, Object.fromEntries(shown))
}

/** With what is taken at the moment, whenever that is looked at. */
const withReadings = <Values extends object>(values: Values, following: Following) =>
  Object.defineProperty(values, 'readings', { get: () => following.values }) as Values & {
    readonly readings: Choices
  }

/** What it says is translated by who asks it, unless it is to say how one would speak that follows something else. */
const twinOf = (
  description: Description,
  asked: DoubleOptions<unknown, Choices>,
  following: Following,
) =>
  createOf(
    description,
    { ...asked, world: askedWorld(description.spec), journal: 0 },
    asked.fidelity || asked.readings ? undefined : plainly(following),
  )

/** Whatever it is, it is looked at before it fills anything. */
type Choice = WorldChoiceFor<string, unknown> | undefined

/** Whoever shows any credentials, counted by them. */
const usualAuthenticate =
  ({ auth, limit }: Spec['dialect']): NonNullable<Spec['dialect']['authenticate']> =>
  (call, { quota }) => {
    const credentials = credentialsIn(auth, call)
    if (!credentials) throw new Refused({ kind: 'unauthenticated', credentials: 'missing' })
    if (limit !== undefined) quota.use(credentials, limit)
    return credentials
  }

const usualQuota = ({ seconds, time, rateLimit }: Counting) => createQuota(seconds, time, rateLimit)

const toIso = (time: Date): string => `${toSeconds(time)}Z`

/** Resolvers with their own double's context, for which each was written. */
function resolversOf({ operations }: Spec, context: object): Resolvers<Contract, unknown> {
  const own = context as never
  const resolvers = mapped(
    operations,
    ({ resolve }) =>
      (ask: never) =>
        resolve(ask, own),
  )
  return resolvers as unknown as Resolvers<Contract, unknown>
}

/** A dialect as the kernel's adapters take it: with its own double's context. */
function bound(dialect: Spec['dialect'], context: object): Dialect<unknown> {
  const { authenticate = usualAuthenticate(dialect), stamp, ...rest } = dialect
  const own = context as never // the one that it was written for
  return {
    ...rest,
    authenticate: call => authenticate(call, own),
    ...(stamp && { stamp: caller => stamp(caller, own) }),
  }
}

const mapped = <Value, Other>(
  values: Readonly<Record<string, Value>>,
  change: (value: Value) => Other,
): Record<string, Other> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]))
