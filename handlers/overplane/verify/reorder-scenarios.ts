import type { Received, Stage } from '../../../contract/verify/exchange/exchange.ts'
import { at, column } from '../../../contract/verify/findings/difference.ts'
import type { Scenario } from '../../../contract/verify/suite.ts'
import type { Operation } from '../operation.ts'

type Making = Pick<Stage<Operation>, 'ask' | 'unique'>

/** What a row cannot do without; `user` carries the mark of the verification. */
export const rowIn = (parent_id: string, user: string) => ({
  parent_id,
  parent_type: 'Project',
  user,
})

export const ofParent = (parent_id: string) => ({ query: { parent_id } })

/** `['project-user_…', 1]` for each row. */
export const places = (list: Received): unknown[] =>
  column(at(list.body, 'data')).map(row => [at(row, 'id'), at(row, 'idx')])

/** Makes rows of one parent, at these indexes or behind the last one, and gives their ids. */
export async function makeRows(
  { ask, unique }: Making,
  parent: string,
  idxs: readonly (number | 'next')[],
): Promise<string[]> {
  const ids: string[] = []
  for (const idx of idxs) {
    const body = { ...rowIn(parent, unique()), ...(idx !== 'next' && { idx }) }
    ids.push(String(at((await ask('createProjectUser', { body })).body, 'id')))
  }
  return ids
}

/** Four rows of one parent with gaps between their indexes, and one of another parent. */
async function makeTwoParents(making: Making) {
  const [parent, other] = [making.unique(), making.unique()]
  const [a = '', b = '', c = '', d = ''] = await makeRows(making, parent, [1, 2, 5, 9])
  const [e = ''] = await makeRows(making, other, [4])
  return { parent, other, rows: [a, b, c, d] as const, stranger: e }
}

/** Every row of a parent in its order, numbered from 1. */
const numbered = (ids: readonly string[]): unknown[] => ids.map((id, index) => [id, index + 1])

const idxsOf = (ids: readonly string[]) => ids.map((id, index) => ({ id, idx: index + 1 }))

/** What a row is promised that goes to another place, alone or with others. */
export const reorderScenarios: readonly Scenario<Operation>[] = [
  {
    title: 'An idx of null puts a row behind the others of its parent, and moves none of them',
    rests: ['nulls', 'rowMove', 'rowPlace', 'rowOrder'],
    needs: ['references'],
    async run({ ask, says, same, unique }) {
      const { parent, other, rows, stranger } = await makeTwoParents({ ask, unique })
      const [a, b, c, d] = rows
      const clear = (id: string, sent = {}) =>
        ask('updateProjectUser', { params: { id }, body: { idx: null, ...sent } })
      says(await clear(d), { idx: 6 })
      says(await clear(a), { idx: 7 })
      says(await clear(stranger), { idx: 1 })
      says(await clear(b, { parent_id: other }), { idx: 2, parent_id: other })
      const list = await ask('listProjectUsers', ofParent(parent))
      const order = [
        [c, 5],
        [d, 6],
        [a, 7],
      ]
      same(list, 'ids and indexes', order, places(list))
      const body = { ...rowIn(parent, unique()), idx: null }
      says(await ask('createProjectUser', { body }), { idx: 8 })
    },
  },
  {
    title: 'A reorder of all rows keeps them all, numbers them, and answers with them',
    page: 'Updates the sort order of project users within their parent by setting new index values.',
    needs: ['references', 'reorderBody'],
    async run({ ask, says, same, unique, resting }) {
      const { parent, other, rows, stranger } = await makeTwoParents({ ask, unique })
      const before = await ask('listProjectUsers', ofParent(parent))
      const wanted = rows.toReversed()
      // Sent in another order than the wanted one: the indexes count.
      const items = idxsOf(wanted).toSorted((x, y) => (x.id < y.id ? -1 : 1))
      const reply = await ask('reorderProjectUsers', { body: { items } })
      const list = await ask('listProjectUsers', ofParent(parent))
      const users = (list: Received) => column(at(list.body, 'data'), 'user')
      same(list, 'users', users(before).toSorted(), users(list).toSorted())
      const second = await ask('listProjectUsers', ofParent(other))
      same(second, 'ids and indexes of another parent', [[stranger, 4]], places(second))
      await resting(['rowOrder', 'reorderBody'], async () => {
        same(list, 'ids and indexes', numbered(wanted), places(list))
        same(list, 'users', users(before).toReversed(), users(list))
      })
      await resting(['reorderReply'], async () => {
        same(reply, 'ids and indexes', numbered(wanted), places(reply))
        says(reply, { has_more: false, total: 4 })
      })
    },
  },
  {
    title: 'Rows that a reorder leaves out follow the named ones as they stood',
    rests: ['reorderBody', 'reorderReply', 'rowOrder'],
    needs: ['references'],
    async run({ ask, same, unique }) {
      const { parent, rows } = await makeTwoParents({ ask, unique })
      const [a, b, c, d] = rows
      const items = [
        { id: d, idx: 3 },
        { id: b, idx: 7 },
      ]
      const reply = await ask('reorderProjectUsers', { body: { parent_id: parent, items } })
      same(reply, 'ids and indexes', numbered([d, b, a, c]), places(reply))
      const list = await ask('listProjectUsers', ofParent(parent))
      same(list, 'ids and indexes', numbered([d, b, a, c]), places(list))
    },
  },
  {
    title: 'A reorder without items changes nothing, and answers with the rows as they stand',
    rests: ['reorderNothing', 'reorderReply', 'rowOrder'],
    needs: ['references'],
    async run({ ask, same, unique }) {
      const { parent, rows } = await makeTwoParents({ ask, unique })
      const [a, b, c, d] = rows
      const order = [
        [a, 1],
        [b, 2],
        [c, 5],
        [d, 9],
      ]
      const reply = await ask('reorderProjectUsers', { body: { parent_id: parent } })
      same(reply, 'ids and indexes', order, places(reply))
      const bare = await ask('reorderProjectUsers')
      const ids = column(at(bare.body, 'data'), 'id')
      same(
        bare,
        'our rows',
        [...rows],
        ids.filter(id => rows.some(own => own === id)),
      )
      same(bare, 'total', ids.length, at(bare.body, 'total'))
      const list = await ask('listProjectUsers', ofParent(parent))
      same(list, 'ids and indexes', order, places(list))
    },
  },
  {
    title: 'A reorder that cannot be kept is refused, and changes nothing',
    rests: ['reorderFaults', 'reorderBody'],
    needs: ['references'],
    async run({ ask, says, same, unique }) {
      const { parent, rows, stranger } = await makeTwoParents({ ask, unique })
      const [a, b] = rows
      const before = await ask('listProjectUsers', ofParent(parent))
      const wrong = [
        [a, 2, stranger, 1],
        [b, 1, b, 2],
        [b, 1, a, 1],
        [b, 0, a, 1],
        [b, '1', a, 2],
      ]
      for (const [id, idx, second, place] of wrong) {
        const items = [
          { id, idx },
          { id: second, idx: place },
        ]
        const reply = await ask('reorderProjectUsers', { body: { items } }, 400)
        says(reply, { error: { type: 'invalid_request_error', param: /^items/ } })
      }
      const unknown = [...idxsOf([b, a]), { id: unique(), idx: 3 }]
      await ask('reorderProjectUsers', { body: { items: unknown } }, 404)
      const list = await ask('listProjectUsers', ofParent(parent))
      same(list, 'ids and indexes', places(before), places(list))
    },
  },
]
