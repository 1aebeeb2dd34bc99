import type * as z from 'zod/mini'
import { ownWordsOf, saidOf } from '../define/words.ts'
import { describe, type FieldNote, type SchemaNote } from './components.ts'

/** A field's words as the document takes them; without any, its name. */
export function noteOf(name: string, schema: z.core.$ZodType): FieldNote {
  const { words = `The ${name.replaceAll('_', ' ')}.`, more } = saidOf(schema) ?? {}
  const standing = defaultOf(schema)
  return more || standing ? { description: words, ...more, ...standing } : words
}

/** A default, which zod leaves out where the field is read by a function. */
function defaultOf({ _zod: { def } }: z.core.$ZodType): { default: JsonValue } | undefined {
  if (def.type !== 'default') return undefined
  const { defaultValue } = def as z.core.$ZodDefaultDef // of this type it is one
  return isJson(defaultValue) ? { default: defaultValue } : undefined
}

type JsonValue = string | number | boolean

const isJson = (value: unknown): value is JsonValue =>
  ['string', 'number', 'boolean'].includes(typeof value)

/** The notes on every object that can be reached from these schemas, each once. */
export function notesOf(
  roots: readonly (z.core.$ZodType | undefined)[],
  seen: Set<unknown> = new Set(),
): SchemaNote[] {
  return roots.flatMap(schema => {
    if (!schema || seen.has(schema)) return []
    seen.add(schema)
    // What only says something else of a component is a reference to it.
    const { parent } = schema._zod
    if (parent && ownWordsOf(parent)?.name !== undefined) return notesOf([parent], seen)
    const { shape, parts } = partsOf(schema)
    const below = notesOf([...Object.values(shape ?? {}), ...parts], seen)
    return shape ? [noteOn(schema as z.core.$ZodObject, shape), ...below] : below
  })
}

function noteOn(
  schema: z.core.$ZodObject,
  shape: Readonly<Record<string, z.core.$ZodType>>,
): SchemaNote {
  const { name, words } = ownWordsOf(schema) ?? {}
  const fields = Object.entries(shape).map(([key, field]) => [key, noteOf(key, field)] as const)
  return describe(schema, {
    ...(name !== undefined && { name }),
    ...(words !== undefined && { description: words }),
    fields: Object.fromEntries(fields),
  })
}

/** What a schema is made of: of every kind the keys that it has. */
interface Parts {
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>
  readonly element?: z.core.$ZodType
  readonly innerType?: z.core.$ZodType
  readonly in?: z.core.$ZodType
  readonly out?: z.core.$ZodType
  readonly valueType?: z.core.$ZodType
  readonly options?: readonly z.core.$ZodType[]
}

/** The fields of an object, and what else a schema is made of. */
function partsOf({ _zod: { def } }: z.core.$ZodType) {
  // zod's definitions are told apart by `type`; of all of them these keys mean the same.
  const { shape, element, innerType, in: from, out, valueType, options } = def as Parts
  return { shape, parts: [element, innerType, from, out, valueType, options].flat() }
}
