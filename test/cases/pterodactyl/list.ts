import { expect } from 'vitest'
import type { World } from '../../../handlers/index.ts'
import type { Case } from '../case.ts'
import { answers, headers, panel, path, printed, refusal } from './delete.ts'

const upTo = (count: number) => Array.from({ length: count }, (_, nth) => nth + 1)
const all = upTo(7)

const usersOf = (name: string, ids: readonly number[]): World => ({
  name,
  pterodactyl(db) {
    for (const id of ids) db.user.create({ id })
  },
})
const crowd = usersOf('a crowd', upTo(51))
const backwards = usersOf('made backwards', [9, 5, 2])

/** The ids of the users that each of the queries lists. */
const lists =
  (world: World) =>
  (title: string, ids: readonly number[], ...queries: readonly string[]) =>
    queries.map(
      (query): Case => ({
        title: `${title}: ?${query}`,
        api: 'pterodactyl',
        world,
        async run(send) {
          const { status, body } = await send('GET', `${path}?${query}`, { headers })
          const data = ids.map(id => ({ object: 'user', attributes: { id } }))
          expect({ status, body }).toMatchObject({ status: 200, body: { object: 'list', data } })
        },
      }),
    )
const inPanel = lists(panel)
const inCrowd = lists(crowd)
const filtered = (title: string, ids: readonly number[], ...ends: readonly string[]) =>
  inPanel(title, ids, ...ends.map(end => `filter${end}`))

const bulk = [4, 5, 6, 7]
const noWildcards = ['bulk%25', 'b_lk', 'bulk.', '%5C', '%27%22'].map(part => `[username]=${part}`)

const filters: readonly Case[] = [
  ...filtered('A filter finds a part', bulk, '[email]=example.o', '[username]=ulk'),
  ...filtered('A filter finds a part', [3, 6], '[external_id]=3'),
  ...filtered('A filter finds a part', [5], '[uuid]=99-0000-4'),
  ...filtered('A filter finds a part', [2, 5], '[external_id]=-2'),
  ...filtered('A filter ignores case', bulk, '[email]=EXAMPLE.ORG', '[external_id]=B-'),
  ...filtered('A filter ignores case', [3], '[uuid]=FFFF', '[username]=OWN'),
  ...filtered('A filter ignores case', [1], '[email]=admin@'),
  ...filtered('No external id is not "null"', [], '[external_id]=null'),
  ...filtered('A comma means or', [4, 6], '[username]=bulk1,bulk3', '[external_id]=b-1,b-3'),
  ...filtered('A list in brackets means or', [3, 4], '[username][]=bulk1&filter[username][]=owner'),
  ...filtered('Several filters mean and', [4], '[username]=bulk&filter[external_id]=b-1'),
  ...filtered('Several filters mean and', [], '[username]=owner&filter[external_id]=b-1'),
  ...filtered('The last of two filters counts', [3], '[username]=bulk1&filter[username]=owner'),
  ...filtered('An empty filter is ignored', all, '[email]=', '[external_id]=', '[username]=,'),
  ...filtered('A blank filter is ignored', all, '[email]=%20', '[external_id]=%20,%20'),
  ...filtered('An empty part is ignored', [5], '[username]=bulk2,', '[username]=,bulk2'),
  ...filtered('An empty part is ignored', [5], '[username][]=&filter[username][]=bulk2'),
  ...filtered('A filter is trimmed', [4], '[username]=%20bulk1%20', '[username]=bulk1%20,'),
  ...filtered('Brackets may be encoded', [4], '%5Busername%5D=bulk1'),
  ...filtered('The brackets of a list may have names', [4], '[username][x]=bulk1'),
  ...filtered('A filter knows no wildcards', [], ...noWildcards),
  ...filtered('A filter of nothing is ignored', all, '=bulk1', '='),
  ...inPanel('The case of "filter" matters', all, 'FILTER[username]=bulk1'),
]

const down = [7, 6, 5, 4, 3, 2, 1]
const byUuid = [4, 7, 5, 2, 6, 1, 3]

