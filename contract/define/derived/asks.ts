import * as z from 'zod/mini'
import { toSent } from '../../answer/auth.ts'
import type { Endpoint, Example } from '../../answer/endpoint.ts'
import { filledPath, paramsIn } from '../../answer/path.ts'
import { basePathOf } from '../../double/base-path.ts'
import {
  type ApiAsks,
  type Ask,
  answerTo,
  toRequest,
  toUpperCase,
} from '../../double/force/asking.ts'
import { createStanding, type Standing } from '../../double/force/standing.ts'
import { once } from '../../once.ts'
import type { Description } from '../description.ts'
import { askedWorld } from '../worlds.ts'
import { placeOf } from './places.ts'

type Asks = Readonly<Record<number, Ask>>

/** What shows each documented status: what the operation says itself, and else what is found out by asking. */
export function asksOf(description: Description): ApiAsks {
  const { spec, lasting } = description
  const { operations, asked } = spec
  const standing = createStanding(options =>
    lasting({ ...options, world: askedWorld(spec), journal: 0 }),
  )
  const of = Object.defineProperties(
    {},
    Object.fromEntries(
      Object.keys(operations).map(name => [
        name,
        { enumerable: true, get: once(() => asksFor(description, name, standing)) },
      ]),
    ),
  )
  const every = {
    413: { title: 'A body that is too large', fault: 'size' },
    ...asked?.every,
  } as const
  return { every, of }
}

function asksFor(description: Description, name: string, standing: Standing): Asks {
  const { spec, contract } = description
  const described = contract[name]
  if (!described) return {}
  const own = spec.operations[name]?.brief.asks ?? {}
  const every = spec.asked?.every ?? {}
  const endpoint = modelled(description, described, own)
  const printed = described.examples?.map(({ reply }) => reply.status) ?? []
  const wanted = Object.keys(endpoint.responses)
    .map(Number)
    .filter(status => status >= 400 && !(status in own || status in every))
    .filter(status => !printed.includes(status))
  const found = shownOf(description, endpoint, wanted, standing)
  const shown = [...found].map(
    ([status, ask]) => [status, completed(description, endpoint, ask)] as const,
  )
  return { ...Object.fromEntries(shown), ...own }
}

/** The plainest question that is answered with each status: each is asked once, as long as one is wanted. */
function shownOf(
  description: Description,
  endpoint: Endpoint,
  wanted: readonly number[],
  standing: Standing,
): ReadonlyMap<number, Ask> {
  const found = new Map<number, Ask>()
  if (wanted.length === 0) return found
  for (const ask of candidates(description, endpoint)) {
    const status = statusOf(description, endpoint, ask, standing)
    if (!wanted.includes(status) || found.has(status)) continue
    found.set(status, ask)
    if (found.size === wanted.length) break
  }
  return found
}

/** An endpoint with an example at least of its path, where the author asks for one. */
function modelled(description: Description, endpoint: Endpoint, own: Asks): Endpoint {
  const ask = own[200]
  if (endpoint.examples || ask?.path === undefined) return endpoint
  const request = { ...modelOf(description, endpoint), path: ask.path }
  return { ...endpoint, examples: [{ title: ask.title, request, reply: { status: 200 } }] }
}

/** The status that a double answers to a question; one that turns it away does nothing else. */
function statusOf(
  description: Description,
  endpoint: Endpoint,
  ask: Ask,
  { twin, renew }: Standing,
): number {
  const question = { request: toRequest(modelOf(description, endpoint), ask), ask }
  const { status } = answerTo(twin, question).reply
  if (status < 400) renew()
  return status
}

/** What a question leaves out is as in this request. */
function modelOf(description: Description, endpoint: Endpoint): Example['request'] {
  const { method, examples = [] } = endpoint
  const { dialect, credentials } = description.spec
  return (
    examples[0]?.request ?? {
      method: toUpperCase(method),
      path: pathOf(urlOf(description, endpoint)),
      headers: toSent(dialect.auth, credentials.shown).headers,
    }
  )
}

/** A question with what it would else take from an example that there is not. */
function completed(description: Description, endpoint: Endpoint, ask: Ask): Ask {
  if (endpoint.examples) return ask
  const { path, headers } = modelOf(description, endpoint)
  return { path, ...ask, headers: { ...headers, ...ask.headers } }
}

