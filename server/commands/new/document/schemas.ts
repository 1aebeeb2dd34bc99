import { isRecord, type Json } from '../../../../contract/json.ts'
import { listIn, numberIn, objectIn, textIn, valueIn } from '../../../documents/json.ts'
import type { Losses } from './losses.ts'
import { merged } from './merging.ts'
import { isPlainPattern } from './pattern.ts'
import { type Pointers, refIn } from './pointers.ts'
import type { Field, Kind, Shape } from './shape.ts'

/** The way that a value goes: a caller sends it, or is answered it. */
export type Way = 'sent' | 'answered'

/** What is known of a document's schemas before they are read. */
export interface Known {
  readonly pointers: Pointers
  readonly losses: Losses
  /** The name of what a schema is read as in this way, if it has one; whoever asks has it read. */
  nameOf(ref: string, schema: unknown, way: Way): string | undefined
  /** The name of what stands in its place within another, and is yet one of the things that are kept. */
  nameHere(schema: unknown, way: Way): string | undefined
}

/** Where a schema stands, for words about it and against circles. */
interface Place {
  readonly way: Way
  readonly where: string
  readonly within: readonly unknown[]
}

/** Reads schemas of JSON Schema, as OpenAPI has them, as shapes. */
export function createReader(known: Known) {
  const read = (schema: unknown, place: Place): Shape => {
    const ref = refIn(schema)
    if (ref === undefined) {
      const name = known.nameHere(schema, place.way)
      return name === undefined ? readHere(schema, place) : { kind: 'named', name }
    }
    const target = known.pointers.follow(schema)
    const name = known.nameOf(ref, target, place.way)
    const words = textIn(schema, 'description')
    if (name !== undefined) return { kind: 'named', name, ...(words && { words }) }
    return readHere(target, place)
  }
  const readHere = (schema: unknown, place: Place): Shape => {
    if (place.within.includes(schema) && isRecord(schema)) {
      known.losses.add('a circle: it is anything there', place.where)
      return { kind: 'anything' }
    }
    return isRecord(schema) ? toShape(tools, schema, entered(place, schema)) : { kind: 'anything' }
  }
  const tools: Tools = { ...known, read }
  return (schema: unknown, way: Way, where: string): Shape => {
    const place = { way, where, within: [] }
    return refIn(schema) === undefined ? readHere(schema, place) : read(schema, place)
  }
}

interface Tools extends Known {
  read(schema: unknown, place: Place): Shape
}

const entered = (place: Place, schema: unknown): Place => ({
  ...place,
  within: [...place.within, schema],
})

const below = (place: Place, key: string): Place => ({ ...place, where: `${place.where}.${key}` })

/** Keywords that a description has no word for. */
const unsaid = [
  ...['not', 'if', 'patternProperties', 'propertyNames', 'dependentRequired', 'dependentSchemas'],
  ...['contains', 'prefixItems', 'minProperties', 'maxProperties', 'unevaluatedProperties'],
  ...['xml', '$dynamicRef', 'externalDocs'],
]

/** Keywords that are said, and not checked. */
const said = ['format', 'uniqueItems', 'deprecated', 'contentEncoding', 'contentMediaType', 'title']

function toShape(tools: Tools, own: Json, place: Place): Shape {
  const schema = own.allOf === undefined ? own : merged(tools, own, place.where)
  for (const key of unsaid)
    if (Object.hasOwn(schema, key)) tools.losses.add(`the keyword ${key}`, place.where)
  const alone = aloneOf(schema)
  if (alone !== undefined) return { ...tools.read(alone, place), ...wordsOf(schema) }
  const { kind, isNullable } = kindOf(tools, schema, place)
  return { ...kind, ...noted(tools, schema, kind, place), ...(isNullable && { isNullable }) }
}

/** What is all that a schema says. */
function aloneOf(schema: Json): unknown {
  const [first, ...others] = listIn(schema, 'allOf')
  return first !== undefined && others.length === 0 && schema.properties === undefined
    ? first
    : undefined
}

const wordsOf = (schema: Json) => {
  const words = textIn(schema, 'description')
  return words === undefined ? {} : { words }
}

/** What is said of a schema beside what it is. */
function noted(tools: Tools, schema: Json, kind: Kind, place: Place) {
  const more = Object.fromEntries(
    said.filter(key => isSaid(schema[key])).map(key => [key, schema[key]]),
  )
  const pattern = textIn(schema, 'pattern')
  const isLeft = kind.kind === 'text' && pattern !== undefined && kind.pattern === undefined
  if (isLeft) tools.losses.add('a pattern: it is said, and not checked', place.where)
  const standing = schema.default
  const all = {
    ...more,
    ...(isLeft && { pattern }),
    ...(isSaid(standing) && { default: standing }),
  }
  const shown = schema.example ?? listIn(schema, 'examples')[0] ?? standing
  return {
    ...wordsOf(schema),
    ...(Object.keys(all).length > 0 && { more: all }),
    ...(shown !== undefined && { shown }),
  }
}

const isSaid = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value)

interface Kinds {
  readonly kind: Kind
  readonly isNullable?: true
}

