import type { Shape } from '../document/shape.ts'
import { namesIn } from '../plan/components.ts'
import { toKebab } from '../plan/names.ts'
import type { Plan, PlannedEntity } from '../plan/plan.ts'
import { array, type Code, call, comment, literal, object, plain, text } from './expressions.ts'
import { envelopeOf } from './failing.ts'
import { type Doc, hardline } from './layout.ts'
import { comments, toModule, type Written } from './modules.ts'
import { said, schemaOf } from './shapes.ts'

/** More components than this have a file each. */
const mostTogether = 80

/** Where each component stands. */
export interface Places {
  /** The file of a component, from the folder of the API. */
  of(name: string): string
}

export const placesOf = ({ components }: Plan): Places => ({
  of: name => (components.size > mostTogether ? `schemas/${toKebab(name)}.ts` : 'schemas.ts'),
})

/** The imports of some components, as a file at a depth takes them. */
export function importsOf(
  { components }: Plan,
  places: Places,
  names: Iterable<string>,
  above = './',
): Map<string, string[]> {
  const imports = new Map<string, string[]>()
  for (const name of new Set(names)) {
    if (!components.has(name)) continue
    const source = `${above}${places.of(name)}`
    imports.set(source, [...(imports.get(source) ?? []), name])
  }
  return imports
}

/** The schemas, each behind what it refers to. */
export function schemaFiles(plan: Plan, places: Places): Written[] {
  const files = new Map<string, string[]>()
  for (const name of plan.components.keys()) {
    const file = places.of(name)
    files.set(file, [...(files.get(file) ?? []), name])
  }
  return [...files].map(([file, names]) => {
    const inFolder = file.includes('/')
    const parts = names.map(name => componentOf(plan, name))
    const used = names.flatMap(name =>
      namesIn(plan.components.get(name)?.shape ?? { kind: 'anything' }),
    )
    const others = used.filter(name => !names.includes(name))
    const imports = importsOf(
      plan,
      { of: name => (inFolder ? `${toKebab(name)}.ts` : places.of(name)) },
      others,
    )
    return withZod(file, imports, parts, [])
  })
}

function componentOf(plan: Plan, name: string): Doc {
  const shape = plan.components.get(name)?.shape ?? { kind: 'anything' as const }
  const own = schemaOf(shape)
  const words = shape.words ?? `A ${toKebab(name).replaceAll('-', ' ')}.`
  const { more: _, ...plainly } = shape
  const code =
    shape.kind === 'object' && !shape.isNullable
      ? call('named', [text(name), text(words), own])
      : said(shape.words === undefined ? plainly : shape, own)
  return [...comments(notesOn(plan, name)), `export const ${name} = `, code.doc]
}

/** What is lost at a place, as a comment beside it says it. */
export const notesOn = ({ losses }: Plan, where: string): string[] => {
  const lost = losses.at(where)
  return lost.length === 0 ? [] : [`Not expressed: ${[...new Set(lost)].join('; ')}.`]
}

/** A module with what it takes of zod and of the package, as far as it uses it. */
export function withZod(
  path: string,
  imports: ReadonlyMap<string, readonly string[]>,
  parts: readonly Doc[],
  others: readonly string[],
): Written {
  const { text: body } = toModule(path, new Map(), parts)
  const uses = (name: string) => new RegExp(`(^|[^\\w.'"/])${name}\\(`).test(body)
  const own = [...others, ...['always', 'say', 'named', 'parameter', 'operations'].filter(uses)]
  const all = new Map([
    ...imports,
    ...(own.length > 0 ? ([['contract-doubles/define', own]] as const) : []),
    ...(/\bz\.\w/.test(body) ? ([['zod/mini', ['* as z']]] as const) : []),
  ])
  return toModule(path, all, parts)
}

/** What the API keeps. */
export function entitiesFile(plan: Plan, places: Places): Written {
  const imports = importsOf(
    plan,
    places,
    plan.entities.map(({ component }) => component),
  )
  const parts = plan.entities.map((one): Doc => [`export const ${one.model} = `, entityOf(one)])
  return toModule(
    'entities.ts',
    new Map([...imports, ['contract-doubles/define', ['entity']]]),
    parts,
  )
}

function entityOf(one: PlannedEntity): Doc {
  const { component, id, idLength, times, defaults, documented, isMadeUp } = one
  const standing = [
    ...(idLength === undefined ? [] : [[id, plain(`({ ids }) => ids.text(${idLength})`)] as const]),
    ...Object.entries(defaults).map(([name, value]) => [name, literal(value)] as const),
  ]
  const rows = array(
    documented.map(row => literal(row, true)),
    true,
  )
  return call('entity', [
    object(
      [
        ['schema', plain(component)],
        ['id', text(id)],
        ...(times.length > 0 ? ([['times', literal(times)]] as const) : []),
        ...(standing.length > 0 ? ([['defaults', object(standing, true)]] as const) : []),
        ['orders', object([['id', { doc: [`one => one${access(id)}`] }]])],
        [
          '',
          {
            doc: [
              ...(isMadeUp ? [comment('Made up: the document shows none.'), hardline] : []),
              'documented: ',
              rows.doc,
            ],
          },
        ],
      ],
      true,
    ),
  ]).doc
}

const access = (name: string): Doc =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : ['[', text(name).doc, ']']

/** How the API recognises a caller, and how it says no. */
export function dialectFile(plan: Plan, places: Places): Written {
  const { entities, auth, failure, resources } = plan
  const isAsked = resources.some(({ operations }) => operations.some(({ isOpen }) => !isOpen))
  const body = call('defineDialect', [
    object(
      [
        ['entities', plain(entities.length > 0 ? 'entities' : '{}')],
        ['auth', typeof auth === 'string' ? text(auth) : literal(auth)],
        ['failure', failureOf(failure)],
        ['always', plain(isAsked ? '[401]' : '[]')],
        ['refusals', refusalsOf(plan)],
      ],
      true,
    ),
  ])
  const imports = new Map<string, readonly string[]>([
    ...importsOf(plan, places, namesIn(failure)),
    ...(entities.length > 0 ? ([['./entities.ts', ['* as entities']]] as const) : []),
  ])
  const parts: Doc[] = [['export const dialect = ', body.doc]]
  return withZod('dialect.ts', imports, parts, ['defineDialect', 'worded'])
}

function failureOf(failure: Shape): Code {
  if (failure.kind === 'named') return plain(failure.name)
  if (failure.kind !== 'object') return schemaOf(failure)
  return call('named', [text('Failure'), text('Why a request was turned away.'), schemaOf(failure)])
}

function refusalsOf({ components, values, failure, invalid }: Plan): Code {
  const { code, uses, isObject } = envelopeOf(components, values, failure)
  const given = uses.length === 0 ? '' : `{ ${[...new Set(uses)].toSorted().join(', ')} }`
  const words: Code = {
    doc: [`(${given}) => `, ...(isObject ? ['(', code.doc, ')'] : [code.doc])],
    isOpen: true,
  }
  const statuses = invalid === 422 ? [] : [object([['invalid', plain(String(invalid))]])]
  return call('worded', [words, ...statuses])
}
