import { expect } from 'vitest'
import type { Case } from '../case.ts'
import {
  bodyOf,
  brokenBodies,
  column,
  expectRefusal,
  json as headers,
  overplane,
  valueAt,
} from '../overplane.ts'

const path = '/api/projects/project-user'

const required = { parent_id: 'project_1', parent_type: 'Project', user: 'user_1' }

const given = {
  project_status: 'any text',
  hide_timesheets: true,
  view_attachments: true,
  welcome_email_sent: true,
  full_name: '',
  image: '/ünï.png',
  email: 'not an address',
  user: 'nobody',
  parent_type: 'No such type',
  parent_id: 'no such parent',
  idx: 7,
}

type Fault = readonly [what: string, json: object, code: string, param: string]

const fault = (name: string, value: unknown, code: string): Fault => [
  `with ${JSON.stringify(value)} for ${name}`,
  { ...required, [name]: value },
  code,
  name,
]

const refused: readonly Fault[] = [
  ['without parent_id', { parent_type: 'Project', user: 'u' }, 'parameter_missing', 'parent_id'],
  ['without parent_type', { parent_id: 'p', user: 'u' }, 'parameter_missing', 'parent_type'],
  ['without user', { parent_id: 'p', parent_type: 'Project' }, 'parameter_missing', 'user'],
  ...['parent_id', 'parent_type', 'user'].map(name => fault(name, '', 'parameter_invalid_empty')),
  ...['parent_type', 'user'].map(name => fault(name, null, 'parameter_invalid_empty')),
  ...['parent_id', 'parent_type', 'user', 'email', 'image', 'full_name', 'project_status'].map(
    name => fault(name, 42, 'parameter_invalid_string'),
  ),
  ...['welcome_email_sent', 'view_attachments', 'hide_timesheets'].flatMap(name =>
    ['', 'true', 1].map(value => fault(name, value, 'parameter_invalid_boolean')),
  ),
  ...['', '1', 'abc', 1.5, true, [1]].map(value =>
    fault('idx', value, 'parameter_invalid_integer'),
  ),
]

export const overplaneProjectUserCreateCases: readonly Case[] = [
  overplane('a project user with the required fields alone has every key', async send => {
    const reply = await send('POST', path, { json: required })
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({
      id: expect.stringMatching(/^project-user_[a-z0-9]+$/),
      idx: 1,
      parent_id: 'project_1',
      parent_type: 'Project',
      user: 'user_1',
      email: null,
      image: null,
      full_name: null,
      welcome_email_sent: false,
      view_attachments: false,
      hide_timesheets: false,
      project_status: null,
    })
  }),

  overplane('a project user is stored as it was sent, whatever its fields name', async send => {
    const reply = await send('POST', path, { json: given })
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({ ...given, id: expect.any(String) })
  }),

  overplane('a created project user is listed as the create answered', async send => {
    const { body } = await send('POST', path, { json: { ...given, parent_id: 'project_1' } })
    const reply = await send('GET', `${path}?parent_id=project_1`)
    expect(reply.body).toEqual({ data: [body], has_more: false, total: 1 })
  }),

  overplane('a parent_id of null is taken, as the printed request sends it', async send => {
    const reply = await send('POST', path, { json: { ...required, parent_id: null } })
    expect(reply.status).toBe(200)
    expect(valueAt(reply, 'parent_id')).toBeNull()
  }),

  overplane('a row without a parent can be updated and deleted by its id', async send => {
    const row = await send('POST', path, { json: { ...required, parent_id: null } })
    const own = `${path}/${valueAt(row, 'id')}`
    expect((await send('PATCH', own, { json: { user: 'user_2' } })).status).toBe(200)
    expect((await send('DELETE', own)).status).toBe(200)
  }),

  overplane('null for an optional field of a project user is as good as nothing', async send => {
    const unset = { email: null, image: null, full_name: null, project_status: null }
    const flags = { welcome_email_sent: null, view_attachments: null, hide_timesheets: null }
    const json = { ...required, ...unset, ...flags, idx: null }
    const reply = await send('POST', path, { json })
    expect(reply.status).toBe(200)
    const off = { welcome_email_sent: false, view_attachments: false, hide_timesheets: false }
    expect(reply.body).toMatchObject({ ...unset, ...off, idx: 1 })
  }),

  overplane('a create of a project user ignores id, times and unknown keys', async send => {
    const own = { id: 'project-user_mine', created_at: 'x', updated_at: 'x', role: 'x' }
    const reply = await send('POST', path, { json: { ...own, ...required } })
    expect(reply.status).toBe(200)
    expect(Object.keys(Object(reply.body))).toHaveLength(12)
    expect(valueAt(reply, 'id')).not.toBe('project-user_mine')
    for (const name of ['created_at', 'updated_at', 'role']) {
      expect(reply.body).not.toHaveProperty(name)
    }
  }),

  overplane('the same user may stand twice under one parent', async send => {
    await send('POST', path, { json: required })
    expect((await send('POST', path, { json: required })).status).toBe(200)
    const reply = await send('GET', `${path}?parent_id=project_1`)
    expect(column(reply, 'user')).toEqual(['user_1', 'user_1'])
  }),

  overplane('the id of a deleted project user is not given again', async send => {
    const first = await send('POST', path, { json: required })
    await send('DELETE', `${path}/${valueAt(first, 'id')}`)
    const second = await send('POST', path, { json: required })
    expect(second.status).toBe(200)
    expect(valueAt(second, 'id')).not.toBe(valueAt(first, 'id'))
  }),

  ...refused.map(([what, json, code, param]) =>
    overplane(`a project user ${what} is a 400 that names the field`, async send => {
      const message = expect.stringContaining(param)
      expectRefusal(await send('POST', path, { json }), 400, { code, param, message })
    }),
  ),

  overplane('an idx that is no integer is quoted', async send => {
    const reply = await send('POST', path, { json: { ...required, idx: 'abc' } })
    expect(valueAt(reply, 'error', 'message')).toContain('Invalid integer: abc')
  }),

  ...brokenBodies.map(([what, text]) =>
    overplane(`a project user with a body that is ${what} is a 400`, async send => {
      const message = expect.stringMatching(/^Invalid request body: /)
      expectRefusal(await send('POST', path, { headers, text }), 400, { message })
    }),
  ),

  overplane('a refused project user is not created', async send => {
    await send('POST', path, { json: { ...required, view_attachments: 'yes' } })
    expect(valueAt(await send('GET', `${path}?parent_id=project_1`), 'total')).toBe(0)
  }),

  overplane('a project user in more than 1 MiB is a 413', async send => {
    const reply = await send('POST', path, { headers, text: bodyOf(required, 1) })
    expectRefusal(reply, 413)
  }),
]
