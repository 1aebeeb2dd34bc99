import type { Method } from '../../../../contract/answer/endpoint.ts'
import { isRecord, type Json } from '../../../../contract/json.ts'
import { listIn, objectIn, textIn, valueIn } from '../../../documents/json.ts'
import { refusal } from '../../../documents/reading.ts'
import { versioned } from '../../../documents/version.ts'
import { inOneLine, type Losses } from './losses.ts'
import { createPointers, type Pointers } from './pointers.ts'
import { schemesOf } from './security.ts'

/** A document of whatever version, as all that is made of it reads it. */
export interface Source {
  readonly title: string
  readonly about: string | undefined
  /** The base URL, as far as the document tells it. */
  readonly url: string | undefined
  /** Its schemes of security, by name. */
  readonly schemes: Json
  /** What is said of its tags. */
  readonly tags: ReadonlyMap<string, string>
  readonly operations: readonly SourceOperation[]
  readonly pointers: Pointers
}

export interface SourceOperation {
  readonly id: string
  readonly method: Method
  /** As in the document: `/pets/{petId}`. */
  readonly path: string
  readonly tag: string | undefined
  readonly summary: string | undefined
  readonly about: string | undefined
  readonly params: readonly SourceParam[]
  readonly body: SourceBody | undefined
  readonly replies: readonly SourceReply[]
  /** The names of the schemes by which a caller may be known: none where anybody may ask. */
  readonly schemes: readonly string[]
}

export interface SourceParam {
  readonly name: string
  readonly in: string
  readonly isRequired: boolean
  readonly words: string | undefined
  readonly schema: unknown
  readonly example: unknown
}

interface SourceBody {
  readonly type: string
  readonly schema: unknown
  readonly example: unknown
}

export interface SourceReply {
  readonly status: string
  readonly words: string | undefined
  /** `undefined` where the reply has no body of JSON. */
  readonly schema: unknown
  readonly example: unknown
}

const methods: readonly Method[] = ['get', 'post', 'put', 'patch', 'delete']
const mostOperations = 5000

/** What stands in a document; what cannot be said of it goes to the losses. */
export function toSource(name: string, document: Json, losses: Losses): Source {
  const whole = versioned(name, document)
  const pointers = createPointers(name, whole)
  const info = objectIn(whole, 'info')
  const operations = operationsOf({ whole, pointers, losses })
  if (operations.length === 0)
    throw refusal(name, 'it has no operations. Give a document with paths.')
  if (operations.length > mostOperations)
    throw refusal(name, `it has more than ${mostOperations} operations. Give a part of it.`)
  const tags = listIn(whole, 'tags').map(
    tag => [textIn(tag, 'name') ?? '', textIn(tag, 'description') ?? ''] as const,
  )
  if (listIn(whole, 'servers').length > 1)
    losses.add('other servers than the first', 'the document')
  for (const key of ['webhooks', 'externalDocs'])
    if (Object.hasOwn(whole, key)) losses.add(key, 'the document')
  return {
    title: inOneLine(textIn(info, 'title') ?? 'An API'),
    about: textIn(info, 'description'),
    url: urlOf(listIn(whole, 'servers')[0]),
    schemes: schemesOf(whole, pointers),
    tags: new Map(tags),
    operations,
    pointers,
  }
}

/** The address of a server, with what stands usually in the place of its variables. */
function urlOf(server: unknown): string | undefined {
  const variables = objectIn(server, 'variables')
  const url = textIn(server, 'url')?.replace(
    /\{([^{}]+)\}/g,
    (_, name: string) => textIn(variables[name], 'default') ?? name,
  )
  if (url === undefined) return undefined
  const whole = url.startsWith('//') ? `https:${url}` : url
  const placed = URL.canParse(whole) ? whole : `https://api.example.com/${whole.replace(/^\//, '')}`
  const { protocol, origin, pathname } = new URL(placed)
  return /^https?:$/.test(protocol) ? origin + pathname.replace(/\/$/, '') : undefined
}

interface Reading {
  readonly whole: Json
  readonly pointers: Pointers
  readonly losses: Losses
}

function operationsOf(reading: Reading): SourceOperation[] {
  const { whole, pointers, losses } = reading
  return Object.entries(objectIn(whole, 'paths')).flatMap(([path, told]) => {
    const item = pointers.follow(told)
    if (!isRecord(item) || !path.startsWith('/')) return []
    for (const method of ['head', 'options', 'trace', 'query'])
      if (Object.hasOwn(item, method)) losses.add(`the method ${method.toUpperCase()}`, path)
    return methods
      .filter(method => isRecord(item[method]))
      .map(method => toOperation(reading, { path, method, item, own: objectIn(item, method) }))
  })
}

interface Standing {
  readonly path: string
  readonly method: Method
  readonly item: Json
  readonly own: Json
}