function kindOf(tools: Tools, schema: Json, place: Place): Kinds {
  const options = [listIn(schema, 'oneOf'), listIn(schema, 'anyOf')].find(one => one.length > 0)
  if (options && schema.properties === undefined) return eitherOf(tools, schema, options, place)
  if (options) tools.losses.add('oneOf or anyOf beside fields', place.where)
  const types = typesOf(schema)
  const isNullable = types.includes('null') || schema.nullable === true
  const kind = kindOfTypes(
    tools,
    schema,
    types.filter(type => type !== 'null'),
    place,
  )
  if (kind.kind === 'choice' && listIn(schema, 'enum').includes(null))
    return { kind, isNullable: true }
  return isNullable && kind.kind !== 'null' ? { kind, isNullable } : { kind }
}

/** The types that a schema names, or that its keywords mean. */
function typesOf(schema: Json): readonly string[] {
  const { type } = schema
  if (typeof type === 'string') return [type]
  if (Array.isArray(type)) return type.map(String)
  if (schema.properties !== undefined || isRecord(schema.additionalProperties)) return ['object']
  return schema.items === undefined ? [] : ['array']
}

function kindOfTypes(tools: Tools, schema: Json, types: readonly string[], place: Place): Kind {
  const values = Object.hasOwn(schema, 'const') ? [schema.const] : listIn(schema, 'enum')
  const plain = values.filter(isChoice)
  if (plain.length > 0) return { kind: 'choice', values: [...new Set(plain)] }
  const [type, ...others] = types
  if (others.length === 0) return kindOfType(tools, schema, type, place)
  const of = types.map((one): Shape => kindOfType(tools, { ...schema, type: one }, one, place))
  return { kind: 'either', of }
}

const isChoice = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value)

function kindOfType(tools: Tools, schema: Json, type: string | undefined, place: Place): Kind {
  switch (type) {
    case 'string':
      return textKind(schema)
    case 'integer':
    case 'number':
      return numberKind(schema, type === 'integer')
    case 'boolean':
      return { kind: 'truth' }
    case 'array':
      return {
        kind: 'list',
        of: tools.read(schema.items ?? {}, below(place, '[]')),
        ...boundsOf(schema, 'Items'),
      }
    case 'object':
      return objectKind(tools, schema, place)
    case 'null':
      return { kind: 'null' }
    default:
      return { kind: 'anything' }
  }
}

const boundsOf = (schema: Json, of: string) => {
  const [min, max] = [numberIn(schema, `min${of}`), numberIn(schema, `max${of}`)]
  return {
    ...(min !== undefined && min > 0 && { min }),
    ...(max !== undefined && Number.isSafeInteger(max) && { max }),
  }
}

function textKind(schema: Json): Kind {
  const pattern = textIn(schema, 'pattern')
  return {
    kind: 'text',
    ...boundsOf(schema, 'Length'),
    ...(pattern !== undefined && isPlainPattern(pattern) && { pattern }),
  }
}

function numberKind(schema: Json, isWhole: boolean): Kind {
  const bound = (key: string) => {
    const value = numberIn(schema, key)
    return value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined
  }
  const [least, most] = [bound('minimum'), bound('maximum')]
  const [above, below] = [bound('exclusiveMinimum'), bound('exclusiveMaximum')]
  const step = bound('multipleOf')
  const isOver = schema.exclusiveMinimum === true
  const isUnder = schema.exclusiveMaximum === true
  return {
    ...{ kind: 'number', isWhole },
    min: isOver ? undefined : least,
    max: isUnder ? undefined : most,
    above: isOver ? least : above,
    below: isUnder ? most : below,
    step: step !== undefined && step > 0 ? step : undefined,
  }
}

function objectKind(tools: Tools, schema: Json, place: Place): Kind {
  const fields = fieldsOf(tools, schema, place)
  const { additionalProperties: rest } = schema
  const isMap = fields.length === 0 && rest !== false
  if (isMap) return { kind: 'map', of: tools.read(isRecord(rest) ? rest : {}, below(place, '*')) }
  if (isRecord(rest) && Object.keys(rest).length > 0)
    tools.losses.add('the type of further fields', place.where)
  return { kind: 'object', fields, isStrict: rest === false }
}

function fieldsOf(tools: Tools, schema: Json, place: Place): Field[] {
  const required = listIn(schema, 'required')
  return Object.entries(objectIn(schema, 'properties')).flatMap(([name, told]) => {
    if (name === '__proto__') {
      tools.losses.add('the field "__proto__"', place.where)
      return []
    }
    const inner = tools.pointers.follow(told)
    const hidden = place.way === 'sent' ? 'readOnly' : 'writeOnly'
    if (valueIn(inner, hidden) === true || valueIn(told, hidden) === true) return []
    const shape = tools.read(told, below(place, name))
    return [{ name, isRequired: required.includes(name), shape }]
  })
}

function eitherOf(tools: Tools, schema: Json, options: readonly unknown[], place: Place): Kinds {
  const isNull = (one: unknown) => valueIn(one, 'type') === 'null'
  const read = options.filter(one => !isNull(one)).map(one => tools.read(one, place))
  const [first, ...others] = read
  const isNullable = options.some(isNull) || schema.nullable === true
  const by = textIn(schema.discriminator, 'propertyName')
  if (isRecord(valueIn(schema.discriminator, 'mapping')))
    tools.losses.add('the mapping of a discriminator', place.where)
  const kind: Kind =
    first && others.length === 0 ? first : { kind: 'either', of: read, ...(by && { by }) }
  return { kind: read.length === 0 ? { kind: 'null' } : kind, ...(isNullable && { isNullable }) }
}
