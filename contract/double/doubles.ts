import type { HttpHandler } from 'msw'
import type { ApiDefinition, Apis } from '../api.ts'
import { readingsByApi } from '../readings/by-api.ts'
import type { Calibration, Told } from '../readings/calibration.ts'
import { basePathOf } from './base-path.ts'
import type { Double } from './double.ts'
import type { Entry, Journal } from './journal/journal.ts'
import { nearest } from './nearest/nearest.ts'
import { checkOptions, type DoubleOptions } from './options.ts'
import { openSession } from './sessions/open.ts'
import {
  createSessions,
  isSessions,
  type SessionOptions,
  type Sessions,
} from './sessions/sessions.ts'
import { type ChangesOfAll, configureAll, scenariosByApi } from './settings/all.ts'
import type { Scenario } from './settings/scenarios.ts'
import { allOrNone } from './state/all-or-none.ts'
import { restoreAll } from './state/restoring.ts'
import type { Snapshot } from './state/state.ts'
import { checkWorld, type WorldPart } from './state/world.ts'

type DoubleOf<Api extends ApiDefinition> = ReturnType<Api['create']>

/** A double of each API by its name, and all of them as one. */
export type DoublesOf<All extends Apis> = {
  readonly [Name in keyof All]: DoubleOf<All[Name]>
} & Together<WorldChoiceOf<All>, SnapshotsOf<All>, ReadingsOf<All>>

/** What a world brings, by the API that it fills. */
export type WorldParts<All extends Apis> = {
  readonly [Name in keyof All]?: WorldPart<DoubleOf<All[Name]>['db']>
}

/** A named starting state of several APIs; one that it does not name starts empty. */
export type WorldOf<All extends Apis> = { readonly name: string } & WorldParts<All>

/** A world of its parts, which are looked at before they fill anything. */
export const toWorld = <All extends Apis>(name: string, parts: object): WorldOf<All> =>
  ({ ...parts, name }) as unknown as WorldOf<All> // no API is called "name"

/** A world, or the name of one of the two that need no factory. */
export type WorldChoiceOf<All extends Apis> = 'documented' | 'empty' | WorldOf<All>

/** Values of readings by the API that they are of, or what `verify --save` wrote of one. */
export type ReadingsOf<All extends Apis> =
  | { readonly [Name in keyof All]?: Told<DoubleOf<All[Name]>['readings']> }
  | Calibration

/** What all doubles can be told at once. */
export interface DoublesOptions<All extends Apis, World = WorldChoiceOf<All>>
  extends Omit<DoubleOptions<World>, 'readings' | 'scenarios'> {
  /** Values of readings, over what the fidelity takes: `{ pterodactyl: { deleteStatus: 204 } }`. */
  readonly readings?: ReadingsOf<All>
  /** By name, and in each by API: overrides and settings to be switched on and off as one. */
  readonly scenarios?: Readonly<Record<string, ScenarioOf<All>>>
}

/** A scenario of several APIs. */
export type ScenarioOf<All extends Apis> = { readonly [Name in keyof All]?: Scenario }

/** A snapshot of each double, by the API's name. */
export type SnapshotsOf<All extends Apis> = { readonly [Name in keyof All]: Snapshot }

/** What several doubles do as one; each keeps a state of its own. */
interface Together<World, Snapshots, Readings = unknown> {
  readonly handlers: readonly HttpHandler[]
  /** Answers for the double whose path is asked for, or for the one that comes nearest to it. */
  readonly fetch: AnyDouble['fetch']
  /**
   * All doubles in a session: each with a world, ids, clock, readings, overrides and journal of its own there. It is opened
   * where there is none of that name; with options it is opened anew.
   */
  session(name: string, options?: SessionOptions<World, Readings>): this
  readonly sessions: Sessions
  /** Changes some settings of every double, or of none: `configure({ delay: 300 })`. Readings are by API. */
  configure(changes: ChangesOfAll<Readings>): void
  /** Every double back to its world, or to another one. */
  reset(world?: World): void
  /** The calls of all of them. */
  readonly journal: DoublesJournal
  /** All that they hold, as plain JSON. */
  snapshot(): Snapshots
  /**
   * Each double that is named back to its snapshot, or all of them back to the checkpoint of a name; where one cannot go,
   * none does.
   */
  restore(to: Partial<Snapshots> | string): void
  /** Keeps all that they hold under a name. */
  checkpoint(name: string): void
}

/** What was asked of several doubles. */
export interface DoublesJournal {
  /** In the order of their times. */
  readonly entries: readonly Entry[]
  /** The calls that break a contract. */
  violations(): readonly Entry[]
  clear(): void
}

type AnyDouble = Double<unknown, never>
type Named = Readonly<Record<string, AnyDouble>>
type Snapshots = Readonly<Record<string, Snapshot>>

/**
 * A double of each API of a list. A `baseUrl` stands for the origins of all: what each has of a path behind its
 * documented one goes on behind it.
 *
 * @example createDoublesOf(apis, { baseUrl: 'http://localhost:4010' }).oberplan.baseUrl
 * // => http://localhost:4010/v1
 */
