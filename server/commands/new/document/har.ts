import { isRecord, type Json } from '../../../../contract/json.ts'
import { listIn, numberIn, objectIn, textIn } from '../../../documents/json.ts'
import { parsed, refusal, textOf } from '../../../documents/reading.ts'
import { mostOf, singularOf, toCamel, toPascal } from '../plan/names.ts'
import { isId, isValue, schemaOf } from './inferring.ts'

/** One call that was recorded, as far as it tells of an API. */
interface Call {
  readonly method: string
  readonly url: URL
  readonly headers: readonly string[]
  readonly scheme: string | undefined
  readonly body: unknown
  readonly status: number
  readonly reply: unknown
}

/**
 * Recorded traffic as a document of OpenAPI: the API that was called most, its paths, and what was sent and answered. It
 * has the names and the kinds of what was seen, and none of the values.
 */
export async function documentOfHar(name: string): Promise<Json> {
  const har = parsed(name, await textOf(name))
  const entries = listIn(objectIn(har, 'log'), 'entries')
  if (entries.length === 0)
    throw refusal(name, 'it has no recorded calls. Give a HAR file, as a browser exports it.')
  const calls = entries.flatMap(callIn)
  const origin = mostOf(calls.map(({ url }) => url.origin))
  if (origin === undefined)
    throw refusal(name, 'none of its calls was answered with JSON. Record those of an API.')
  return toDocument(
    origin,
    calls.filter(({ url }) => url.origin === origin),
  )
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

function callIn(entry: unknown): Call[] {
  const [request, response] = [objectIn(entry, 'request'), objectIn(entry, 'response')]
  const [method = '', address = ''] = [textIn(request, 'method'), textIn(request, 'url')]
  const status = numberIn(response, 'status') ?? 0
  const content = objectIn(response, 'content')
  const reply = jsonIn(content, textIn(content, 'encoding') === 'base64')
  const isTelling = reply !== undefined || status === 204
  if (!isTelling || !methods.includes(method) || !URL.canParse(address) || status < 200) return []
  const headers = listIn(request, 'headers')
  const authorization = headers.find(one => /^authorization$/i.test(textIn(one, 'name') ?? ''))
  return [
    {
      ...{ method: method.toLowerCase(), url: new URL(address), status, reply },
      headers: headers.flatMap(one => textIn(one, 'name') ?? []),
      scheme: textIn(authorization, 'value')?.split(' ')[0],
      body: jsonIn(objectIn(request, 'postData'), false),
    },
  ]
}

/** The JSON of a body; nothing where it has none. */
function jsonIn(body: Json, isEncoded: boolean): unknown {
  const text = textIn(body, 'text') ?? ''
  const plain = isEncoded ? Buffer.from(text, 'base64').toString('utf8') : text
  if (!/json/i.test(textIn(body, 'mimeType') ?? '')) return undefined
  try {
    return JSON.parse(plain)
  } catch {
    return undefined
  }
}

// ---- paths

/** What stands behind the name of many, and is none of them. */
const verbs =
  /^(me|self|current|search|new|count|login|logout|export|import|bulk|batch|all|stats|status)$/i

/** A path with parameters where values stood: `/pets/{petId}`. */
function formOf(path: string): string {
  const segments = path.split('/').filter(one => one !== '')
  const written = segments.map((segment, nth) => {
    const before = segments[nth - 1] ?? ''
    const isOne = /[^s]s$/i.test(before) && !verbs.test(segment) && !/[^s]s$/i.test(segment)
    const isKept = /^[a-z][\w.-]{0,40}$/i.test(segment) && !isId(segment) && !isOne
    return isKept ? segment : `{${toCamel(`${singularOf(before) || 'value'} id`)}}`
  })
  return `/${written.join('/')}`
}

function toDocument(origin: string, calls: readonly Call[]): Json {
  const groups = grouped(calls, call => formOf(call.url.pathname))
  const entities = entitiesOf(groups)
  const auth = authOf(calls)
  const paths = [...groups].map(([path, own]) => [path, itemOf(path, own, entities)])
  return {
    openapi: '3.1.0',
    info: { title: new URL(origin).host, description: 'As it was seen in recorded traffic.' },
    servers: [{ url: origin }],
    ...(auth && { security: [{ key: [] }] }),
    paths: Object.fromEntries(paths),
    components: {
      ...(auth && { securitySchemes: { key: auth } }),
      schemas: Object.fromEntries(
        [...entities.values()].map(({ name, rows }) => [name, schemaOf(rows)]),
      ),
    },
  }
}

function grouped<One>(all: readonly One[], keyOf: (one: One) => string): Map<string, One[]> {
  const groups = new Map<string, One[]>()
  for (const one of all) {
    const key = keyOf(one)
    const own = groups.get(key)
    if (own) own.push(one)
    else groups.set(key, [one])
  }
  return groups
}

// ---- entities

/** What is had at a path of one, with all that was seen of its kind. */
interface Seen {
  readonly name: string
  readonly rows: Json[]
}

const hasId = (value: unknown): value is Json =>
  isRecord(value) && Object.keys(value).some(key => /^(id|_id|uuid|key|slug|sid)$|Id$/.test(key))

/** Where a reply shows entities: itself, a list, or one level down. */
function rowsIn(reply: unknown): Json[] {
  if (Array.isArray(reply)) return reply.filter(hasId)
  if (hasId(reply)) return [reply]
  if (!isRecord(reply)) return []
  return Object.values(reply)
    .flatMap(inner => (Array.isArray(inner) ? inner : [inner]))
    .filter(hasId)
}

/** By the path of all of them. */
function entitiesOf(groups: ReadonlyMap<string, readonly Call[]>): Map<string, Seen> {
  const found = new Map<string, Seen>()
  for (const [path, calls] of groups) {
    const collection = path.replace(/\/\{[^{}]+\}$/, '')
    const rows = calls.filter(isGood).flatMap(({ reply }) => rowsIn(reply))
    const word = collection.split('/').findLast(one => !one.includes('{')) ?? 'thing'
    const known = found.get(collection) ?? { name: toPascal(singularOf(word)), rows: [] }
    if (rows.length > 0 && path !== collection)
      found.set(collection, { ...known, rows: [...known.rows, ...rows] })
  }
  for (const [collection, seen] of found) {
    const calls = groups.get(collection) ?? []
    seen.rows.push(...calls.filter(isGood).flatMap(({ reply }) => rowsIn(reply)))
  }
  return found
}

const isGood = ({ status }: Call): boolean => status < 300

// ---- operations

function itemOf(path: string, calls: readonly Call[], entities: ReadonlyMap<string, Seen>): Json {
  const entity = entities.get(path.replace(/\/\{[^{}]+\}$/, ''))
  const params = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
  }))
  const operations = [...grouped(calls, ({ method }) => method)].map(([method, own]) => [
    method,
    operationOf(own, entity),
  ])
  return { parameters: params, ...Object.fromEntries(operations) }
}

