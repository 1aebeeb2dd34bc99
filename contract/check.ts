import type * as z from 'zod/mini'
import { examine } from './answer/examine.ts'
import { mostTold, shown } from './answer/refusal.ts'

/** What each schema takes, in words that end a sentence: `a whole number from 0`. zod's own registries weigh more. */
const words = new WeakMap<z.core.$ZodType, string>()

/** A schema with the words for what it takes. */
export function expecting<Schema extends z.core.$ZodType>(
  schema: Schema,
  expected: string,
): Schema {
  words.set(schema, expected)
  return schema
}

/**
 * What somebody passed to us, in code or over HTTP, as a value of the schema; else throws a sentence that names the key,
 * the value and what is possible.
 *
 * @example check(Options, { seed: 'x' }, 'create the "overplane" double')
 * // Failed to create the "overplane" double: "seed" is "x". Give a whole number from 0.
 */
export function check<Schema extends z.core.$ZodType>(
  schema: Schema,
  value: unknown,
  doing: string,
): z.core.output<Schema> {
  const result = examine(schema, value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new TypeError(
    `Failed to ${doing}: ${issue ? told(issue, plainly(schema), value) : 'it is wrong.'}`,
  )
}

function told(issue: z.core.$ZodIssue, schema: z.core.$ZodType, value: unknown): string {
  const path = issue.path.map(String)
  const at = schemaAt(schema, path)
  if (issue.code === 'unrecognized_keys' && at && 'shape' in at._zod.def) {
    const names = issue.keys.slice(0, mostTold).map(key => `"${[...path, shown(key)].join('.')}"`)
    const known = Object.keys(shapeOf(at)).join(', ')
    const more = issue.keys.length - names.length
    const all = `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
    return `there is no ${all}.${known === '' ? '' : ` Choose from ${known}.`}`
  }
  const name = path.length === 0 ? 'it' : `"${path.map(shown).join('.')}"`
  const sent = path.reduce<unknown>((part, key) => Object(part)[key], value)
  const fault = sent === undefined ? 'is missing' : `is ${quoted(sent)}`
  const expected = (at && words.get(at)) ?? 'another value'
  return `${name} ${fault}. Give ${expected}.`
}

/** A value that was sent, as a sentence names it. */
export const quoted = (sent: unknown): string => {
  if (typeof sent === 'function') return 'a function'
  if (sent === null || typeof sent !== 'object')
    return typeof sent === 'string' ? `"${shown(sent)}"` : String(sent)
  return Array.isArray(sent) ? 'a list' : 'an object'
}

/** The innermost schema with words on the way that a path leads. */
function schemaAt(
  schema: z.core.$ZodType | undefined,
  [key, ...rest]: readonly string[],
): z.core.$ZodType | undefined {
  if (!schema || key === undefined) return schema
  const shape = shapeOf(schema)
  const inner = Object.hasOwn(shape, key) ? shape[key] : undefined
  return inner ? schemaAt(plainly(inner), rest) : schema
}

/** Of `z.optional(...)` what is optional, unless the words are its own. */
const plainly = (schema: z.core.$ZodType): z.core.$ZodType => {
  const { def } = schema._zod
  return !words.has(schema) && 'innerType' in def ? (def.innerType as z.core.$ZodType) : schema // every def with the key has a schema there
}

const shapeOf = (
  schema: z.core.$ZodType | undefined,
): Readonly<Record<string, z.core.$ZodType>> => {
  const def = schema?._zod.def
  return def && 'shape' in def ? (def.shape as Record<string, z.core.$ZodType>) : {} // of an object's def, and of no other
}
