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
  readonly names: readonly string[]
}

interface Node {
  readonly fixed: Map<string, Node>
  param?: Node
  readonly targets: Map<string, Target>
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/**
 * Finds the endpoint for a method and path, static segments before parameters, HEAD as GET:
 * `createRouter(contract, '/v1')('GET', '/v1/users/me')`.
 */
export function createRouter(contract: Contract, basePath = ''): Router {
  const root = createNode()
  for (const [operation, endpoint] of Object.entries(contract)) {
    const names = [...endpoint.path.matchAll(/:([^/]+)/g)].map(match => match[1] ?? '')
    plant(root, basePath + endpoint.path, { operation, endpoint, names })
  }
  return (method, path) => {
    const segments = path.split('/')
    const route = seek(root, segments, 0, method, [])
    return route ?? { allow: methods.filter(other => seek(root, segments, 0, other, [])) }
  }
}

const createNode = (): Node => ({ fixed: new Map(), targets: new Map() })

function plant(root: Node, path: string, target: Target): void {
  const node = path.split('/').reduce(step, root)
  const method = target.endpoint.method.toUpperCase()
  const twin = node.targets.get(method)
  if (twin) {
    throw new Error(
      `Failed to build the router: "${method} ${path}" stands twice, as "${twin.operation}" and as "${target.operation}". Remove one of them.`,
    )
  }
  node.targets.set(method, target)
}

function step(node: Node, segment: string): Node {
  if (segment.startsWith(':')) {
    node.param ??= createNode()
    return node.param
  }
  const next = node.fixed.get(segment) ?? createNode()
  node.fixed.set(segment, next)
  return next
}

/** Walks on from the node that the segments before `depth` have led to, with the parameters among them. */
function seek(
  node: Node,
  segments: readonly string[],
  depth: number,
  method: string,
  values: readonly string[],
): Route | undefined {
  const segment = segments[depth]
  if (segment === undefined) {
    const target = node.targets.get(method === 'HEAD' ? 'GET' : method)
    return target && toRoute(target, values)
  }
  const fixed = node.fixed.get(segment)
  const route = fixed && seek(fixed, segments, depth + 1, method, values)
  if (route || !node.param || segment === '') return route
  return seek(node.param, segments, depth + 1, method, [...values, segment])
}

const toRoute = ({ operation, endpoint, names }: Target, values: readonly string[]): Route => ({
  operation,
  endpoint,
  params: Object.fromEntries(names.map((name, index) => [name, decode(values[index] ?? '')])),
})

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment // a broken escape names nothing: let it be looked up as it is
  }
}
