import * as z from 'zod/mini'
import { toSent } from '../answer/auth.ts'
import type { Contract, Endpoint, Example } from '../answer/endpoint.ts'
import { filledPath } from '../answer/path.ts'
import { basePathOf } from '../double/base-path.ts'
import { toUpperCase } from '../double/force/asking.ts'
import { once } from '../once.ts'
import { makeDouble, makeLasting } from './create.ts'
import { asksOf } from './derived/asks.ts'
import { placeOf, stem, successOf } from './derived/places.ts'
import type { Description } from './description.ts'
import type { AnyEntity } from './entity.ts'
import type { Brief } from './operations.ts'

type Spec = Description['spec']

/** A description out of what its author wrote. */
export function describe(spec: Spec): Description {
  const contract = contractOf(spec)
  const description: Description = {
    spec,
    contract,
    get asks() {
      return asks
    },
    create: (options = {}) => makeDouble(description, options),
    lasting: options => makeLasting(description, options),
  }
  const asks = asksOf(description)
  return description
}

function contractOf(spec: Spec): Contract {
  // Looked for only where none is printed: this is done when a module is loaded.
  const shownBy = once(() => shownPaths(spec))
  return Object.fromEntries(
    Object.entries(spec.operations).map(([name, { endpoint, brief }]) => {
      const example = endpoint.examples ? undefined : exampleOf(spec, endpoint, brief, shownBy)
      return [name, example ? { ...endpoint, examples: [example] } : endpoint] as const
    }),
  )
}

/** The entities that operations show, by their paths. */
type ShownPaths = ReadonlyMap<string, AnyEntity>

/** Of several operations of a path the first tells, whatever stands behind its parameters. */
function shownPaths(spec: Spec): ShownPaths {
  const shown = new Map<string, AnyEntity>()
  for (const { endpoint } of Object.values(spec.operations)) {
    const path = stem(endpoint.path)
    const entity = shown.get(path) ?? shownAt(spec, endpoint)
    if (entity) shown.set(path, entity)
  }
  return shown
}

/** A request that succeeds, made of the documented entities, where nothing is printed. */
function exampleOf(
  spec: Spec,
  endpoint: Endpoint,
  brief: Brief,
  shownBy: () => ShownPaths,
): Example | undefined {
  const { method, summary, query } = endpoint
  const { sends: body, asks = {} } = brief
  const status = successOf(endpoint)?.status
  const path = shownPath(spec, endpoint, shownBy)
  if (status === undefined || status in asks || path === undefined) return undefined
  const isWhole = !endpoint.body || body !== undefined
  if (!isWhole || (query && !z.safeParse(query, {}).success)) return undefined
  const { headers, query: key } = toSent(spec.dialect.auth, spec.credentials.shown)
  const search = key ? `?${new URLSearchParams([[...key]])}` : ''
  return {
    title: summary,
    request: {
      method: toUpperCase(method),
      path: basePathOf({ baseUrl: spec.url }) + path + search,
      headers,
      ...(body !== undefined && { body }),
    },
    reply: { status },
  }
}

/** A path that leads to the first of the documented entities; nothing where none is. */
function shownPath(spec: Spec, endpoint: Endpoint, shownBy: () => ShownPaths): string | undefined {
  const { path } = endpoint
  if (!path.includes(':')) return path
  const own = shownAt(spec, endpoint) ?? Object.values(spec.dialect.entities)[0]
  if (!own?.documented?.[0]) return undefined
  return filledPath(path, name => {
    const plain = stem(path)
    const until = plain.slice(0, plain.indexOf(`:${name}`) + name.length + 1)
    return shownFor(shownBy().get(until) ?? own, name)
  })
}

/** The entity that an operation shows. */
function shownAt({ dialect }: Spec, endpoint: Endpoint): AnyEntity | undefined {
  const place = placeOf(endpoint, dialect.entities)
  return place && dialect.entities[place.entity]
}

/** What stands for a parameter in a path: the field of its name, or else the id. */
function shownFor({ documented = [], id }: AnyEntity, name: string): unknown {
  const [shown = {}] = documented
  return Reflect.get(shown, name in shown ? name : id)
}
