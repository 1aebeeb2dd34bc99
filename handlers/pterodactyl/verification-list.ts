import { at, column } from '../../contract/verify/difference.ts'
import type { Received, Scenario, Stage } from '../../contract/verify/suite.ts'
import type { VerifiedOperation } from './operation.ts'
import { crowd, required } from './verification-users.ts'

type List = Scenario<VerifiedOperation>
type Page = Pick<Stage<VerifiedOperation>, 'ask' | 'says' | 'same'>
type Query = Readonly<Record<string, string | number>>

const idsOf = (list: Received): unknown[] => column(at(list.body, 'data'), 'attributes', 'id')

/** Where a page stands, if it says so: the total, and its links to its neighbours. */
function holdPlace({ says, same }: Page, page: Received, per_page: number, current_page: number) {
  if (at(page.body, 'meta') === undefined) return undefined
  const total = Number(at(page.body, 'meta', 'pagination', 'total'))
  const total_pages = Math.max(1, Math.ceil(total / per_page))
  const count = Math.max(0, Math.min(per_page, total - (current_page - 1) * per_page))
  says(page, { meta: { pagination: { count, per_page, current_page, total_pages } } })
  same(page, 'rows', count, idsOf(page).length)
  const links = at(page.body, 'meta', 'pagination', 'links')
  for (const [name, number] of [
    ['previous', current_page - 1],
    ['next', current_page + 1],
  ] as const) {
    const isThere = name === 'previous' ? current_page > 1 : current_page < total_pages
    const wanted = isThere ? new RegExp(`/api/application/users\\?page=${number}$`) : undefined
    same(page, `the link to the ${name} page`, wanted, at(links, name))
  }
  return total
}

/** Pages of three against one of nine. */
async function addUp({ ask, says, same }: Page, query: Query): Promise<void> {
  const whole = await ask('listUsers', { query: { ...query, per_page: 9 } })
  const total = holdPlace({ ask, says, same }, whole, 9, 1)
  const ids: unknown[] = []
  for (const page of [1, 2, 3]) {
    const part = await ask('listUsers', { query: { ...query, per_page: 3, page } })
    same(part, 'total', total, holdPlace({ ask, says, same }, part, 3, page))
    ids.push(...idsOf(part))
  }
  same(whole, 'all pages together', idsOf(whole), ids)
  const first = await ask('listUsers', { query: { ...query, per_page: 3, page: 0 } })
  same(first, 'the page before the first', ids.slice(0, 3), idsOf(first))
}

const filters: readonly List[] = [
  {
    title: 'A filter finds a part of a value, whatever its case',
    async run({ ask, same, shared }) {
      const { mark, users, ids } = await shared(crowd)
      const [, second] = ids
      const uuid = String(at(users, 1, 'uuid'))
      const cases: readonly (readonly [string, string, unknown[]])[] = [
        ['email', mark, ids],
        ['email', `${mark}U2@EXAMPLE`, [second]],
        ['email', `${mark.slice(1)}u`, ids],
        ['email', `${mark.slice(2)}U2@example.com`, [second]],
        ['username', `${mark.slice(1)}u`, ids],
        ['username', `${mark.toUpperCase()}U2`, [second]],
        ['external_id', `${mark}e`, ids],
        ['external_id', `${mark.slice(2)}E2`, [second]],
        ['uuid', uuid, [second]],
        ['uuid', uuid.slice(4, 30).toUpperCase(), [second]],
        ['username', `${mark}e`, []],
        ['external_id', `${mark}u`, []],
      ]
      for (const [field, value, wanted] of cases) {
        const list = await ask('listUsers', { query: { [`filter[${field}]`]: value } })
        same(list, `ids of filter[${field}]`, wanted, idsOf(list))
      }
    },
  },
  {
    title: 'Several filters mean and, a comma means or, and an empty one is ignored',
    async run({ ask, same, shared }) {
      const { mark, ids } = await shared(crowd)
      const [first, , third] = ids
      const username = 'filter[username]'
      const external = 'filter[external_id]'
      const cases: readonly (readonly [Query, unknown[]])[] = [
        [{ [username]: mark, [external]: `${mark}e3` }, [third]],
        [{ [username]: `${mark}u1`, [external]: `${mark}e3` }, []],
        [{ [username]: `${mark}u1,${mark}u3` }, [first, third]],
        [{ [username]: mark, [external]: '' }, ids],
      ]
      for (const [query, wanted] of cases) {
        const list = await ask('listUsers', { query })
        same(list, `ids of ${Object.keys(query)}`, wanted, idsOf(list))
      }
    },
  },
]

