import type { Field, Shape } from '../document/shape.ts'
import type { Asked } from './answers.ts'
import { resolved } from './assigning.ts'
import { wordsIn } from './names.ts'
import type { Answer, PlannedEntity, PlannedReply, Said } from './plan.ts'
import { enveloped, isOf, objectOf } from './showing.ts'

/** How a list is paged, by the names of its parameters. */
export interface Paging {
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
export function pagingOf(asked: Pick<Asked, 'components' | 'query'>): Paging {
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
  const taken = [
    ...filters.filter(({ isParent }) => !isParent).map(({ name }) => name),
    ...[paging.size, paging.by].flatMap(field => (field ? [givenIn(field)] : [])),
  ]
  const takes = [
    ...filters.flatMap(({ isParent, name }) => (isParent ? [name] : [])),
    ...(asked.query.length > 0 ? ['query'] : []),
  ]
  const read = [
    ...(taken.length > 0 ? [`const { ${taken.join(', ')} } = query()`] : []),
    ...(taken.length === 0 && asked.query.length > 0 ? ['query()'] : []),
  ]
  const filtered = filters.map(({ line }) => line)
  const all = filters.at(-1)?.rows ?? 'all'
  const size = paging.size?.name
  const from = fromOf(paging, all, id)
  if (from === undefined && size === undefined && filters.length === 0) {
    const total = `store.${model}.size`
    return { lines: read, rows: every, known: { total, hasMore: 'false', next: '' }, takes }
  }
  const isNamed = from !== undefined && isName(from)
  const begin = from === undefined ? '0' : isNamed ? from : 'from'
  const rows =
    size === undefined
      ? from === undefined
        ? all
        : `${all}.slice(${begin})`
      : `${all}.slice(${begin}, ${begin === '0' ? size : `${begin} + ${size}`})`
  return {
    takes,
    lines: [
      ...read,
      `const all = ${every}`,
      ...filtered,
      ...(from === undefined || from === begin ? [] : [`const from = ${from}`]),
      ...(isPlainRows(rows) ? [] : [`const rows = ${rows}`]),
    ],
    rows: isPlainRows(rows) ? rows : 'rows',
    known: {
      total: `${all}.length`,
      hasMore: isPlainRows(rows)
        ? 'false'
        : `${begin} + rows.length < ${all}.length`.replace(/^0 \+ /, ''),
      next: isPlainRows(rows) ? '' : `rows.at(-1)?.${id}`,
    },
  }
}

const isPlainRows = (rows: string): boolean => /^\w+$/.test(rows)

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
  { total, hasMore, next }: Known,
): ReadonlyMap<string, Said> {
  const said = fields.flatMap(({ name, shape, isRequired }): (readonly [string, Said])[] => {
    const own = resolved(asked.components, shape)
    const word = bare(name)
    if (own.kind === 'number' && isUnbound(own)) {
      if (/^(total|totalcount|totalitems|totalresults|totalelements)$/.test(word))
        return [[name, { code: total }]]
      if (word === 'count' || word === 'size') return [[name, { code: total }]]
      const echoed = [paging.size, paging.by].find(field => field && bare(field.name) === word)
      if (echoed && hasValue(asked, echoed)) return [[name, { code: echoed.name }]]
    }
    if (own.kind === 'truth' && /^(hasmore|more|hasnext|hasnextpage)$/.test(word))
      return [[name, { code: hasMore }]]
    if (
      own.kind === 'text' &&
      next !== '' &&
      paging.kind === 'cursor' &&
      /^next(cursor|token|pagetoken|page)?$|^cursor$/.test(word)
    ) {
      const otherwise = own.isNullable ? 'null' : isRequired ? "''" : 'undefined'
      return [[name, { code: `${hasMore} ? String(${next}) : ${otherwise}` }]]
    }
    return []
  })
  return new Map(said)
}

const isUnbound = ({ min = 0, max, step }: Extract<Shape, { kind: 'number' }>): boolean =>
  min <= 0 && max === undefined && step === undefined

const hasValue = (_: Asked, field: Field): boolean =>
  field.isRequired || field.shape.more?.default !== undefined || /=/.test(givenIn(field))
