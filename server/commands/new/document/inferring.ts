import { isRecord, type Json } from '../../../../contract/json.ts'

// What was seen tells of what kind a value is. No value that was seen goes into the schema.

const deepest = 20
const mostFields = 200

/** The schema of some values that were seen at one place. */
export function schemaOf(values: readonly unknown[], depth = 0): Json {
  const seen = values.filter(value => value !== null && value !== undefined)
  const isNullable = values.includes(null)
  const [first] = seen
  if (first === undefined || depth > deepest) return {}
  const kinds = [...new Set(seen.map(kindOf))]
  const own = kinds.length === 1 ? ofKind(kinds[0], seen, depth) : { type: kinds }
  if (!isNullable) return own
  return { ...own, type: [...[own.type].flat(), 'null'] }
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  if (Number.isInteger(value)) return 'integer'
  return typeof value
}

function ofKind(kind: string | undefined, values: readonly unknown[], depth: number): Json {
  switch (kind) {
    case 'array':
      return { type: 'array', items: schemaOf(values.flat(), depth + 1) }
    case 'object':
      return objectOf(values.filter(isRecord), depth)
    case 'string':
      return textOf(values.map(String))
    default:
      return { type: kind }
  }
}

/** Fields that were there each time are required; names that look like values make it a map. */
function objectOf(values: readonly Json[], depth: number): Json {
  const names = [...new Set(values.flatMap(value => Object.keys(value)))]
  const inner = (name: string) =>
    values.filter(value => Object.hasOwn(value, name)).map(value => value[name])
  if (names.length > mostFields || names.some(isValue)) {
    return { type: 'object', additionalProperties: schemaOf(names.flatMap(inner), depth + 1) }
  }
  return {
    type: 'object',
    required: names.filter(name => inner(name).length === values.length),
    properties: Object.fromEntries(names.map(name => [name, schemaOf(inner(name), depth + 1)])),
  }
}

/** Whether a name is none that a person has given: an address, an id, a time. */
export const isValue = (name: string): boolean =>
  !/^[A-Za-z_$][\w$.-]{0,40}$/.test(name) || isId(name)

/** Whether a text looks like what a machine has made. */
export const isId = (text: string): boolean =>
  /^\d+$/.test(text) ||
  /^[0-9a-f]{8}-[0-9a-f-]{20,}$/i.test(text) ||
  /^(?=.*\d)[0-9a-f]{8,}$/i.test(text) ||
  /^[a-z]+_(?=.*\d)\w{6,}$/i.test(text) ||
  (text.length >= 16 && /\d/.test(text) && /[a-z]/i.test(text))

const formats: readonly (readonly [string, RegExp])[] = [
  ['date-time', /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/],
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i],
  ['email', /^[^@\s]+@[^@\s]+\.[a-z]+$/i],
  ['uri', /^https?:\/\//],
]

function textOf(texts: readonly string[]): Json {
  const format = formats.find(([, form]) => texts.every(text => form.test(text)))
  return { type: 'string', ...(format && { format: format[0] }) }
}
