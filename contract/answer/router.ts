import type { Contract, Endpoint } from './endpoint.ts'

/** An endpoint under its operation name, with what the path gave for its parameters. */
export interface Route {
  readonly operation: string
  readonly endpoint: Endpoint
  readonly params: Readonly<Record<string, string>>
}

/** Either the endpoint that answers, or the methods that the path would take (none: no such path). */
export type Found = Route | { readonly allow: readonly string[] }

export type Router = (method: string, path: string) => Found

interface Target {
  readonly operation: string
  readonly endpoint: Endpoint
  readonly params: readonly Param[]
}

/** A parameter of a path: the place of its segment, and what follows it there, as in `:id.json`. */
interface Param {
  readonly name: string
  readonly place: number
  readonly suffix: string
}

interface Node {
  readonly fixed: Map<string, Node>
  /** By what follows the parameter in its segment, the longest first. */
  readonly params: Map<string, Node>
  readonly targets: Map<string, Target>
}

/** The routers of contracts, by what stands before their paths: none changes once it is made. */
const routers = new WeakMap<Contract, Map<string, Router>>()

/** The router of a contract, which all of its doubles have in common. */
export function routerOf(contract: Contract, basePath = ''): Router {
  const known = routers.get(contract) ?? new Map<string, Router>()
  routers.set(contract, known)
  const router = known.get(basePath) ?? createRouter(contract, basePath)
  known.set(basePath, router)
  return router
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/**
 * Finds the endpoint for a method and path, static segments before parameters, HEAD as GET:
 * `createRouter(contract, '/v1')('GET', '/v1/users/me')`.
 */
export function createRouter(contract: Contract, basePath = ''): Router {
  const root = createNode()
  for (const [operation, endpoint] of Object.entries(contract))
    plant(root, basePath + asSent(endpoint.path), operation, endpoint)
  return (method, path) => {
    const segments = path.split('/')
    const ends: Node[] = []
    walk(root, segments, 0, ends)
    for (const { targets } of ends) {
      const target = targets.get(method)
      if (target) return toRoute(target, segments)
    }
    return { allow: methods.filter(other => ends.some(({ targets }) => targets.has(other))) }
  }
}

/** A path as a URL writes it: `/s%C3%B8er` for `/søer`. */
const asSent = (path: string): string =>
  /[^\w/:.~!$&'()*+,;=@%-]/.test(path) ? new URL(`http://localhost${path}`).pathname : path

const createNode = (): Node => ({
  fixed: new Map(),
  params: new Map(),
  targets: new Map(),
})

function plant(root: Node, path: string, operation: string, endpoint: Endpoint): void {
  const segments = path.split('/')
  const params = segments.flatMap((segment, place) => {
    const [, name, suffix = ''] = /^:(\w+)(.*)$/.exec(segment) ?? []
    return name === undefined ? [] : [{ name, place, suffix }]
  })
  const node = segments.reduce(step, root)
  const method = endpoint.method.toUpperCase()
  const twin = node.targets.get(method)
  if (twin) {
    throw new Error(
      `Failed to build the router: "${method} ${path}" stands twice, as "${twin.operation}" and as "${operation}". Remove one of them.`,
    )
  }
  const target = { operation, endpoint, params }
  node.targets.set(method, target)
  if (method === 'GET') node.targets.set('HEAD', target)
}

function step(node: Node, segment: string): Node {
  const suffix = /^:\w+(.*)$/.exec(segment)?.[1]
  const [ways, name] = suffix === undefined ? [node.fixed, segment] : [node.params, suffix]
  const next = ways.get(name) ?? createNode()
  ways.set(name, next)
  if (suffix !== undefined) sortByLength(node.params)
  return next
}

/** Adds the ends to which the segments from `depth` on lead, static ones first: a path is walked once for all methods. */
function walk(node: Node, segments: readonly string[], depth: number, ends: Node[]): void {
  const segment = segments[depth]
  if (segment === undefined) {
    ends.push(node)
    return
  }
  const fixed = node.fixed.get(segment)
  if (fixed) walk(fixed, segments, depth + 1, ends)
  for (const [suffix, way] of node.params) {
    if (segment.length > suffix.length && segment.endsWith(suffix))
      walk(way, segments, depth + 1, ends)
  }
}

/** A map keeps the order in which it was filled. */
function sortByLength(ways: Map<string, Node>): void {
  const sorted = [...ways].sort(([a], [b]) => b.length - a.length)
  ways.clear()
  for (const [suffix, way] of sorted) ways.set(suffix, way)
}

const toRoute = ({ operation, endpoint, params }: Target, segments: readonly string[]): Route => ({
  operation,
  endpoint,
  params: Object.fromEntries(
    params.map(({ name, place, suffix }) => {
      const segment = segments[place] ?? ''
      return [name, decode(suffix === '' ? segment : segment.slice(0, -suffix.length))]
    }),
  ),
})

function decode(segment: string): string {
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment // a broken escape names nothing: let it be looked up as it is
  }
}
