import type { Dialect } from '../answer/answer.ts'
import { credentialsIn } from '../answer/auth.ts'
import type { Contract, Resolvers } from '../answer/endpoint.ts'
import { Refused } from '../answer/refusal.ts'
import { basePathOf } from '../double/base-path.ts'
import { createClock } from '../double/clock.ts'
import { createDouble, type Double } from '../double/double.ts'
import type { Lasting } from '../double/force/standing.ts'
import type { Ids } from '../double/ids.ts'
import { type Basis, type DoubleOptions, toBasis, toSeconds } from '../double/options.ts'
import { createPlacing } from '../double/placing.ts'
import { createQuota } from '../double/quota.ts'
import type { Branches } from '../double/sessions/branches.ts'
import type { Session } from '../double/sessions/sessions.ts'
import { type Configuring, createSettings } from '../double/settings/settings.ts'
import { createState, type Held, type Part, type State } from '../double/state/state.ts'
import { fillWorld, type WorldChoiceFor } from '../double/state/world.ts'
import { mapped } from '../json.ts'
import type { Choices } from '../readings/choice.ts'
import { createFollowing, type Following, plainly } from '../readings/following.ts'
import { createStore } from '../store/entities.ts'
import { branchesOf, type Root } from './branching.ts'
import type { Counting, Description } from './description.ts'
import { askedWorld, fillDocumented, fillWith } from './worlds.ts'

type Spec = Description['spec']

/** What a double is given by the one that it is made by. */
interface Given {
  readonly followed?: Following
  /** The session that it is the other one's part in, and what the two have in common. */
  readonly session?: Session
  readonly branches?: Branches<Double<unknown, unknown>>
  /** What it begins with, in the place of its world. */
  readonly start?: Held | undefined
}

/** A double of a description. */
export const makeDouble = (description: Description, options: Options): Double<unknown, unknown> =>
  make(description, options).double

/** A double that is put back to what it began with, where anything of that may have changed. */
export function makeLasting(description: Description, options: Options): Lasting {
  const { double, state, ids, extras } = make(description, options)
  const { baseUrl, contract, answer } = double
  const begun = state.hold()
  // What counts in its own way, or tells nobody, may have changed at any time.
  const isSilent = description.spec.quota !== undefined || extras.some(({ watch }) => !watch)
  let isChanged = true
  const renew = (): void => {
    if (!isChanged && !isSilent && ids.state.join() === begun.ids.join()) return
    state.put(begun)
    isChanged = false
  }
  renew()
  state.watch(() => {
    isChanged = true
  })
  return { baseUrl, contract, answer, renew }
}

type Options = DoubleOptions<unknown, Choices>

/** A double, and what it holds. */
interface Made {
  readonly double: Double<unknown, unknown>
  readonly state: State
  readonly ids: Ids
  readonly extras: readonly Part[]
}

function make(
  description: Description,
  options: Options,
  { followed, session, start, ...given }: Given = {},
): Made {
  const { spec, contract, asks } = description
  const { name, title, url, dialect } = spec
  const basis = toBasis(name, options)
  const clock = createClock(basis.now)
  const time = clock.now
  const following =
    followed ?? createFollowing({ api: name, ...dialect }, { ...options, fidelity: basis.fidelity })
  const operations = Object.keys(contract)
  const settings = createSettings({ api: name, operations, following }, options)
  const { db, store, extras, context, state } = holdings(spec, basis, { time, following, settings })
  const root = { base: basis.now, begun: () => begun, now: () => double }
  const branches = given.branches ?? branchesIn(description, options, root)
  const stock = { ...{ name, db, state }, seed: basis.seed }
  const double: Double<unknown, unknown> = createDouble(
    {
      ...{ name, title, documentedUrl: url, contract, db, asks, entities: dialect.entities },
      dialect: bound(dialect, context),
      resolvers: resolversOf(spec, context),
      ...{ state, following, settings, clock, branches, ...(session && { session }) },
      twin: asked => twinOf(description, { now: time, ...asked }, following),
      openapi: async () => (await import('./derived/document.ts')).documentOf(description),
      fill(world = options.world) {
        if (start && world === options.world) return state.put(start)
        const documented = () => fillDocumented(spec, store)
        return fillWorld(world as Choice, { ...stock, documented })
      },
    },
    { ...options, now: time },
  )
  const shown = Object.entries(dialect.extras ?? {}).map(([key, { shown }]) => [
    key,
    // Its own part, under its own name.
    shown(extras[key] as never),
  ])
  const begun: Held = state.hold()
  return {
    ...{ double: Object.assign(double, Object.fromEntries(shown)), state },
    ...{ ids: basis.ids, extras: Object.values(extras) },
  }
}

/** What the resolvers of a double work with, and what it holds. */
function holdings(
  spec: Spec,
  { ids }: Pick<Basis, 'ids'>,
  { time, following, settings }: Followed,
) {
  const { dialect, toTime = toIso } = spec
  const now = createTelling(time, toTime)
  const { db, store } = createStore(dialect.entities, { ids, now })
  const counting = {
    seconds: spec.window ?? 60,
    time,
    get rateLimit() {
      return settings.values.rateLimit
    },
  }
  const quota = (spec.quota ?? usualQuota)(withReadings(counting, following))
  const extras = mapped(dialect.extras ?? {}, extra => extra.create())
  const context = withReadings({ store, extras, now, time, ids, quota }, following)
  const always = () => fillWith(spec, store, 'always')
  const state = createState({ entities: store, parts: { ...extras, quota }, ids, always })
  return { db, store, extras, context, state }
}

/** The time in the words of an API; what is created and changed in a millisecond has it from one telling. */
function createTelling(time: () => Date, toTime: (time: Date) => string): () => string {
  let at = Number.NaN
  let text = ''
  return () => {
    const moment = time()
    if (moment.getTime() !== at) {
      at = moment.getTime()
      text = toTime(moment)
    }
    return text
  }
}

/** What a double goes by. */
interface Followed extends Pick<Counting, 'time'> {
  readonly following: Following
  readonly settings: Configuring
}

/** The parts of a double in sessions. */
function branchesIn(
  description: Description,
  options: Options,
  root: Root,
): Branches<Double<unknown, unknown>> {
  const { spec, contract } = description
  const basePath = basePathOf({ baseUrl: options.baseUrl ?? spec.url })
  const branches: Branches<Double<unknown, unknown>> = branchesOf({
    ...{ api: spec.name, options, placing: createPlacing(contract, spec.dialect, basePath) },
    ...root,
    make: (own, session, start) => make(description, own, { branches, session, start }).double,
    held: own => make(description, { ...own, sessions: {}, journal: 0 }).state.hold(),
  })
  return branches
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
  make(
    description,
    { ...asked, world: askedWorld(description.spec), journal: 0 },
    asked.fidelity || asked.readings ? {} : { followed: plainly(following) },
  ).double

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

const usualQuota = (counting: Counting) =>
  createQuota(counting.seconds, counting.time, () => counting.rateLimit)

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
