/** What of a JSON Schema is read here. */
export interface Schema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
}

/** A field of an object. */
export interface FieldOf {
  readonly name: string
  readonly schema: Schema
  readonly isRequired: boolean
}

/** The fields of an object. */
export interface Form {
  readonly fields: readonly FieldOf[]
}

/** The fields of an object's JSON Schema; nothing where it is none of an object. */
export function formOf(json: object | undefined): Form | undefined {
  const { properties, required = [] }: Schema = Object(json)
  if (!properties) return undefined
  return {
    fields: Object.entries(properties).map(([name, schema]) => ({
      ...{ name, schema, isRequired: required.includes(name) },
    })),
  }
}

/** The ways that a value may be, without null. */
const ways = ({ anyOf, ...schema }: Schema): readonly Schema[] =>
  anyOf ? anyOf.flatMap(ways).filter(({ type }) => type !== 'null') : [schema]

/** Whether null may stand there. */
export const isNullable = ({ type, anyOf = [] }: Schema): boolean =>
  type === 'null' || anyOf.some(isNullable)

/** What a control for the field is like: of what nothing else takes, JSON is written. */
export function controlFor(schema: Schema): Control {
  const [only, ...more] = ways(schema)
  const options = optionsOf(schema)
  if (options) return { kind: 'choice', options }
  if (!only || more.length > 0) return { kind: 'json' }
  if (only.type === 'string') return { kind: 'text' }
  if (only.type === 'boolean') return { kind: 'choice', options: [true, false] }
  return only.type === 'number' || only.type === 'integer' ? { kind: 'number' } : { kind: 'json' }
}

export type Control =
  | { readonly kind: 'text' | 'number' | 'json' }
  | { readonly kind: 'choice'; readonly options: readonly unknown[] }

/** The values to choose from, where there are few. */
function optionsOf(schema: Schema): readonly unknown[] | undefined {
  const lists = ways(schema).map(one => one.enum ?? (one.const === undefined ? [] : [one.const]))
  return lists.every(list => list.length > 0) && lists.length > 0 ? lists.flat() : undefined
}

/** What a value is, in words: `text or null`, `"a" or "b"`, `list of numbers`. */
export function typeOf(schema: Schema): string {
  const own = ways(schema).map(wordOf)
  return [...new Set([...own, ...(isNullable(schema) ? ['null'] : [])])].join(' or ')
}

function wordOf({ type, enum: options, const: only, format, items }: Schema): string {
  if (options) return options.map(one => JSON.stringify(one)).join(' or ')
  if (only !== undefined) return JSON.stringify(only)
  if (type === 'array') return items ? `list of ${typeOf(items)}` : 'list'
  if (type === 'string') return format ?? 'text'
  return typeof type === 'string' ? (words[type] ?? type) : 'anything'
}

const words: Readonly<Record<string, string>> = {
  integer: 'whole number',
  boolean: 'true or false',
}
