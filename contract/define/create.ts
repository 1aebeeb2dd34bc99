import type { Dialect } from '../answer/answer.ts'
import { toSent } from '../answer/auth.ts'
import type { Contract, Endpoint, Example, Resolvers } from '../answer/endpoint.ts'
import { basePathOf } from '../double/base-path.ts'
import { createDouble, type Double } from '../double/double.ts'
import { type DoubleOptions, toSeconds, toSettings } from '../double/options.ts'
import { createQuota } from '../double/quota.ts'
import { createState } from '../double/state.ts'
import { fillWorld, type WorldChoiceFor } from '../double/world.ts'
import { createStore } from '../store/entities.ts'
import { asksOf } from './asks.ts'
import type { Counting, Description } from './description.ts'
import { filledPath, placeOf, successOf } from './places.ts'
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
      const isAsked = (successOf(endpoint)?.status ?? 0) in (brief.asks ?? {})
      const example = isAsked ? undefined : exampleOf(spec, endpoint, brief.sends)
      const isShown = endpoint.examples !== undefined || example === undefined
      return [name, isShown ? endpoint : { ...endpoint, examples: [example] }] as const
    }),
  )

/** A request that succeeds, made of the documented entities, where none is printed or asked. */
function exampleOf(
  { url, dialect, credentials }: Spec,
  endpoint: Endpoint,
  body: unknown,
): Example | undefined {
  const { method, path, summary } = endpoint
  const status = successOf(endpoint)?.status
  const place = placeOf(endpoint, dialect.entities)
  const entity = dialect.entities[place?.entity ?? ''] ?? Object.values(dialect.entities)[0]
  const shown = entity?.documented?.[0]
  if (status === undefined || (endpoint.body && body === undefined)) return undefined
  if (path.includes(':') && shown === undefined) return undefined
  const { headers, query } = toSent(dialect.auth, credentials.shown)
  const search = query ? `?${new URLSearchParams([[...query]])}` : ''
  const filled = filledPath(path, name =>
    Reflect.get(Object(shown), Object.hasOwn(Object(shown), name) ? name : (entity?.id ?? name)),
  )
  return {
    title: summary,
    request: {
      method: method.toUpperCase() as Uppercase<typeof method>, // of which TypeScript's library only knows that it is text
      path: basePathOf({ baseUrl: url }) + filled + search,
      headers,
      ...(body !== undefined && { body }),
    },
    reply: { status },
  }
}

function createOf(
  description: Description,
  options: DoubleOptions<unknown>,
): Double<unknown, unknown> {
  const { spec, contract, asks } = description
  const { name, title, url, dialect, toTime = toIso } = spec
  const { ids, seed, now: time, fidelity } = toSettings(name, options)
  const now = () => toTime(time())
  const { db, store } = createStore(dialect.entities, { ids, now })
  const { rateLimit } = options
  const quota = (spec.quota ?? usualQuota)({
    seconds: spec.window ?? 60,
    time,
    rateLimit,
    fidelity,
  })
  const extras = mapped(dialect.extras ?? {}, extra => extra.create())
  const context = { store, extras, now, time, ids, quota, fidelity }
  const stock = { name, db, seed, documented: () => fillDocumented(spec, store) }
  const double = createDouble(
    {
      ...{ name, title, documentedUrl: url, contract, db, asks },
      dialect: bound(dialect, context),
      resolvers: resolversOf(spec, context),
      state: createState({ ...store, ...extras, quota }, ids),
      twin: asked =>
        description.create({ now: time, fidelity, ...asked, world: askedWorld(spec), journal: 0 }),
      openapi: async () => (await import('./document.ts')).documentOf(description),
      fill(world = options.world) {
        fillWith(spec, store, 'always')
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

/** Whatever it is, it is looked at before it fills anything. */
type Choice = WorldChoiceFor<string, unknown> | undefined

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
  const { authenticate, stamp, ...rest } = dialect
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
