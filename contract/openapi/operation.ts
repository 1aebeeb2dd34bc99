import type { Endpoint } from '../answer/endpoint.ts'
import type { Answered } from '../double/force/asking.ts'
import type { Readings } from '../readings/reading.ts'
import type { Components, FieldNote, JsonSchema } from './components.ts'
import { schemeName } from './credentials.ts'
import { namesOf, type Sourced, sourceOf } from './notes.ts'
import { type Parameter, toParameters } from './parameters.ts'

/** What the page says of an operation beside its contract. */
export interface OperationNote {
  readonly description: string
  /** The parameters of the path; text, where the note does not name another type. */
  readonly params?: Readonly<Record<string, FieldNote>>
  readonly query?: Readonly<Record<string, FieldNote>>
}

interface NamedExample {
  /** The request that it belongs to. */
  readonly description: string
  readonly value: unknown
}

interface MediaType {
  readonly schema: JsonSchema
  readonly examples?: Readonly<Record<string, NamedExample>>
}

type Content = { readonly 'application/json': MediaType }

interface ResponseObject extends Sourced {
  readonly description: string
  readonly headers?: Readonly<Record<string, { readonly $ref: string }>>
  readonly content?: Content
}

export interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly tags: readonly string[]
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: {
    readonly description: string
    readonly required: boolean
    readonly content: Content & Readonly<Record<string, MediaType>>
  }
  readonly responses: Readonly<Record<string, ResponseObject>>
  /** The readings that are about this operation; those that are about all of them stand beside the paths. */
  readonly 'x-readings'?: readonly string[]
  /** Why the operation is served although the API's page does not list it. */
  readonly 'x-beyond'?: string
}

/** What an operation is made of, with all that it shares with the others. */
export interface OperationParts {
  readonly name: string
  readonly endpoint: Endpoint
  readonly tag: string
  readonly note: OperationNote
  readonly readings: Readings
  readonly examples: readonly Answered[]
  readonly components: Components
  /** The media types that a body may have besides JSON's. */
  readonly bodyTypes: readonly string[]
  /** The names of the response headers that the document describes. */
  readonly headers: readonly string[]
  /** The response to a body that is larger than the double reads. */
  readonly tooLarge: Endpoint['responses'][number]
}

/** An endpoint as an operation of the document. */
export function toOperation(parts: OperationParts): Operation {
  const { name, endpoint, tag, note } = parts
  const { auth, summary, beyond } = endpoint
  const readings = namesOf(parts.readings, name)
  const parameters = toParameters(parts)
  return {
    operationId: name,
    summary,
    description: note.description,
    tags: [tag],
    security: auth === 'none' ? [] : [{ [schemeName(auth)]: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...toRequestBody(parts),
    responses: toResponses(parts),
    ...(readings.length > 0 && { 'x-readings': readings }),
    ...(beyond !== undefined && { 'x-beyond': beyond }),
  }
}

function toRequestBody({ endpoint, components, examples, bodyTypes }: OperationParts) {
  if (!endpoint.body) return {}
  const schema = components.refer(endpoint.body, 'input')
  const name = schema.$ref?.split('/').at(-1) ?? ''
  const { description = '', required = [] } = components.schemas[name] ?? schema
  const shown = examples.filter(({ reply, request }) => reply.status < 400 && 'body' in request)
  // Shown once: an example is the same under each of them.
  const others = Object.fromEntries(bodyTypes.map(type => [type, { schema }]))
  const content = { ...toContent(schema, shown, 'request'), ...others }
  return { requestBody: { description, required: required.length > 0, content } }
}

function toResponses(parts: OperationParts): Record<string, ResponseObject> {
  const { name, endpoint, components, examples, headers, tooLarge, readings } = parts
  const responses = { ...endpoint.responses, ...(endpoint.body && { 413: tooLarge }) }
  const entries = Object.entries(responses).map(([status, { description, body }]) => {
    const shown = examples.filter(({ reply }) => reply.status === Number(status))
    const sent = headers.filter(name => shown.some(({ reply }) => name in (reply.headers ?? {})))
    const response = {
      description,
      ...(sent.length > 0 && { headers: Object.fromEntries(sent.map(toHeader)) }),
      ...(body && { content: toContent(components.refer(body, 'output'), shown, 'reply') }),
      ...sourceOf(readings, name, Number(status)),
    }
    return [status, response] as const
  })
  return Object.fromEntries(entries)
}

const toHeader = (name: string) => [name, { $ref: `#/components/headers/${name}` }] as const

function toContent(
  schema: JsonSchema,
  shown: readonly Answered[],
  side: 'request' | 'reply',
): Content {
  const examples = shown.map(example => [
    example.title,
    { description: toLine(example), value: example[side].body },
  ])
  return {
    'application/json': {
      schema,
      ...(shown.length > 0 && { examples: Object.fromEntries(examples) }),
    },
  }
}

/** What was asked; with the body only where that can be what was turned away. */
function toLine({ request: { method, path, body }, reply }: Answered): string {
  const isShown = body !== undefined && [400, 422].includes(reply.status)
  return `${method} ${path}${isShown ? ` with ${JSON.stringify(body)}` : ''}`
}
