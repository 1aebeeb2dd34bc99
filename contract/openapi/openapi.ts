import { bodyLimit } from '../answer/call.ts'
import type { Contract, Endpoint } from '../answer/endpoint.ts'
import type { Answered, ApiAsks, Ask, Maker } from '../double/force/asking.ts'
import type { Standing } from '../double/force/standing.ts'
import { mapped } from '../json.ts'
import type { Readings } from '../readings/reading.ts'
import { type Shown, toShown } from './answers.ts'
import {
  createComponents,
  type FieldNote,
  type JsonSchema,
  type SchemaNote,
  toSchema,
} from './components.ts'
import { schemeName, schemeOf } from './credentials.ts'
import { type Info, infoOf } from './info.ts'
import { type ReadingNote, toNotes } from './notes.ts'
import { type Operation, type OperationNote, toOperation } from './operation.ts'

/** What the pages say of one resource beside its contract. */
interface ResourceNotes {
  readonly tag: string
  readonly description: string
  readonly operations: Readonly<Record<string, OperationNote>>
  /** The names and the fields of the resource's schemas. */
  readonly schemas: readonly SchemaNote[]
}

/** What the pages say of an API beside its contract, and what else to show of it. */
export interface ApiNotes {
  readonly description: string
  /** How a caller proves who it is. */
  readonly credentials: string
  /** A server variable in the place of the base URL's host, where everybody has one of their own. */
  readonly host?: { readonly name: string; readonly description: string }
  /** The media types, or ranges of them, that a body may have besides JSON's. */
  readonly bodyTypes?: readonly string[]
  /** The response headers; the examples tell which reply has which. */
  readonly headers: Readonly<Record<string, FieldNote>>
  /** The envelope of every refusal. */
  readonly failure: NonNullable<Endpoint['responses'][number]['body']>
  readonly resources: readonly ResourceNotes[]
  /** What to ask that none of the operations is. */
  readonly strays: readonly Ask[]
  /** The schemas that the resources share. */
  readonly schemas: readonly SchemaNote[]
}

/** What the document is made of: a double, the notes on its API, and its answers. */
interface Documented {
  readonly title: string
  readonly baseUrl: string
  readonly contract: Contract
  readonly readings: Readings
  readonly notes: ApiNotes
  readonly shown: Shown
}

interface Server {
  readonly url: string
  readonly description: string
  readonly variables?: Readonly<
    Record<string, { readonly default: string; readonly description: string }>
  >
}

type Tag = { readonly name: string; readonly description: string }
type Header = { readonly description: string | undefined; readonly schema: JsonSchema }
type SecurityScheme = { readonly description: string } & (
  | { readonly type: 'http'; readonly scheme: string }
  | { readonly type: 'apiKey'; readonly in: 'header' | 'query'; readonly name: string }
)

/** The contract of an API as OpenAPI 3.1; what OpenAPI has no word for stands under `x-`. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0'
  readonly info: Info
  readonly servers: readonly Server[]
  readonly tags: readonly Tag[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>
    readonly headers: Readonly<Record<string, Header>>
    readonly securitySchemes: Readonly<Record<string, SecurityScheme>>
  }
  /** Where the documentation leaves a choice, or where the live system was seen to differ: what is taken, and why. */
  readonly 'x-readings': readonly ReadingNote[]
  /** How the API answers a path, or a method, that no operation has. */
  readonly 'x-refusals': readonly Answered[]
}

/** What an API brings to its document. */
interface DocumentParts {
  readonly readings: Readings
  readonly notes: ApiNotes
  readonly asks: ApiAsks
  /** What is asked. */
  readonly standing: Standing
}

/**
 * The contract of an API as a document, its answers given by doubles.
 *
 * @example toDocument(createOverplane, { readings, notes, asks, standing })
 */
export function toDocument<World>(
  create: Maker<World>,
  { readings, notes, asks, standing }: DocumentParts,
): OpenApiDocument {
  const shown = toShown(standing, asks, notes.strays)
  return toOpenApi({ ...create(), readings, notes, shown })
}

function toOpenApi(documented: Documented): OpenApiDocument {
  const { title, baseUrl, contract, readings, notes, shown } = documented
  const { description, host, credentials, resources, headers } = notes
  const { paths, schemas } = toPaths(documented)
  return {
    openapi: '3.1.0',
    info: infoOf(title, description),
    servers: [toServer(baseUrl, host)],
    tags: resources.map(({ tag, description }) => ({ name: tag, description })),
    paths,
    components: {
      schemas,
      headers: mapped(headers, toHeader),
      securitySchemes: toSecuritySchemes(contract, credentials),
    },
    'x-readings': toNotes(readings),
    'x-refusals': shown.refusals,
  }
}

function toServer(baseUrl: string, host: ApiNotes['host']): Server {
  const description = 'The documented base URL.'
  if (!host) return { url: baseUrl, description }
  const { host: own } = new URL(baseUrl)
  return {
    url: baseUrl.replace(own, `{${host.name}}`),
    description,
    variables: { [host.name]: { default: own, description: host.description } },
  }
}

function toPaths({ contract, readings, notes, shown }: Documented) {
  const { resources, failure, headers, bodyTypes = [] } = notes
  const components = createComponents([notes, ...resources].flatMap(({ schemas }) => schemas))
  const paths: Record<string, Record<string, Operation>> = {}
  for (const [name, endpoint] of Object.entries(contract)) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}')
    const operation = toOperation({
      ...{ name, endpoint, components, ...noteOf(resources, name) },
      readings,
      examples: shown.examples[name] ?? [],
      bodyTypes,
      headers: Object.keys(headers),
      tooLarge: { description: tooLarge, body: failure },
    })
    paths[path] = { ...paths[path], [endpoint.method]: operation }
  }
  return { paths, schemas: components.schemas }
}

const tooLarge = `The body is larger than ${bodyLimit} bytes.`

function noteOf(resources: ApiNotes['resources'], name: string) {
  const resource = resources.find(({ operations }) => Object.hasOwn(operations, name))
  const note = resource?.operations[name]
  if (resource && note) return { tag: resource.tag, note }
  throw new Error(
    `Failed to export "${name}": no resource has a note on it. Add one to the notes.ts beside its contract.`,
  )
}

function toHeader(note: FieldNote): Header {
  const { description, ...schema } = toSchema(note)
  return { description, schema: { type: 'string', ...schema } }
}

const toSecuritySchemes = (contract: Contract, description: string) =>
  Object.fromEntries(
    Object.values(contract).flatMap(({ auth }) =>
      auth === 'none' ? [] : [[schemeName(auth), { ...schemeOf(auth), description }]],
    ),
  )
