import { expect } from 'vitest'
import type { World } from '../../../handlers/index.ts'
import type { Case, Send } from '../case.ts'
import { brokenBodies, column, expectRefusal, json as headers, overplane } from '../overplane.ts'

const path = '/api/projects/project-user'
const reorder = `${path}/reorder`

/** Rows a to d of `project_1` with gaps and a tie in their `idx`, x and y of `project_2`, n and o of none. */
const world: World = {
  name: 'rows to reorder',
  overplane(db) {
    const put = (id: string, parent_id: string | null, idx: number) =>
      db.projectUser.create({ id, parent_id, idx, parent_type: 'Project', user: `user of ${id}` })
    put('d', 'project_1', 9)
    put('x', 'project_2', 4)
    put('b', 'project_1', 3)
    put('n', null, 1)
    put('c', 'project_1', 3)
    put('o', null, 2)
    put('y', 'project_2', 8)
    put('a', 'project_1', 2)
  },
}

const reordering = (title: string, run: Case['run']): Case => overplane(title, run, { world })

/** Each row of a parent as `id:idx`. */
const rowsOf = async (send: Send, parent: string): Promise<string[]> => {
  const reply = await send('GET', `${path}?parent_id=${parent}`)
  const idxs = column(reply, 'idx')
  return column(reply, 'id').map((id, nth) => `${id}:${idxs[nth]}`)
}

/** `itemsOf('d:1 b:2')` gives row d the idx 1 and row b the idx 2. */
const itemsOf = (places: string) => ({
  items: places.split(' ').map(place => {
    const [id, idx] = place.split(':')
    return { id, idx: Number(idx) }
  }),
})

/** What is asked for, and the order that it leaves, numbered 1 to 4. */
const orders = [
  ['all rows named take their new places', 'a:4 b:3 c:2 d:1', 'dcba'],
  ['the idx of the items matters, and not their order', 'c:2 d:1 a:4 b:3', 'dcba'],
  ['gaps between the new places are closed', 'd:10 c:20 b:30 a:1000', 'dcba'],
  ['one row named goes to the front', 'd:1', 'dabc'],
  ['one row named goes to the front, whatever its idx', 'c:3', 'cabd'],
  ['two rows named go to the front in their new order', 'd:1 b:2', 'dbac'],
  ['two rows named the other way round do so too', 'd:2 b:1', 'bdac'],
  ['rows left out keep their order, equal ones that of their creation', 'a:5', 'abcd'],
] as const

const refused: readonly (readonly [string, object, number])[] = [
  ['a row that does not exist', itemsOf('d:1 z:2'), 404],
  ['rows of two parents', itemsOf('d:1 x:2'), 400],
  ['rows with and without a parent', itemsOf('d:1 n:2'), 400],
  ['rows of another parent than parent_id', { parent_id: 'project_2', ...itemsOf('d:1') }, 400],
  ['a row twice', itemsOf('d:1 d:2'), 400],
  ['an idx twice', itemsOf('d:1 b:1'), 400],
  ['an idx of 0', itemsOf('d:0 a:1'), 400],
  ['an idx below 0', itemsOf('d:-1'), 400],
  ['an idx that is no integer', itemsOf('d:1.5'), 400],
  ['an idx that is a string', { items: [{ id: 'd', idx: '1' }] }, 400],
  ['an item without idx', { items: [{ id: 'd', idx: 1 }, { id: 'c' }] }, 400],
  ['an item without id', { items: [{ id: 'd', idx: 1 }, { idx: 2 }] }, 400],
  ['an id that is a number', { items: [{ id: 1, idx: 1 }] }, 400],
  ['items that are no objects', { items: ['d', 'c'] }, 400],
  ['items that are no list', { items: { d: 1 } }, 400],
  ['a parent_id that is a number', { parent_id: 1, ...itemsOf('d:1') }, 400],
]