const sorts: readonly Case[] = [
  ...lists(backwards)('Without a sort users come by id', [2, 5, 9], '', 'sort='),
  ...inPanel('A sort ascends', all, 'sort=id', 'sort=id,uuid', 'sort[]=id'),
  ...inPanel('A sort behind a minus descends', down, 'sort=-id', 'sort=-id,uuid', 'sort[]=-id'),
  ...inPanel('A sort by uuid ascends', byUuid, 'sort=uuid', 'sort=uuid,-id'),
  ...inPanel('A sort by uuid behind a minus descends', byUuid.toReversed(), 'sort=-uuid'),
  ...inPanel('The first of two sorts by one key counts', all, 'sort=id,-id'),
  ...inPanel('A sort is trimmed', down, 'sort=%20-id%20'),
  ...inPanel('What is filtered is sorted', [4, 7, 5, 6], 'filter[username]=bulk&sort=uuid'),
  ...inPanel('What is sorted is paged', [6, 2], 'sort=-uuid&per_page=2&page=2'),
  ...inPanel('What is filtered is paged', [7], 'filter[username]=bulk&per_page=3&page=2'),
]

const noPage = ['0', '-1', 'abc', '1.5', '', '02', '99999999999999999999']

const sizes: readonly Case[] = [
  ...inCrowd('A page has 50 users', upTo(50), '', 'per_page='),
  ...inCrowd('A per_page of 0 is 15', upTo(15), 'per_page=0'),
  ...inCrowd('A page has no largest size', upTo(51), 'per_page=51', 'per_page=100000000'),
  ...inCrowd('A page may be as large as can be', upTo(51), 'per_page=9223372036854775807'),
  ...inCrowd('A per_page may have an exponent', upTo(10), 'per_page=1e1'),
  ...inCrowd('A per_page may begin with a blank', [1, 2], 'per_page=+2', 'per_page=%202'),
  ...inCrowd('The second page begins behind the first', [51], 'page=2'),
  ...inCrowd('A page past the end is empty', [], 'page=3', 'page=99'),
  ...inCrowd('The last of two pages counts', [3, 4], 'per_page=2&page=1&page=2'),
  ...inCrowd('No page is the first', [1, 2], ...noPage.map(page => `per_page=2&page=${page}`)),
  ...inCrowd('A page in brackets is the first', [1, 2], 'per_page=2&page[]=2'),
]

const tells = (wanted: ReturnType<typeof refusal>, ...queries: readonly string[]) =>
  queries.map(query => answers(`A list refuses ?${query}`, ['GET', `${path}?${query}`], wanted))
const allowed = 'Allowed filter(s) are `email, uuid, username, external_id`.'
const badFilter = (names: string) =>
  refusal(400, 'InvalidFilterQuery', `Requested filter(s) \`${names}\` are not allowed. ${allowed}`)
const badSort = (name: string) =>
  refusal(
    400,
    'InvalidSortQuery',
    `Requested sort(s) \`${name}\` is not allowed. Allowed sort(s) are \`id, uuid\`.`,
  )
/** Where the panel stumbles into a 500, or counts its pages by a fraction. */
const badSize = refusal(400, expect.any(String), expect.stringContaining('per_page'))
const noSizes = ['-1', '-5', 'abc', 'true', 'false', 'null', '3abc', '0x2', '00', '1.5', '2.9']

const refusals: readonly Case[] = [
  ...tells(badFilter('foo'), 'filter[foo]=x', 'filter[foo]=', 'filter[email]=a&filter[foo]=1'),
  ...tells(badFilter('foo, bar'), 'filter[foo]=x&filter[bar]=y'),
  ...tells(badFilter('id'), 'filter[id]=2'),
  ...tells(badFilter('Username'), 'filter[Username]=bulk1'),
  ...tells(badFilter('0'), 'filter[]=x'),
  ...tells(badFilter('foo'), 'filter[foo]=1&sort=bad', 'sort=bad&filter[foo]=1'),
  ...tells(badSort('foo'), 'sort=foo', 'sort=-foo', 'sort=id,foo', 'sort[]=foo'),
  ...tells(badSort('bad'), 'sort=bad&include=zzz'),
  ...tells(badSort('ID'), 'sort=ID'),
  ...tells(badSort(''), 'sort=-'),
  ...tells(badSize, 'per_page[]=2', ...noSizes.map(size => `per_page=${size}`)),
]

