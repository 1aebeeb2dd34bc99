import * as z from 'zod/mini'
import { faultOf } from '../answer/mismatch.ts'
import { shown } from '../answer/refusal.ts'
import { isValid } from '../answer/valid.ts'
import { isSecret } from '../double/journal/redaction.ts'

/** What there is to know of an entity to judge it. */
export interface Judged {
  /** Default: any object. */
  readonly schema?: z.core.$ZodType
  /** The field that is the primary key. Default: `id`. */
  readonly key?: string
}

/** The schema of what has no other. */
export const AnyEntity = z.object({})

/** What is wrong with an entity, and how it is named. */
export function entityFault(
  entity: unknown,
  { schema = AnyEntity, key = 'id' }: Judged,
): { readonly name: string; readonly at: string } | undefined {
  const at = strangeIn(entity) ?? faultOf(schema, entity)
  if (at === undefined) return undefined
  return { at, name: nameOf(Reflect.get(Object(entity), key), key, 'an entity') }
}

/**
 * What is wrong with entities of which each may leave out what has a default, as the end of a sentence with the entity
 * and the field; nothing where all of them can be put in.
 */
export function faultAmong(
  given: unknown,
  { schema = AnyEntity, key = 'id' }: Judged,
): string | undefined {
  if (!Array.isArray(given)) return 'is no list of entities'
  const known = new Set<unknown>()
  const faultOfOne = (entity: unknown, index: number): string | undefined => {
    const id: unknown = Reflect.get(Object(entity), key)
    const name = nameOf(id, key, `entity ${index + 1}`)
    const at = strangeIn(entity) ?? faultInGiven(schema, entity, [])
    if (at !== undefined) return `is wrong in ${name} at ${at}`
    if (id === '' || id === 0) return `is wrong in ${name}: its "${key}" is empty`
    const isTwice = id !== undefined && known.size === known.add(id).size
    return isTwice ? `has ${name} twice` : undefined
  }
  for (const [index, entity] of given.entries()) {
    const fault = faultOfOne(entity, index)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** What is wrong with what is given of a value: of an object whose fields are known, any may be left out. */
function faultInGiven(
  schema: z.core.$ZodType,
  given: unknown,
  path: readonly string[],
): string | undefined {
  if (isValid(schema, given)) return undefined
  const shape: Readonly<Record<string, z.core.$ZodType>> | undefined = Object(schema._zod.def).shape
  if (!shape || !isObject(given)) return faultOf(within(schema, path), held(given, path))
  for (const [name, value] of Object.entries(given)) {
    const field = Object.hasOwn(shape, name) ? shape[name] : undefined
    if (!field) return `"${[...path, shown(name)].join('.')}" (nothing is expected there)`
    const fault = faultInGiven(field, value, [...path, name])
    if (fault !== undefined) return fault
  }
  return undefined
}

/** A schema, and a value, as a fault of them is told by the whole path. */
const within = (schema: z.core.$ZodType, path: readonly string[]): z.core.$ZodType =>
  path.reduceRight<z.core.$ZodType>((inner, name) => z.object({ [name]: inner }), schema)

const held = (value: unknown, path: readonly string[]): unknown =>
  path.reduceRight((inner, name) => ({ [name]: inner }), value)

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The one key that zod passes over. */
const strangeIn = (entity: unknown): string | undefined =>
  Object.hasOwn(Object(entity), '__proto__') ? '"__proto__" (nothing is expected there)' : undefined

const nameOf = (id: unknown, key: string, otherwise: string): string =>
  id && !isSecret(key) ? `the entity "${shown(id)}"` : otherwise
