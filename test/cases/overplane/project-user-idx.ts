import { expect } from 'vitest'
import type { World } from '../../../handlers/index.ts'
import type { Case, Send } from '../case.ts'
import { column, expectRefusal, overplane, valueAt } from '../overplane.ts'

const path = '/api/projects/project-user'

const required = { parent_id: 'project_1', parent_type: 'Project', user: 'user_1' }

/** Creates a row under a parent, and gives its `idx`. */
const add = async (send: Send, parent_id: string | null, idx?: number | null): Promise<unknown> => {
  const json = { ...required, parent_id, ...(idx !== undefined && { idx }) }
  return valueAt(await send('POST', path, { json }), 'idx')
}

/** Rows a to d of `project_1`, and x of `project_2`. */
const world: World = {
  name: 'rows to put behind the others',
  overplane(db) {
    const put = (id: string, parent_id: string | null, idx: number) =>
      db.projectUser.create({ id, parent_id, idx, parent_type: 'Project', user: `user of ${id}` })
    put('d', 'project_1', 9)
    put('x', 'project_2', 20)
    put('b', 'project_1', 3)
    put('c', 'project_1', 3)
    put('a', 'project_1', 2)
    put('n', null, 5)
  },
}

/** What an update with an idx of null sends, and the parent, the place and the list that it leaves. */
const cleared = [
  ['the first row goes behind the last one', 'a', {}, 'project_1', 10, 'bcda'],
  ['one of two equal rows does so', 'b', {}, 'project_1', 10, 'acdb'],
  ['the last row does not count itself', 'd', {}, 'project_1', 4, 'abcd'],
  ['a row that is alone is numbered 1', 'x', {}, 'project_2', 1, 'x'],
  ['a new parent counts', 'x', { parent_id: 'project_1' }, 'project_1', 10, 'abcdx'],
  ['the former parent does not', 'd', { parent_id: 'project_2' }, 'project_2', 21, 'xd'],
  ['a parent without rows begins at 1', 'd', { parent_id: 'project_3' }, 'project_3', 1, 'd'],
  [
    'the same parent sent again is the same',
    'd',
    { parent_id: 'project_1' },
    'project_1',
    4,
    'abcd',
  ],
] as const

export const overplaneProjectUserIdxCases: readonly Case[] = [
  overplane('rows without idx are numbered from 1 within their parent', async send => {
    expect(await add(send, 'project_1')).toBe(1)
    expect(await add(send, 'project_1')).toBe(2)
    expect(await add(send, 'project_2')).toBe(1)
    expect(await add(send, 'project_1')).toBe(3)
  }),

  overplane('a row without idx follows the documented one', async send => {
    expect(await add(send, 'parent_abc123')).toBe(2)
  }),

  overplane('rows without a parent are numbered among themselves', async send => {
    expect(await add(send, null)).toBe(1)
    expect(await add(send, 'null')).toBe(1)
    expect(await add(send, null)).toBe(2)
  }),

  overplane('a row without idx is listed last, behind a gap too', async send => {
    await add(send, 'project_1', 40)
    await add(send, 'project_1', 3)
    const last = await add(send, 'project_1')
    const reply = await send('GET', `${path}?parent_id=project_1`)
    expect(column(reply, 'idx')).toEqual([3, 40, last])
  }),

  overplane('a row without idx is listed last after a delete too', async send => {
    const first = await send('POST', path, { json: required })
    for (const user of ['two', 'three']) await send('POST', path, { json: { ...required, user } })
    await send('DELETE', `${path}/${valueAt(first, 'id')}`)
    await send('POST', path, { json: { ...required, user: 'four' } })
    const reply = await send('GET', `${path}?parent_id=project_1`)
    expect(column(reply, 'user')).toEqual(['two', 'three', 'four'])
  }),

  overplane('a row without idx is numbered from 1 where the others stand below it', async send => {
    await add(send, 'project_1', -5)
    expect(await add(send, 'project_1')).toBeGreaterThanOrEqual(1)
  }),

  overplane('an idx of null is as good as none', async send => {
    expect(await add(send, 'project_1', null)).toBe(1)
    await add(send, 'project_1', 40)
    expect(await add(send, 'project_1', null)).toBe(41)
  }),

  ...cleared.map(([what, id, sent, parent, idx, ids]) =>
    overplane(
      `an update of idx to null: ${what}`,
      async send => {
        const reply = await send('PATCH', `${path}/${id}`, { json: { idx: null, ...sent } })
        expect(reply.status).toBe(200)
        expect(reply.body).toMatchObject({ id, idx, parent_id: parent, user: `user of ${id}` })
        const list = await send('GET', `${path}?parent_id=${parent}`)
        expect(column(list, 'id').join('')).toBe(ids)
      },
      { world },
    ),
  ),

  overplane(
    'an update of idx and parent_id to null counts the rows without a parent',
    async send => {
      const json = { idx: null, parent_id: null }
      expect((await send('PATCH', `${path}/x`, { json })).body).toHaveProperty('idx', 6)
      expect((await send('PATCH', `${path}/n`, { json: { idx: null } })).body).toHaveProperty(
        'idx',
        7,
      )
    },
    { world },
  ),

  overplane(
    'an update of idx to null moves no other row',
    async send => {
      await send('PATCH', `${path}/a`, { json: { idx: null } })
      const reply = await send('GET', `${path}?parent_id=project_1`)
      expect(column(reply, 'idx')).toEqual([3, 3, 9, 10])
    },
    { world },
  ),

  overplane('a reorder needs an idx, and null is none', async send => {
    const json = { items: [{ id: 'project-user_abc123', idx: null }] }
    const details = { code: 'parameter_invalid_empty', param: 'items.0.idx' }
    expectRefusal(await send('POST', `${path}/reorder`, { json }), 400, details)
  }),

  overplane('an idx is taken as it was sent, and moves no other row', async send => {
    await add(send, 'project_1')
    await add(send, 'project_1')
    expect(await add(send, 'project_1', 1)).toBe(1)
    const reply = await send('GET', `${path}?parent_id=project_1`)
    expect(column(reply, 'idx')).toEqual([1, 1, 2])
  }),
]
