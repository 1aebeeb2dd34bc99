import { ownOf } from '../answer/own.ts'
import { type Json, listOf, recordOf } from '../json.ts'
import { type ContractDocument, textOf } from './document.ts'

/** An operation, as a document describes it. */
export interface OperationView {
  /** `operationId`, or the method with the path. */
  readonly name: string
  /** In capitals. */
  readonly method: string
  /** As it is written: `/users/{id}`. */
  readonly path: string
  readonly isDeprecated: boolean
  /** By where they stand and their names: `query "limit"`. */
  readonly parameters: ReadonlyMap<string, ParameterView>
  readonly body: BodyView | undefined
  /** By status: `200`, `4XX`, `default`. */
  readonly replies: ReadonlyMap<string, ReplyView>
  /** Each a way to be let in: what has to be shown together, by how it is shown. None: nothing has to be. */
  readonly credentials: readonly (readonly string[])[]
}

/** Schemas by media type. */
type Content = ReadonlyMap<string, unknown>

interface BodyView {
  readonly isRequired: boolean
  readonly content: Content
}

interface ReplyView {
  readonly content: Content
  /** Whether each header is always there, by its name in lower case. */
  readonly headers: ReadonlyMap<string, boolean>
}

export interface ParameterView {
  readonly name: string
  /** `path`, `query`, `header`, `cookie`. */
  readonly in: string
  readonly isRequired: boolean
  /** How a list or an object is written. */
  readonly style: string
  readonly schema: unknown
}

const methods = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
])

/** The operations of a document by method and path; what the parameters of a path are called makes no difference. */
export function operationsOf(document: ContractDocument): ReadonlyMap<string, OperationView> {
  const entries = Object.entries(recordOf(document.root.paths)).flatMap(([path, node]) => {
    const item = document.at(node)
    const own = Object.entries(item).filter(([method]) => methods.has(method))
    return own.map(([method, operation]) => {
      const view = toView(document, { item, operation: document.at(operation), method, path })
      return [`${view.method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`, view] as const
    })
  })
  return new Map(entries)
}

function toView(
  document: ContractDocument,
  place: { item: Json; operation: Json; method: string; path: string },
): OperationView {
  const { item, operation, path } = place
  const method = place.method.toUpperCase()
  const { operationId, requestBody, responses, deprecated } = operation
  const parameters = [...listOf(item.parameters), ...listOf(operation.parameters)]
  return {
    name: typeof operationId === 'string' ? operationId : `${method} ${path}`,
    ...{ method, path, isDeprecated: deprecated === true },
    parameters: new Map(parameters.map(one => toParameter(document, document.at(one), path))),
    body: requestBody === undefined ? undefined : toBody(document, document.at(requestBody)),
    replies: new Map(
      Object.entries(recordOf(responses)).map(([status, reply]) => [
        status.toUpperCase(),
        toReply(document, document.at(reply)),
      ]),
    ),
    credentials: credentialsOf(document, operation.security ?? document.root.security),
  }
}

const toBody = (document: ContractDocument, { required, content }: Json): BodyView => ({
  isRequired: required === true,
  content: contentOf(document, content),
})

const toReply = (document: ContractDocument, { content, headers }: Json): ReplyView => ({
  content: contentOf(document, content),
  headers: new Map(
    Object.entries(recordOf(headers)).map(([name, header]) => [
      name.toLowerCase(),
      document.at(header).required === true,
    ]),
  ),
})

const contentOf = (document: ContractDocument, content: unknown): Content =>
  new Map(
    Object.entries(recordOf(content)).map(([type, media]) => [
      type.split(';')[0]?.trim().toLowerCase() ?? '',
      document.at(media).schema,
    ]),
  )

function toParameter(
  document: ContractDocument,
  { name, in: place, required, schema, content, style, explode }: Json,
  path: string,
): readonly [string, ParameterView] {
  const [media] = Object.values(recordOf(content))
  const view = {
    ...{ name: textOf(name), in: textOf(place), isRequired: required === true },
    style: JSON.stringify([style ?? usualStyle(place), explode ?? usualExplode(style, place)]),
    schema: schema ?? document.at(media).schema,
  }
  const nth = path.split(`{${view.name}}`)[0]?.split('{').length
  return [view.in === 'path' ? `path ${nth}` : `${view.in} "${view.name}"`, view]
}

const usualStyle = (place: unknown): string =>
  place === 'query' || place === 'cookie' ? 'form' : 'simple'

const usualExplode = (style: unknown, place: unknown): boolean =>
  (style ?? usualStyle(place)) === 'form'

/** By how they are shown, and not by the names that a document gives to that. */
function credentialsOf(
  document: ContractDocument,
  security: unknown,
): readonly (readonly string[])[] {
  const schemes = recordOf(recordOf(document.root.components).securitySchemes)
  return listOf(security).map(way =>
    Object.entries(recordOf(way)).flatMap(([name, scopes]) => {
      const shown = shownBy(document.at(ownOf(schemes, name)), name)
      return [shown, ...listOf(scopes).map(scope => `${shown} with the scope ${textOf(scope)}`)]
    }),
  )
}

function shownBy({ type, scheme, in: place, name }: Json, own: string): string {
  if (type === 'http') return textOf(scheme).toLowerCase()
  return type === 'apiKey' ? `a key in the ${textOf(place)} "${textOf(name)}"` : textOf(type ?? own)
}
