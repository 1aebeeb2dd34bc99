import type { Field, Shape } from '../document/shape.ts'
import type { Asked } from './asked.ts'
import { resolved } from './assigning.ts'
import { wordsIn } from './names.ts'
import type { Answer, PlannedEntity, PlannedReply, Said } from './plan.ts'
import { enveloped, isOf, objectOf } from './showing.ts'

/** How a list is paged, by the names of its parameters. */
interface Paging {
  readonly kind: 'page' | 'offset' | 'cursor' | 'none'
  readonly size?: Field | undefined
  readonly by?: Field | undefined
}

const sizes = ['limit', 'perpage', 'pagesize', 'size', 'count', 'maxresults', 'pagelimit']
const pages = ['page', 'pagenumber']
const offsets = ['offset', 'skip', 'start', 'from']
const cursors = ['cursor', 'after', 'startingafter', 'pagetoken', 'nexttoken', 'continue', 'marker']

const bare = (name: string): string => wordsIn(name).join('').toLowerCase()

/** How the parameters of a list say which of its rows are wanted. */
function pagingOf(asked: Pick<Asked, 'components' | 'query'>): Paging {
  const plain = asked.query.filter(({ name }) => isName(name))
  const named = (names: readonly string[], kind: Shape['kind']) =>
    plain.find(
      ({ name, shape }) =>
        names.includes(bare(name)) && resolved(asked.components, shape).kind === kind,
    )
  const size = named(sizes, 'number')
  const page = named(pages, 'number')
  if (page) return { kind: 'page', size, by: page }
  const offset = named(offsets, 'number')
  if (offset) return { kind: 'offset', size, by: offset }
  const cursor = named(cursors, 'text')
  if (cursor) return { kind: 'cursor', size, by: cursor }
  return { kind: 'none', size }
}

/** The answer of a list of entities; nothing where it shows none. */
export function listAnswer(
  asked: Asked,
  entity: PlannedEntity,
  reply: PlannedReply,
): Answer | undefined {
  if (reply.shape === undefined) return undefined
  const own = resolved(asked.components, reply.shape)
  const isBare = own.kind === 'list' && isOf(own.of, entity)
  const whole = objectOf(asked.components, reply.shape)
  const place = whole?.fields.find(({ shape }) => {
    const list = resolved(asked.components, shape)
    return list.kind === 'list' && isOf(list.of, entity)
  })
  if (!isBare && !place) return undefined
  const paging = pagingOf(asked)
  const filters = filtersOf(asked, entity, paging)
  const { lines, rows, known, takes } = rowsOf(asked, entity, paging, filters)
  const body: Said =
    whole && place
      ? enveloped(
          asked,
          whole,
          place.name,
          { code: rows },
          asked.example(reply.status),
          knownIn(asked, whole.fields, paging, known),
        )
      : { code: rows }
  const { status } = reply
  return { act: 'list', model: entity.model, uses: ['store'], takes, lines, status, body }
}

const isName = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name)

/** What of a list can be told: how many there are, and where the next page begins. */
interface Known {
  readonly total: string
  readonly hasMore: string
  readonly next: string
}

interface Rows {
  readonly lines: readonly string[]
  readonly rows: string
  readonly known: Known
  readonly takes: readonly string[]
}

function rowsOf(
  asked: Asked,
  { model, id }: PlannedEntity,
  paging: Paging,
  filters: readonly Filter[],
): Rows {
  const every = `store.${model}.slice('id', 0, store.${model}.size)`
  const read = readLines(asked, paging, filters)
  const parents = filters.filter(({ isParent }) => isParent).map(({ name }) => name)
  const takes = [...parents, ...(asked.query.length > 0 ? ['query'] : [])]
  const all = filters.at(-1)?.rows ?? 'all'
  const from = fromOf(paging, all, id)
  const size = paging.size?.name
  if (from === undefined && size === undefined && filters.length === 0) {
    const total = `store.${model}.size`
    return { lines: read, rows: every, known: { total, hasMore: 'false', next: '' }, takes }
  }
  const lines = [...read, `const all = ${every}`, ...filters.map(({ line }) => line)]
  if (from === undefined && size === undefined)
    return {
      takes,
      lines,
      rows: all,
      known: { total: `${all}.length`, hasMore: 'false', next: '' },
    }
  return { takes, ...sliced(lines, all, { from, size, id }) }
}

/** What a list is asked by, with what stands where it is not. */
function readLines({ query }: Asked, { size, by }: Paging, filters: readonly Filter[]): string[] {
  const names = filters.filter(({ isParent }) => !isParent).map(({ name }) => name)
  const taken = [...names, ...[size, by].flatMap(field => (field ? [givenIn(field)] : []))]
  if (taken.length > 0) return [`const { ${taken.join(', ')} } = query()`]
  return query.length > 0 ? ['query()'] : []
}

interface Cut {
  readonly from: string | undefined
  readonly size: string | undefined
  readonly id: string
}

/** A page of all rows. */
function sliced(
  lines: readonly string[],
  all: string,
  { from = '0', size, id }: Cut,
): Omit<Rows, 'takes'> {
  const begin = isName(from) || from === '0' ? from : 'from'
  const end = begin === '0' ? size : `${begin} + ${size}`
  const rows = size === undefined ? `${all}.slice(${begin})` : `${all}.slice(${begin}, ${end})`
  const shown = begin === '0' ? 'rows.length' : `${begin} + rows.length`
  return {
    lines: [
      ...lines,
      ...(begin === 'from' && from !== 'from' ? [`const from = ${from}`] : []),
      `const rows = ${rows}`,
    ],
    rows: 'rows',
    known: {
      total: `${all}.length`,
      hasMore: `${shown} < ${all}.length`,
      next: `rows.at(-1)?.${id}`,
    },
  }
}

