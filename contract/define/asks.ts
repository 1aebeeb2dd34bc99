import * as z from 'zod/mini'
import { toSent } from '../answer/auth.ts'
import type { Endpoint } from '../answer/endpoint.ts'
import { basePathOf } from '../double/base-path.ts'
import { type ApiAsks, type Ask, answerTo, questionsOf, type Twin } from '../double/force/asking.ts'
import type { Description } from './description.ts'
import { filledPath, paramsIn, placeOf } from './places.ts'
import { askedWorld } from './worlds.ts'

type Asks = Readonly<Record<number, Ask>>

/** What shows each documented status: what the operation says itself, and else what is found out by asking. */
export function asksOf(description: Description): ApiAsks {
  const { operations, asked } = description.spec
  const of = Object.defineProperties(
    {},
    Object.fromEntries(
      Object.keys(operations).map(name => [
        name,
        { enumerable: true, get: once(() => asksFor(description, name)) },
      ]),
    ),
  )
  const every = {
    413: { title: 'A body that is too large', fault: 'size' },
    ...asked?.every,
  } as const
  return { every, of }
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function asksFor(description: Description, name: string): Asks {
  const { brief } = description.spec.operations[name] ?? {}
  const endpoint = description.contract[name]
  if (!endpoint) return {}
  const own = brief?.asks ?? {}
  const every = description.spec.asked?.every ?? {}
  const printed = endpoint.examples?.map(({ reply }) => reply.status) ?? []
  const wanted = Object.keys(endpoint.responses)
    .map(Number)
    .filter(status => status >= 400 && !(status in own || status in every))
    .filter(status => !printed.includes(status))
  const found = wanted.flatMap(status => {
    const ask = candidates(description, endpoint).find(one =>
      isAnswered(description, name, { ...own, [status]: one }, status),
    )
    return ask ? [[status, ask] as const] : []
  })
  return { ...Object.fromEntries(found), ...own }
}

/** Whether a double answers a question so, put as the document puts it. */
function isAnswered(description: Description, name: string, asks: Asks, status: number): boolean {
  const { contract, spec } = description
  const api = { contract, baseUrl: spec.url }
  const question = questionsOf(api, name, { every: {}, of: { [name]: asks } }).find(
    ({ ask }) => ask === asks[status],
  )
  const world = askedWorld(spec)
  const twin: Twin = asked => description.create({ ...asked, world })
  return question !== undefined && answerTo(twin, question).reply.status === status
}

/** What goes wrong with every API, the plainest first. */
function candidates(description: Description, endpoint: Endpoint): Ask[] {
  return [
    ...stranger(description, endpoint),
    ...spent(description),
    ...unknown(description, endpoint),
    ...bodies(endpoint),
    ...queries(description, endpoint),
  ]
}

/** Without the credentials, wherever they stand. */
function stranger({ spec, contract }: Description, endpoint: Endpoint): Ask[] {
  const { auth } = spec.dialect
  const title = auth === 'basic' ? 'No credentials' : 'No API key'
  const { headers, query } = toSent(auth, '')
  const empty = Object.fromEntries(Object.keys(headers).map(name => [name, '']))
  if (!query) return [{ title, headers: empty }]
  const sent = contract && endpoint.examples?.[0]?.request.path
  return sent === undefined ? [] : [{ title, path: without(sent, query[0]) }]
}

function without(path: string, parameter: string): string {
  const { pathname, searchParams } = new URL(path, 'http://localhost')
  searchParams.delete(parameter)
  return searchParams.size > 0 ? `${pathname}?${searchParams}` : pathname
}

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

/** With a parameter that breaks its rule, or without one that must be there. */
function queries({ spec }: Description, { path, query, examples = [] }: Endpoint): Ask[] {
  if (!query) return []
  const base = examples[0]?.request.path ?? basePathOf({ baseUrl: spec.url }) + path
  const { pathname } = new URL(base, 'http://localhost')
  const wrong = Object.entries(shapeOf(query)).flatMap(([name, field]) =>
    ['-1', 'wrong']
      .filter(value => !z.safeParse(field, value).success)
      .map(value => ({ title: `A wrong "${name}"`, path: `${pathname}?${name}=${value}` })),
  )
  return [...wrong, { title: 'No parameter', path: pathname }]
}

const shapeOf = (schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> =>
  Object(Reflect.get(schema._zod.def, 'shape'))