/** What goes wrong with every API, the plainest first. */
function candidates(description: Description, endpoint: Endpoint): Ask[] {
  return [
    ...stranger(description, endpoint),
    ...(429 in endpoint.responses && canSpend(description) ? spent(description) : []),
    ...unknown(description, endpoint),
    ...bodies(endpoint),
    ...queries(description, endpoint),
  ]
}

/** A request to the operation that would be let in: as it is shown, or as far as it can be made up. */
function urlOf({ spec }: Description, { path, examples = [] }: Endpoint): URL {
  const [shown] = examples
  if (shown) return new URL(shown.request.path, 'http://localhost')
  const url = new URL(basePathOf({ baseUrl: spec.url }) + path, 'http://localhost')
  const { query } = toSent(spec.dialect.auth, spec.credentials.shown)
  if (query) url.searchParams.set(...query)
  return url
}

const pathOf = ({ pathname, search }: URL): string => pathname + search

/** A URL with another query. */
function withQuery(url: URL, change: (query: URLSearchParams) => void): string {
  const changed = new URL(url)
  change(changed.searchParams)
  return pathOf(changed)
}

/** Without the credentials, wherever they stand. */
function stranger(description: Description, endpoint: Endpoint): Ask[] {
  const { auth } = description.spec.dialect
  const title = auth === 'basic' ? 'No credentials' : 'No API key'
  const { headers, query } = toSent(auth, '')
  const empty = Object.fromEntries(Object.keys(headers).map(name => [name, '']))
  const url = urlOf(description, endpoint)
  return query
    ? [{ title, path: withQuery(url, sent => sent.delete(query[0])) }]
    : [{ title, headers: empty }]
}

/** Whether anything counts requests: without a limit, none is ever used up. */
const canSpend = ({ spec: { dialect, quota } }: Description): boolean =>
  [dialect.limit, dialect.authenticate, quota].some(one => one !== undefined)

/** With the limit used up. */
function spent({ contract }: Description): Ask[] {
  const reads = Object.values(contract).flatMap(({ method, examples = [] }) =>
    method === 'get' ? examples.map(({ request }) => request.path) : [],
  )
  const [path] = reads
  return path === undefined
    ? []
    : [{ title: 'The limit is used up', spending: path, options: { rateLimit: true } }]
}

/** Of an id that nothing has. */
function unknown({ spec }: Description, endpoint: Endpoint): Ask[] {
  const { path } = endpoint
  const base = basePathOf({ baseUrl: spec.url })
  const thing = placeOf(endpoint, spec.dialect.entities)?.entity ?? 'id'
  return paramsIn(path).length === 0
    ? []
    : ['999999', 'unknown'].map(id => ({
        title: `An unknown ${thing}`,
        path: base + filledPath(path, () => id),
      }))
}

/** With a body that is none, or that breaks a rule of its fields, or names none of them. */
function bodies({ body }: Endpoint): Ask[] {
  if (!body) return []
  const shape = shapeOf(body)
  const broken = Object.entries(shape).flatMap(([name, field]) =>
    [null, 42, '', 'wrong']
      .filter(value => !z.safeParse(field, value).success)
      .map(value => ({ title: `A wrong "${name}"`, body: { [name]: value } })),
  )
  return [
    { title: 'A body that is no JSON', text: '{' },
    { title: 'A body without fields', body: {} },
    ...broken,
  ]
}

/** With a parameter that breaks its rule, or without any. */
function queries(description: Description, endpoint: Endpoint): Ask[] {
  if (!endpoint.query) return []
  const shape = shapeOf(endpoint.query)
  const url = urlOf(description, endpoint)
  const wrong = Object.entries(shape).flatMap(([name, field]) =>
    ['-1', 'wrong']
      .filter(value => !z.safeParse(field, value).success)
      .map(value => ({
        title: `A wrong "${name}"`,
        path: withQuery(url, sent => sent.set(name, value)),
      })),
  )
  const bare = withQuery(url, sent => {
    for (const name of Object.keys(shape)) sent.delete(name)
  })
  return [...wrong, { title: 'No parameter', path: bare }]
}

const shapeOf = (schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> =>
  Object(Reflect.get(schema._zod.def, 'shape'))
