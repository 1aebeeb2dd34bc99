import type { Received } from '../../../contract/verify/exchange/exchange.ts'
import { at, column } from '../../../contract/verify/findings/difference.ts'
import type { Scenario } from '../../../contract/verify/suite.ts'
import type { Operation } from '../operation.ts'
import { makeRows, ofParent, places, reorderScenarios, rowIn } from './reorder-scenarios.ts'

const flags = { welcome_email_sent: false, view_attachments: false, hide_timesheets: false }
const unset = { email: null, image: null, full_name: null, project_status: null }
const texts = {
  email: 'row@example.com',
  image: '/row.png',
  full_name: 'Vera Row',
  project_status: 'open',
}
const filled = { ...texts, welcome_email_sent: true, view_attachments: true, hide_timesheets: true }

const idOf = (reply: Received): string => String(at(reply.body, 'id'))
const paramsOf = (reply: Received) => ({ params: { id: idOf(reply) } })

const single: readonly Scenario<Operation>[] = [
  {
    title: 'A row has its defaults, and stands behind the last one of its parent, from 1',
    page: 'Default: false',
    needs: ['references'],
    async run({ ask, says, unique, resting }) {
      const [parent, body] = [unique(), rowIn(unique(), unique())]
      const first = { ...body, parent_id: parent }
      const made = await ask('createProjectUser', { body: first })
      says(made, { ...flags, ...first })
      await resting(['ids'], async () => says(made, { id: /^project-user_/ }))
      await resting(['unset'], async () => says(made, unset))
      says(await ask('createProjectUser', { body: { ...first, idx: 7 } }), { idx: 7 })
      await resting(['rowPlace'], async () => {
        says(made, { idx: 1 })
        says(await ask('createProjectUser', { body: first }), { idx: 8 })
        says(await ask('createProjectUser', { body: first }), { idx: 9 })
        says(await ask('createProjectUser', { body }), { idx: 1 })
      })
    },
  },
  {
    title: 'A created row has what was sent, and is listed so',
    page: 'Returns the newly created project user object if the call succeeded.',
    needs: ['references'],
    async run({ ask, says, unique }) {
      const parent = unique()
      const body = { ...rowIn(parent, unique()), ...filled, idx: 3 }
      const row = await ask('createProjectUser', { body })
      says(row, body)
      says(await ask('listProjectUsers', ofParent(parent)), { data: [row.body] })
    },
  },
  {
    title: 'parent_id may be null, as in the documented requests',
    rests: ['nullParent'],
    needs: ['references'],
    async run({ ask, says, unique }) {
      const body = { ...rowIn('', unique()), parent_id: null }
      const row = await ask('createProjectUser', { body })
      says(row, body)
      const update = { idx: 1, parent_id: null }
      says(await ask('updateProjectUser', { ...paramsOf(row), body: update }), {
        ...body,
        ...update,
      })
    },
  },
  {
    title: 'An update of a row changes what it sends, and nothing else',
    page: 'Any parameters not provided will be left unchanged.',
    needs: ['references'],
    async run({ ask, says, unique, resting }) {
      const [parent, other] = [unique(), unique()]
      const { body, ...row } = await ask('createProjectUser', { body: rowIn(parent, unique()) })
      const params = { id: idOf({ ...row, body }) }
      const changes = { ...filled, idx: 5, parent_type: 'Task', user: unique(), parent_id: other }
      let now = Object(body)
      for (const [field, value] of Object.entries(changes)) {
        now = { ...now, [field]: value }
        says(await ask('updateProjectUser', { params, body: { [field]: value } }), now)
      }
      says(await ask('updateProjectUser', { params, body: { idx: 6 } }), { ...now, idx: 6 })
      says(await ask('listProjectUsers', ofParent(other)), {
        data: [{ ...params, idx: 6 }],
        total: 1,
      })
      await resting(['emptyParent'], async () => {
        says(await ask('listProjectUsers', ofParent(parent)), { data: [], total: 0 })
      })
      await resting(['nulls'], async () => {
        says(await ask('updateProjectUser', { params, body: unset }), { ...now, ...unset, idx: 6 })
        says(await ask('listProjectUsers', ofParent(other)), { data: [unset] })
      })
    },
  },
  {
    title: 'null sets a flag back to false, on a create too',
    rests: ['nulls'],
    needs: ['references'],
    async run({ ask, says, unique }) {
      const body = { ...rowIn(unique(), unique()), ...filled }
      const row = await ask('createProjectUser', { body })
      let now = Object(row.body)
      for (const flag of Object.keys(flags)) {
        now = { ...now, [flag]: false }
        says(await ask('updateProjectUser', { ...paramsOf(row), body: { [flag]: null } }), now)
      }
      const nulls = Object.fromEntries(Object.keys(flags).map(flag => [flag, null]))
      says(await ask('createProjectUser', { body: { ...body, ...nulls } }), { ...body, ...flags })
    },
  },
  {
    title: 'An update of a row refuses what a create refuses, and then changes nothing',
    rests: ['wrongTypes', 'emptyRequired'],
    needs: ['references'],
    async run({ ask, says, unique }) {
      const parent = unique()
      const row = await ask('createProjectUser', {
        body: { ...rowIn(parent, unique()), ...filled },
      })
      const faults = {
        user: ['', null, 1],
        parent_type: ['', null],
        parent_id: ['', 1],
        idx: ['1'],
      }
      for (const [param, values] of Object.entries({ ...faults, hide_timesheets: [0, ''] })) {
        for (const value of values) {
          const body = { email: 'changed', [param]: value }
          says(await ask('updateProjectUser', { ...paramsOf(row), body }, 400), {
            error: { param },
          })
        }
      }
      says(await ask('listProjectUsers', ofParent(parent)), { data: [row.body] })
    },
  },
]

