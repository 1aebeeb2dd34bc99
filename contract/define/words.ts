import type * as z from 'zod/mini'
import type { JsonSchema } from '../openapi/components.ts'

/** What was said of a schema. */
interface Said {
  /** Makes an object a component of the document. */
  readonly name?: string
  readonly words: string
  /** JSON Schema beside the words, where the schema itself cannot be exported, or says less. */
  readonly more?: JsonSchema
}

/** By schema, weakly: what nobody uses any more takes its words along. */
const said = new WeakMap<z.core.$ZodType, Said>()

/**
 * A field with the page's words for it. It is a schema of its own, so that several fields may share one.
 *
 * @example say('The email address of the user.', z.string())
 */
export function say<Schema extends z.ZodMiniType>(
  words: string,
  schema: Schema,
  more?: JsonSchema,
): Schema {
  // A check more or less makes another schema; none makes a copy.
  const own = schema.check()
  said.set(own, { words, ...(more && { more }) })
  return own
}

/**
 * An object with its name and words: a component of the document.
 *
 * @example named('User', 'A user.', z.strictObject({ id: z.int() }))
 */
export function named<Schema extends z.core.$ZodObject>(
  name: string,
  words: string,
  schema: Schema,
): Schema {
  said.set(schema, { name, words })
  return schema
}

/**
 * A schema with the words of another, where nothing was said of it: a copy, as in `say`. `more` stands in the place of
 * the other's own.
 *
 * @example alike(say('What is to be done.', z.string()), z.nullable(z.string()))
 */
export function alike<Schema extends z.ZodMiniType>(
  other: z.core.$ZodType,
  schema: Schema,
  more?: JsonSchema,
): Schema {
  const words = said.get(schema) ?? saidOf(other)
  if (!words) return schema
  const own = schema.check()
  said.set(own, { ...words, ...(more && { more }) })
  return own
}

/** A schema's own words, or those of what it wraps. */
export function saidOf(schema: z.core.$ZodType | undefined): Said | undefined {
  if (!schema) return undefined
  const { innerType, out } = schema._zod.def as Wrapping // zod tells its kinds apart by `type`; of all these mean the same
  return said.get(schema) ?? saidOf(innerType ?? out)
}

/** What was said of a schema itself. */
export const ownWordsOf = (schema: z.core.$ZodType): Said | undefined => said.get(schema)

interface Wrapping {
  readonly innerType?: z.core.$ZodType
  readonly out?: z.core.$ZodType
}
