import type { Auth } from '../../../../contract/answer/auth.ts'
import type { Field, Shape } from '../document/shape.ts'
import { resolved } from '../plan/assigning.ts'
import { constantOf } from '../plan/names.ts'
import type { Plan, PlannedEntity } from '../plan/plan.ts'
import {
  dialectFile,
  entitiesFile,
  importsOf,
  type Places,
  placesOf,
  schemaFiles,
} from './describing.ts'
import { type Code, call, isKey, literal, object, plain, text } from './expressions.ts'
import { type Doc, hardline, indent, joined } from './layout.ts'
import { toModule, type Written } from './modules.ts'
import { type OperationsFile, operationFiles } from './operating.ts'

/** All files of an API, from its folder. */
export function filesOf(plan: Plan): Written[] {
  const places = placesOf(plan)
  const operations = operationFiles(plan, places)
  const hasEntities = plan.entities.length > 0
  return [
    ...schemaFiles(plan, places),
    ...(hasEntities ? [entitiesFile(plan, places)] : []),
    dialectFile(plan, places),
    ...operations.map(({ path, text }) => ({ path, text })),
    indexFile(plan, operations),
    ...(hasEntities ? [factoriesFile(plan, places)] : []),
    testFile(plan),
  ]
}

/** Credentials that anybody may read. */
const shownKey = (auth: Auth): string => (auth === 'basic' ? 'demo:secret' : 'key_demo')

function indexFile(plan: Plan, operations: readonly OperationsFile[]): Written {
  const { name, title, url, about, auth } = plan
  const spread = operations.map(file => ['', plain(`...${file.name}`)] as const)
  const body = call('defineApi', [
    object(
      [
        ['name', text(name)],
        ['title', text(title)],
        ['url', text(url)],
        ['about', text(about)],
        [
          'credentials',
          object([
            ['shown', text(shownKey(auth))],
            ['about', text(`Any will do, as in \`${shownKey(auth)}\`.`)],
          ]),
        ],
        ['dialect', plain('dialect')],
        ['operations', object(spread, spread.length > 4)],
      ],
      true,
    ),
  ])
  const imports = new Map<string, readonly string[]>([
    ['contract-doubles/define', ['defineApi']],
    ['./dialect.ts', ['dialect']],
    ...operations.map(file => [`./${file.path}`, [`* as ${file.name}`]] as const),
  ])
  return toModule('index.ts', imports, [[`export const ${constantOf(plan)} = `, body.doc]])
}

/** A factory for each entity, made of what its fields are called. */
function factoriesFile(plan: Plan, places: Places): Written {
  const imports = importsOf(
    plan,
    places,
    plan.entities.map(({ component }) => component),
  )
  const typed = new Map(
    [...imports].map(([source, names]) => [source, names.map(name => `type ${name}`)]),
  )
  const parts = plan.entities.map(one => factoryOf(plan, one))
  const all = new Map<string, readonly string[]>([
    ['@faker-js/faker/locale/en', ['faker']],
    ['zod/mini', ['type * as z']],
    ...typed,
  ])
  return toModule('factories.ts', all, parts)
}

function factoryOf(plan: Plan, { component, shape, id, times }: PlannedEntity): Doc {
  const fields = shape.fields.filter(
    ({ name, isRequired, shape: own }) =>
      name !== id &&
      !times.includes(name) &&
      (isRequired || isSimple(resolved(plan.components, own))),
  )
  const entries = fields.map(field => [field.name, madeCode(plan, field)] as const)
  const given = `Partial<z.output<typeof ${component}>>`
  const body = object([...entries, ['', plain('...given')]], true)
  const head = `export const make${component} = (given: ${given} = {}): ${given} => (`
  return [
    `/** A made-up one, with what is given in the place of the rest. */`,
    hardline,
    ...(head.length + 1 > 100
      ? [
          `export const make${component} = (`,
          indent([hardline, `given: ${given} = {},`]),
          hardline,
          `): ${given} => (`,
        ]
      : [head]),
    body.doc,
    ')',
  ]
}

const isSimple = ({ kind }: Shape): boolean => ['text', 'number', 'truth', 'choice'].includes(kind)

/** What makes a field up, where a pattern or a structure does not ask for a certain value. */
function madeCode(plan: Plan, field: Field): Code {
  const own = resolved(plan.components, field.shape)
  const sample = literal(plan.values.made(field.shape, undefined, field.name))
  switch (own.kind) {
    case 'truth':
      return plain('faker.datatype.boolean()')
    case 'choice':
      return own.values.length > 1
        ? call('faker.helpers.arrayElement', [literal(own.values)])
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

/** A test of what was written: the double keeps its contract, and holds what the document shows. */
function testFile(plan: Plan): Written {
  const name = constantOf(plan)
  const [first] = plan.entities
  const kept = testOf(`it('keeps its own contract', async () => {`, [
    `const double = ${name}.create()`,
    `const report = await verify(await ${name}.suite(), double.fetch)`,
    'expect(report.counts.breaches, toText(report)).toBe(0)',
  ])
  const made =
    first === undefined
      ? []
      : [
          '',
          testOf(`it('takes what the factory makes', () => {`, [
            `const { db } = ${name}.create({ world: 'empty' })`,
            `db.${first.model}.create(make${first.component}())`,
            `expect(db.${first.model}.count()).toBe(1)`,
          ]),
        ]
  const title = text(`the double of ${plan.title}`).doc
  const body: Doc = [
    ['describe(', title, ', () => {'],
    indent([hardline, joined([kept, ...made], hardline)]),
    hardline,
    '})',
  ]
  const imports = new Map<string, readonly string[]>([
    ['contract-doubles/verify', ['toText', 'verify']],
    ['vitest', ['describe', 'expect', 'it']],
    ...(first ? ([['./factories.ts', [`make${first.component}`]]] as const) : []),
    ['./index.ts', [name]],
  ])
  return toModule(`${plan.name}.test.ts`, imports, [body])
}

const testOf = (head: string, statements: readonly string[]): Doc => [
  head,
  indent([hardline, joined(statements, hardline)]),
  hardline,
  '})',
]

/** The configuration of a project that has none yet. */
export function configFile(plan: Plan): Written {
  const name = constantOf(plan)
  const key =
    name === plan.name
      ? name
      : isKey(plan.name)
        ? `${plan.name}: ${name}`
        : `'${plan.name}': ${name}`
  const imports = new Map<string, readonly string[]>([
    ['contract-doubles/define', ['defineConfig']],
    [`./${plan.name}/index.ts`, [name]],
  ])
  return toModule('contract-doubles.config.ts', imports, [
    `export default defineConfig({ apis: { ${key} } })`,
  ])
}