const lists: readonly Scenario<Operation>[] = [
  {
    title: 'A parent without rows has an empty list',
    rests: ['emptyParent'],
    async run({ ask, says, unique }) {
      const list = await ask('listProjectUsers', ofParent(unique()))
      says(list, { data: [], has_more: false, total: 0 })
    },
  },
  {
    title: 'A list has the rows of its parent and of no other, by idx',
    page: 'Returns all project users belonging to the specified parent.',
    needs: ['references'],
    async run({ ask, says, same, unique, resting }) {
      const [parent, other] = [unique(), unique()]
      const [c, a, d, b] = await makeRows({ ask, unique }, parent, [5, 1, 9, 2])
      const [e] = await makeRows({ ask, unique }, other, [3])
      const list = await ask('listProjectUsers', ofParent(parent))
      const order = [
        [a, 1],
        [b, 2],
        [c, 5],
        [d, 9],
      ]
      same(list, 'ids and indexes', order.toSorted(), places(list).toSorted())
      await resting(['rowOrder'], async () => {
        same(list, 'ids and indexes', order, places(list))
        says(list, { has_more: false })
      })
      says(list, { total: 4 })
      same(list, 'parents', [parent], [...new Set(column(at(list.body, 'data'), 'parent_id'))])
      const second = await ask('listProjectUsers', ofParent(other))
      same(second, 'ids and indexes', [[e, 3]], places(second))
    },
  },
  {
    title: 'A list has all rows, however many',
    page: 'Returns all project users belonging to the specified parent.',
    needs: ['references'],
    async run({ ask, says, same, unique, resting }) {
      const parent = unique()
      const ids = await makeRows(
        { ask, unique },
        parent,
        Array.from({ length: 22 }, () => 'next'),
      )
      const list = await ask('listProjectUsers', ofParent(parent))
      const listed = column(at(list.body, 'data'), 'id')
      same(list, 'ids', ids.toSorted(), listed.toSorted())
      says(list, { has_more: false, total: 22 })
      await resting(['rowPlace', 'rowOrder'], async () => same(list, 'ids', ids, listed))
    },
  },
  {
    title: 'An update and a delete of one row leave the others where they are',
    page: 'Permanently deletes a project user. This cannot be undone.',
    needs: ['references'],
    async run({ ask, says, same, unique, resting }) {
      const parent = unique()
      const [a = '', b = '', c] = await makeRows({ ask, unique }, parent, ['next', 'next', 'next'])
      await ask('updateProjectUser', { params: { id: a }, body: { idx: 2, user: unique() } })
      const moved = await ask('listProjectUsers', ofParent(parent))
      await resting(['rowPlace', 'rowMove', 'rowOrder'], async () => {
        const order = [
          [a, 2],
          [b, 2],
          [c, 3],
        ]
        same(moved, 'ids and indexes', order, places(moved))
      })
      const gone = await ask('deleteProjectUser', { params: { id: b } })
      says(gone, { id: b, deleted: true })
      const left = await ask('listProjectUsers', ofParent(parent))
      same(left, 'ids', [a, c].toSorted(), column(at(left.body, 'data'), 'id').toSorted())
      await resting(['rowPlace', 'rowMove', 'rowOrder'], async () => {
        const order = [
          [a, 2],
          [c, 3],
        ]
        same(left, 'ids and indexes', order, places(left))
      })
      says(left, { total: 2 })
      await ask('deleteProjectUser', { params: { id: b } }, 404)
      await ask('updateProjectUser', { params: { id: b }, body: {} }, 404)
    },
  },
]

/** Rows of a parent: one at a time, as a list, and in another order. */
export const projectUserScenarios: readonly Scenario<Operation>[] = [
  ...single,
  ...lists,
  ...reorderScenarios,
]
