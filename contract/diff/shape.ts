import { type Json, listOf, recordOf } from '../json.ts'
import { type ContractDocument, textsOf } from './document.ts'

/** What a schema takes, whatever way it is written in. */
export interface Shape {
  /** Without null; nothing where any type is taken. */
  readonly types: readonly string[] | undefined
  readonly takesNull: boolean
  /** The values that alone are taken, without null. */
  readonly values: readonly unknown[] | undefined
  readonly fields: Json
  readonly required: readonly string[]
  /** Whether fields that are not described are refused. */
  readonly isClosed: boolean
  /** What fields that are not described have to be. */
  readonly rest: unknown
  readonly items: unknown
  /** The schemas one of which has to be met, without null: by what each refers to, or by its place among them. */
  readonly alternatives: Json
  readonly keywords: Json
}

/** A schema with all that it is made of put together. */
interface Whole {
  readonly keywords: Json
  /** Whether it says that null is taken. */
  readonly nulls: boolean
}

/** Reads the schemas of a document; each is read once. */
export function createShapes(document: ContractDocument): (schema: unknown) => Shape {
  const wholes = new WeakMap<Json, Whole>()
  const shapes = new WeakMap<Json, Shape>()

  const wholeOf = (schema: unknown, depth = 0): Whole => {
    if (depth > deepest) throw tooDeep(document)
    const own = document.at(schema)
    const known = wholes.get(own)
    if (known) return known
    // Whatever comes back to itself adds nothing more.
    wholes.set(own, { keywords: {}, nulls: false })
    const { allOf, ...keywords } = own
    const parts = listOf(allOf).map(part => wholeOf(part, depth + 1))
    const whole = unwrapped([toWhole(keywords), ...parts].reduce(joined), depth + 1)
    wholes.set(own, whole)
    return whole
  }

  /** What is null or one other thing is that thing, and null. */
  const unwrapped = ({ keywords, nulls }: Whole, depth: number): Whole => {
    const { anyOf, oneOf, ...rest } = keywords
    const forms = [...listOf(anyOf), ...listOf(oneOf)]
    const others = forms.filter(form => document.at(form).type !== 'null')
    const whole = { keywords: rest, nulls: nulls || others.length < forms.length }
    const [only] = others
    if (others.length > 1) return { ...whole, keywords: { ...rest, anyOf: others } }
    return only === undefined ? whole : joined(whole, wholeOf(only, depth))
  }

  return schema => {
    const whole = wholeOf(schema)
    const known = shapes.get(whole.keywords)
    const shape = known ?? toShape(whole)
    shapes.set(whole.keywords, shape)
    return shape
  }
}

/** How many schemas may be made of each other. */
const deepest = 500

const tooDeep = ({ name }: ContractDocument): Error =>
  new Error(
    `Failed to read "${name}": more than ${deepest} of its schemas are made of each other. Write some of them out.`,
  )

/** A schema by itself: what OpenAPI 3.0 writes otherwise is written as in 3.1. */
function toWhole(keywords: Json): Whole {
  const { nullable, type, enum: values, const: only, ...rest } = keywords
  const types = typeof type === 'string' ? [type] : type === undefined ? undefined : textsOf(type)
  const taken = 'const' in keywords ? [only] : values === undefined ? undefined : listOf(values)
  return {
    keywords: {
      ...withLimits(rest),
      ...(types && { type: types.filter(one => one !== 'null') }),
      ...(taken && { enum: taken.filter(one => one !== null) }),
    },
    nulls: nullable === true || types?.includes('null') || taken?.includes(null) || false,
  }
}

/** In OpenAPI 3.0 a limit says in a second keyword that it is none of the values. */
function withLimits(keywords: Json): Json {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, ...rest } = keywords
  return {
    ...rest,
    ...limit('minimum', 'exclusiveMinimum', minimum, exclusiveMinimum),
    ...limit('maximum', 'exclusiveMaximum', maximum, exclusiveMaximum),
  }
}

function limit(plain: string, exclusive: string, value: unknown, other: unknown): Json {
  if (other === true) return { [exclusive]: value }
  return {
    ...(value !== undefined && { [plain]: value }),
    ...(typeof other === 'number' && { [exclusive]: other }),
  }
}

/** Two that both have to be met. */
function joined(one: Whole, other: Whole): Whole {
  const [a, b] = [one.keywords, other.keywords]
  const isClosed = a.additionalProperties === false || b.additionalProperties === false
  return {
    keywords: {
      ...a,
      ...b,
      ...(a.type !== undefined && b.type !== undefined && { type: both(a.type, b.type) }),
      ...('properties' in a && { properties: together(a.properties, b.properties) }),
      ...('required' in a && { required: [...textsOf(a.required), ...textsOf(b.required)] }),
      ...(isClosed && { additionalProperties: false }),
    },
    nulls: one.nulls || other.nulls,
  }
}

/** What is of both is of the narrower: `integer` of `number` and `integer`. */
function both(one: unknown, other: unknown): readonly string[] {
  const [a, b] = [textsOf(one), textsOf(other)]
  const within = (types: readonly string[], wide: readonly string[]) =>
    types.filter(type => wide.some(also => includes(also, type)))
  return [...new Set([...within(a, b), ...within(b, a)])]
}

/** Whether whatever is of the one type is of the other. */
export const includes = (wide: string, narrow: string): boolean =>
  wide === narrow || (wide === 'number' && narrow === 'integer')

function together(one: unknown, other: unknown): Json {
  const [a, b] = [recordOf(one), recordOf(other)]
  const shared = Object.keys(a).filter(name => Object.hasOwn(b, name))
  return {
    ...a,
    ...b,
    ...Object.fromEntries(shared.map(name => [name, { allOf: [a[name], b[name]] }])),
  }
}

function toShape({ keywords, nulls }: Whole): Shape {
  const { enum: values, required, anyOf, items, properties, additionalProperties: rest } = keywords
  const types = typesOf(keywords)
  const taken = values === undefined ? undefined : listOf(values)
  const isOpen = types === undefined && taken === undefined && anyOf === undefined
  return {
    types,
    takesNull: nulls || isOpen,
    values: taken,
    fields: recordOf(properties),
    required: [...new Set(textsOf(required))],
    isClosed: rest === false,
    rest: rest === false || rest === true ? undefined : rest,
    items,
    alternatives: Object.fromEntries(listOf(anyOf).map((one, nth) => [nameOf(one, nth), one])),
    keywords,
  }
}

const nameOf = (schema: unknown, nth: number): string => {
  const { $ref } = recordOf(schema)
  return typeof $ref === 'string' ? $ref : `${nth + 1}`
}

/** Whoever describes fields or elements means an object or a list, said or not. */
function typesOf({ type, properties, items }: Json): readonly string[] | undefined {
  if (type !== undefined) return textsOf(type)
  if (properties !== undefined) return ['object']
  return items === undefined ? undefined : ['array']
}