function toOperation(reading: Reading, standing: Standing): SourceOperation {
  const { path, method, item, own } = standing
  const id = textIn(own, 'operationId') ?? `${method} ${path}`
  const { losses, pointers, whole } = reading
  for (const key of ['callbacks', 'servers', 'externalDocs'])
    if (Object.hasOwn(own, key)) losses.add(key, id)
  if (own.deprecated === true) losses.add('that it is deprecated', id)
  const [tag] = listIn(own, 'tags').filter(one => typeof one === 'string')
  return {
    ...{ id, method, path, tag },
    summary: textIn(own, 'summary') ?? textIn(item, 'summary'),
    about: textIn(own, 'description') ?? textIn(item, 'description'),
    params: paramsOf(pointers, [...listIn(item, 'parameters'), ...listIn(own, 'parameters')]),
    body: bodyOf(reading, id, own),
    replies: repliesOf(reading, id, own),
    schemes: schemesNamed(valueIn(own, 'security') ?? valueIn(whole, 'security'), losses, id),
  }
}

/** Those of an operation stand in the place of those of its path. */
function paramsOf(pointers: Pointers, told: readonly unknown[]): SourceParam[] {
  const params = told.flatMap((one): SourceParam[] => {
    const param = pointers.follow(one)
    const name = textIn(param, 'name')
    const place = textIn(param, 'in')
    if (name === undefined || place === undefined) return []
    const media = Object.values(objectIn(param, 'content'))[0]
    return [
      {
        ...{ name, in: place, words: textIn(param, 'description') },
        isRequired: valueIn(param, 'required') === true,
        schema: valueIn(param, 'schema') ?? valueIn(media, 'schema') ?? {},
        example: exampleOf(pointers, param),
      },
    ]
  })
  return [...new Map(params.map(param => [`${param.in} ${param.name}`, param])).values()]
}

/** The example beside a schema: one alone, or the first of several. */
function exampleOf(pointers: Pointers, place: unknown): unknown {
  const one = valueIn(place, 'example')
  if (one !== undefined) return one
  const [first] = Object.values(objectIn(place, 'examples'))
  return first === undefined ? undefined : valueIn(pointers.follow(first), 'value')
}

const isJson = (type: string): boolean => /^(application\/([\w.-]+\+)?json|\*\/\*)/i.test(type)
const isForm = (type: string): boolean =>
  /^(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(type)

/** What is JSON among what a body may be, or else what can be read as such. */
function bodyOf({ pointers, losses }: Reading, id: string, own: Json): SourceBody | undefined {
  if (!Object.hasOwn(own, 'requestBody')) return undefined
  const told = pointers.follow(own.requestBody)
  const content = Object.entries(objectIn(told, 'content'))
  const chosen = content.find(([type]) => isJson(type)) ?? content.find(([type]) => isForm(type))
  for (const [type] of content) {
    if (type === chosen?.[0]) continue
    losses.add(`a body of the type ${type}`, id)
  }
  if (!chosen) return undefined
  const [type, media] = chosen
  if (!isJson(type)) losses.add(`that a body is of the type ${type}: it is read as JSON`, id)
  if (valueIn(told, 'required') !== true) losses.add('that a body may be left out', id)
  const schema = valueIn(media, 'schema') ?? {}
  return { type, schema, example: exampleOf(pointers, media) }
}

function repliesOf(reading: Reading, id: string, own: Json): SourceReply[] {
  return Object.entries(objectIn(own, 'responses')).flatMap(([status, one]) => {
    const told = reading.pointers.follow(one)
    if (!isRecord(told) || status.startsWith('x-')) return []
    return [replyOf(reading, `${id} ${status}`, status, told)]
  })
}

function replyOf({ pointers, losses }: Reading, where: string, status: string, told: Json) {
  const content = Object.entries(objectIn(told, 'content'))
  const [, media] = content.find(([type]) => isJson(type)) ?? []
  for (const [type] of content) if (!isJson(type)) losses.add(`a reply of the type ${type}`, where)
  for (const header of Object.keys(objectIn(told, 'headers')))
    losses.add(`the response header ${header}`, where)
  if (Object.hasOwn(told, 'links')) losses.add('links', where)
  const isTold = media !== undefined
  return {
    status: status.toUpperCase(),
    words: textIn(told, 'description'),
    schema: isTold ? (valueIn(media, 'schema') ?? {}) : undefined,
    example: isTold ? exampleOf(pointers, media) : undefined,
  }
}

/** An empty requirement among them means that anybody may ask. */
function schemesNamed(told: unknown, losses: Losses, id: string): string[] {
  const wanted = Array.isArray(told) ? told.map(one => Object.keys(isRecord(one) ? one : {})) : []
  if (wanted.some(names => names.length === 0)) return []
  if (wanted.some(names => names.length > 1)) losses.add('two credentials at once', id)
  return wanted.flat()
}
