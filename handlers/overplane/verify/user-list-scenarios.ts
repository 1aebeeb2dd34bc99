import type { Received, Stage } from '../../../contract/verify/exchange/exchange.ts'
import { at, column } from '../../../contract/verify/findings/difference.ts'
import type { Scenario } from '../../../contract/verify/suite.ts'
import type { Operation } from '../operation.ts'

type Page = Pick<Stage<Operation>, 'ask' | 'same'>
type Making = Pick<Stage<Operation>, 'ask' | 'unique'>

const idsOf = (list: Received): unknown[] => column(at(list.body, 'data'), 'id')
const totalOf = (list: Received): number => Number(at(list.body, 'total'))

/** Makes users, and gives their ids in the order of their creation. */
async function make({ ask, unique }: Making, count: number): Promise<unknown[]> {
  const ids: unknown[] = []
  for (let nth = 0; nth < count; nth += 1) {
    const body = { email: `${unique()}@example.com`, first_name: 'Vera' }
    ids.push(at((await ask('createUser', { body })).body, 'id'))
  }
  return ids
}

/** Holds pages of three against one page of ten, and looks over the end. */
async function addUp({ ask, same }: Page): Promise<void> {
  const whole = await ask('listUsers', { query: { limit: 10 } })
  const total = totalOf(whole)
  const ids: unknown[] = []
  for (const offset of [0, 3, 6, 9]) {
    const page = await ask('listUsers', { query: { limit: 3, offset } })
    const length = Math.max(0, Math.min(3, total - offset))
    same(page, 'rows', length, idsOf(page).length)
    same(page, 'total', total, totalOf(page))
    same(page, 'has_more', offset + length < total, at(page.body, 'has_more'))
    ids.push(...idsOf(page))
  }
  same(whole, 'rows', Math.min(10, total), idsOf(whole).length)
  same(whole, 'all pages together', idsOf(whole), ids.slice(0, 10))
  const end = await ask('listUsers', { query: { limit: 3, offset: Math.max(0, total - 3) } })
  same(end, 'has_more of the last three', false, at(end.body, 'has_more'))
  for (const [offset, length] of [
    [Math.max(0, total - 1), Math.min(1, total)],
    [total, 0],
  ]) {
    const page = await ask('listUsers', { query: { offset: Number(offset) } })
    same(page, 'rows at the end', length, idsOf(page).length)
    same(page, 'has_more at the end', false, at(page.body, 'has_more'))
  }
}

/** What a list of users promises. */
export const userListScenarios: readonly Scenario<Operation>[] = [
  {
    title: 'What is listed is retrieved as it is listed',
    page: 'Retrieves the details of an existing user.',
    async run({ ask, says, same, skip }) {
      const list = await ask('listUsers', { query: { limit: 1 } })
      const [id] = idsOf(list)
      if (id === undefined) skip('There is no user.')
      same(list, 'rows', 1, idsOf(list).length)
      const user = await ask('retrieveUser', { params: { id: String(id) } })
      says(user, at(list.body, 'data', 0))
    },
  },
  {
    title: 'The pages there are add up without gaps and doubles',
    page: 'limit: maximum number of objects to return. offset: number of objects to skip for pagination.',
    run: addUp,
  },
  {
    title: 'New users are listed, the newest first, and counted',
    page: 'The results are sorted by creation date, with the most recently created appearing first.',
    async run({ ask, same, unique, pause, resting }) {
      const before = await ask('listUsers')
      const ids = await make({ ask, unique }, 2)
      await pause()
      ids.push(...(await make({ ask, unique }, 2)))
      const list = await ask('listUsers', { query: { limit: 20 } })
      const ours = idsOf(list).filter(id => ids.includes(id))
      same(list, 'the new ones', ids.toSorted(), ours.toSorted())
      same(list, 'the newest of them', ids.slice(2).toSorted(), ours.slice(0, 2).toSorted())
      await resting(['sameSecond'], async () => {
        same(list, 'the new ones', ids.toReversed(), ours)
        same(list, 'the first one', ids.at(-1), idsOf(list)[0])
      })
      same(list, 'total', totalOf(before) + 4, totalOf(list))
      const times = column(at(list.body, 'data'), 'created_at').map(String)
      const sorted = times.toSorted((a, b) => Date.parse(b) - Date.parse(a))
      same(list, 'created_at from the newest on', sorted, times)
    },
  },
  {
    title: 'Pages add up without gaps and doubles',
    page: 'limit: maximum number of objects to return. offset: number of objects to skip for pagination.',
    async run({ ask, same, unique }) {
      await make({ ask, unique }, 8)
      await addUp({ ask, same })
    },
  },
  {
    title: 'A page has 20 users unless a limit is sent, and then no more than that',
    page: 'Maximum number of objects to return. Default: 20.',
    async run({ ask, says, same, unique }) {
      const total = totalOf(await ask('listUsers', { query: { limit: 1 } }))
      // A total may be anything: no more than these are missing.
      await make({ ask, unique }, Math.min(22, Math.max(0, 22 - total)))
      const page = await ask('listUsers')
      same(page, 'rows', 20, idsOf(page).length)
      says(page, { has_more: true })
      const second = await ask('listUsers', { query: { offset: 1 } })
      same(second, 'rows', 20, idsOf(second).length)
      same(second, 'rows one on', idsOf(page).slice(1), idsOf(second).slice(0, 19))
      const large = await ask('listUsers', { query: { limit: 22 } })
      same(large, 'rows', 22, idsOf(large).length)
    },
  },
]