function operationOf(calls: readonly Call[], entity: Seen | undefined): Json {
  const bodies = calls.map(({ body }) => body).filter(body => body !== undefined)
  const replies = [...grouped(calls, ({ status }) => String(status))].map(([status, own]) => {
    const seen = own.map(({ reply }) => reply).filter(reply => reply !== undefined)
    const schema =
      seen.length > 0 ? shown(seen, Number(status) < 300 ? entity : undefined) : undefined
    const content = schema && { content: { 'application/json': { schema } } }
    return [status, { description: 'As it was seen.', ...content }]
  })
  return {
    parameters: queryOf(calls),
    ...(bodies.length > 0 && {
      requestBody: { content: { 'application/json': { schema: schemaOf(bodies) } } },
    }),
    responses: Object.fromEntries(replies),
  }
}

/** What was answered, with a reference where it shows the entity. */
function shown(replies: readonly unknown[], entity: Seen | undefined): Json {
  if (!entity) return schemaOf(replies)
  const ref = { $ref: `#/components/schemas/${entity.name}` }
  if (replies.every(hasId)) return ref
  if (replies.every(Array.isArray)) return { type: 'array', items: ref }
  const whole = schemaOf(replies)
  const fields = Object.entries(objectIn(whole, 'properties')).map(([name, schema]) => {
    const own = replies.flatMap(reply => (isRecord(reply) ? [reply[name]] : []))
    if (own.every(hasId)) return [name, ref]
    const isList = own.every(one => Array.isArray(one) && one.every(hasId))
    return [name, isList ? { type: 'array', items: ref } : schema]
  })
  return { ...whole, properties: Object.fromEntries(fields) }
}

/** The parameters that were sent, but for what a name tells of a secret. */
function queryOf(calls: readonly Call[]): Json[] {
  const names = [...new Set(calls.flatMap(({ url }) => [...url.searchParams.keys()]))]
  return names
    .filter(name => !isValue(name) && !keyForm.test(name))
    .map(name => {
      const values = calls.flatMap(({ url }) => url.searchParams.getAll(name))
      const type = values.every(value => /^-?\d+$/.test(value)) ? 'integer' : 'string'
      return { name, in: 'query', schema: { type } }
    })
}

const keyForm = /(^|[-_])(api[-_]?key|key|token|secret)$|apikey$/i

/** How callers showed who they are. */
function authOf(calls: readonly Call[]): Json | undefined {
  const schemes = calls.flatMap(({ scheme }) => scheme?.toLowerCase() ?? [])
  if (schemes.length > 0)
    return { type: 'http', scheme: schemes.includes('basic') ? 'basic' : 'bearer' }
  const header = calls.flatMap(({ headers }) => headers).find(name => keyForm.test(name))
  if (header !== undefined) return { type: 'apiKey', in: 'header', name: header }
  const param = calls
    .flatMap(({ url }) => [...url.searchParams.keys()])
    .find(name => keyForm.test(name))
  return param === undefined ? undefined : { type: 'apiKey', in: 'query', name: param }
}
