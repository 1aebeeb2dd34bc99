import { expect } from 'vitest'
import type { Case } from '../case.ts'
import { expectRefusal, key, overplane, unhandled } from '../overplane.ts'

const endpoints = [
  ['GET', '/api/core/user'],
  ['POST', '/api/core/user'],
  ['GET', '/api/core/user/user_abc123'],
  ['PATCH', '/api/core/user/user_abc123'],
  ['DELETE', '/api/core/user/user_abc123'],
  ['GET', '/api/projects/project-user?parent_id=parent_abc123'],
  ['POST', '/api/projects/project-user'],
  ['PATCH', '/api/projects/project-user/project-user_abc123'],
  ['DELETE', '/api/projects/project-user/project-user_abc123'],
  ['POST', '/api/projects/project-user/reorder'],
] as const

const wrongKeys = [
  ['a key that does not begin with sk_', 'Bearer pk_test_1234567890'],
  ['a key that ends after sk_', 'Bearer sk_'],
  ['a scheme without a key', 'Bearer'],
  ['a key without a scheme', 'sk_test_1234567890'],
  ['another scheme', 'Basic c2tfdGVzdF8xMjM6'],
] as const

const stranger = { Authorization: 'Bearer nobody' }

export const overplaneKeyCases: readonly Case[] = [
  ...endpoints.map(
    ([method, path]): Case => ({
      title: `${method} ${path} without a key is a 401`,
      api: 'overplane',
      async run(send) {
        const message = expect.stringMatching(/^You did not provide an API key\./)
        expectRefusal(await send(method, path), 401, { type: 'authentication_error', message })
      },
    }),
  ),

  ...wrongKeys.map(([what, Authorization]) =>
    overplane(`${what} is a 401`, async send => {
      const reply = await send('GET', '/api/core/user', { headers: { Authorization } })
      const message = expect.stringMatching(/^Invalid API Key provided: /)
      expectRefusal(reply, 401, { type: 'authentication_error', message })
    }),
  ),

  overplane('a 401 does not repeat the whole key', async send => {
    const headers = { Authorization: 'Bearer pk_test_1234567890' }
    const reply = await send('GET', '/api/core/user', { headers })
    expect(reply.status).toBe(401)
    expect(JSON.stringify(reply.body)).not.toContain('1234567890')
  }),

  ...[key, 'Bearer sk_live_9', 'bearer sk_test_...', 'BEARER sk_x'].map(Authorization =>
    overplane(`"${Authorization}" is let in`, async send => {
      const reply = await send('GET', '/api/core/user', { headers: { Authorization } })
      expect(reply.status).toBe(200)
    }),
  ),

  overplane('without a valid key an unknown id is a 401 too', async send => {
    const reply = await send('GET', '/api/core/user/user_x', { headers: stranger })
    expect(reply.status).toBe(401)
  }),

  overplane('without a valid key a broken body is a 401 too', async send => {
    const headers = { ...stranger, 'Content-Type': 'application/json' }
    expect((await send('POST', '/api/core/user', { headers, text: '{' })).status).toBe(401)
  }),

  overplane('without a valid key a list without its parent is a 401 too', async send => {
    const reply = await send('GET', '/api/projects/project-user', { headers: stranger })
    expect(reply.status).toBe(401)
  }),

  overplane('without a valid key a wrong method is a 401 too', async send => {
    expect((await send('PUT', '/api/core/user', { headers: stranger })).status).toBe(401)
  }),

  overplane(
    'without a valid key an unknown path is a 401 too',
    async send => {
      expect((await send('GET', '/api/core/users', { headers: stranger })).status).toBe(401)
    },
    { cannot: unhandled },
  ),

  overplane('a delete without a valid key deletes nobody', async send => {
    await send('DELETE', '/api/core/user/user_abc123', { headers: stranger })
    expect((await send('GET', '/api/core/user/user_abc123')).status).toBe(200)
  }),
]
