import * as z from 'zod/mini'
import { rowOf } from './rows.ts'

/** Says of a value that it is surely valid; where it says no, it may be so all the same. */
type Surely = (value: unknown) => boolean

const known = new WeakMap<z.core.$ZodType, Surely>()

/**
 * Whether a value is one of the schema, as `z.validate` says. Most values are plain, and valid: of those it is known in a
 * fifth of the time, and of what `perEntity` has made it is known already.
 *
 * @example isValid(z.strictObject({ id: z.int() }), { id: 1 }) // true
 */
export const isValid = (schema: z.core.$ZodType, value: unknown): boolean =>
  surelyOf(schema)(value) || z.validate(schema, value)

function surelyOf(schema: z.core.$ZodType): Surely {
  const made = known.get(schema)
  if (made) return made
  const def = schema._zod.def as Def // every schema that zod makes is one of its own kinds
  const isKept = def.type === 'object' || def.type === 'array'
  const surely = isKept ? remembered(schema, toSurely(def)) : toSurely(def)
  known.set(schema, surely)
  return surely
}

/** What was made to travel stays as it is: it is looked at once. */
const remembered =
  (schema: z.core.$ZodType, surely: Surely): Surely =>
  value => {
    const row = typeof value === 'object' && value !== null ? rowOf(value) : undefined
    if (!row) return surely(value)
    if (row.kept.includes(schema)) return true
    const isKept = surely(value) || z.validate(schema, value)
    // A list that grows has room for more than a dozen, and most have one.
    if (isKept) row.kept = row.kept.concat(schema)
    return isKept
  }

type Def = z.core.$ZodTypes['_zod']['def']

const unsure: Surely = () => false
const sure: Surely = () => true

/** What is made into something else, or has checks that are not plain, is left to zod. */
function toSurely(def: Def): Surely {
  const kept = checksOf(def)
  if (!kept) return unsure
  const surely = ofKind(def)
  return kept.length === 0 ? surely : value => surely(value) && kept.every(keeps => keeps(value))
}

function ofKind(def: Def): Surely {
  switch (def.type) {
    case 'string':
    case 'number':
      return plain(def)
    case 'boolean':
      return value => typeof value === 'boolean'
    case 'null':
      return value => value === null
    case 'unknown':
      return sure
    case 'literal':
      return value => def.values.some(one => one === value)
    case 'enum':
      return oneOfTexts(Object.values(def.entries))
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
      return withFields(def)
    default:
      return unsure
  }
}

/** What a value keeps besides being of its kind; nothing where one of it is not plain. */
function checksOf({ checks = [] }: Def): readonly Surely[] | undefined {
  const known = checks.map(({ _zod: { def } }) => toCheck(def as Check)) // every check that zod makes is one of its own
  return known.every(one => one !== undefined) ? known : undefined
}

type Check = z.core.$ZodChecks['_zod']['def']

function toCheck(def: Check): Surely | undefined {
  switch (def.check) {
    case 'multiple_of': {
      const { value: step } = def
      return Number.isSafeInteger(step)
        ? value => Number.isSafeInteger(value) && Number(value) % Number(step) === 0
        : undefined
    }
    case 'greater_than':
      return compared(def, (value, bound) => value > bound)
    case 'less_than':
      return compared(def, (value, bound) => value < bound)
    default:
      return undefined
  }
}

function compared(
  { value: bound, inclusive }: { readonly value: unknown; readonly inclusive: boolean },
  isBeyond: (value: number, bound: number) => boolean,
): Surely | undefined {
  if (typeof bound !== 'number') return undefined
  return value =>
    typeof value === 'number' && (isBeyond(value, bound) || (inclusive && value === bound))
}

function plain(def: { readonly type: 'string' | 'number' }): Surely {
  const { coerce, format } = Object(def)
  if (coerce) return unsure
  if (def.type === 'number' && format === 'safeint') return Number.isSafeInteger
  if (format !== undefined) return unsure
  return def.type === 'string' ? value => typeof value === 'string' : Number.isFinite
}

function oneOfTexts(texts: readonly unknown[]): Surely {
  // Of numbers TypeScript's enums list the names, too.
  if (texts.some(text => typeof text !== 'string')) return unsure
  const known = new Set(texts)
  return value => known.has(value)
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

/** Every field that must be there is, and nothing that may not. */
function withFields({ shape, catchall }: z.core.$ZodObjectDef): Surely {
  const fields = new Map(Object.entries(shape).map(([name, field]) => [name, toField(field)]))
  const required = [...fields.values()].reduce((sum, { counts }) => sum + counts, 0)
  const other = { surely: catchall?._zod.def.type === 'unknown' ? sure : unsure, counts: 0 }
  return value => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    let found = 0
    for (const name of Object.keys(value)) {
      const { surely, counts } = fields.get(name) ?? other
      if (!surely(Reflect.get(value, name))) return false
      found += counts
    }
    return found === required
  }
}

/** A field, and what it counts among those that must be there. */
const toField = (field: z.core.$ZodType) => ({
  surely: surelyOf(field),
  counts: field._zod.def.type === 'optional' ? 0 : 1,
})
