import type { Auth } from '../../../../contract/answer/auth.ts'
import { constantOf } from '../plan/names.ts'
import type { Plan } from '../plan/plan.ts'
import { dialectFile, entitiesFile, placesOf, schemaFiles } from './describing.ts'
import { call, isKey, object, plain, text } from './expressions.ts'
import { factoriesFile } from './factories.ts'
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
