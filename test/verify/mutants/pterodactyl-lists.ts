import type { PterodactylDouble } from '../../../handlers/index.ts'
import { below, type Json, type Mutant, put, rows, without } from './drift.ts'

type Drift = Mutant<PterodactylDouble>

const list = /^GET \/api\/application\/users(\?|$)/
const observed = { options: { fidelity: 'observed' } } as const

/** A change of where an observed list says that its page stands. */
const pagination = (change: (place: Json) => object) => below('meta', below('pagination', change))

const filtersOf = (query: URLSearchParams) =>
  [...query.keys()].filter(name => name.startsWith('filter') && name !== 'filter[nothing]')

/** Keeps of a list those users whose field passes, filter by filter. */
const sifted =
  (passes: (value: string, wanted: string) => boolean): NonNullable<Drift['reply']> =>
  (body, { query }) =>
    rows(all =>
      all.filter(row =>
        filtersOf(query).every(name => {
          const field = name.slice('filter['.length, -1)
          const value = String(Reflect.get(Object(row.attributes), field) ?? '')
          return passes(value, query.get(name) ?? '')
        }),
      ),
    )(body)

/** Keeps of a list filtered by this field those whose value has a part in this place. */
const placed =
  (field: string, isThere: (value: string, part: string) => boolean): NonNullable<Drift['reply']> =>
  (body, asked, double) =>
    asked.query.has(`filter[${field}]`)
      ? sifted((value, wanted) =>
          wanted.split(',').some(part => isThere(value.toLowerCase(), part.toLowerCase())),
        )(body, asked, double)
      : body

/** No page is larger than a hundred; one that says its size says that too. */
const capped: NonNullable<Drift['ask']> = ({ query }) => {
  if (Number(query.get('per_page')) > 100) query.set('per_page', '100')
}

const fields = ['email', 'username', 'external_id', 'uuid'] as const

/** Drifted providers of Pterodactyl's users: how they are listed. */
export const pterodactylListMutants: readonly Drift[] = [
  ...fields.flatMap((field): Drift[] => [
    {
      title: `the filter by ${field} finds beginnings alone`,
      tells: 'filterMatch',
      on: list,
      reply: placed(field, (value, part) => value.startsWith(part)),
    },
    {
      title: `the filter by ${field} finds ends alone`,
      tells: 'filterMatch',
      on: list,
      reply: placed(field, (value, part) => value.endsWith(part)),
    },
  ]),
  { title: 'per_page has a maximum of 100', tells: 'perPageMaximum', on: list, ask: capped },
  {
    title: 'per_page has a maximum of 100, as its page says',
    tells: 'perPageMaximum',
    on: list,
    ask: capped,
    ...observed,
  },
  {
    title: 'filters are ignored',
    on: list,
    ask: ({ query }) => {
      for (const name of filtersOf(query)) query.delete(name)
    },
  },
  {
    title: 'the filter by external_id is ignored',
    on: list,
    ask: ({ query }) => query.delete('filter[external_id]'),
  },
  {
    title: 'the filter by uuid is ignored',
    on: list,
    ask: ({ query }) => query.delete('filter[uuid]'),
  },
  {
    title: 'a filter finds whole values alone',
    tells: 'filterMatch',
    on: list,
    reply: sifted((value, wanted) => value === wanted),
  },
  {
    title: 'a filter minds the case',
    tells: 'filterCase',
    on: list,
    reply: sifted((value, wanted) => wanted.split(',').some(part => value.includes(part))),
  },
  {
    title: 'a comma does not mean or',
    tells: 'filterLists',
    on: /filter.*%2C/,
    reply: rows(() => []),
  },
  {
    title: 'a sort is ignored',
    on: list,
    ask: ({ query }) => query.get('sort')?.includes('nothing') || query.delete('sort'),
  },
  {
    title: 'a minus before a sort is ignored',
    tells: 'sorts',
    on: list,
    ask: ({ query }) => query.set('sort', (query.get('sort') ?? '').replace('-', '')),
  },
  {
    title: 'a list comes newest first',
    tells: 'unsorted',
    on: list,
    ask: ({ query }) => query.set('sort', query.get('sort') ?? '-id'),
  },
  {
    title: 'a sort by uuid is one by id',
    on: list,
    ask: ({ query }) => query.set('sort', (query.get('sort') ?? '').replace('uuid', 'id')),
  },
  {
    title: 'an unknown sort is ignored',
    tells: 'unknownSort',
    on: list,
    ask: ({ query }) => query.get('sort')?.includes('nothing') && query.delete('sort'),
  },
  {
    title: 'an unknown filter is ignored',
    tells: 'unknownFilter',
    on: list,
    ask: ({ query }) => query.delete('filter[nothing]'),
  },
  { title: 'per_page is ignored', on: list, ask: ({ query }) => query.delete('per_page') },
  {
    title: 'a page has 25 users',
    tells: 'perPageDefault',
    on: list,
    ask: ({ query }) => query.set('per_page', query.get('per_page') ?? '25'),
  },
  {
    title: 'page is off by one',
    on: list,
    ask: ({ query }) =>
      query.has('page') && query.set('page', String(Number(query.get('page')) + 1)),
  },
  { title: 'page is ignored', on: list, ask: ({ query }) => query.delete('page') },
  { title: 'a page below 1 is empty', tells: 'lowPage', on: /page=0/, reply: rows(() => []) },
  {
    title: 'a page repeats its first user',
    on: list,
    reply: rows(all => (all.length > 1 ? all.with(-1, all[0] ?? {}) : all)),
  },
  {
    ...observed,
    title: 'total is one too many',
    tells: 'pagination',
    on: list,
    reply: pagination(p => put({ total: Number(p.total) + 1 })(p)),
  },
  {
    ...observed,
    title: 'total_pages is one too few',
    tells: 'pagination',
    on: list,
    reply: pagination(p => put({ total_pages: Number(p.total_pages) - 1 })(p)),
  },
  {
    ...observed,
    title: 'count is that of a page',
    world: 'documented',
    tells: 'pagination',
    on: list,
    reply: pagination(p => put({ count: p.per_page })(p)),
  },
  {
    ...observed,
    title: 'current_page is counted from 0',
    tells: 'pagination',
    on: list,
    reply: pagination(p => put({ current_page: Number(p.current_page) - 1 })(p)),
  },
  {
    ...observed,
    title: 'an observed page has 25 users',
    tells: 'perPageDefault',
    on: list,
    ask: ({ query }) => query.set('per_page', query.get('per_page') ?? '25'),
  },
  {
    ...observed,
    title: 'there is no link to the next page',
    tells: 'pagination',
    on: list,
    reply: pagination(below('links', without('next'))),
  },
  {
    ...observed,
    title: 'links is a list',
    tells: 'pagination',
    on: list,
    reply: pagination(put({ links: [] })),
  },
]
