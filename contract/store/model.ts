import type * as z from 'zod/mini'
import type { AnyEntity, Making } from '../define/entity.ts'
import { type ModelDefinition, nullable, primaryKey } from './data.ts'

/** The definition of an entity's model for `@mswjs/data`, out of its schema: its fields in their order. */
export function modelOf(entity: AnyEntity, making: Making): ModelDefinition {
  const { schema, id } = entity
  const fields = Object.entries(schema._zod.def.shape).map(([name, field]) => {
    const make = makerOf(entity, name, field, making)
    // Whatever is held has been checked by the schema: that null may stand somewhere is its own to say.
    return [name, name === id ? primaryKey(make) : nullable(make)] as const
  })
  return Object.fromEntries(fields)
}

/** The fields that `@mswjs/data` cannot take: it knows plain values and lists of them. */
export const wholeFields = ({ schema }: AnyEntity): readonly string[] =>
  Object.entries(schema._zod.def.shape)
    .filter(([, field]) => !isPlain(field))
    .map(([name]) => name)

type Plain = string | number

/** How a field gets its value where nobody gives one. */
function makerOf(entity: AnyEntity, name: string, field: z.core.$ZodType, making: Making) {
  const given: unknown = entity.defaults?.[name]
  // What `@mswjs/data` cannot take is put there by the store.
  if (typeof given === 'function') return () => given(making) as Plain
  if (given !== undefined) return () => structuredClone(given) as Plain
  if (entity.times?.includes(name)) return () => making.now()
  if (name === entity.id) return () => (isText(field) ? making.ids.uuid() : making.nextId())
  return () => plainest(field) as Plain
}

type Def = z.core.$ZodTypes['_zod']['def']

const isText = (field: z.core.$ZodType): boolean => (field._zod.def as Def).type === 'string'

/** The plainest value that a field may have. */
function plainest(field: z.core.$ZodType): unknown {
  // Every schema that zod makes is one of its own kinds, told apart by `type`.
  const def = field._zod.def as Def
  switch (def.type) {
    case 'string':
      return ''
    case 'number':
      return 0
    case 'boolean':
      return false
    case 'array':
      return []
    case 'enum':
      return Object.values(def.entries)[0]
    case 'literal':
      return def.values[0]
    case 'union':
      return plainest(def.options[0] ?? field)
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape).map(([key, inner]) => [key, plainest(inner)]),
      )
    case 'record':
      return {}
    case 'optional':
      return undefined
    default:
      return null
  }
}

/** Whether all that a field can hold is a text, a number or a truth value, or a list of those. */
function isPlain(field: z.core.$ZodType): boolean {
  const def = field._zod.def as Def // as above
  switch (def.type) {
    case 'array':
      return isPlain(def.element) && (def.element._zod.def as Def).type !== 'array'
    case 'union':
      return def.options.every(isPlain)
    case 'nullable':
    case 'optional':
    case 'default':
    case 'prefault':
      return isPlain(def.innerType)
    default:
      return ['string', 'number', 'boolean', 'enum', 'literal', 'null'].includes(def.type)
  }
}
