import type { Faker } from '@faker-js/faker'
import { isRecord } from '../../../../contract/json.ts'
import { valueIn } from '../../../documents/json.ts'
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
  const making: Making = {
    faker,
    shapeOf: name => components.get(name)?.shape ?? { kind: 'anything' },
  }
  return {
    made: (shape, shown, name = '') => made(making, shape, { shown, name, depth: 0 }),
    fits: (shape, value) => fits(making, shape, value),
  }
}

interface Making {
  readonly faker: Faker
  shapeOf(name: string): Shape
}

/** What is shown of a value, what it is called, and how deep it stands. */
interface Wanted {
  readonly shown: unknown
  readonly name: string
  readonly depth: number
}

function made(making: Making, shape: Shape, wanted: Wanted): unknown {
  const shown = wanted.shown === undefined ? shape.shown : wanted.shown
  const own = { ...wanted, shown }
  if (shape.isNullable && shown === null) return null
  switch (shape.kind) {
    case 'named':
      return made(making, making.shapeOf(shape.name), own)
    case 'object':
      return objectOf(making, shape.fields, own)
    case 'list':
      return listOf(making, shape, own)
    case 'map':
      return mapOf(making, shape.of, own)
    case 'either':
      return eitherOf(making, shape.of, own)
    case 'anything':
      return shown ?? null
    default:
      return fitsPlain(shape, shown) ? shown : plainOf(making.faker, shape, wanted.name)
  }
}

function eitherOf(making: Making, options: readonly Shape[], wanted: Wanted): unknown {
  const option = options.find(one => fits(making, one, wanted.shown)) ?? options[0]
  return option ? made(making, option, wanted) : null
}

function objectOf(making: Making, fields: readonly Field[], { shown, depth }: Wanted) {
  const told = isRecord(shown) ? shown : {}
  const isMade = ({ name, isRequired, shape }: Field): boolean =>
    isRequired || Object.hasOwn(told, name) || (depth < deepest && isSimple(making, shape))
  const entries = fields.filter(isMade).map(({ name, shape }) => {
    const own = valueIn(told, name)
    return [name, made(making, shape, { shown: own, name, depth: depth + 1 })] as const
  })
  return Object.fromEntries(entries)
}

const isSimple = (making: Making, shape: Shape): boolean =>
  shape.kind === 'named'
    ? isSimple(making, making.shapeOf(shape.name))
    : ['text', 'number', 'truth', 'choice'].includes(shape.kind)

function listOf(
  making: Making,
  { of, min = 0, max = mostRows }: Extract<Shape, { kind: 'list' }>,
  { shown, name, depth }: Wanted,
): unknown[] {
  const isShown = Array.isArray(shown)
  const isWanted = isShown || min > 0 || depth < deepest
  const rows = isWanted ? (isShown ? shown : [undefined]).slice(0, Math.min(max, mostRows)) : []
  const missing = Array.from({ length: Math.max(0, Math.min(min, mostRows) - rows.length) })
  return [...rows, ...missing].map(row => made(making, of, { shown: row, name, depth: depth + 1 }))
}

const mapOf = (making: Making, of: Shape, { shown, name, depth }: Wanted) =>
  Object.fromEntries(
    Object.entries(isRecord(shown) ? shown : {})
      .filter(([key]) => key !== '__proto__')
      .map(([key, value]) => [key, made(making, of, { shown: value, name, depth: depth + 1 })]),
  )

function fits(making: Making, shape: Shape, value: unknown): boolean {
  if (value === undefined) return false
  if (value === null) return mayBeNull(making, shape)
  switch (shape.kind) {
    case 'named':
      return fits(making, making.shapeOf(shape.name), value)
    case 'list':
      return Array.isArray(value) && fitsList(making, shape, value)
    case 'map':
      return isRecord(value) && Object.values(value).every(one => fits(making, shape.of, one))
    case 'either':
      return shape.of.some(one => fits(making, one, value))
    case 'object':
      return isRecord(value) && fitsFields(making, shape.fields, value)
    default:
      return fitsPlain(shape, value)
  }
}

const fitsList = (
  making: Making,
  { of, min = 0, max }: Extract<Shape, { kind: 'list' }>,
  rows: readonly unknown[],
): boolean =>
  rows.length >= min &&
  rows.length <= (max ?? rows.length) &&
  rows.every(row => fits(making, of, row))

const mayBeNull = (making: Making, shape: Shape): boolean =>
  shape.isNullable === true ||
  ['null', 'anything'].includes(shape.kind) ||
  (shape.kind === 'named' && mayBeNull(making, making.shapeOf(shape.name)))

const fitsFields = (making: Making, fields: readonly Field[], value: object): boolean =>
  Object.keys(value).every(key => fields.some(({ name }) => name === key)) &&
  fields.every(({ name, isRequired, shape }) => {
    const own = valueIn(value, name)
    return own === undefined ? !isRequired : fits(making, shape, own)
  })

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
  const { isWhole, step } = shape
  const { min, max } = rangeOf(shape)
  if (step !== undefined) return Math.ceil(min / step) * step
  if (!isWhole) return Math.min(max, faker.number.float({ min, max, fractionDigits: 2 }))
  const [least, most] = [Math.ceil(min), Math.floor(max)]
  return least >= most ? least : faker.number.int({ min: least, max: most })
}

/** The numbers that are made up: about a hundred of those that may be. */
function rangeOf({ isWhole, min, max, above, below }: Extract<Shape, { kind: 'number' }>) {
  const unit = isWhole ? 1 : 0.01
  const most = max ?? (below === undefined ? Number.POSITIVE_INFINITY : below - unit)
  const least = min ?? (above === undefined ? Math.min(1, most) : above + unit)
  return { min: least, max: Math.max(least, Math.min(most, least + 99)) }
}
