import { expect } from 'vitest'
import type { Case } from '../case.ts'
import {
  brokenBodies,
  documentedUser,
  expectMissing,
  expectRefusal,
  json as headers,
  optionalUserFields,
  overplane,
  valueAt,
} from '../overplane.ts'

const path = '/api/core/user/user_abc123'

/** The documented user, updated whenever. */
const touched = { ...documentedUser, updated_at: expect.any(String) }

const texts = ['email', 'first_name', 'user_type', ...optionalUserFields]

/** What the page prints for them; the user of these cases has something else. */
const defaults = { enabled: true, user_type: 'System User' }

const refused: readonly (readonly [string, unknown, string])[] = [
  ['email', '', 'parameter_invalid_empty'],
  ['email', null, 'parameter_invalid_empty'],
  ['first_name', '', 'parameter_invalid_empty'],
  ['first_name', null, 'parameter_invalid_empty'],
  ...texts.map(name => [name, 42, 'parameter_invalid_string'] as const),
  ['enabled', '', 'parameter_invalid_boolean'],
  ['enabled', 'false', 'parameter_invalid_boolean'],
  ['enabled', 0, 'parameter_invalid_boolean'],
]

export const overplaneUserUpdateCases: readonly Case[] = [
  ...texts.map(name =>
    overplane(`an update of ${name} leaves the rest unchanged`, async send => {
      const reply = await send('PATCH', path, { json: { [name]: 'something new' } })
      expect(reply.status).toBe(200)
      expect(reply.body).toEqual({ ...touched, [name]: 'something new' })
      expect((await send('GET', path)).body).toEqual(reply.body)
    }),
  ),

  ...optionalUserFields.map(name =>
    overplane(`null clears ${name} and nothing else`, async send => {
      const reply = await send('PATCH', path, { json: { [name]: null } })
      expect(reply.status).toBe(200)
      expect(reply.body).toEqual({ ...touched, [name]: null })
    }),
  ),

  ...Object.entries(defaults).map(([name, standing]) =>
    overplane(`null sets ${name} back to its default, and nothing else`, async send => {
      const changed = { enabled: false, user_type: 'Website User' }
      await send('PATCH', path, { json: changed })
      const reply = await send('PATCH', path, { json: { [name]: null } })
      expect(reply.status).toBe(200)
      expect(reply.body).toEqual({ ...touched, ...changed, [name]: standing })
      expect((await send('GET', path)).body).toEqual(reply.body)
    }),
  ),

  overplane('an update to enabled=false stays, and no default brings it back', async send => {
    await send('PATCH', path, { json: { enabled: false, user_type: 'Website User' } })
    const reply = await send('PATCH', path, { json: { first_name: 'Ann' } })
    expect(reply.body).toMatchObject({
      first_name: 'Ann',
      enabled: false,
      user_type: 'Website User',
    })
  }),

  overplane('an update of several fields changes all of them', async send => {
    const json = { phone: '1', gender: 'x', enabled: false, email: 'new@example.com' }
    const reply = await send('PATCH', path, { json })
    expect(reply.body).toEqual({ ...touched, ...json })
  }),

  overplane('full_name does not follow the other names', async send => {
    const json = { first_name: 'Ann', last_name: 'Lee' }
    const reply = await send('PATCH', path, { json })
    expect(valueAt(reply, 'full_name')).toBe('full_name_example')
  }),

  ...[{ first_name: 'Ann' }, {}].map(json =>
    overplane(`an update with ${JSON.stringify(json)} moves updated_at to now`, async send => {
      const before = Math.floor(Date.now() / 1000) * 1000
      const reply = await send('PATCH', path, { json })
      const updated = String(valueAt(reply, 'updated_at'))
      expect(reply.status).toBe(200)
      expect(updated).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
      expect(Date.parse(updated)).toBeGreaterThanOrEqual(before)
      expect((await send('GET', path)).body).toEqual(reply.body)
    }),
  ),

  overplane('an update ignores id, created_at, updated_at and unknown keys', async send => {
    const own = { id: 'user_mine', created_at: 7, updated_at: '1999-01-01T00:00:00Z', role: 'x' }
    const reply = await send('PATCH', path, { json: own })
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual(touched)
    expect(valueAt(reply, 'updated_at')).not.toBe('1999-01-01T00:00:00Z')
    expect((await send('GET', '/api/core/user/user_mine')).status).toBe(404)
  }),

  overplane('an update of one user leaves another as it was', async send => {
    const json = { email: 'ann@example.com', first_name: 'Ann' }
    const other = await send('POST', '/api/core/user', { json })
    await send('PATCH', path, { json: { first_name: 'Bea', phone: '1' } })
    const { body } = await send('GET', `/api/core/user/${valueAt(other, 'id')}`)
    expect(body).toEqual(other.body)
  }),

  ...refused.map(([name, value, code]) =>
    overplane(
      `an update of ${name} to ${JSON.stringify(value)} is a 400 that names it`,
      async send => {
        const reply = await send('PATCH', path, { json: { [name]: value } })
        const message = expect.stringContaining(name)
        expectRefusal(reply, 400, { code, param: name, message })
      },
    ),
  ),

  overplane(
    'a refused update changes nothing, its valid fields and updated_at included',
    async send => {
      await send('PATCH', path, { json: { first_name: 'Ann', phone: null, enabled: 'no' } })
      const { body } = await send('GET', path)
      expect(body).toEqual(documentedUser)
    },
  ),

  ...brokenBodies.map(([what, text]) =>
    overplane(`an update with a body that is ${what} is a 400`, async send => {
      const message = expect.stringMatching(/^Invalid request body: /)
      expectRefusal(await send('PATCH', path, { headers, text }), 400, { message })
    }),
  ),

  overplane('an update of an unknown id is a 404', async send => {
    const reply = await send('PATCH', '/api/core/user/user_x', { json: { first_name: 'Ann' } })
    expectMissing(reply, "No such user: 'user_x'")
  }),

  overplane('an unknown id is found out before a wrong field', async send => {
    const reply = await send('PATCH', '/api/core/user/user_x', { json: { enabled: 'yes' } })
    expectMissing(reply, "No such user: 'user_x'")
  }),

  overplane('an unknown id is found out before a broken body', async send => {
    const reply = await send('PATCH', '/api/core/user/user_x', { headers, text: '{' })
    expectMissing(reply, "No such user: 'user_x'")
  }),
]
