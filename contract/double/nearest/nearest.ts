import type { Contract } from '../../answer/endpoint.ts'
import { basePathOf } from '../base-path.ts'
import type { Places } from '../placing.ts'

/** What can be asked whether a path is its own. */
export interface Neighbour extends Pick<Places, 'hasPath'> {
  readonly baseUrl: string
  readonly contract: Contract
}

/**
 * The one that has the path, with whatever method; else the one whose paths begin most alike;
 * `undefined` where several do so equally, or none does at all.
 */
export function nearest<N extends Neighbour>(
  neighbours: readonly N[],
  path: string,
): N | undefined {
  const scores = neighbours.map(neighbour => ({ neighbour, score: scoreOf(neighbour, path) }))
  const best = Math.max(1, ...scores.map(({ score }) => score))
  const [first, second] = scores.filter(({ score }) => score === best)
  return second ? undefined : first?.neighbour
}

/** How many segments lead the same way as one of its paths does; all of them where the path is one of them. */
function scoreOf(neighbour: Neighbour, path: string): number {
  if (neighbour.hasPath(path)) return Number.POSITIVE_INFINITY
  const segments = path.split('/').slice(1)
  const base = basePathOf(neighbour)
  const shared = Object.values(neighbour.contract).map(endpoint => {
    const own = (base + endpoint.path).split('/').slice(1)
    const difference = own.findIndex((segment, index) => segment !== segments[index])
    return difference === -1 ? own.length : difference
  })
  return Math.max(...shared)
}
