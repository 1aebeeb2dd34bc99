import { writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Plugin, rolldown } from 'rolldown'
import { filesOf, read, replaced } from './files.ts'

const lib = 'node_modules/@mswjs/data/lib'

/**
 * Builds in what is used of `@mswjs/data`, and of the packages that it uses itself. Whoever installs the package is
 * spared the rest: msw's handlers out of models with graphql, date-fns, lodash and a hash for smaller ones, and a
 * `require` of msw, which ends in an error under Jest and in Vitest's vm pools. Gives the files that went in.
 */
export async function buildData(): Promise<string[]> {
  const file = 'dist/contract/store/data.js'
  const bundle = await rolldown({
    input: file,
    platform: 'neutral',
    resolve: { mainFields: ['module', 'main'] },
    plugins: [trimmed],
    logLevel: 'warn',
  })
  const { output } = await bundle.write({ file, format: 'esm' })
  writeFileSync('dist/contract/store/data.d.ts', await typesOf(file))
  for (const types of filesOf('.d.ts')) pointAtData(types)
  return output[0].moduleIds
}

/** Leaves out what is not used. */
export const trimmed: Plugin = {
  name: 'trimmed',
  resolveId: id => (Object.hasOwn(smaller, id) ? `\0small:${id}` : undefined),
  load(id) {
    if (id.startsWith('\0small:')) return smaller[id.slice('\0small:'.length)]
    return /@mswjs[/\\]data[/\\]lib[/\\].*\.js$/.test(id) ? ownText(id) : undefined
  },
}

/** Smaller, and the same for whoever gives paths as lists of keys. */
const smaller: Readonly<Record<string, string>> = {
  lodash: 'exports.isFunction = value => typeof value === "function"',
  // Most paths are of one name: those are looked up in no loop.
  'lodash/get': `const { default: get } = require("dlv")
    module.exports = (object, path) =>
      path.length === 1 && object ? object[path[0]] : get(object, path)`,
  'lodash/set': `const { dset } = require("dset")
    module.exports = (object, path, value) => (dset(object, path, value), object)`,
  'lodash/has': `const { default: get } = require("dlv")
    module.exports = (object, path) => get(object, path) !== undefined`,
  'lodash/isFunction': 'module.exports = value => typeof value === "function"',
  'date-fns': 'exports.compareAsc = (left, right) => Math.sign(left - right)',
  // It needs a name for each database, for which it takes a hash.
  md5: 'module.exports = text => text',
  debug: 'exports.debug = () => () => {}',
}

/** A module of `@mswjs/data` as it is built in. */
function ownText(path: string): string {
  const file = path.slice(path.indexOf(lib) + lib.length)
  const text = owns[file]?.(read(path)) ?? read(path)
  return text
    .replace(logged, '')
    .replace(helper, (old, name: string) =>
      name in modern ? `var ${name} = ${modern[name]};\n` : old,
    )
}

const owns: Readonly<Record<string, (text: string) => string>> = {
  '/factory.js': withoutHandlers,
  '/model/createModel.js': shaped,
  // It copies an entity for each event, also where nobody listens.
  '/db/Database.js': text =>
    ['create', 'update', 'delete'].reduce((text, event) => {
      const emit = `this.events.emit('${event}'`
      return replaced(text, emit, `if (this.events.listenerCount('${event}') > 0) ${emit}`)
    }, text),
  // The same in both builds, so that one's `drop` takes the other's database.
  '/glossary.js': text => text.replace(/= Symbol\('/g, "= Symbol.for('contract-doubles/"),
  // Two databases of the same models, in two tabs or in one, would follow each other: `createDb` lets none.
  '/extensions/sync.js': () => 'exports.sync = () => {}',
}

/** What it logs of its inside nobody here asks for, and it is put together for each field of each entity. */
const logged = /^ *log\(.*\);$/gm

/** What TypeScript put there for browsers without these; only of what is read from front to back it is a part. */
const helper = /^var (__\w+) = \(this && this\.\1\) \|\| [\s\S]*?^\}(?:\)\(\)|\))?;\n/gm

const modern: Readonly<Record<string, string>> = {
  __assign: 'Object.assign',
  __extends: `(child, parent) => {
    Object.setPrototypeOf(child, parent)
    child.prototype = Object.create(parent.prototype, { constructor: { value: child } })
  }`,
  __importDefault: 'module => (module.__esModule ? module : { default: module })',
  __importStar: 'module => module',
  __read: '(items, most) => (items[Symbol.iterator] ? [...items].slice(0, most) : items)',
  __rest: `(object, left) =>
    Object.fromEntries(Object.entries(object).filter(([key]) => !left.includes(key)))`,
  __spreadArray: '(to, from) => to.concat(from)',
  __values: 'items => items[Symbol.iterator]()',
}

