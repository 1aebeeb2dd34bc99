import * as z from 'zod/mini'
import { bodyLimit } from '../answer/call.ts'
import type { Endpoint } from '../answer/endpoint.ts'
import { paramsIn } from '../answer/path.ts'
import { type Problem, type ProblemStatus, problem, problemMediaType } from '../answer/problem.ts'
import { saidOf } from '../define/words.ts'
import { toUpperCase } from '../double/force/asking.ts'
import { type Components, createComponents, type JsonSchema } from '../openapi/components.ts'
import { type Info, infoOf } from '../openapi/info.ts'
import { type Operation, toOperation } from '../openapi/operation.ts'
import { noteOf, notesOf } from '../openapi/said.ts'
import type { Brief, ControlOperation, ControlOperations } from './declaring.ts'
import { ProblemSchema } from './problem-schema.ts'

type Ref = { readonly $ref: string }

interface MediaType {
  readonly schema: JsonSchema
  readonly example?: unknown
}

interface ResponseObject {
  readonly description: string
  readonly content?: Readonly<Record<string, MediaType>>
}

type Security = readonly Readonly<Record<string, readonly string[]>>[]

interface ControlOperationObject extends Omit<Operation, 'responses'> {
  readonly responses: Readonly<Record<string, ResponseObject | Ref>>
}

/** The control API as OpenAPI 3.1. */
export interface ControlDocument {
  readonly openapi: '3.1.0'
  readonly info: Info
  readonly servers: readonly { readonly url: string; readonly description: string }[]
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, ControlOperationObject>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly responses: Readonly<Record<string, ResponseObject>>
    readonly securitySchemes: Readonly<Record<string, object>>
  }
}

/** The control API as a document: what can be asked of whoever serves doubles at an origin. */
export function toControlDocument(
  operations: ControlOperations,
  origin = 'http://127.0.0.1:4010',
): ControlDocument {
  const all = Object.values(operations)
  const roots = all.flatMap(({ endpoint: { body, responses }, brief: { replies } }) => [
    body,
    ...Object.values(responses).map(reply => reply.body),
    ...Object.values(replies).flatMap(reply => Object.values(eventsIn(reply))),
  ])
  const components = createComponents(notesOf([ProblemSchema, ...roots]))
  const problems = toProblems(components)
  const tags = new Map(all.map(({ tag: { tag, about } }) => [tag, about]))
  return {
    openapi: '3.1.0',
    info: infoOf('Control', description),
    servers: [{ url: `${origin}/__admin`, description: 'Where doubles are served.' }],
    tags: [...tags].map(([name, description]) => ({ name, description })),
    paths: toPaths(operations, components),
    components: { schemas: components.schemas, responses: problems, securitySchemes },
  }
}

const description =
  'What can be done from outside to doubles that are served, the same as in code. Whatever cannot be done is told as a problem, in a sentence, and then nothing is done.'

const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description:
      'The token that `--admin-token` gave, or that was printed at the start. This machine needs none.',
  },
  token: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Admin-Token',
    description: 'The same token in a header of its own.',
  },
}

const whoever: Security = [{}]
const thisMachineOrToken: Security = [{}, { bearer: [] }, { token: [] }]

/** The problems that operations share, each with one to show. */
function toProblems(components: Components): Record<string, ResponseObject> {
  const schema = components.refer(ProblemSchema, 'output')
  return Object.fromEntries(
    Object.values(shown).map(({ description, body }) => [
      nameOf(body),
      { description, content: { [problemMediaType]: { schema, example: body } } },
    ]),
  )
}

const nameOf = ({ title }: Problem): string => title.replaceAll(' ', '')

const shownAs = (status: ProblemStatus, description: string, detail: string) => ({
  description,
  body: problem(status, detail).body,
})

/** What each status means here. */
const shown = {
  400: shownAs(
    400,
    'A parameter or the body is wrong, or it cannot be done.',
    'Failed to POST /__admin/reset: "world" is "nope". Give one of documented, empty, demo.',
  ),
  403: shownAs(
    403,
    'A page of another origin asks, or another machine without the token.',
    'Failed to control the doubles: a page of another origin asks. Open it by its address, or ask from a program.',
  ),
  404: shownAs(404, 'There is nothing of this name, or of this id.', 'There is no override 7.'),
  413: shownAs(
    413,
    'The body is too large.',
    `Failed to read the body: it is larger than ${bodyLimit} bytes.`,
  ),
  500: shownAs(
    500,
    'A fault of the doubles.',
    'Failed to answer "GET /__admin/openapi/overplane.json": no such file.',
  ),
}