const linkTo = (page: number) =>
  expect.stringMatching(new RegExp(`^https?://[^/]+/api/application/users\\?page=${page}$`))

/** The query; total, count, per_page, current_page and total_pages; the pages that are linked to. */
const places: readonly Case[] = (
  [
    ['', [7, 7, 50, 1, 1], {}],
    ['per_page=101', [7, 7, 101, 1, 1], {}],
    ['per_page=0', [7, 7, 15, 1, 1], {}],
    ['page=abc', [7, 7, 50, 1, 1], {}],
    ['per_page=2', [7, 2, 2, 1, 4], { next: 2 }],
    ['per_page=2&page=2', [7, 2, 2, 2, 4], { previous: 1, next: 3 }],
    ['per_page=2&page=4', [7, 1, 2, 4, 4], { previous: 3 }],
    ['per_page=2&page=5', [7, 0, 2, 5, 4], { previous: 4 }],
    ['per_page=2&page=99', [7, 0, 2, 99, 4], { previous: 98 }],
    ['page=2&per_page=7', [7, 0, 7, 2, 1], { previous: 1 }],
    ['per_page=2&filter[email]=example.com&page=1', [3, 2, 2, 1, 2], { next: 2 }],
    ['sort=-id&include=servers&per_page=4', [7, 4, 4, 1, 2], { next: 2 }],
    ['filter[username]=nobody', [0, 0, 50, 1, 1], {}],
  ] as const
).map(([query, [total, count, per_page, current_page, total_pages], links]) => ({
  title: `An observed list says where its page stands, and links by page alone: ?${query}`,
  api: 'pterodactyl',
  world: panel,
  fidelity: 'observed',
  async run(send) {
    const { body } = await send('GET', `${path}?${query}`, { headers })
    const linked = Object.entries(links).map(([name, page]) => [name, linkTo(page)])
    const counts = { total, count, per_page, current_page, total_pages }
    const meta = { pagination: { ...counts, links: Object.fromEntries(linked) } }
    expect(body).toEqual({ object: 'list', data: expect.any(Array), meta })
    expect(body).toHaveProperty('data.length', count)
  },
}))

export const list = (...users: readonly object[]) => ({
  status: 200,
  body: { object: 'list', data: users.map(attributes => ({ object: 'user', attributes })) },
})
const relationships = { servers: { object: 'list', data: [] } }
const withServers = list({ ...printed, relationships })

const envelope: readonly Case[] = [
  answers('A list is its object and data, as the page prints it', ['GET', path], list(printed)),
  answers('A list of nobody has no data', ['GET', path], list(), { world: 'empty' }),
  answers('A list includes servers', ['GET', `${path}?include=servers`], withServers),
  answers('A list includes nothing unknown', ['GET', `${path}?include=foo`], list(printed)),
  answers('A list knows no fields', ['GET', `${path}?fields=id&append=name`], list(printed)),
  answers('HEAD of the list has no body', ['HEAD', path], { status: 200, body: undefined }),
  {
    title: 'A list gives each user its own servers',
    api: 'pterodactyl',
    world: panel,
    async run(send) {
      const { body } = await send('GET', `${path}?include[]=servers`, { headers })
      const own = { object: 'server', attributes: { id: 1, user: 3 } }
      const servers = all.map(id => ({ object: 'list', data: id === 3 ? [own] : [] }))
      const data = servers.map(one => ({ attributes: { relationships: { servers: one } } }))
      expect(body).toMatchObject({ data })
    },
  },
]

/** GET /users. */
export const pterodactylListCases: readonly Case[] = [
  ...envelope,
  ...filters,
  ...sorts,
  ...sizes,
  ...refusals,
  ...places,
]
