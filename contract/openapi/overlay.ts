import type { OpenApiDocument } from './openapi.ts'

/** An OpenAPI Overlay 1.0: what is to be added to a document that stands elsewhere. */
export interface Overlay {
  readonly overlay: '1.0.0'
  readonly info: { readonly title: string; readonly version: string }
  readonly actions: readonly Action[]
}

interface Action {
  /** A JSONPath of one place. */
  readonly target: string
  readonly description: string
  readonly update: object
}

/**
 * The readings of a document as an overlay for the vendor's own: all of them beside the paths, and at each operation and
 * each status the ids of those that are about it, and where it comes from. Nothing of the vendor's is replaced; what the
 * vendor's document does not have, an overlay passes over.
 *
 * @example JSON.stringify(toOverlay(await overplane.openapi()))
 */
export function toOverlay(document: OpenApiDocument): Overlay {
  const { info, paths, 'x-readings': readings } = document
  const about = new Map(
    readings.map(reading => [
      reading.id,
      `${reading.about}: ${String(reading.takes).replace(/\.$/, '')}.`,
    ]),
  )
  const told = (ids: readonly string[] = []) => ids.map(id => about.get(id) ?? id).join(' ')
  const whole: Action = {
    target: '$',
    description:
      'Where the documentation leaves a choice: what is taken, what else is possible, and why.',
    update: { 'x-readings': readings },
  }
  const parts = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]): Action[] => {
      const target = `$.paths[${quoted(path)}].${method}`
      const replies = Object.entries(operation.responses).map(([status, reply]) => ({
        target: `${target}.responses[${quoted(status)}]`,
        description: `${operation.operationId}, ${status}. ${told(reply['x-readings'])}`.trim(),
        update: extensionsOf(reply),
      }))
      return [
        {
          target,
          description: `${operation.operationId}. ${told(operation['x-readings'])}`.trim(),
          update: extensionsOf(operation),
        },
        ...replies,
      ]
    }),
  )
  return {
    overlay: '1.0.0',
    info: { title: `Readings of ${info.title}`, version: info.version },
    actions: [whole, ...parts.filter(({ update }) => Object.keys(update).length > 0)],
  }
}

/** What a document says beyond OpenAPI: `x-readings`, `x-source`, and the like. */
const extensionsOf = (part: object): object =>
  Object.fromEntries(Object.entries(part).filter(([key]) => key.startsWith('x-')))

/** A key as JSONPath has it. */
const quoted = (key: string): string => `'${key.replaceAll(/[\\']/g, '\\$&')}'`
