import type { HttpHandler } from 'msw'
import * as z from 'zod/mini'
import { check, expecting } from '../contract/check.ts'
import type { Double } from '../contract/double/double.ts'
import type { Entry, Journal } from '../contract/double/journal/journal.ts'
import { nearest } from '../contract/double/nearest/nearest.ts'
import { checkOptions, type DoubleOptions } from '../contract/double/options.ts'
import type { Snapshot } from '../contract/double/state.ts'
import type { WorldChoice } from '../fixtures/worlds/world.ts'
import { createOberplan, type OberplanDouble } from './oberplan/index.ts'
import { createOverplane, type OverplaneDouble } from './overplane/index.ts'
import { createPterodactyl, type PterodactylDouble } from './pterodactyl/index.ts'

/** All doubles as one; each keeps a state of its own. */
export interface Doubles {
  readonly overplane: OverplaneDouble
  readonly pterodactyl: PterodactylDouble
  readonly oberplan: OberplanDouble
  readonly handlers: readonly HttpHandler[]
  /** Answers for the double whose path is asked for, or for the one that comes nearest to it. */
  readonly fetch: Double<unknown, WorldChoice>['fetch']
  /** Every double back to its world, or to another one. */
  reset(world?: WorldChoice): void
  /** The calls of all of them. */
  readonly journal: DoublesJournal
  /** All that they hold, as plain JSON. */
  snapshot(): Snapshots
  /** Every double back to its snapshot; where one is broken, none is. */
  restore(snapshots: Snapshots): void
}

/** What was asked of several doubles. */
export interface DoublesJournal {
  /** In the order of their times. */
  readonly entries: readonly Entry[]
  /** The calls that break a contract. */
  violations(): readonly Entry[]
  clear(): void
}

/** A snapshot of each double, by the API's name. */
export type Snapshots = {
  readonly [Name in 'overplane' | 'pterodactyl' | 'oberplan']: Snapshot
}

/** A double of each API; a `baseUrl` is where the paths of all three begin: Oberplan's are below `/v1`. */
export function createDoubles(options: DoubleOptions<WorldChoice> = {}): Doubles {
  checkOptions(options, 'create the doubles')
  const { baseUrl } = options
  const overplane = createOverplane(options)
  const pterodactyl = createPterodactyl(options)
  const oberplan = createOberplan(
    baseUrl === undefined ? options : { ...options, baseUrl: `${baseUrl.replace(/\/+$/, '')}/v1` },
  )
  const all = [overplane, pterodactyl, oberplan]

  return {
    overplane,
    pterodactyl,
    oberplan,
    get handlers() {
      return all.flatMap(double => double.handlers)
    },
    fetch: async (input, init) => {
      const url = new URL(
        input instanceof Request ? input.url : input,
        baseUrl ?? 'http://localhost',
      )
      const double = nearest(all, url.pathname)
      if (double) return double.fetch(input instanceof Request ? input : url, init)
      throw new TypeError(
        `Failed to fetch "${url.pathname}": none of the doubles has a path like it. Their base URLs are ${all.map(one => one.baseUrl).join(', ')}.`,
      )
    },
    reset: world => {
      // Each within the one before: none is reset unless all can be.
      const steps = all.reduce(
        (also, double) => () => double.reset(world, also),
        () => {},
      )
      steps()
    },
    journal: journalOf(all),
    ...stateOf({ overplane, pterodactyl, oberplan }),
  }
}

type Each = Pick<Doubles, keyof Snapshots>

function stateOf({
  overplane,
  pterodactyl,
  oberplan,
}: Each): Pick<Doubles, 'snapshot' | 'restore'> {
  const snapshot = (): Snapshots => ({
    overplane: overplane.snapshot(),
    pterodactyl: pterodactyl.snapshot(),
    oberplan: oberplan.snapshot(),
  })
  const restore = (snapshots: Snapshots): void => {
    overplane.restore(snapshots.overplane)
    pterodactyl.restore(snapshots.pterodactyl)
    oberplan.restore(snapshots.oberplan)
  }
  return {
    snapshot,
    restore: snapshots => {
      check(SnapshotsForm, snapshots, 'restore the snapshots')
      const before = snapshot()
      try {
        restore(snapshots)
      } catch (thrown) {
        restore(before)
        throw thrown
      }
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
const SnapshotsForm = expecting(
  z.strictObject({ overplane: one, pterodactyl: one, oberplan: one }),
  'what snapshot() gave',
)
