import { expect } from 'vitest'
import type { Case } from '../case.ts'
import { documentedUser, expectMissing, overplane, valueAt } from '../overplane.ts'
import { overplaneKeyCases } from './keys.ts'
import { overplanePathCases } from './paths.ts'
import { overplaneRateLimitCases } from './rate-limit.ts'
import { overplaneUserCreateCases } from './user-create.ts'
import { overplaneUserListCases } from './user-list.ts'
import { overplaneUserUpdateCases } from './user-update.ts'

const retrieveCases: readonly Case[] = [
  overplane('a user is retrieved by its id, with every key', async send => {
    const reply = await send('GET', '/api/core/user/user_abc123')
    expect(reply.status).toBe(200)
    expect(reply.headers.get('Content-Type')).toMatch(/^application\/json/)
    expect(reply.body).toEqual(documentedUser)
  }),

  overplane('a percent-encoded id names the same user', async send => {
    const reply = await send('GET', '/api/core/user/user%5Fabc123')
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual(documentedUser)
  }),

  overplane('an unknown id is a 404 that quotes the id', async send => {
    expectMissing(await send('GET', '/api/core/user/user_x'), "No such user: 'user_x'")
  }),

  overplane('an id is told from one that differs in case', async send => {
    const reply = await send('GET', '/api/core/user/USER_ABC123')
    expectMissing(reply, "No such user: 'USER_ABC123'")
  }),

  overplane('a word that every JavaScript object knows is no id', async send => {
    const reply = await send('GET', '/api/core/user/constructor')
    expectMissing(reply, "No such user: 'constructor'")
  }),
]

const deleteCases: readonly Case[] = [
  overplane('a delete answers with the id and the confirmation', async send => {
    const reply = await send('DELETE', '/api/core/user/user_abc123')
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({ id: 'user_abc123', deleted: true })
  }),

  overplane('a deleted user cannot be retrieved', async send => {
    await send('DELETE', '/api/core/user/user_abc123')
    const reply = await send('GET', '/api/core/user/user_abc123')
    expectMissing(reply, "No such user: 'user_abc123'")
  }),

  overplane('a deleted user cannot be updated', async send => {
    await send('DELETE', '/api/core/user/user_abc123')
    const reply = await send('PATCH', '/api/core/user/user_abc123', { json: {} })
    expectMissing(reply, "No such user: 'user_abc123'")
  }),

  overplane('a deleted user leaves the list', async send => {
    await send('DELETE', '/api/core/user/user_abc123')
    const reply = await send('GET', '/api/core/user')
    expect(reply.body).toEqual({ data: [], has_more: false, total: 0 })
  }),

  overplane('a second delete is a 404', async send => {
    await send('DELETE', '/api/core/user/user_abc123')
    const reply = await send('DELETE', '/api/core/user/user_abc123')
    expectMissing(reply, "No such user: 'user_abc123'")
  }),

  overplane('a delete of an unknown id is a 404 and deletes nobody', async send => {
    expectMissing(await send('DELETE', '/api/core/user/user_x'), "No such user: 'user_x'")
    expect((await send('GET', '/api/core/user/user_abc123')).status).toBe(200)
  }),

  overplane('the project users of a deleted user stay', async send => {
    const row = { parent_id: 'project_1', parent_type: 'Project', user: 'user_abc123' }
    await send('POST', '/api/projects/project-user', { json: row })
    await send('DELETE', '/api/core/user/user_abc123')
    const reply = await send('GET', '/api/projects/project-user?parent_id=project_1')
    expect(valueAt(reply, 'data', 0, 'user')).toBe('user_abc123')
  }),
]

export const overplaneUserCases: readonly Case[] = [
  ...overplaneKeyCases,
  ...overplanePathCases,
  ...overplaneRateLimitCases,
  ...retrieveCases,
  ...overplaneUserListCases,
  ...overplaneUserCreateCases,
  ...overplaneUserUpdateCases,
  ...deleteCases,
]