export function createDoublesOf<All extends Apis>(
  apis: All,
  options: DoublesOptions<All> = {},
): DoublesOf<All> {
  checkOptions(options, 'create the doubles')
  refuseStrayParts(options.world, Object.keys(apis))
  const readings = readingsByApi(options.readings, Object.keys(apis))
  // Each API takes its own part out of the world, and minds no other's.
  const { sessions: limits = {}, now = () => new Date() } = options
  const scenarios = scenariosByApi(options.scenarios, Object.keys(apis))
  const sessions = isSessions(limits) ? limits : createSessions(limits, now)
  const given = { ...options, sessions } as DoubleOptions<never>
  const doubles: Named = Object.fromEntries(
    Object.values(apis).map(api => {
      const { name } = api
      const own = { ...standing(api, given), readings: readings[name], scenarios: scenarios[name] }
      return [api.name, api.create(own as DoubleOptions<never>)] // which looks at its readings itself
    }),
  )
  const together = toTogether(doubles, { sessions, baseUrl: given.baseUrl })
  refuseNames(apis, [...Object.keys(together), 'name'])
  // Under each name stands what its own definition has made.
  return withEach(together, doubles) as unknown as DoublesOf<All>
}

/** What is under its name in a world, a snapshot and the doubles has to be found there, and to be told from the rest. */
function refuseNames(apis: Apis, taken: readonly string[]): void {
  for (const [key, { name }] of Object.entries(apis)) {
    refuseOtherName(key, name, 'create the doubles')
    if (taken.includes(name)) {
      throw new TypeError(
        `Failed to create the doubles: an API cannot be called "${name}", which is something else here. Give it another name.`,
      )
    }
  }
}

/** An API stands under its own name, and no other. */
export function refuseOtherName(key: string, name: string, doing: string): void {
  if (name === key) return
  throw new TypeError(
    `Failed to ${doing}: the API "${name}" stands under "${key}". Give it under its own name.`,
  )
}

/** What a double cannot know of a world: which APIs there are. */
function refuseStrayParts(world: unknown, names: readonly string[]): void {
  if (typeof world === 'object') checkWorld(world, names)
}

function standing(api: ApiDefinition, options: DoubleOptions<never>): DoubleOptions<never> {
  const { baseUrl } = options
  if (baseUrl === undefined) return options
  const path = basePathOf({ baseUrl: api.documentedUrl })
  return { ...options, baseUrl: baseUrl.replace(/\/+$/, '') + path }
}

/** What doubles have in common. */
interface Common {
  readonly sessions: Sessions
  readonly baseUrl: string | undefined
}

/** Doubles as one, each under its name; in a session each is made when somebody asks for it. */
function toTogether(doubles: Named, common: Common): Together<never, Snapshots> {
  const all = () => Object.values(doubles)
  const { sessions, baseUrl = 'http://localhost' } = common
  const together: Together<never, Snapshots> = {
    get handlers() {
      return all().flatMap(double => double.handlers)
    },
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      const url = new URL(input instanceof Request ? input.url : input, baseUrl)
      const double = nearest(all(), url.pathname)
      if (double) return double.fetch(input instanceof Request ? input : url, init)
      throw new TypeError(
        `Failed to fetch "${url.pathname}": none of the doubles has a path like it. Their base URLs are ${baseUrlsOf(all())}.`,
      )
    },
    reset: (world?: never) => {
      refuseStrayParts(world, Object.keys(doubles))
      allOrNone(all().map(double => also => double.reset(world, also)))
    },
    journal: journalOf(all),
    ...stateOf(doubles),
    configure: changes => configureAll(all(), changes, 'configure the doubles'),
    sessions,
    session: (name: string, options?: SessionOptions<never, unknown>) => {
      const session = options ? openSession(doubles, sessions, name, options) : sessions.enter(name)
      const parts = lazily(doubles, double => double.session(session))
      return withEach(toTogether(parts, common), parts)
    },
  }
  return together
}

/** All of it, and under each name its double. */
const withEach = (together: Together<never, Snapshots>, doubles: Named) =>
  Object.defineProperties(together, Object.getOwnPropertyDescriptors(doubles))

const baseUrlsOf = (doubles: readonly AnyDouble[]): string =>
  doubles.map(one => one.baseUrl).join(', ')

/** Values by name, each made when somebody asks for it. */
const lazily = (doubles: Named, make: (double: AnyDouble) => AnyDouble): Named =>
  Object.defineProperties(
    {},
    Object.fromEntries(
      Object.entries(doubles).map(([name, double]) => [
        name,
        { enumerable: true, get: () => make(double) },
      ]),
    ),
  )

function stateOf(
  doubles: Named,
): Pick<Together<never, Snapshots>, 'snapshot' | 'restore' | 'checkpoint'> {
  const all = () => Object.values(doubles)
  return {
    snapshot: () => Object.fromEntries(all().map(double => [double.name, double.snapshot()])),
    restore: to => restoreAll(all(), to, 'restore the snapshots'),
    checkpoint: name => {
      for (const double of all()) double.checkpoint(name)
    },
  }
}

function journalOf(doubles: () => readonly { readonly journal: Journal }[]): DoublesJournal {
  const all = (entriesOf: (journal: Journal) => readonly Entry[]): Entry[] =>
    doubles()
      .flatMap(({ journal }) => entriesOf(journal))
      .sort((a, b) => Number(a.at > b.at) - Number(a.at < b.at))
  return {
    get entries() {
      return all(({ entries }) => entries)
    },
    violations: () => all(journal => journal.violations()),
    clear: () => {
      for (const { journal } of doubles()) journal.clear()
    },
  }
}
