import type { Field, Shape } from '../document/shape.ts'
import { resolved } from '../plan/assigning.ts'
import type { Plan, PlannedEntity } from '../plan/plan.ts'
import { importsOf, type Places } from './describing.ts'
import { type Code, call, literal, object, plain } from './expressions.ts'
import { type Doc, hardline, indent, linesOf, mostLines, printed, width } from './layout.ts'
import { toModule, type Written } from './modules.ts'

/** A factory for each entity, made of what its fields are called. */
export function factoriesFile(plan: Plan, places: Places): Written {
  const imports = importsOf(
    plan,
    places,
    plan.entities.map(({ component }) => component),
  )
  const typed = new Map(
    [...imports].map(([source, names]) => [source, names.map(name => `type ${name}`)]),
  )
  const parts = plan.entities.flatMap(one => factoryOf(plan, one))
  const all = new Map<string, readonly string[]>([
    ['@faker-js/faker/locale/en', ['faker']],
    ['zod/mini', ['type * as z']],
    ...typed,
  ])
  return toModule('factories.ts', all, parts)
}

function factoryOf(plan: Plan, { component, shape, id, times }: PlannedEntity): Doc[] {
  const fields = shape.fields.filter(
    ({ name, isRequired, shape: own }) =>
      name !== id &&
      !times.includes(name) &&
      (isRequired || isSimple(resolved(plan.components, own))),
  )
  const entries = fields.map(field => [field.name, madeCode(plan, field)] as const)
  const { before, rest } = shortened(component, entries)
  return [
    ...before,
    [
      `/** A made-up one, with what is given in the place of the rest. */`,
      hardline,
      headOf(component),
      object([...rest, ['', plain('...given')]], true).doc,
      ')',
    ],
  ]
}

/** The parameter and the type of a factory, in one line where they have room. */
function headOf(component: string): Doc {
  const type = `Partial<z.output<typeof ${component}>>`
  const whole = `export const make${component} = (given: ${type} = {}): ${type} => (`
  if (whole.length < width) return whole
  return [
    `export const make${component} = (`,
    indent([hardline, typed('given: ', component, ' = {},', width - 2)]),
    hardline,
    `): ${type} => (`,
  ]
}

/** Some of the fields of an entity, as a type between other code, in one line where it has room. */
function typed(before: string, component: string, after: string, room = width): Doc {
  const inner = `z.output<typeof ${component}>`
  const whole = `${before}Partial<${inner}>${after}`
  return whole.length <= room
    ? whole
    : [`${before}Partial<`, indent([hardline, inner]), hardline, `>${after}`]
}

type Entry = readonly [string, Code]

const sizeOf = (entries: readonly Entry[]): number =>
  entries.reduce((sum, entry) => sum + linesOf(object([entry], true).doc) - 2, 0)

/** Of a long factory what is the same each time stands before it, and then what is not. */
function shortened(component: string, entries: readonly Entry[]) {
  const isLong = sizeOf(entries) > mostLines
  const isSame = ([, { doc }]: Entry) => !printed(doc).includes('faker.')
  const same = isLong ? entries.filter(isSame) : []
  const parts = inParts(entries.filter(entry => !same.includes(entry)))
  const usual = `usual${component}`
  const more = parts.slice(1).map((own, nth) => ({ own, name: `more${component}${nth || ''}` }))
  const before: Doc[] = [
    ...(same.length > 0
      ? [[typed(`const ${usual}: `, component, ' = '), object(same, true).doc]]
      : []),
    ...more.map(({ own, name }) => [
      typed(`const ${name} = (): `, component, ' => ('),
      object(own, true).doc,
      ')',
    ]),
  ]
  const rest: Entry[] = [
    // A copy: nobody who changes what was made changes what is made next.
    ...(same.length > 0 ? [['', plain(`...structuredClone(${usual})`)] as const] : []),
    ...(parts[0] ?? []),
    ...more.map(({ name }) => ['', plain(`...${name}()`)] as const),
  ]
  return { before, rest }
}

/** Entries in parts, none of which is too long. */
function inParts(entries: readonly Entry[]): Entry[][] {
  const parts: Entry[][] = []
  for (const entry of entries) {
    const last = parts.at(-1)
    if (last && sizeOf([...last, entry]) <= mostLines) last.push(entry)
    else parts.push([entry])
  }
  return parts
}

const isSimple = ({ kind }: Shape): boolean => ['text', 'number', 'truth', 'choice'].includes(kind)

/** No more values than these are chosen from. */
const mostValues = 20

/** What makes a field up, where a pattern or a structure does not ask for a certain value. */
function madeCode(plan: Plan, field: Field): Code {
  const own = resolved(plan.components, field.shape)
  const sample = literal(plan.values.made(field.shape, undefined, field.name))
  switch (own.kind) {
    case 'truth':
      return plain('faker.datatype.boolean()')
    case 'choice':
      return own.values.length > 1
        ? call('faker.helpers.arrayElement', [literal(own.values.slice(0, mostValues))])
        : sample
    case 'number':
      return numberCode(own) ?? sample
    case 'text':
      return isFree(own) ? plain(fakerFor(field.name, String(own.more?.format ?? ''))) : sample
    default:
      return sample
  }
}

const isFree = ({ min = 0, max, pattern }: Extract<Shape, { kind: 'text' }>): boolean =>
  min <= 1 && max === undefined && pattern === undefined

function numberCode(shape: Extract<Shape, { kind: 'number' }>): Code | undefined {
  const { isWhole, step, above, below, max } = shape
  if (!isWhole || [step, above, below].some(one => one !== undefined)) return undefined
  const min = shape.min ?? Math.min(1, max ?? 1)
  const most = Math.max(min, Math.min(max ?? min + 99, min + 99))
  return call('faker.number.int', [literal({ min, max: most })])
}

const named: readonly (readonly [RegExp, string])[] = [
  [/e-?mail/i, 'faker.internet.exampleEmail()'],
  [/url|uri|href|link/i, 'faker.internet.url()'],
  [/first_?name/i, 'faker.person.firstName()'],
  [/last_?name|surname/i, 'faker.person.lastName()'],
  [/phone/i, 'faker.phone.number()'],
  [/city/i, 'faker.location.city()'],
  [/country/i, 'faker.location.countryCode()'],
  [/street|address/i, 'faker.location.streetAddress()'],
  [/currency/i, 'faker.finance.currencyCode()'],
  [/name$/i, 'faker.person.firstName()'],
  [/description|about|summary|comment|message|note/i, 'faker.lorem.sentence()'],
  [/_?id$/i, 'faker.string.uuid()'],
]

function fakerFor(name: string, format: string): string {
  if (format === 'uuid') return 'faker.string.uuid()'
  if (format === 'date-time') return 'faker.date.past().toISOString()'
  if (format === 'date') return 'faker.date.past().toISOString().slice(0, 10)'
  return named.find(([form]) => form.test(name))?.[1] ?? 'faker.lorem.word()'
}
