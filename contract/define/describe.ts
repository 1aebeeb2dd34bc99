import * as z from 'zod/mini'
import { toSent } from '../answer/auth.ts'
import type { Contract, Endpoint, Example } from '../answer/endpoint.ts'
import { filledPath } from '../answer/path.ts'
import { basePathOf } from '../double/base-path.ts'
import { toUpperCase } from '../double/force/asking.ts'
import { asksOf } from './asks.ts'
import { makeDouble } from './create.ts'
import type { Description } from './description.ts'
import type { Brief } from './operations.ts'
import { placeOf, successOf } from './places.ts'

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
  }
  const asks = asksOf(description)
  return description
}

const contractOf = (spec: Spec): Contract =>
  Object.fromEntries(
    Object.entries(spec.operations).map(([name, { endpoint, brief }]) => {
      // Looked for only where none is printed: this is done when a module is loaded.
      const example = endpoint.examples ? undefined : exampleOf(spec, endpoint, brief)
      return [name, example ? { ...endpoint, examples: [example] } : endpoint] as const
    }),
  )

/** A request that succeeds, made of the documented entities, where nothing is printed. */
function exampleOf(spec: Spec, endpoint: Endpoint, brief: Brief): Example | undefined {
  const { method, summary, query } = endpoint
  const { sends: body, asks = {} } = brief
  const status = successOf(endpoint)?.status
  const path = shownPath(spec, endpoint)
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
function shownPath({ dialect }: Spec, endpoint: Endpoint): string | undefined {
  const { path } = endpoint
  const place = placeOf(endpoint, dialect.entities)
  const entity = dialect.entities[place?.entity ?? ''] ?? Object.values(dialect.entities)[0]
  const shown = entity?.documented?.[0]
  if (!path.includes(':')) return path
  return shown && filledPath(path, name => Reflect.get(shown, name in shown ? name : entity.id))
}
