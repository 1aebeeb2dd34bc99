import type { HttpHandler } from 'msw'
import type { Double } from '../contract/double/double.ts'
import { nearest } from '../contract/double/nearest.ts'
import { checkOptions, type DoubleOptions } from '../contract/double/options.ts'
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
  }
}
