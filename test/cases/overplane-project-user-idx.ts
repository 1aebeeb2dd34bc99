import { expect } from 'vitest'
import type { Case, Send } from './case.ts'
import { column, overplane, valueAt } from './overplane.ts'

const path = '/api/projects/project-user'

const required = { parent_id: 'project_1', parent_type: 'Project', user: 'user_1' }

/** Creates a row under a parent, and gives its `idx`. */
const add = async (send: Send, parent_id: string | null, idx?: number): Promise<unknown> => {
  const json = { ...required, parent_id, ...(idx !== undefined && { idx }) }
  return valueAt(await send('POST', path, { json }), 'idx')
}

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

  overplane('an idx is taken as it was sent, and moves no other row', async send => {
    await add(send, 'project_1')
    await add(send, 'project_1')
    expect(await add(send, 'project_1', 1)).toBe(1)
    const reply = await send('GET', `${path}?parent_id=project_1`)
    expect(column(reply, 'idx')).toEqual([1, 1, 2])
  }),
]
