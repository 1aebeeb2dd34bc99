import type { Suite } from '../verify/suite.ts'
import type { Passed } from './passed.ts'
import type { ApiTraffic } from './report.ts'
import { createWatcher, type Watcher, type WatchOptions } from './watcher.ts'

/** Holds the traffic of several APIs to their contracts, each call to that of the API that it was for. */
export interface Sorter {
  /** Writes a call down where it belongs; gives why it belongs nowhere, where that is so. */
  see(passed: Passed): string | undefined
  /** What came of each API that was called at all. */
  reports(): ApiTraffic[]
}

/** An API, and where it stands: without a base URL, at its documented one, or anywhere with the same paths. */
export interface Sorted extends WatchOptions {
  readonly suite: Suite
}

/**
 * Sorts calls by their addresses. Below the base URL of an API all is its own; on another host what is one of its paths.
 *
 * @example createSorter([{ suite }]).see(passed) // undefined, or 'it is for another host'
 */
export function createSorter(apis: readonly Sorted[]): Sorter {
  const places = apis.map(toPlace)
  return {
    see(passed) {
      const place = placeOf(places, passed)
      if (typeof place === 'string') return place
      place.watcher.see(passed)
      return undefined
    },
    reports: () =>
      places.map(({ watcher }) => watcher.report()).filter(({ counts }) => counts.calls > 0),
  }
}

/** Where an API stands. */
interface Place {
  readonly watcher: Watcher
  readonly origin: string
  /** Whether it was told where: then it is nowhere else. */
  readonly isFixed: boolean
}

const toPlace = ({ suite, ...options }: Sorted): Place => ({
  watcher: createWatcher(suite, { ...options, journal: { calls: 0 } }),
  origin: new URL(options.baseUrl ?? suite.documentedUrl).origin,
  isFixed: options.baseUrl !== undefined,
})

function placeOf(places: readonly Place[], { call }: Passed): Place | string {
  const { origin, path, method, headers } = call
  const isAsked = method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
  if (isAsked) return 'a browser asked beforehand'
  const home = places.find(one => one.origin === origin && one.watcher.isBelow(path))
  const any = places.find(({ isFixed, watcher }) => !isFixed && watcher.hasPath(path))
  return home ?? any ?? 'it is for another host, or no path of the API'
}
