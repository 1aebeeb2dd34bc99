import * as z from 'zod/mini'
import type { Check } from '../../../contract/answer/parse.ts'
import { breach, type ChoicesOf, type Issue, say } from '../../../contract/define.ts'
import { keysOf } from '../php/form.ts'
import { textOf } from '../php/number.ts'
import type { readings } from '../readings.ts'

// What every endpoint, and every list, can be asked for.

/** The texts of a list, whether it was sent as `a=1,2` or as `a[]=1&a[]=2`: in the latter a comma cuts nothing. */
const textsOf = (sent: unknown): unknown[] =>
  typeof sent === 'string' ? sent.split(',').map(text => text.trim()) : Object.values(Object(sent))

/** What PHP's filters drop: nothing, and the digit 0. */
const isNamed = (text: unknown): boolean => text !== null && text !== '' && text !== '0'

const include = z.transform((value: string) => textsOf(value).filter(isNamed).map(String))

/** Whatever is no page counts as the first one. */
const page = z.transform((value: number | string) => (isPage(value) ? BigInt(textOf(value)) : 1n))

function isPage(value: unknown): boolean {
  const text = textOf(value)
  return /^\+?[1-9]\d{0,18}$/.test(text) && BigInt(text) < 2n ** 63n
}

const perPage = z.pipe(
  z.custom<number | string>().check(
    z.check(({ value, issues }) => {
      if (Number.isNaN(sizeOf(value))) issues.push(breach('per_page', value, 'per_page'))
    }),
  ),
  z.transform((value: number | string) => sizeOf(value)),
)

/** A whole number, also as 1e1 or 5.0; 0 falls back to the 15 of Laravel's models. */
function sizeOf(value: unknown): number | undefined {
  if (value === null) return undefined
  const text = textOf(value)
  if (text === '0') return 15
  const size = /^\+?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : 0
  // Of what is too large for them PHP's integers hold the largest, and of a number without end none.
  if (size === Infinity) return 0
  return Number.isInteger(size) && size > 0 ? Math.min(size, 2 ** 63) : Number.NaN
}

/** What an operation includes at will; `examples` are what there is to include. */
export const includeQuery = (words: string, ...examples: readonly string[]) =>
  z.object({
    include: say(words, z._default(include, []), {
      ...{
        type: 'array',
        items: { type: 'string', ...(examples[0] && { examples: [...examples] }) },
      },
    }),
  })

/** The query of a list of some things. */
export const pageQuery = <Include extends ReturnType<typeof includeQuery>>(
  things: string,
  { shape }: Include,
) => {
  const schema = z.object({
    ...shape,
    page: say('The number of the page.', z._default(page, 1n), {
      ...{ type: 'integer', minimum: 1, default: 1 },
    }),
    per_page: say(`The number of ${things} on a page.`, z.exactOptional(perPage), {
      ...{ type: 'integer', minimum: 1, default: 50 },
    }),
  })
  return { schema, read: readerOf<z.output<typeof schema>>() }
}

type Taken = ChoicesOf<typeof readings>

/** The names of fields. */
interface Named {
  readonly filters: readonly string[]
  readonly sorts: readonly string[]
}

/** Reads a query as the readings have it: what they refuse, and how many there are on a page. */
const readerOf =
  <Query extends { readonly per_page?: number | undefined }>(named?: Named) =>
  (query: (check: Check) => Query, taken: Taken) => {
    const asked = query(sent => faultsIn(sent, named, taken))
    const { per_page = taken.perPageDefault } = asked
    const most = taken.perPageMaximum === 'none' ? Number.POSITIVE_INFINITY : taken.perPageMaximum
    const { filterMatch: match, filterCase: letters, unsorted } = taken
    return { match, letters, unsorted, ...asked, per_page: Math.min(per_page, most) }
  }

/** What no field has, and a page that is none, where a reading refuses it. */
function faultsIn(sent: unknown, named: Named | undefined, taken: Taken): Issue[] {
  const { filter, sort, page = 1 } = Object(sent)
  const filters = keysOf(groupOf(filter))
  const sorts = textsOf(sort).filter(isNamed).map(fieldOf)
  return [
    ...(taken.unknownFilter === 'refused' ? strangers('filter', filters, named?.filters) : []),
    ...(taken.unknownSort === 'refused' ? strangers('sort', sorts, named?.sorts) : []),
    ...(taken.lowPage === 'refused' && !isPage(page) ? [issueOf('page', page, 'page')] : []),
  ]
}

function strangers(rule: string, names: readonly string[], known = names): Issue[] {
  const others = names.filter(name => !isOneOf(known, name))
  return others.length > 0 ? [issueOf(rule, others.join(', '), known.join(', '))] : []
}

const issueOf = (rule: string, sent: unknown, wanted: string): Issue => ({
  ...{ in: 'query', path: rule, rule, sent, wanted },
})

/** What to look for in each field. */
type Filter<Field extends string> = { readonly [Name in Field]?: readonly string[] }

type Sort<Field extends string> = {
  readonly field: Field
  readonly descending: boolean
}

/** What a list can be filtered and sorted by. */
interface Choosing<Filterable extends string, Sortable extends string> {
  /** As the panel tells them to whoever names another. */
  readonly filters: readonly Filterable[]
  /** The same as the page has them. Default: as the panel does. */
  readonly documented?: readonly Filterable[]
  readonly sorts: readonly Sortable[]
  readonly include: ReturnType<typeof includeQuery>
}

/** The query of a list that can be filtered and sorted. */
export const listQuery = <Filterable extends string, Sortable extends string>(
  things: string,
  { filters, documented = filters, sorts, include }: Choosing<Filterable, Sortable>,
) => {
  const schema = z.object({
    filter: say(
      `Finds the ${things} of which each named field has the value in it.`,
      z.exactOptional(filterOf(filters)),
      {
        ...{ type: 'object', additionalProperties: false },
        properties: Object.fromEntries(documented.map(name => [name, { type: 'string' }])),
      },
    ),
    sort: say(
      'The fields to sort by; a minus before one means descending.',
      z.exactOptional(sortOf(sorts)),
      {
        type: 'array',
        items: { type: 'string', enum: sorts.flatMap(name => [name, `-${name}`]) },
      },
    ),
    ...pageQuery(things, include).schema.shape,
  })
  return { schema, read: readerOf<z.output<typeof schema>>({ filters, sorts }) }
}

/** `filter[email]=a,b`; a filter without a name in brackets counts for nothing. */
const filterOf = <Field extends string>(fields: readonly Field[]) =>
  z.pipe(
    z.custom<{ readonly [Name in Field]?: string }>(),
    z.transform((value): Filter<Field> => {
      const known = Object.entries(groupOf(value)).filter(([name]) => isOneOf(fields, name))
      const entries = known.map(([name, sent]) => [name, textsOf(sent)])
      return Object.fromEntries(entries)
    }),
  )

/** `sort=-id,uuid`: fields to order by, descending behind a minus; of one that is named twice the first counts. */
const sortOf = <Field extends string>(fields: readonly Field[]) =>
  z.pipe(
    z.custom<string>(),
    z.transform((value): Sort<Field>[] =>
      textsOf(value).flatMap(name => {
        const field = fields.find(one => one === fieldOf(name))
        return field ? [{ field, descending: String(name).startsWith('-') }] : []
      }),
    ),
  )

const groupOf = (value: unknown): object =>
  typeof value === 'object' && value !== null ? value : {}
const fieldOf = (name: unknown): string => String(name).replace(/^-+/, '')
const isOneOf = (names: readonly string[], name: string): boolean => names.includes(name)