/** A parameter with what it is where it is not sent. */
function givenIn({ name, isRequired, shape }: Field): string {
  if (isRequired || shape.more?.default !== undefined) return name
  const usual = pages.includes(bare(name)) ? 1 : offsets.includes(bare(name)) ? 0 : undefined
  const size = sizes.includes(bare(name)) ? sizeOf(shape) : undefined
  const standing = usual ?? size
  return standing === undefined ? name : `${name} = ${standing}`
}

const sizeOf = (shape: Shape): number =>
  shape.kind === 'number' ? Math.max(shape.min ?? 1, Math.min(shape.max ?? 20, 20)) : 20

function fromOf({ kind, by, size }: Paging, all: string, id: string): string | undefined {
  if (by === undefined) return undefined
  switch (kind) {
    case 'page':
      return size ? `(${by.name} - 1) * ${size.name}` : `(${by.name} - 1) * 20`
    case 'offset':
      return by.name
    case 'cursor':
      return `${all}.findIndex(one => String(one.${id}) === ${by.name}) + 1`
    default:
      return undefined
  }
}

interface Filter {
  readonly name: string
  readonly rows: string
  readonly line: string
  readonly isParent: boolean
}

const mostFilters = 4

/** Parameters that are called as a field of the entity is. */
function filtersOf(asked: Asked, { shape, id }: PlannedEntity, paging: Paging): Filter[] {
  const own = shape.fields.filter(field => field.name !== id && isName(field.name))
  const paged = [paging.size, paging.by]
  const asking = asked.query
    .filter(field => !paged.includes(field) && isName(field.name) && !words.includes(field.name))
    .flatMap(({ name, shape: sent }) => {
      const kept = own.find(field => field.name === name)
      return kept && isAlike(asked, kept.shape, sent) ? [{ name, kept: name, isParent: false }] : []
    })
  const parents = asked.parents.flatMap(name => {
    const kept = own.find(field => bare(field.name) === bare(name))
    const isText = kept && resolved(asked.components, kept.shape).kind === 'text'
    return kept && isText && isName(kept.name) ? [{ name, kept: kept.name, isParent: true }] : []
  })
  const filters: Filter[] = []
  for (const { name, kept, isParent } of [...parents, ...asking].slice(0, mostFilters)) {
    const before = filters.at(-1)?.rows ?? 'all'
    const rows = `of${name.charAt(0).toUpperCase()}${name.slice(1)}`
    const test = isParent
      ? `one.${kept} === ${name}`
      : `${name} === undefined || one.${kept} === ${name}`
    const line = `const ${rows} = ${before}.filter(one => ${test})`
    if (line.length < 94) filters.push({ name, rows, line, isParent })
  }
  return filters
}

/** What stands for something else in the body of a resolver. */
const words = [
  'all',
  'from',
  'rows',
  'one',
  'store',
  'query',
  'default',
  'in',
  'class',
  'new',
  'function',
  'with',
]

function isAlike(asked: Asked, kept: Shape, sent: Shape): boolean {
  const [one, other] = [resolved(asked.components, kept), resolved(asked.components, sent)]
  if (one.kind === 'choice' && other.kind === 'choice')
    return one.values.some(value => other.values.includes(value))
  return one.kind === other.kind && ['text', 'number', 'truth'].includes(one.kind)
}

/** What an envelope tells of a list, by the names of its fields. */
function knownIn(
  asked: Asked,
  fields: readonly Field[],
  paging: Paging,
  known: Known,
): ReadonlyMap<string, Said> {
  const said = fields.flatMap((field): (readonly [string, Said])[] => {
    const code = toldIn(asked, field, paging, known)
    return code === undefined ? [] : [[field.name, { code }]]
  })
  return new Map(said)
}

function toldIn(asked: Asked, field: Field, paging: Paging, known: Known): string | undefined {
  const own = resolved(asked.components, field.shape)
  const word = bare(field.name)
  switch (own.kind) {
    case 'number':
      return isUnbound(own) ? countIn(word, paging, known) : undefined
    case 'truth':
      return /^(hasmore|more|hasnext|hasnextpage)$/.test(word) ? known.hasMore : undefined
    case 'text':
      return isNext.test(word) && paging.kind === 'cursor' ? nextIn(own, field, known) : undefined
    default:
      return undefined
  }
}

const isNext = /^(next(cursor|token|pagetoken|page)?|cursor)$/

function countIn(word: string, paging: Paging, { total }: Known): string | undefined {
  if (/^(total(count|items|results|elements)?|count|size)$/.test(word)) return total
  const echoed = [paging.size, paging.by].find(field => field && bare(field.name) === word)
  return echoed && hasValue(echoed) ? echoed.name : undefined
}

/** The cursor of the next page, if there is one. */
function nextIn({ isNullable }: Shape, { isRequired }: Field, { hasMore, next }: Known): string {
  const without = isRequired ? "''" : 'undefined'
  return `${hasMore} ? String(${next}) : ${isNullable ? 'null' : without}`
}

const isUnbound = ({ min = 0, max, step }: Extract<Shape, { kind: 'number' }>): boolean =>
  min <= 0 && max === undefined && step === undefined

const hasValue = (field: Field): boolean =>
  field.isRequired || field.shape.more?.default !== undefined || givenIn(field).includes('=')
