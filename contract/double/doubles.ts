import type { HttpHandler } from 'msw'
import * as z from 'zod/mini'
import { ownOf } from '../answer/own.ts'
import type { ApiDefinition, Apis } from '../api.ts'
import { check, expecting } from '../check.ts'
import { type Calibration, isCalibration, type Told } from '../readings/calibration.ts'
import { bareOf } from '../readings/values.ts'
import { basePathOf } from './base-path.ts'
import type { Double } from './double.ts'
import type { Entry, Journal } from './journal/journal.ts'
import { nearest } from './nearest/nearest.ts'
import { checkOptions, type DoubleOptions } from './options.ts'
import type { Snapshot } from './state.ts'
import { checkWorld, type WorldPart } from './world.ts'

type DoubleOf<Api extends ApiDefinition> = ReturnType<Api['create']>

/** A double of each API by its name, and all of them as one. */
export type DoublesOf<All extends Apis> = {
  readonly [Name in keyof All]: DoubleOf<All[Name]>
} & Together<WorldChoiceOf<All>, SnapshotsOf<All>>

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
  extends Omit<DoubleOptions<World>, 'readings'> {
  /** Values of readings, over what the fidelity takes: `{ pterodactyl: { deleteStatus: 204 } }`. */
  readonly readings?: ReadingsOf<All>
}

/** A snapshot of each double, by the API's name. */
export type SnapshotsOf<All extends Apis> = { readonly [Name in keyof All]: Snapshot }

/** What several doubles do as one; each keeps a state of its own. */
interface Together<World, Snapshots> {
  readonly handlers: readonly HttpHandler[]
  /** Answers for the double whose path is asked for, or for the one that comes nearest to it. */
  readonly fetch: AnyDouble['fetch']
  /** Every double back to its world, or to another one. */
  reset(world?: World): void
  /** The calls of all of them. */
  readonly journal: DoublesJournal
  /** All that they hold, as plain JSON. */
  snapshot(): Snapshots
  /** Each double that is named back to its snapshot; where one is broken, none is. */
  restore(snapshots: Partial<Snapshots>): void
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
 * @example createDoublesOf({ overplane, oberplan }, { baseUrl: 'http://localhost:4010' }).oberplan.baseUrl
 * // http://localhost:4010/v1
 */
export function createDoublesOf<All extends Apis>(
  apis: All,
  options: DoublesOptions<All> = {},
): DoublesOf<All> {
  checkOptions(options, 'create the doubles')
  refuseStrayParts(options.world, Object.keys(apis))
  const readings = readingsByApi(options.readings, Object.keys(apis))
  // Each API takes its own part out of the world, and minds no other's.
  const given = options as DoubleOptions<never>
  const doubles: Named = Object.fromEntries(
    Object.values(apis).map(api => {
      const own = { ...standing(api, given), readings: readings[api.name] }
      return [api.name, api.create(own as DoubleOptions<never>)] // which looks at its readings itself
    }),
  )
  const together = toTogether(doubles, given.baseUrl)
  refuseNames(apis, [...Object.keys(together), 'name'])
  // Under each name stands what its own definition has made.
  return Object.assign(together, doubles) as unknown as DoublesOf<All>
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

/** The values of readings of each API; a calibration says itself which one it is of. */
export function readingsByApi(
  given: unknown,
  names: readonly string[],
  doing = 'create the doubles',
): Readonly<Record<string, unknown>> {
  const byApi = isCalibration(given) ? { [given.api]: given } : given
  const shape = Object.fromEntries(names.map(name => [name, z.optional(z.unknown())]))
  const form = z.object({
    readings: z.optional(expecting(z.strictObject(shape), expectedReadings)),
  })
  const { readings = {} } = check(form, { readings: byApi }, doing)
  return Object.fromEntries(Object.entries(readings).map(([api, told]) => [api, bareOf(api, told)]))
}

const expectedReadings =
  'readings by the names of APIs, as in { pterodactyl: { deleteStatus: 204 } }, or what "verify --save" wrote'

function standing(api: ApiDefinition, options: DoubleOptions<never>): DoubleOptions<never> {
  const { baseUrl } = options
  if (baseUrl === undefined) return options
  const path = basePathOf({ baseUrl: api.documentedUrl })
  return { ...options, baseUrl: baseUrl.replace(/\/+$/, '') + path }
}

function toTogether(doubles: Named, baseUrl = 'http://localhost'): Together<never, Snapshots> {
  const all = Object.values(doubles)
  return {
    get handlers() {
      return all.flatMap(double => double.handlers)
    },
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input, baseUrl)
      const double = nearest(all, url.pathname)
      if (double) return double.fetch(input instanceof Request ? input : url, init)
      throw new TypeError(
        `Failed to fetch "${url.pathname}": none of the doubles has a path like it. Their base URLs are ${all.map(one => one.baseUrl).join(', ')}.`,
      )
    },
    reset: world => {
      refuseStrayParts(world, Object.keys(doubles))
      // Each within the one before: none is reset unless all can be.
      const steps = all.reduce(
        (also, double) => () => double.reset(world, also),
        () => {},
      )
      steps()
    },
    journal: journalOf(all),
    ...stateOf(doubles),
  }
}

function stateOf(doubles: Named): Pick<Together<never, Snapshots>, 'snapshot' | 'restore'> {
  const all = Object.entries(doubles)
  const form = expecting(
    z.strictObject({
      ...Object.fromEntries(all.map(([name]) => [name, z.optional(one)])),
      $schema: z.optional(z.string()),
    }),
    'what snapshot() gave',
  )
  const snapshot = (): Snapshots =>
    Object.fromEntries(all.map(([name, double]) => [name, double.snapshot()]))
  return {
    snapshot,
    restore: snapshots => {
      check(form, snapshots, 'restore the snapshots')
      // Each within the one before, as with a reset.
      const steps = all.reduce(
        (also, [name, double]) => {
          const own = ownOf(snapshots, name)
          return own ? () => double.restore(own, also) : also
        },
        () => {},
      )
      steps()
    },
  }
}

function journalOf(doubles: readonly { readonly journal: Journal }[]): DoublesJournal {
  const all = (entriesOf: (journal: Journal) => readonly Entry[]): Entry[] =>
    doubles
      .flatMap(({ journal }) => entriesOf(journal))
      .sort((a, b) => Number(a.at > b.at) - Number(a.at < b.at))
  return {
    get entries() {
      return all(({ entries }) => entries)
    },
    violations: () => all(journal => journal.violations()),
    clear: () => {
      for (const { journal } of doubles) journal.clear()
    },
  }
}

const one = expecting(z.looseObject({}), 'what snapshot() gave')
