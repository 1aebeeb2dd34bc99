import type { Contract } from '../../answer/endpoint.ts'
import type { Router } from '../../answer/router.ts'
import { basePathOf } from '../base-path.ts'

/** What can be asked whether a path is its own. */
export interface Neighbour {
  readonly baseUrl: string
  readonly contract: Contract
  readonly router: Router
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
function scoreOf({ baseUrl, contract, router }: Neighbour, path: string): number {
  const found = router('GET', path)
  if ('operation' in found || found.allow.length > 0) return Number.POSITIVE_INFINITY
  const segments = path.split('/').slice(1)
  const base = basePathOf({ baseUrl })
  const shared = Object.values(contract).map(endpoint => {
    const own = (base + endpoint.path).split('/').slice(1)
    const difference = own.findIndex((segment, index) => segment !== segments[index])
    return difference === -1 ? own.length : difference
  })
  return Math.max(...shared)
}
