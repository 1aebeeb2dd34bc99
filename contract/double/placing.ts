import type { Dialect } from '../answer/answer.ts'
import type { Contract } from '../answer/endpoint.ts'
import { type Found, type Router, routerOf } from '../answer/router.ts'

/** What can be asked of a path before there is a call of it. */
export interface Places {
  /** The operation that a method and path are for, HEAD as GET; `undefined` where they are none's. */
  operationAt(method: string, path: string): string | undefined
  /** Whether the path is one of the API's, with whatever method. */
  hasPath(path: string): boolean
}

/** The same, with what there is to know of a call for whoever answers it. */
export interface Placing extends Places {
  readonly find: Router
}

/**
 * Places paths as the API reads them. The last one is remembered: whoever asks whose a path is has its call answered
 * next, and that comes to the same place without being routed again.
 */
export function createPlacing(
  contract: Contract,
  { readPath }: Pick<Dialect<unknown>, 'readPath'>,
  basePath: string,
): Placing {
  const router = routerOf(contract, basePath)
  let last: Placed | undefined
  const find: Router = (method, path) => {
    if (path !== last?.path || method !== last.method) {
      last = { method, path, found: router(method, readPath?.(path) ?? path) }
    }
    return last.found
  }
  return {
    find,
    operationAt(method, path) {
      const found = find(method, path)
      return 'endpoint' in found ? found.operation : undefined
    },
    hasPath(path) {
      const found = path === last?.path ? last.found : find('GET', path)
      return 'endpoint' in found || found.allow.length > 0
    },
  }
}

interface Placed {
  readonly method: string
  readonly path: string
  readonly found: Found
}
