import type { Received, Stage } from '../../../contract/verify/exchange/exchange.ts'
import { at, column } from '../../../contract/verify/findings/difference.ts'
import type { Scenario } from '../../../contract/verify/suite.ts'
import type { VerifiedOperation } from '../operation.ts'
import { attributesOf, crowd, idsOf, member, multitude, user } from './made.ts'

type List = Scenario<VerifiedOperation>
type Page = Pick<Stage<VerifiedOperation>, 'ask' | 'says' | 'same' | 'resting'>
type Query = Readonly<Record<string, string | number>>

/** Where a page stands, if it says so: the total, and its links to its neighbours. */
function holdPlace(
  { says, same }: Pick<Page, 'says' | 'same'>,
  page: Received,
  per_page: number,
  current_page: number,
) {
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
async function addUp({ ask, says, same, resting }: Page, query: Query): Promise<void> {
  const whole = await ask('listUsers', { query: { ...query, per_page: 9 } })
  const parts: Received[] = []
  for (const page of [1, 2, 3]) {
    const part = await ask('listUsers', { query: { ...query, per_page: 3, page } })
    const length = Math.max(0, Math.min(3, idsOf(whole).length - 3 * (page - 1)))
    same(part, 'rows', length, idsOf(part).length)
    parts.push(part)
  }
  const ids = parts.flatMap(idsOf)
  same(whole, 'all pages together', idsOf(whole), ids)
  await resting(['pagination'], async () => {
    const total = holdPlace({ says, same }, whole, 9, 1)
    for (const [nth, part] of parts.entries()) {
      same(part, 'total', total, holdPlace({ says, same }, part, 3, nth + 1))
    }
  })
  await resting(['lowPage'], async () => {
    const first = await ask('listUsers', { query: { ...query, per_page: 3, page: 0 } })
    same(first, 'the page before the first', ids.slice(0, 3), idsOf(first))
  })
}

const allowed = 'filter optional [key]=value email, external_id, username, uuid'

const filters: readonly List[] = [
  {
    title: 'A filter finds who has the value, a part of it, and that in any case',
    page: allowed,
    async run({ ask, same, shared, resting }) {
      const { mark, users, ids } = await shared(crowd)
      const [, second] = ids
      const { email, username, external_id } = member(mark, 2)
      const uuid = String(at(users, 1, 'uuid'))
      const finds = async (field: string, value: string, wanted: unknown[]) => {
        const list = await ask('listUsers', { query: { [`filter[${field}]`]: value } })
        same(list, `ids of filter[${field}]`, wanted.toSorted(), idsOf(list).toSorted())
      }
      await finds('email', email, [second])
      await finds('username', username, [second])
      await finds('external_id', external_id, [second])
      await finds('uuid', uuid, [second])
      await finds('username', external_id, [])
      await finds('external_id', username, [])
      await resting(['filterCase'], async () => {
        await finds('email', email.toUpperCase(), [second])
        await finds('username', username.toUpperCase(), [second])
        await finds('external_id', external_id.toUpperCase(), [second])
        await finds('uuid', uuid.toUpperCase(), [second])
      })
      await resting(['filterMatch'], async () => {
        await finds('email', mark, ids)
        await finds('email', `${mark}u2@example`, [second])
        await finds('email', `${mark.slice(1)}u`, ids)
        await finds('email', `${mark.slice(2)}u2@example.com`, [second])
        await finds('username', `${mark}u`, ids)
        await finds('username', `${mark.slice(1)}u`, ids)
        await finds('username', `${mark.slice(2)}u2`, [second])
        await finds('external_id', `${mark}e`, ids)
        await finds('external_id', `${mark.slice(1)}e`, ids)
        await finds('external_id', `${mark.slice(2)}e2`, [second])
        await finds('uuid', uuid.slice(4, 30), [second])
        await finds('username', `${mark}e`, [])
        await finds('external_id', `${mark}u`, [])
      })
    },
  },
  {
    title: 'Several filters mean and, a comma means or, and an empty one is ignored',
    rests: ['filterLists'],
    async run({ ask, same, shared }) {
      const { mark, ids } = await shared(crowd)
      const [first, , third] = ids
      const [one, three] = [member(mark, 1), member(mark, 3)]
      const username = 'filter[username]'
      const external = 'filter[external_id]'
      const cases: readonly (readonly [Query, unknown[]])[] = [
        [{ [username]: three.username, [external]: three.external_id }, [third]],
        [{ [username]: one.username, [external]: three.external_id }, []],
        [{ [username]: `${one.username},${three.username}` }, [first, third]],
        [{ [username]: one.username, [external]: '' }, [first]],
      ]
      for (const [query, wanted] of cases) {
        const list = await ask('listUsers', { query })
        same(list, `ids of ${Object.keys(query)}`, wanted.toSorted(), idsOf(list).toSorted())
      }
    },
  },
]

const byNumber = (a: unknown, b: unknown): number => Number(a) - Number(b)
const byText = (a: unknown, b: unknown): number => (String(a) < String(b) ? -1 : 1)

const sorts: readonly List[] = [
  {
    title: 'A list is sorted by id or uuid, behind a minus descending, and by id without a sort',
    page: 'sort optional string id, uuid',
    async run({ ask, same, shared, resting }) {
      const { mark } = await shared(crowd)
      const holds = async (sort: string, ...ways: readonly ('up' | 'down')[]) => {
        const key = sort.replace('-', '') || 'id'
        for (const filter of [{ 'filter[username]': mark }, {}]) {
          const query = { ...(sort && { sort }), per_page: 60, ...filter }
          const list = await ask('listUsers', { query })
          const seen = column(at(list.body, 'data'), 'attributes', key)
          const up = seen.toSorted(key === 'id' ? byNumber : byText)
          const sorted = { up, down: up.toReversed() }
          const way = ways.find(one => sorted[one].join() === seen.join())
          same(list, `${key} of sort=${sort}`, sorted[way ?? 'up'], seen)
        }
      }
      await holds('id', 'up', 'down')
      await holds('uuid', 'up', 'down')
      await resting(['sorts'], async () => {
        await holds('id', 'up')
        await holds('uuid', 'up')
        await holds('-id', 'down')
        await holds('-uuid', 'down')
      })
      await resting(['unsorted'], () => holds('', 'up'))
    },
  },
]

const pages: readonly List[] = [
  {
    title: 'What is listed is found as it is listed',
    page: 'Returns a user by its id (number).',
    async run({ ask, says, skip }) {
      const list = await ask('listUsers', { query: { per_page: 1 } })
      const [id] = idsOf(list)
      if (id === undefined) skip('There is no user.')
      const found = await ask('getUser', { params: { id: Number(id) } })
      says(found, user(attributesOf({ body: at(list.body, 'data', 0) })))
    },
  },
  {
    title: 'The pages there are add up without gaps and doubles',
    page: 'page optional number >= 1, per_page optional number >= 1',
    run: stage => addUp(stage, { sort: 'id' }),
  },
  {
    title: 'Pages add up without gaps and doubles, and past the end there is nothing',
    page: 'page optional number >= 1, per_page optional number >= 1',
    async run({ ask, says, same, shared, resting }) {
      const { mark, ids } = await shared(crowd)
      await addUp({ ask, says, same, resting }, { sort: 'uuid' })
      await resting(['filterMatch'], async () => {
        const query = { 'filter[username]': mark, sort: 'id' }
        await addUp({ ask, says, same, resting }, query)
        const whole = await ask('listUsers', { query: { ...query, per_page: 8 } })
        same(whole, 'ids', ids.toSorted(), idsOf(whole).toSorted())
        const beyond = { query: { ...query, per_page: 4, page: 3 } }
        await resting(['pastEnd'], async () => {
          const list = await ask('listUsers', beyond)
          says(list, { data: [] })
          await resting(['pagination'], async () => {
            holdPlace({ says, same }, list, 4, 3)
          })
        })
      })
    },
  },
  {
    title: 'A page has 50 users unless per_page is sent, and then up to as many as that',
    page: 'per_page optional number >= 1',
    async run({ ask, says, same, shared, resting }) {
      const page = await ask('listUsers')
      const isTelling = at(page.body, 'meta', 'pagination') !== undefined
      if (!isTelling) await shared(multitude)
      await resting(['perPageDefault', 'pagination'], async () => {
        if (isTelling) holdPlace({ says, same }, page, 50, 1)
        else same(page, 'rows', 50, idsOf(await ask('listUsers')).length)
      })
      await resting(['perPageMaximum', 'pagination'], async () => {
        const whole = await ask('listUsers', { query: { per_page: 1000 } })
        if (isTelling) holdPlace({ says, same }, whole, 1000, 1)
        else same(whole, 'more than a hundred rows', true, idsOf(whole).length > 100)
      })
    },
  },
  {
    title: 'A server is listed among the servers of its owner, and found by its id',
    rests: ['servers'],
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
