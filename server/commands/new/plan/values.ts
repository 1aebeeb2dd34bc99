import type { Faker } from '@faker-js/faker'
import { isObject } from '../document/json.ts'
import type { Field, Shape } from '../document/shape.ts'
import type { Component } from './components.ts'

/** Makes values of shapes: of an example as much as the shape takes, and the rest made up. */
export interface Values {
  /** A value; `name` is what the field is called. */
  made(shape: Shape, shown?: unknown, name?: string): unknown
  /** Whether a value is one of the shape. */
  fits(shape: Shape, value: unknown): boolean
}

/** Fields that may be left out are made up no deeper than this. */
const deepest = 2
const mostRows = 20

export function createValues(components: ReadonlyMap<string, Component>, faker: Faker): Values {
  const shapeOf = (name: string): Shape => components.get(name)?.shape ?? { kind: 'anything' }

  const made = (shape: Shape, told: unknown, name: string, depth: number): unknown => {
    const shown = told === undefined ? shape.shown : told
    if (shape.isNullable && shown === null) return null
    switch (shape.kind) {
      case 'named':
        return made(shapeOf(shape.name), shown, name, depth)
      case 'object':
        return objectOf(shape.fields, isObject(shown) ? shown : {}, depth)
      case 'list':
        return listOf(shape, shown, name, depth)
      case 'map':
        return mapOf(shape.of, shown, name, depth)
      case 'either': {
        const option = shape.of.find(one => fits(one, shown)) ?? shape.of[0]
        return option ? made(option, shown, name, depth) : null
      }
      case 'anything':
        return shown ?? null
      case 'null':
        return null
      default:
        return fits(shape, shown) ? shown : plainOf(faker, shape, name)
    }
  }

  const objectOf = (
    fields: readonly Field[],
    shown: Readonly<Record<string, unknown>>,
    depth: number,
  ) =>
    Object.fromEntries(
      fields
        .filter(field => isMade(field, shown, depth))
        .map(field => [
          field.name,
          made(
            field.shape,
            Object.hasOwn(shown, field.name) ? shown[field.name] : undefined,
            field.name,
            depth + 1,
          ),
        ]),
    )

  const isMade = ({ name, isRequired, shape }: Field, shown: object, depth: number): boolean =>
    isRequired || Object.hasOwn(shown, name) || (depth < deepest && isSimple(shape))

  const isSimple = (shape: Shape): boolean =>
    shape.kind === 'named'
      ? isSimple(shapeOf(shape.name))
      : ['text', 'number', 'truth', 'choice'].includes(shape.kind)

  const listOf = (
    { of, min = 0, max = mostRows }: Extract<Shape, { kind: 'list' }>,
    shown: unknown,
    name: string,
    depth: number,
  ): unknown[] => {
    const rows: readonly unknown[] = Array.isArray(shown) ? shown : [undefined]
    const isWanted = Array.isArray(shown) || min > 0 || depth < deepest
    const wanted = isWanted ? rows.slice(0, Math.min(max, mostRows)) : []
    const missing = Array.from({ length: Math.max(0, Math.min(min, mostRows) - wanted.length) })
    return [...wanted, ...missing].map(row => made(of, row, name, depth + 1))
  }

  const mapOf = (of: Shape, shown: unknown, name: string, depth: number) =>
    Object.fromEntries(
      Object.entries(isObject(shown) ? shown : {})
        .filter(([key]) => key !== '__proto__')
        .map(([key, value]) => [key, made(of, value, name, depth + 1)]),
    )

  const fits = (shape: Shape, value: unknown): boolean => {
    if (value === undefined) return false
    if (value === null) return shape.isNullable === true || isAny(shape)
    switch (shape.kind) {
      case 'named':
        return fits(shapeOf(shape.name), value)
      case 'list':
        return (
          Array.isArray(value) &&
          value.length >= (shape.min ?? 0) &&
          value.length <= (shape.max ?? value.length) &&
          value.every(one => fits(shape.of, one))
        )
      case 'map':
        return isObject(value) && Object.values(value).every(one => fits(shape.of, one))
      case 'either':
        return shape.of.some(one => fits(one, value))
      case 'object':
        return isObject(value) && fitsFields(shape.fields, value)
      default:
        return fitsPlain(shape, value)
    }
  }

  const isAny = (shape: Shape): boolean =>
    shape.kind === 'null' ||
    shape.kind === 'anything' ||
    (shape.kind === 'named' && isAny(shapeOf(shape.name))) ||
    (shape.kind === 'named' && shapeOf(shape.name).isNullable === true)

  const fitsFields = (fields: readonly Field[], value: object): boolean =>
    Object.keys(value).every(key => fields.some(({ name }) => name === key)) &&
    fields.every(({ name, isRequired, shape }) => {
      const own: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
      return own === undefined ? !isRequired : fits(shape, own)
    })

  return { made: (shape, shown, name = '') => made(shape, shown, name, 0), fits }
}