const byNumber = (a: unknown, b: unknown): number => Number(a) - Number(b)
const byText = (a: unknown, b: unknown): number => (String(a) < String(b) ? -1 : 1)

const sorts: readonly List[] = [
  {
    title: 'A list is sorted by id or uuid, behind a minus descending, and by id without a sort',
    async run({ ask, same, shared }) {
      const { mark, users } = await shared(crowd)
      for (const sort of ['', 'id', '-id', 'uuid', '-uuid']) {
        const key = sort.replace('-', '') || 'id'
        const inOrder = (values: unknown[]) => {
          const sorted = values.toSorted(key === 'id' ? byNumber : byText)
          return sort.startsWith('-') ? sorted.reverse() : sorted
        }
        const query = { ...(sort && { sort }), per_page: 60 }
        const ours = await ask('listUsers', { query: { ...query, 'filter[username]': mark } })
        const seen = column(at(ours.body, 'data'), 'attributes', key)
        same(ours, `${key} of sort=${sort}`, inOrder(column(users, key)), seen)
        const all = await ask('listUsers', { query })
        const values = column(at(all.body, 'data'), 'attributes', key)
        same(all, `${key} of sort=${sort} among all`, inOrder(values), values)
      }
    },
  },
]

const pages: readonly List[] = [
  {
    title: 'What is listed is found as it is listed',
    async run({ ask, says, skip }) {
      const list = await ask('listUsers', { query: { per_page: 1 } })
      const [id] = idsOf(list)
      if (id === undefined) skip('There is no user.')
      says(await ask('getUser', { params: { id: Number(id) } }), at(list.body, 'data', 0))
    },
  },
  {
    title: 'The pages there are add up without gaps and doubles',
    run: stage => addUp(stage, { sort: 'id' }),
  },
  {
    title: 'Pages add up without gaps and doubles, and past the end there is nothing',
    async run({ ask, says, same, shared }) {
      const { mark, ids } = await shared(crowd)
      const query = { 'filter[username]': mark, sort: '-id' }
      await addUp({ ask, says, same }, query)
      const whole = await ask('listUsers', { query: { ...query, per_page: 8 } })
      same(whole, 'ids', ids.toReversed(), idsOf(whole))
      const beyond = await ask('listUsers', { query: { ...query, per_page: 4, page: 3 } })
      says(beyond, { object: 'list', data: [] })
      holdPlace({ ask, says, same }, beyond, 4, 3)
    },
  },
  {
    title: 'A page has 50 users unless per_page is sent, and then up to as many as that',
    async run({ ask, says, same, unique }) {
      const page = await ask('listUsers')
      const large = { query: { per_page: 1000 } }
      if (at(page.body, 'meta') !== undefined) {
        holdPlace({ ask, says, same }, page, 50, 1)
        holdPlace({ ask, says, same }, await ask('listUsers', large), 1000, 1)
        return
      }
      // A page that does not say what it was asked for has to show it.
      for (let rows = idsOf(page).length; rows < 101; rows += 1) {
        await ask('createUser', { body: required(unique()) })
      }
      const full = await ask('listUsers')
      same(full, 'rows', 50, idsOf(full).length)
      const whole = await ask('listUsers', large)
      same(whole, 'more than a hundred rows', true, idsOf(whole).length > 100)
    },
  },
  {
    title: 'A server is listed among the servers of its owner, and found by its id',
    async run({ ask, says, same, skip }) {
      const list = await ask('listServers', { query: { per_page: 100 } })
      const [server] = column(at(list.body, 'data'), 'attributes')
      if (server === undefined) skip('There is no server.')
      const [id, owner] = [Number(at(server, 'id')), Number(at(server, 'user'))]
      says(await ask('getServer', { params: { id } }), at(list.body, 'data', 0))
      const query = { include: 'servers' }
      const found = await ask('getUser', { params: { id: owner }, query })
      const own = at(found.body, 'attributes', 'relationships', 'servers', 'data')
      same(found, 'its server', true, column(own, 'attributes', 'id').includes(id))
      same(found, 'owners', [owner], [...new Set(column(own, 'attributes', 'user'))])
    },
  },
]

/** What a list of users promises, and what there is to see of servers. */
export const listScenarios: readonly List[] = [...pages, ...filters, ...sorts]
