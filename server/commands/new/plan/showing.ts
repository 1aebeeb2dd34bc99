import { isRecord } from '../../../../contract/json.ts'
import type { ObjectShape, Shape } from '../document/shape.ts'
import { isTaken, resolved } from './assigning.ts'
import type { Component } from './components.ts'
import type { PlannedEntity, Said } from './plan.ts'
import type { Values } from './values.ts'

/** What is needed to show an entity. */
export interface Showing {
  readonly components: ReadonlyMap<string, Component>
  readonly values: Values
}

/** A shape as an object, if it is one. */
export function objectOf(
  components: ReadonlyMap<string, Component>,
  shape: Shape,
): ObjectShape | undefined {
  const own = resolved(components, shape)
  return own.kind === 'object' ? own : undefined
}

/** Whether a shape is an entity's own. */
export const isOf = (shape: Shape, { component }: PlannedEntity): boolean =>
  shape.kind === 'named' && shape.name === component

/** How a shape shows an entity, which is had by code: itself, in an envelope, or a part of it. */
export function shownAs(
  showing: Showing,
  shape: Shape,
  entity: PlannedEntity,
  code: string,
  example: unknown,
): Said | undefined {
  if (isOf(shape, entity)) return { code }
  const whole = objectOf(showing.components, shape)
  if (!whole) return undefined
  const place = whole.fields.find(field => isOf(field.shape, entity))
  if (place) return enveloped(showing, whole, place.name, { code }, example)
  return code.includes('(') ? undefined : partOf(showing, whole, entity, code)
}

/** An envelope around what it shows: what else it must have is as in the example, or made up. */
export function enveloped(
  { values }: Showing,
  { fields }: ObjectShape,
  place: string,
  said: Said,
  example: unknown,
  known: ReadonlyMap<string, Said> = new Map(),
): Said {
  const shown = isRecord(example) ? example : {}
  return {
    fields: fields.flatMap(({ name, isRequired, shape }): (readonly [string, Said])[] => {
      if (name === place) return [[name, said]]
      const own = known.get(name)
      if (own !== undefined) return [[name, own]]
      return isRequired ? [[name, { value: values.made(shape, shown[name], name) }]] : []
    }),
  }
}

/** Some fields of an entity, where a shape has no others that it must have. */
function partOf(
  { components }: Showing,
  { fields }: ObjectShape,
  { shape }: PlannedEntity,
  code: string,
): Said | undefined {
  const shown = fields.filter(field => {
    const own = shape.fields.find(({ name }) => name === field.name)
    return own?.isRequired && isTaken(components, field.shape, own.shape)
  })
  const lacks = fields.some(field => field.isRequired && !shown.includes(field))
  if (lacks || shown.length === 0 || !shown.every(({ name }) => /^[A-Za-z_$][\w$]*$/.test(name)))
    return undefined
  return { fields: shown.map(({ name }) => [name, { code: `${code}.${name}` }]) }
}
