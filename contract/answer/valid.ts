import * as z from 'zod/mini'

/** Says of a value that it is surely valid; where it says no, it may be so all the same. */
type Surely = (value: unknown) => boolean

const known = new WeakMap<z.core.$ZodType, Surely>()

/**
 * Whether a value is one of the schema, as `z.validate` says. Most values are plain, and valid: of those it is known in a
 * fifth of the time.
 *
 * @example isValid(z.strictObject({ id: z.int() }), { id: 1 }) // true
 */
export const isValid = (schema: z.core.$ZodType, value: unknown): boolean =>
  surelyOf(schema)(value) || z.validate(schema, value)

function surelyOf(schema: z.core.$ZodType): Surely {
  const made = known.get(schema)
  if (made) return made
  const surely = toSurely(schema._zod.def as Def) // every schema that zod makes is one of its own kinds
  known.set(schema, surely)
  return surely
}

type Def = z.core.$ZodTypes['_zod']['def']

const unsure: Surely = () => false

/** What has checks of its own, or is made into something else, is left to zod. */
function toSurely(def: Def): Surely {
  if (def.checks && def.checks.length > 0) return unsure
  switch (def.type) {
    case 'string':
    case 'number':
      return plain(def)
    case 'boolean':
      return value => typeof value === 'boolean'
    case 'null':
      return value => value === null
    case 'literal':
      return value => def.values.some(one => one === value)
    case 'nullable':
      return orNull(surelyOf(def.innerType))
    case 'optional':
      // Whether it may be undefined depends on its kind: what is there is valid by what is within.
      return surelyOf(def.innerType)
    case 'union':
      return oneOf(def.options.map(surelyOf))
    case 'array':
      return everyOne(surelyOf(def.element))
    case 'object':
      return withFields(def.shape)
    default:
      return unsure
  }
}

function plain(def: { readonly type: 'string' | 'number' }): Surely {
  const { coerce, format } = Object(def)
  if (coerce) return unsure
  if (def.type === 'number' && format === 'safeint') return Number.isSafeInteger
  if (format !== undefined) return unsure
  return def.type === 'string' ? value => typeof value === 'string' : Number.isFinite
}

const orNull =
  (surely: Surely): Surely =>
  value =>
    value === null || surely(value)

const oneOf =
  (options: readonly Surely[]): Surely =>
  value =>
    options.some(surely => surely(value))

const everyOne =
  (surely: Surely): Surely =>
  value =>
    Array.isArray(value) && value.every(surely)

/** Every field is there, and nothing else: what may be left out, or stand there besides, zod knows. */
function withFields(shape: Readonly<Record<string, z.core.$ZodType>>): Surely {
  const fields = new Map(Object.entries(shape).map(([name, field]) => [name, surelyOf(field)]))
  return value => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    const names = Object.keys(value)
    if (names.length !== fields.size) return false
    for (const name of names) {
      const surely = fields.get(name)
      if (!surely?.(Reflect.get(value, name))) return false
    }
    return true
  }
}
