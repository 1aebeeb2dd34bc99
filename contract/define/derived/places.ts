import type * as z from 'zod/mini'
import type { Endpoint } from '../../answer/endpoint.ts'
import type { AnyEntity, Entities } from '../entity.ts'

/** Where a reply shows an entity: one of them, or a list. */
export interface Place {
  readonly entity: string
  /** The keys that lead to it, or to the list. */
  readonly path: readonly string[]
  /** Of a list, the keys that lead to the entity within each row. */
  readonly within?: readonly string[]
}

/** Where an operation's success shows one of the API's entities, if it does. */
export function placeOf({ responses }: Endpoint, entities: Entities): Place | undefined {
  const body = successOf({ responses })?.body
  return body && placeIn(body, entities, [])
}

/** What an operation answers where all is well. */
export function successOf({ responses }: Pick<Endpoint, 'responses'>) {
  const status = Object.keys(responses).map(Number).find(isSuccess)
  return status === undefined ? undefined : { status, ...responses[status] }
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300

interface Parts {
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>
  readonly element?: z.core.$ZodType
  readonly innerType?: z.core.$ZodType
}

function placeIn(
  schema: z.core.$ZodType,
  entities: Entities,
  path: readonly string[],
): Place | undefined {
  const { shape, element, innerType } = schema._zod.def as Parts // zod's kinds that have none of these show no entity
  if (innerType) return placeIn(innerType, entities, path)
  if (element) {
    const inner = placeIn(element, entities, [])
    return inner && { entity: inner.entity, path, within: inner.path }
  }
  if (!shape) return undefined
  const own = Object.entries(entities).find(([, entity]) => shows(shape, entity))
  if (own) return { entity: own[0], path }
  for (const [key, field] of Object.entries(shape)) {
    const place = placeIn(field, entities, [...path, key])
    if (place) return place
  }
  return undefined
}

/** Whether a shape is an entity's own, or as much of it as travels: field by field the same schemas. */
function shows(
  shape: Readonly<Record<string, z.core.$ZodType>>,
  { schema, id }: AnyEntity,
): boolean {
  const own = schema._zod.def.shape
  return id in shape && Object.entries(shape).every(([name, field]) => own[name] === field)
}

/** A path without what follows its parameters within a segment: `/books/:id` of `/books/:id.json`. */
export const stem = (path: string): string => path.replace(/(:\w+)[^/]*/g, '$1')