function fitsPlain(shape: Shape, value: unknown): boolean {
  switch (shape.kind) {
    case 'text':
      return typeof value === 'string' && fitsText(shape, value)
    case 'number':
      return typeof value === 'number' && fitsNumber(shape, value)
    case 'truth':
      return typeof value === 'boolean'
    case 'choice':
      return shape.values.some(one => one === value)
    default:
      return shape.kind === 'anything'
  }
}

const fitsText = (
  { min = 0, max = Number.POSITIVE_INFINITY, pattern }: Extract<Shape, { kind: 'text' }>,
  text: string,
): boolean =>
  text.length >= min &&
  text.length <= max &&
  (pattern === undefined || new RegExp(pattern).test(text))

function fitsNumber(shape: Extract<Shape, { kind: 'number' }>, value: number): boolean {
  const { isWhole, min = value, max = value, above = value - 1, below = value + 1, step } = shape
  const isIn = value >= min && value <= max && value > above && value < below
  const isStep = step === undefined || Number.isInteger(value / step)
  return isIn && isStep && (!isWhole || Number.isSafeInteger(value))
}

/** A made-up value of what has no parts. */
function plainOf(faker: Faker, shape: Shape, name: string): unknown {
  switch (shape.kind) {
    case 'text':
      return textOf(faker, shape, name)
    case 'number':
      return numberOf(faker, shape)
    case 'truth':
      return false
    case 'choice':
      return shape.values[0]
    default:
      return null
  }
}

function textOf(faker: Faker, shape: Extract<Shape, { kind: 'text' }>, name: string): string {
  const { min = 0, max = 10_000, pattern } = shape
  const ways = [
    () => byFormat(faker, String(shape.more?.format ?? ''), name),
    () => byName(faker, name),
    () => (pattern === undefined ? '' : faker.helpers.fromRegExp(pattern)),
    () => faker.string.alpha({ length: Math.min(Math.max(min, 8), max, 2000), casing: 'lower' }),
  ]
  const texts = ways.map(make => make()).filter(text => text !== '')
  return texts.find(text => fitsText(shape, text)) ?? texts.at(-1) ?? ''
}

function byFormat(faker: Faker, format: string, name: string): string {
  switch (format) {
    case 'date-time':
      return `${faker.date.past().toISOString().slice(0, 19)}Z`
    case 'date':
      return faker.date.past().toISOString().slice(0, 10)
    case 'time':
      return '12:00:00Z'
    case 'email':
      return faker.internet.exampleEmail().toLowerCase()
    case 'uuid':
      return faker.string.uuid()
    case 'uri':
    case 'url':
      return `https://example.com/${faker.lorem.word()}`
    case 'hostname':
      return 'host.example.com'
    case 'ipv4':
      return '192.0.2.1'
    case 'ipv6':
      return '2001:db8::1'
    case 'byte':
      return 'ZXhhbXBsZQ=='
    default:
      return format === '' ? byName(faker, name) : ''
  }
}

/** What a field of a name holds usually. */
const usual: readonly (readonly [RegExp, (faker: Faker) => string])[] = [
  [/e-?mail/i, faker => faker.internet.exampleEmail().toLowerCase()],
  [/(^|_)url$|uri$|href|link|website/i, faker => `https://example.com/${faker.lorem.word()}`],
  [/_at$|At$|timestamp|(^|_)date$/, faker => `${faker.date.past().toISOString().slice(0, 19)}Z`],
  [/first_?name/i, faker => faker.person.firstName()],
  [/last_?name|surname/i, faker => faker.person.lastName()],
  [/phone/i, () => '+15555550100'],
  [/city/i, faker => faker.location.city()],
  [/country/i, faker => faker.location.countryCode()],
  [/street|address/i, faker => faker.location.streetAddress()],
  [/zip|postal/i, faker => faker.location.zipCode('#####')],
  [/currency/i, faker => faker.finance.currencyCode()],
  [/name$/i, faker => faker.person.firstName()],
  [/title|subject|label/i, faker => faker.lorem.words(2)],
  [/description|about|summary|comment|message|text|note/i, faker => faker.lorem.sentence(5)],
  [/(^|_)id$|Id$|^sid$|key$|token$/, faker => faker.string.alphanumeric(12).toLowerCase()],
]

const byName = (faker: Faker, name: string): string =>
  (usual.find(([form]) => form.test(name))?.[1] ?? (() => faker.lorem.word()))(faker)

function numberOf(faker: Faker, shape: Extract<Shape, { kind: 'number' }>): number {
  const { isWhole, above, below, step } = shape
  const unit = isWhole ? 1 : 0.01
  const least = shape.min ?? (above === undefined ? undefined : above + unit)
  const most = shape.max ?? (below === undefined ? undefined : below - unit)
  const min = least ?? Math.min(1, most ?? 1)
  const max = Math.max(min, Math.min(most ?? min + 99, min + 99))
  if (step !== undefined) return Math.ceil(min / step) * step
  if (!isWhole) return Math.min(max, Number(faker.number.float({ min, max, fractionDigits: 2 })))
  return Math.ceil(min) >= Math.floor(max)
    ? Math.ceil(min)
    : faker.number.int({ min: Math.ceil(min), max: Math.floor(max) })
}
