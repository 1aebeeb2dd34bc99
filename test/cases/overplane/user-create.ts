import { expect } from 'vitest'
import type { Case } from '../case.ts'
import {
  bodyOf,
  brokenBodies,
  expectMissing,
  expectRefusal,
  json as headers,
  optionalUserFields,
  overplane,
  valueAt,
} from '../overplane.ts'

const path = '/api/core/user'

const required = { email: 'ann@example.com', first_name: 'Ann' }

const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)

const unset = Object.fromEntries(optionalUserFields.map(name => [name, null]))

const given = {
  signature_image: 'signature.png',
  api_secret: 'secret',
  api_key: 'key',
  last_active: 'now and then',
  last_login: 'never',
  birth_date: 'in spring',
  mobile_no: '+49 170 0',
  phone: 'ask Ann',
  gender: 'none of ours',
  user_image: '/ann.png',
  time_zone: 'Mars/Olympus',
  language: 'tlh',
  user_type: 'Ghost',
  enabled: false,
  username: 'ann b',
  full_name: 'Somebody Else',
  last_name: '',
  middle_name: '  Ünï 😀 ',
  first_name: 'Ann',
  email: 'not an address',
}

type Fault = readonly [what: string, json: object, code: string, param: string]

const fault = (name: string, value: unknown, code: string): Fault => [
  `with ${JSON.stringify(value)} for ${name}`,
  { ...required, [name]: value },
  code,
  name,
]

const refused: readonly Fault[] = [
  ['without email', { first_name: 'Ann' }, 'parameter_missing', 'email'],
  ['without first_name', { email: 'a@example.com' }, 'parameter_missing', 'first_name'],
  ...['email', 'first_name'].flatMap(name =>
    ['', null].map(value => fault(name, value, 'parameter_invalid_empty')),
  ),
  ...['email', 'first_name', 'user_type', ...optionalUserFields].map(name =>
    fault(name, 42, 'parameter_invalid_string'),
  ),
  ...[true, ['Lee'], { is: 'Lee' }].map(value =>
    fault('last_name', value, 'parameter_invalid_string'),
  ),
  ...['', 'true', 1, 0, {}].map(value => fault('enabled', value, 'parameter_invalid_boolean')),
]

export const overplaneUserCreateCases: readonly Case[] = [
  overplane(
    'a create with the required fields alone answers every key, unset ones as null',
    async send => {
      const reply = await send('POST', path, { json: required })
      expect(reply.status).toBe(200)
      expect(reply.body).toEqual({
        ...unset,
        ...required,
        id: expect.stringMatching(/^user_[a-z0-9]+$/),
        created_at: time,
        updated_at: time,
        enabled: true,
        user_type: 'System User',
      })
    },
  ),

  overplane('a create stores every field as it was sent, whatever its form', async send => {
    const reply = await send('POST', path, { json: given })
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual({
      ...given,
      id: expect.any(String),
      created_at: time,
      updated_at: time,
    })
  }),

  overplane('a created user is retrieved as the create answered', async send => {
    const created = await send('POST', path, { json: given })
    const reply = await send('GET', `${path}/${valueAt(created, 'id')}`)
    expect(reply.status).toBe(200)
    expect(reply.body).toEqual(created.body)
  }),

  overplane('a new user was updated when it was created, and not in the past', async send => {
    const before = Math.floor(Date.now() / 1000) * 1000
    const reply = await send('POST', path, { json: required })
    expect(valueAt(reply, 'updated_at')).toBe(valueAt(reply, 'created_at'))
    expect(Date.parse(String(valueAt(reply, 'created_at')))).toBeGreaterThanOrEqual(before)
  }),

  overplane('null for an optional field of a create is as good as nothing', async send => {
    const nulls = { ...unset, enabled: null, user_type: null }
    const reply = await send('POST', path, { json: { ...nulls, ...required } })
    expect(reply.status).toBe(200)
    expect(reply.body).toMatchObject({ ...unset, enabled: true, user_type: 'System User' })
  }),

  overplane('a create ignores id, created_at, updated_at and unknown keys', async send => {
    const own = { id: 'user_mine', created_at: '1999-01-01T00:00:00Z', updated_at: 7, role: 'x' }
    const reply = await send('POST', path, { json: { ...own, ...required } })
    expect(reply.status).toBe(200)
    expect(reply.body).toMatchObject({
      id: expect.not.stringMatching('user_mine'),
      updated_at: time,
    })
    expect(valueAt(reply, 'created_at')).not.toBe('1999-01-01T00:00:00Z')
    expect(reply.body).not.toHaveProperty('role')
    expectMissing(await send('GET', `${path}/user_mine`), "No such user: 'user_mine'")
  }),

  overplane('two users may share every field', async send => {
    const first = await send('POST', path, { json: given })
    const second = await send('POST', path, { json: given })
    expect(second.status).toBe(200)
    expect(valueAt(second, 'id')).not.toBe(valueAt(first, 'id'))
  }),

  overplane('the id of a deleted user is not given again', async send => {
    const first = await send('POST', path, { json: required })
    await send('DELETE', `${path}/${valueAt(first, 'id')}`)
    const second = await send('POST', path, { json: required })
    expect(valueAt(second, 'id')).not.toBe(valueAt(first, 'id'))
    expect((await send('GET', `${path}/${valueAt(first, 'id')}`)).status).toBe(404)
  }),

  ...refused.map(([what, json, code, param]) =>
    overplane(`a create ${what} is a 400 that names the field`, async send => {
      const message = expect.stringContaining(param)
      expectRefusal(await send('POST', path, { json }), 400, { code, param, message })
    }),
  ),

  overplane('a missing field is worded as Stripe words it', async send => {
    const reply = await send('POST', path, { json: { first_name: 'Ann' } })
    expect(valueAt(reply, 'error', 'message')).toBe('Missing required param: email.')
  }),

  overplane(
    'a create with several faults names all of them, and the first as param',
    async send => {
      const reply = await send('POST', path, { json: { enabled: 'yes' } })
      expectRefusal(reply, 400, {
        code: 'parameter_missing',
        param: 'email',
        message: expect.stringMatching(/email.*first_name.*enabled/),
      })
    },
  ),

  overplane('a create without a body is a 400', async send => {
    const reply = await send('POST', path, { headers })
    expect(reply.status).toBe(400)
    expect(reply.body).toHaveProperty('error.type', 'invalid_request_error')
  }),

  ...brokenBodies.map(([what, text]) =>
    overplane(`a create with a body that is ${what} is a 400`, async send => {
      const message = expect.stringMatching(/^Invalid request body: /)
      expectRefusal(await send('POST', path, { headers, text }), 400, { message })
    }),
  ),

  overplane('a refused create creates nobody', async send => {
    await send('POST', path, { json: { ...required, enabled: 'yes' } })
    expect(valueAt(await send('GET', path), 'total')).toBe(1)
  }),

  overplane('a body of 1 MiB is read', async send => {
    const reply = await send('POST', path, { headers, text: bodyOf(required, 0) })
    expect(reply.status).toBe(200)
  }),

  overplane('a body of more than 1 MiB is a 413, and creates nobody', async send => {
    const reply = await send('POST', path, { headers, text: bodyOf(required, 1) })
    expectRefusal(reply, 413)
    expect(valueAt(await send('GET', path), 'total')).toBe(1)
  }),
]