function toPaths(operations: ControlOperations, components: Components): ControlDocument['paths'] {
  const paths: Record<string, Record<string, ControlOperationObject>> = {}
  for (const [name, operation] of Object.entries(operations)) {
    const { method, path } = operation.endpoint
    const own = path.replaceAll(/:(\w+)/g, '{$1}')
    paths[own] = { ...paths[own], [method]: toObject(name, operation, components) }
  }
  return paths
}

function toObject(
  name: string,
  { endpoint, brief, tag: { tag } }: ControlOperation,
  components: Components,
): ControlOperationObject {
  const { requestBody, responses, ...operation } = toOperation({
    ...{ name, endpoint, tag, components, note: noteOn({ endpoint, brief }) },
    ...{ readings: {}, bodyTypes: [], headers: [], tooLarge: { description: '' } },
    examples: examplesOf({ endpoint, brief }),
  })
  return {
    ...operation,
    security: brief.open ? whoever : thisMachineOrToken,
    ...(requestBody &&
      endpoint.body && {
        requestBody: {
          ...requestBody,
          description: saidOf(endpoint.body)?.words ?? requestBody.description,
          required: !z.validate(endpoint.body, undefined),
        },
      }),
    responses: { ...successesOf(brief, responses, components), ...refusalsOf(endpoint, brief) },
  }
}

type Described = Pick<ControlOperation, 'endpoint' | 'brief'>

function noteOn({ endpoint: { path, query, summary }, brief }: Described) {
  const params = paramsIn(path).map(name => [name, brief.params?.[name] ?? name] as const)
  const fields = Object.entries(query._zod.def.shape)
  return {
    description: brief.about ?? `${summary}.`,
    params: Object.fromEntries(params),
    query: Object.fromEntries(fields.map(([name, field]) => [name, noteOf(name, field)])),
  }
}

/** What there is to show of it, if there is anything. */
function examplesOf({ endpoint, brief: { replies, sends, gives } }: Described) {
  if (sends === undefined && gives === undefined) return []
  const { method, path, summary } = endpoint
  const request = {
    ...{ method: toUpperCase(method), path: `/__admin${path}`, headers: {} },
    ...(sends !== undefined && { body: sends }),
  }
  const [status] = Object.keys(replies).map(Number)
  return [{ title: summary, request, reply: { status: status ?? 200, body: gives } }]
}

/** What succeeds; a file by its media types. */
function successesOf(
  { replies }: Brief,
  responses: Operation['responses'],
  components: Components,
) {
  const entries = Object.entries(replies).map(([status, reply]) => {
    const response = responses[status] ?? { description: '' }
    if (typeof reply === 'string' || '_zod' in reply) return [status, response] as const
    if ('events' in reply) {
      const data = Object.values(reply.events).map(schema => components.refer(schema, 'output'))
      const content = { 'text/event-stream': { schema: textOf(data) } }
      return [status, { ...response, content }] as const
    }
    const content = reply.types.map(type => [type, { schema: { type: 'string' as const } }])
    return [status, { ...response, content: Object.fromEntries(content) }] as const
  })
  return Object.fromEntries(entries)
}

/** What the events of a reply carry, where it has any. */
const eventsIn = (reply: Brief['replies'][number]) =>
  typeof reply === 'object' && 'events' in reply ? reply.events : {}

/** A stream of events, of which each carries one of these as JSON. */
const textOf = (data: readonly JsonSchema[]) => ({
  type: 'string' as const,
  contentMediaType: 'application/json',
  contentSchema: { anyOf: [...data] },
})

/** The problems that an operation may tell. */
function refusalsOf({ body }: Endpoint, { refuses = [], session }: Brief) {
  const always = [400, 403, 500] as const
  const found = session === 'none' && !refuses.includes(404) ? [] : ([404] as const)
  const statuses = [...always, ...found, ...(body ? ([413] as const) : [])]
  return Object.fromEntries(
    statuses.map(status => [
      status,
      { $ref: `#/components/responses/${nameOf(shown[status].body)}` },
    ]),
  )
}
