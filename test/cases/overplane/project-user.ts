import { expect } from 'vitest'
import type { World } from '../../../handlers/index.ts'
import type { Case } from '../case.ts'
import { column, expectMissing, expectRefusal, overplane, valueAt } from '../overplane.ts'
import { overplaneProjectUserCreateCases } from './project-user-create.ts'
import { overplaneProjectUserIdxCases } from './project-user-idx.ts'
import { overplaneProjectUserReorderCases } from './project-user-reorder.ts'
import { overplaneProjectUserUpdateCases } from './project-user-update.ts'

const path = '/api/projects/project-user'
const one = `${path}/project-user_abc123`

const documentedRow = {
  id: 'project-user_abc123',
  idx: 1,
  parent_id: 'parent_abc123',
  parent_type: 'parent_type_example',
  user: 'user_example',
  email: 'user@example.com',
  image: 'image_example',
  full_name: 'full_name_example',
  welcome_email_sent: false,
  view_attachments: false,
  hide_timesheets: false,
  project_status: 'project_status_example',
}

/** Rows of two parents and of none, put in by turns, with ties and gaps in their `idx`. */
const mixed: World = {
  name: 'rows of several parents',
  overplane(db) {
    const put = (id: string, parent_id: string | null, idx: number) =>
      db.projectUser.create({ id, parent_id, idx, parent_type: 'Project', user: 'user_1' })
    put('row_d', 'project_1', 9)
    put('row_x', 'project_2', 1)
    put('row_b', 'project_1', 2)
    put('row_n', null, 1)
    put('row_c', 'project_1', 2)
    put('row_y', 'project_2', 2)
    put('row_a', 'project_1', 1)
  },
}

const many: World = {
  name: '45 rows of one parent',
  overplane(db) {
    for (let idx = 1; idx <= 45; idx += 1) {
      db.projectUser.create({ parent_id: 'project_1', idx, parent_type: 'Project', user: 'user_1' })
    }
  },
}

const listCases: readonly Case[] = [
  overplane('a list answers the rows of its parent, with every key', async send => {
    const reply = await send('GET', `${path}?parent_id=parent_abc123`)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('Content-Type')).toMatch(/^application\/json/)
    expect(reply.body).toEqual({ data: [documentedRow], has_more: false, total: 1 })
  }),

  overplane(
    'a list is sorted by idx, equal ones in the order of their creation',
    async send => {
      const reply = await send('GET', `${path}?parent_id=project_1`)
      expect(column(reply, 'id')).toEqual(['row_a', 'row_b', 'row_c', 'row_d'])
      expect(column(reply, 'idx')).toEqual([1, 2, 2, 9])
      expect(reply.body).toMatchObject({ has_more: false, total: 4 })
    },
    { world: mixed },
  ),

  overplane(
    'a list echoes the parent that it was asked for in every row',
    async send => {
      const reply = await send('GET', `${path}?parent_id=project_2`)
      expect(column(reply, 'parent_id')).toEqual(['project_2', 'project_2'])
    },
    { world: mixed },
  ),

  ...['', '&limit=5&offset=3'].map(query =>
    overplane(
      `a list answers all rows of its parent, with "${query}" too`,
      async send => {
        const reply = await send('GET', `${path}?parent_id=project_1${query}`)
        expect(column(reply, 'idx')).toEqual(Array.from({ length: 45 }, (_, nth) => nth + 1))
        expect(reply.body).toMatchObject({ has_more: false, total: 45 })
      },
      { world: many },
    ),
  ),

  ...['project_x', 'PARENT_ABC123', 'null', 'parent_abc'].map(parent =>
    overplane(`a list of "${parent}", which is no parent, is empty`, async send => {
      const json = { parent_id: null, parent_type: 'Project', user: 'user_1' }
      await send('POST', path, { json })
      const reply = await send('GET', `${path}?parent_id=${parent}`)
      expect(reply.status).toBe(200)
      expect(reply.body).toEqual({ data: [], has_more: false, total: 0 })
    }),
  ),

  overplane('a percent-encoded parent_id names the same parent', async send => {
    const json = { parent_id: 'a b&c/ü', parent_type: 'Project', user: 'user_1' }
    await send('POST', path, { json })
    const reply = await send('GET', `${path}?parent_id=a%20b%26c%2F%C3%BC`)
    expect(column(reply, 'parent_id')).toEqual(['a b&c/ü'])
  }),

  overplane('a list without parent_id is a 400 that names it', async send => {
    expectRefusal(await send('GET', path), 400, {
      code: 'parameter_missing',
      param: 'parent_id',
      message: 'Missing required param: parent_id.',
    })
  }),

  overplane('a list with an empty parent_id is a 400 that names it', async send => {
    expectRefusal(await send('GET', `${path}?parent_id=`), 400, {
      code: 'parameter_invalid_empty',
      param: 'parent_id',
    })
  }),
]

const deleteCases: readonly Case[] = [
  overplane('a delete of a project user answers with the id and the confirmation', async send => {
    const reply = await send('DELETE', one)
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({ id: 'project-user_abc123', deleted: true })
  }),

  overplane('a deleted project user leaves the list', async send => {
    await send('DELETE', one)
    const reply = await send('GET', `${path}?parent_id=parent_abc123`)
    expect(reply.body).toEqual({ data: [], has_more: false, total: 0 })
  }),

  overplane(
    'a delete leaves the idx of the other rows as it was',
    async send => {
      await send('DELETE', `${path}/row_b`)
      const reply = await send('GET', `${path}?parent_id=project_1`)
      expect(column(reply, 'id')).toEqual(['row_a', 'row_c', 'row_d'])
      expect(column(reply, 'idx')).toEqual([1, 2, 9])
    },
    { world: mixed },
  ),

  overplane('a second delete of a project user is a 404', async send => {
    await send('DELETE', one)
    expectMissing(await send('DELETE', one), expect.stringContaining("'project-user_abc123'"))
  }),

  overplane('a deleted project user cannot be updated', async send => {
    await send('DELETE', one)
    const reply = await send('PATCH', one, { json: { idx: 2 } })
    expectMissing(reply, expect.stringContaining("'project-user_abc123'"))
  }),

  overplane('a delete of an unknown project user is a 404 and deletes none', async send => {
    const reply = await send('DELETE', `${path}/project-user_x`)
    expectMissing(reply, expect.stringContaining("'project-user_x'"))
    expect(valueAt(await send('GET', `${path}?parent_id=parent_abc123`), 'total')).toBe(1)
  }),

  overplane('a project user is not deleted by the id of its user', async send => {
    expect((await send('DELETE', `${path}/user_example`)).status).toBe(404)
  }),
]

export const overplaneProjectUserCases: readonly Case[] = [
  ...listCases,
  ...overplaneProjectUserCreateCases,
  ...overplaneProjectUserIdxCases,
  ...overplaneProjectUserUpdateCases,
  ...overplaneProjectUserReorderCases,
  ...deleteCases,
]
