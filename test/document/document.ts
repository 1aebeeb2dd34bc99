import type { OpenApiDocument } from '../../handlers/index.ts'

type Operation = OpenApiDocument['paths'][string][string]

/** Every operation as `get /path name`. */
export const linesOf = (document: OpenApiDocument): string[] =>
  operationsOf(document).map(
    ({ path, method, operation }) => `${method} ${path} ${operation.operationId}`,
  )

export const operationsOf = ({ paths }: OpenApiDocument) =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

export function operationOf(document: OpenApiDocument, name: string): Operation {
  const found = operationsOf(document).find(({ operation }) => operation.operationId === name)
  if (!found) throw new Error(`there is no operation ${name}`)
  return found.operation
}

export const statusesOf = (document: OpenApiDocument, name: string): string[] =>
  Object.keys(operationOf(document, name).responses)

/** An operation's parameters by name, without their words and examples. */
export const parametersOf = (document: OpenApiDocument, name: string) =>
  Object.fromEntries(
    (operationOf(document, name).parameters ?? []).map(
      ({ name, description: _, example: __, ...parameter }) => [name, parameter],
    ),
  )

/** The fields of a component by name, without their words. */
export const fieldsOf = (document: OpenApiDocument, name: string) =>
  Object.fromEntries(
    Object.entries(document.components.schemas[name]?.properties ?? {}).map(([name, field]) => {
      const { description: _, ...rest } = Object(field)
      return [name, rest]
    }),
  )

export const requiredOf = (document: OpenApiDocument, name: string) =>
  document.components.schemas[name]?.required ?? []

/** Name of the component that an operation takes, or answers with. */
export const takenBy = (document: OpenApiDocument, name: string) =>
  nameOf(operationOf(document, name).requestBody?.content['application/json'].schema.$ref)

export const answeredBy = (document: OpenApiDocument, name: string, status: number) =>
  nameOf(operationOf(document, name).responses[status]?.content?.['application/json'].schema.$ref)

const nameOf = (ref: string | undefined) => ref?.replace('#/components/schemas/', '')

/** The reply that is shown first for a status. */
export const shownBy = (document: OpenApiDocument, name: string, status: number): unknown => {
  const content = operationOf(document, name).responses[status]?.content?.['application/json']
  return Object.values(content?.examples ?? {})[0]?.value
}

/** Every place of the document whose value passes. */
export function placesOf(
  value: unknown,
  passes: (value: object, place: string) => boolean,
  place = '#',
): string[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([key, item]) =>
    placesOf(item, passes, `${place}/${key.replaceAll('/', '~1')}`),
  )
  return passes(value, place) ? [place, ...inner] : inner
}