export const overplaneProjectUserReorderCases: readonly Case[] = [
  ...orders.map(([title, places, ids]) =>
    reordering(`reorder: ${title}`, async send => {
      const reply = await send('POST', reorder, { json: itemsOf(places) })
      expect(reply.status).toBe(200)
      expect(column(reply, 'id').join('')).toBe(ids)
      expect(column(reply, 'idx')).toEqual([1, 2, 3, 4])
      expect(reply.body).toMatchObject({ has_more: false, total: 4 })
    }),
  ),

  reordering('a reorder answers what the list answers from then on', async send => {
    const { body } = await send('POST', reorder, { json: itemsOf('d:1 b:2') })
    expect((await send('GET', `${path}?parent_id=project_1`)).body).toEqual(body)
  }),

  reordering('a reorder changes idx alone', async send => {
    const reply = await send('POST', reorder, { json: itemsOf('y:1') })
    const unset = { email: null, image: null, full_name: null, project_status: null }
    const flags = { welcome_email_sent: false, view_attachments: false, hide_timesheets: false }
    const rest = { parent_id: 'project_2', parent_type: 'Project', ...unset, ...flags }
    expect(reply.body).toEqual({
      data: [
        { ...rest, id: 'y', idx: 1, user: 'user of y' },
        { ...rest, id: 'x', idx: 2, user: 'user of x' },
      ],
      has_more: false,
      total: 2,
    })
  }),

  reordering('a reorder leaves the rows of other parents as they were', async send => {
    await send('POST', reorder, { json: itemsOf('d:1') })
    expect(await rowsOf(send, 'project_2')).toEqual(['x:4', 'y:8'])
  }),

  reordering('a reorder with the parent_id of its rows reorders them', async send => {
    const json = { parent_id: 'project_2', ...itemsOf('y:1') }
    const reply = await send('POST', reorder, { json })
    expect(reply.status).toBe(200)
    expect(column(reply, 'id')).toEqual(['y', 'x'])
  }),

  reordering('rows without a parent are reordered among themselves', async send => {
    const reply = await send('POST', reorder, { json: itemsOf('o:1') })
    expect(column(reply, 'id')).toEqual(['o', 'n'])
    expect(column(reply, 'idx')).toEqual([1, 2])
  }),

  reordering('a row that is created after a reorder goes behind the last one', async send => {
    await send('POST', reorder, { json: itemsOf('d:1') })
    const json = { parent_id: 'project_1', parent_type: 'Project', user: 'user_e' }
    expect((await send('POST', path, { json })).body).toHaveProperty('idx', 5)
  }),

  reordering('a reorder ignores unknown keys', async send => {
    const items = [{ id: 'y', idx: 1, parent_id: 'project_1', user: 'x' }]
    const reply = await send('POST', reorder, { json: { items, dry_run: true } })
    expect(column(reply, 'user')).toEqual(['user of y', 'user of x'])
  }),

  ...refused.map(([what, json, status]) =>
    reordering(`a reorder that names ${what} is a ${status} and changes nothing`, async send => {
      const reply = await send('POST', reorder, { json })
      expect(reply.status).toBe(status)
      expect(reply.body).toHaveProperty('error.type', 'invalid_request_error')
      expect(await rowsOf(send, 'project_1')).toEqual(['a:2', 'b:3', 'c:3', 'd:9'])
      expect(await rowsOf(send, 'project_2')).toEqual(['x:4', 'y:8'])
    }),
  ),

  reordering('a reorder that names an unknown row says which', async send => {
    const reply = await send('POST', reorder, { json: itemsOf('z:1') })
    expect(reply.body).toHaveProperty('error.code', 'resource_missing')
    expect(reply.body).toHaveProperty('error.message', expect.stringContaining("'z'"))
  }),

  ...brokenBodies.map(([what, text]) =>
    reordering(`a reorder with a body that is ${what} is a 400`, async send => {
      const message = expect.stringMatching(/^Invalid request body: /)
      expectRefusal(await send('POST', reorder, { headers, text }), 400, { message })
    }),
  ),

  ...[{}, { headers }, { json: {} }].map(sent =>
    reordering(
      `a reorder with ${JSON.stringify(sent)} answers all rows, parent by parent`,
      async send => {
        const reply = await send('POST', reorder, sent)
        expect(reply.status).toBe(200)
        expect(reply.body).toMatchObject({ has_more: false, total: 8 })
        const ids = column(reply, 'id').filter(id => id !== 'n' && id !== 'o')
        expect(ids).toEqual(['a', 'b', 'c', 'd', 'x', 'y'])
        expect(await rowsOf(send, 'project_1')).toEqual(['a:2', 'b:3', 'c:3', 'd:9'])
      },
    ),
  ),

  overplane(
    'a reorder without a body where there is no row answers an empty list',
    async send => {
      const reply = await send('POST', reorder)
      expect(reply.status).toBe(200)
      expect(reply.body).toEqual({ data: [], has_more: false, total: 0 })
    },
    { world: 'empty' },
  ),

  ...[{ parent_id: 'project_2' }, { parent_id: 'project_2', items: [] }].map(json =>
    reordering(
      `a reorder of ${JSON.stringify(json)} answers its rows as they stand`,
      async send => {
        const reply = await send('POST', reorder, { json })
        expect(reply.status).toBe(200)
        expect(reply.body).toMatchObject({ has_more: false, total: 2 })
        expect(column(reply, 'id')).toEqual(['x', 'y'])
        expect(column(reply, 'idx')).toEqual([4, 8])
      },
    ),
  ),

  reordering('a reorder of a parent without rows answers an empty list', async send => {
    const reply = await send('POST', reorder, { json: { parent_id: 'project_9' } })
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({ data: [], has_more: false, total: 0 })
  }),
]