/** The models without their generators of handlers: each says where to find ours. */
function withoutHandlers(text: string): string {
  const sentence =
    'contract-doubles leaves the generators of @mswjs/data out. Use the handlers of the double, or install @mswjs/data for models of your own.'
  const refuse = `function () { throw new Error('Failed to make handlers of "' + modelName + '": ${sentence}') }`
  return text
    .replace(/^var generate\w+ = require\(.*$/gm, '')
    .replace(
      /(toHandlers|toGraphQLSchema): function \([^)]*\) \{[\s\S]*?\n {8}\}(?=,?\n)/g,
      `$1: ${refuse}`,
    )
}

/**
 * Entities that are copies of one with nothing in it: of those V8 keeps the names of the fields once for all, where one
 * that grows field by field becomes a dictionary of its own, twice as large.
 */
function shaped(text: string): string {
  const shape = `function shapeOf(definition, properties, marks) {
    var plain = properties.filter(path => path.length === 1 && !(definition[path[0]] instanceof Relation_1.Relation || definition[path[0]] instanceof nullable_1.NullableObject))
    return Object.fromEntries([
      ...Object.getOwnPropertySymbols(marks).map(mark => [mark, marks[mark]]),
      ...plain.map(path => [path[0], undefined]),
    ])
  }`
  const filled = replaced(
    text,
    '}, {});\n    var entity = Object.assign({}, publicProperties, internalProperties);',
    `}, { ...(parsedModel.shape ??= shapeOf(definition, properties, internalProperties)) });
    var entity = publicProperties;`,
  )
  return filled + shape
}

/** The modules of its types that are used, what needs no other first. */
const modules = [
  'glossary',
  'primaryKey',
  'nullable',
  'relations/Relation',
  'relations/oneOf',
  'relations/manyOf',
  'query/queryTypes',
  'db/Database',
  'db/drop',
  'factory',
  'utils/identity',
]

/** What is not there for us, and what TypeScript finds fault with where libraries are checked too. */
const mended: readonly (readonly [old: string, by: string])[] = [
  [
    "toHandlers(type: 'rest', baseUrl?: string): HttpHandler[];",
    'toHandlers(type: "rest", baseUrl?: string): never;',
  ],
  [
    "toHandlers(type: 'graphql', baseUrl?: string): GraphQLHandler[];",
    'toHandlers(type: "graphql", baseUrl?: string): never;',
  ],
  ['toGraphQLSchema(): GraphQLSchema;', 'toGraphQLSchema(): never;'],
  [
    'ValueType extends Array<infer ItemType> ? QuerySelector',
    'ValueType extends Array<infer ItemType extends AnyObject> ? QuerySelector',
  ],
]

/** Its types as one file, that of its events among them. */
async function typesOf(bundle: string): Promise<string> {
  const emitter = read('node_modules/strict-event-emitter/lib/index.d.ts')
  const all = [emitter, ...modules.map(name => read(`${lib}/${name}.d.ts`))]
  const declared = all
    .join('\n')
    .replace(/^import .*\n/gm, '')
    .replace(/^export \{.*\};?\n/gm, '')
    .replace(/^export (?=declare|interface)/gm, '')
  const sound = mended.reduce((text, [old, by]) => replaced(text, old, by), declared)
  const types = [...sound.matchAll(/^(?:declare )?(?:type|interface|class|enum) (\w+)/gm)]
  const values = Object.keys(await import(pathToFileURL(bundle).href))
  const named = types.map(([, name = '']) => name)
  return `${sound}\nexport { ${values.join(', ')} }\nexport type { ${named.join(', ')} }\n`
}

/** tsc names the module that declares a type; for all of them that is the one file now. */
function pointAtData(file: string): void {
  const data = relative(dirname(file), 'contract/store/data.js')
  const path = data.startsWith('.') ? data : `./${data}`
  const types = read(`dist/${file}`).replace(
    /(["'])@mswjs\/data(?:\/lib\/[\w/.]+)?\1/g,
    `'${path}'`,
  )
  // Nor does it give inline imports the ending that they have once they are built.
  writeFileSync(`dist/${file}`, types.replace(/(import\("\.[^"]*)\.ts"/g, '$1.js"'))
}
