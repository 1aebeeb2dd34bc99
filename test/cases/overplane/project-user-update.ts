import { expect } from 'vitest'
import type { World } from '../../../handlers/index.ts'
import type { Case } from '../case.ts'
import {
  brokenBodies,
  column,
  expectMissing,
  expectRefusal,
  json as headers,
  overplane,
} from '../overplane.ts'

const path = '/api/projects/project-user'
const one = `${path}/row_2`

const row = {
  id: 'row_2',
  idx: 2,
  parent_id: 'project_1',
  parent_type: 'Project',
  user: 'user_2',
  email: 'two@example.com',
  image: '/two.png',
  full_name: 'Row Two',
  welcome_email_sent: true,
  view_attachments: true,
  hide_timesheets: true,
  project_status: 'On track',
}

/** Rows 1 to 3 of one parent; every flag of row 2 differs from its default. */
const world: World = {
  name: 'three rows',
  overplane(db) {
    db.projectUser.create({ ...row, id: 'row_1', idx: 1 })
    db.projectUser.create(row)
    db.projectUser.create({ ...row, id: 'row_3', idx: 3 })
  },
}

const update = (title: string, run: Case['run']): Case => overplane(title, run, { world })

const changes = [
  ['idx', 12],
  ['parent_id', 'project_2'],
  ['parent_id', null],
  ['parent_type', 'Project Update'],
  ['user', 'user_9'],
  ['email', 'new text'],
  ['email', null],
  ['image', 'new text'],
  ['image', null],
  ['full_name', 'new text'],
  ['full_name', null],
  ['welcome_email_sent', false],
  ['view_attachments', false],
  ['hide_timesheets', false],
  ['project_status', 'new text'],
  ['project_status', null],
] as const

const refused = [
  ['parent_id', '', 'parameter_invalid_empty'],
  ['parent_type', '', 'parameter_invalid_empty'],
  ['parent_type', null, 'parameter_invalid_empty'],
  ['user', '', 'parameter_invalid_empty'],
  ['user', null, 'parameter_invalid_empty'],
  ['parent_id', 42, 'parameter_invalid_string'],
  ['parent_type', 42, 'parameter_invalid_string'],
  ['user', 42, 'parameter_invalid_string'],
  ['email', 42, 'parameter_invalid_string'],
  ['image', 42, 'parameter_invalid_string'],
  ['full_name', 42, 'parameter_invalid_string'],
  ['project_status', 42, 'parameter_invalid_string'],
  ['hide_timesheets', '', 'parameter_invalid_boolean'],
  ['welcome_email_sent', 'true', 'parameter_invalid_boolean'],
  ['view_attachments', 1, 'parameter_invalid_boolean'],
  ['hide_timesheets', 'no', 'parameter_invalid_boolean'],
  ['idx', '', 'parameter_invalid_integer'],
  ['idx', '1', 'parameter_invalid_integer'],
  ['idx', 1.5, 'parameter_invalid_integer'],
] as const

export const overplaneProjectUserUpdateCases: readonly Case[] = [
  ...changes.map(([name, value]) =>
    update(
      `an update of ${name} to ${JSON.stringify(value)} leaves the rest unchanged`,
      async send => {
        const reply = await send('PATCH', one, { json: { [name]: value } })
        expect(reply.status).toBe(200)
        expect(reply.body).toEqual({ ...row, [name]: value })
      },
    ),
  ),

  ...['welcome_email_sent', 'view_attachments', 'hide_timesheets'].map(name =>
    update(`null sets ${name} back to false, and nothing else`, async send => {
      const reply = await send('PATCH', one, { json: { [name]: null } })
      expect(reply.status).toBe(200)
      expect(reply.body).toEqual({ ...row, [name]: false })
    }),
  ),

  update('an update without any field changes nothing, no flag back to its default', async send => {
    const reply = await send('PATCH', one, { json: {} })
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual(row)
  }),

  update('an update stays', async send => {
    await send('PATCH', one, { json: { full_name: 'New', hide_timesheets: false } })
    const reply = await send('PATCH', one, { json: { email: null } })
    expect(reply.body).toEqual({ ...row, full_name: 'New', hide_timesheets: false, email: null })
  }),

  update('a new idx moves the row and renumbers no other', async send => {
    await send('PATCH', one, { json: { idx: 3 } })
    await send('PATCH', `${path}/row_1`, { json: { idx: 8 } })
    const reply = await send('GET', `${path}?parent_id=project_1`)
    expect(column(reply, 'id')).toEqual(['row_2', 'row_3', 'row_1'])
    expect(column(reply, 'idx')).toEqual([3, 3, 8])
  }),

  update('a new parent takes the row out of one list and into another', async send => {
    await send('PATCH', one, { json: { parent_id: 'project_2' } })
    const left = await send('GET', `${path}?parent_id=project_1`)
    const found = await send('GET', `${path}?parent_id=project_2`)
    expect(column(left, 'id')).toEqual(['row_1', 'row_3'])
    expect(found.body).toEqual({
      data: [{ ...row, parent_id: 'project_2' }],
      has_more: false,
      total: 1,
    })
  }),

  update('a parent_id of null takes the row out of every list', async send => {
    await send('PATCH', one, { json: { parent_id: null } })
    const reply = await send('GET', `${path}?parent_id=project_1`)
    expect(column(reply, 'id')).toEqual(['row_1', 'row_3'])
  }),

  update('an update of a project user ignores id, times and unknown keys', async send => {
    const json = { id: 'row_9', created_at: 'x', updated_at: 'x', role: 'x' }
    const reply = await send('PATCH', one, { json })
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual(row)
    expect((await send('DELETE', `${path}/row_9`)).status).toBe(404)
  }),

  ...refused.map(([name, value, code]) =>
    update(
      `a project user with ${JSON.stringify(value)} for ${name} is no update, but a 400`,
      async send => {
        const reply = await send('PATCH', one, { json: { [name]: value } })
        const message = expect.stringContaining(name)
        expectRefusal(reply, 400, { code, param: name, message })
      },
    ),
  ),

  update(
    'a refused update of a project user changes nothing, valid fields included',
    async send => {
      await send('PATCH', one, { json: { idx: 9, email: null, user: null } })
      const reply = await send('PATCH', one, { json: {} })
      expect(reply.body).toEqual(row)
    },
  ),

  ...brokenBodies.map(([what, text]) =>
    update(`an update of a project user with a body that is ${what} is a 400`, async send => {
      const message = expect.stringMatching(/^Invalid request body: /)
      expectRefusal(await send('PATCH', one, { headers, text }), 400, { message })
    }),
  ),

  update('an update of an unknown project user is a 404', async send => {
    const reply = await send('PATCH', `${path}/row_9`, { json: { idx: 1 } })
    expectMissing(reply, expect.stringContaining("'row_9'"))
  }),

  update('an unknown project user is found out before a wrong field', async send => {
    const reply = await send('PATCH', `${path}/row_9`, { json: { idx: 'x' } })
    expectMissing(reply, expect.stringContaining("'row_9'"))
  }),
]
