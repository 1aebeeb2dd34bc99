import { expect } from 'vitest'
import type { Case } from '../case.ts'
import {
  accounts,
  as,
  documentedSettings,
  expectRefusal,
  expectSuccess,
  expectUntouched,
  me,
  oberplan,
  unhandled,
} from '../oberplan.ts'
import { oberplanEmailCases } from './email.ts'
import { oberplanPasswordCases } from './password.ts'
import { oberplanRateLimitCases } from './rate-limit.ts'
import { oberplanSignInCases } from './sign-in.ts'
import { oberplanUpdateCases } from './update.ts'
import { oberplanUpdateRefusalCases } from './update-refusals.ts'

const narrowed: readonly (readonly [string, object])[] = [
  ['email', { email: 'user@oberplan.com' }],
  ['timezone,email', { email: 'user@oberplan.com', timezone: 'US/Eastern' }],
  ['firstname%2Clastname', { firstname: 'John', lastname: 'Smith' }],
  ['id,nothing,profile_completed', { id: 'bdodfk9fgluim7yp', profile_completed: 1 }],
  ['nothing', {}],
  ['password', {}],
]

const getCases: readonly Case[] = [
  oberplan('your settings have the 16 documented keys', async send => {
    const reply = await send('GET', me)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('Content-Type')).toMatch(/^application\/json/)
    expect(reply.body).toEqual({ data: documentedSettings, success: true })
  }),

  oberplan('your settings are the same when asked for again', async send => {
    await send('GET', me)
    await expectUntouched(send)
  }),

  ...narrowed.map(([fields, data]) =>
    oberplan(`fields=${fields} narrows your settings`, async send => {
      const reply = await send('GET', `${me}?fields=${fields}`)
      expect(reply.status).toBe(200)
      expect(reply.body).toEqual({ data, success: true })
    }),
  ),

  oberplan('unknown query parameters do not change the reply', async send => {
    const reply = await send('GET', `${me}?me=1&limit=3`)
    expect(reply.body).toEqual({ data: documentedSettings, success: true })
  }),
]

const withoutMe: readonly (readonly [string, string])[] = [
  ['', 'missing_parameter'],
  ['?ME=1', 'missing_parameter'],
  ['?you=1', 'missing_parameter'],
  ...['0', '2', '11', '01', '1.0', '-1', 'true', 'yes'].map(
    value => [`?me=${value}`, 'invalid_parameter'] as const,
  ),
]

const deleteCases: readonly Case[] = [
  ...['?me=1', '?me=%31', '?x=2&me=1'].map(query =>
    oberplan(`DELETE ${me}${query} deletes the account`, async send => {
      expectSuccess(await send('DELETE', me + query))
      expectRefusal(await send('GET', me), 401, 'unauthorized')
    }),
  ),

  ...withoutMe.map(([query, code]) =>
    oberplan(`DELETE ${me}${query} is a 400 that names me, and keeps the account`, async send => {
      const reply = await send('DELETE', me + query)
      expectRefusal(reply, 400, code, { message: expect.stringMatching(/\bme\b/) })
      await expectUntouched(send)
    }),
  ),

  oberplan('an empty me is a 400, and keeps the account', async send => {
    expectRefusal(await send('DELETE', `${me}?me=`), 400, expect.any(String))
    await expectUntouched(send)
  }),

  oberplan('me in the body does not delete the account', async send => {
    expectRefusal(await send('DELETE', me, { json: { me: 1 } }), 400, 'missing_parameter')
    await expectUntouched(send)
  }),

  ...(
    [
      ['GET', me],
      ['PUT', me],
      ['DELETE', `${me}?me=1`],
      ['GET', '/v1/rate-limit'],
    ] as const
  ).map(([method, path]) =>
    oberplan(`${method} ${path} is a 401 when the account is deleted`, async send => {
      await send('DELETE', `${me}?me=1`)
      expectRefusal(await send(method, path), 401, 'unauthorized')
    }),
  ),

  oberplan(
    'the deletion of an account leaves another as it was',
    async send => {
      const headers = as('ann@example.com', 'secret')
      const before = await send('GET', me, { headers })
      await send('DELETE', `${me}?me=1`)
      const after = await send('GET', me, { headers })
      expect(after.status).toBe(200)
      expect(after.body).toEqual(before.body)
    },
    { world: accounts({ 'ann@example.com': 'secret' }) },
  ),
]

const wrongMethods = [
  ['POST', me, ['DELETE', 'GET', 'PUT']],
  ['PATCH', me, ['DELETE', 'GET', 'PUT']],
  ['POST', '/v1/rate-limit', ['GET']],
  ['PUT', '/v1/rate-limit', ['GET']],
  ['DELETE', '/v1/rate-limit', ['GET']],
] as const

const pathCases: readonly Case[] = [
  ...wrongMethods.map(([method, path, allowed]) =>
    oberplan(`${method} ${path} is a 405 that tells the methods allowed`, async send => {
      const reply = await send(method, path, { json: { firstname: 'Ann' } })
      const allow = (reply.headers.get('Allow') ?? '').split(/, */)
      expectRefusal(reply, 405, 'method_not_allowed')
      // HEAD goes with GET; a server may name it or not.
      expect(allow.filter(name => name !== 'HEAD').sort()).toEqual(allowed)
      await expectUntouched(send)
    }),
  ),

  ...['/v1/users', '/v1/users/bdodfk9fgluim7yp', '/v1/users/me/password', '/v1/nothing'].map(path =>
    oberplan(
      `GET ${path}, which no endpoint has, is the documented 404`,
      async send => {
        expectRefusal(await send('GET', path), 404, 'resource_not_found', {
          message: "The requested resource doesn't exist.",
        })
      },
      { cannot: unhandled },
    ),
  ),
]

export const oberplanUserSettingsCases: readonly Case[] = [
  ...oberplanSignInCases,
  ...pathCases,
  ...getCases,
  ...oberplanUpdateCases,
  ...oberplanUpdateRefusalCases,
  ...oberplanEmailCases,
  ...oberplanPasswordCases,
  ...deleteCases,
  ...oberplanRateLimitCases,
]
