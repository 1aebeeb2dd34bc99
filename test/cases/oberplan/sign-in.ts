import { expect } from 'vitest'
import type { Case } from '../case.ts'
import {
  accounts,
  as,
  expectRefusal,
  expectSuccess,
  expectUntouched,
  me,
  oberplan,
} from '../oberplan.ts'

const email = 'user@oberplan.com'

const endpoints = [
  ['GET', me],
  ['PUT', me],
  ['DELETE', `${me}?me=1`],
  ['GET', '/v1/rate-limit'],
] as const

const base64 = (text: string) => Buffer.from(text).toString('base64')

const wrong: readonly (readonly [string, string])[] = [
  ['a wrong password', as(email, 'mypassword2').Authorization],
  ['the password in another case', as(email, 'MyPassword').Authorization],
  ['a beginning of the password', as(email, 'mypass').Authorization],
  ['the password and a blank', as(email, 'mypassword ').Authorization],
  ['an empty password', as(email, '').Authorization],
  ['an unknown email address', as('nobody@oberplan.com', 'mypassword').Authorization],
  ['an empty email address', as('', 'mypassword').Authorization],
  ["the account's id for its email address", as('bdodfk9fgluim7yp', 'mypassword').Authorization],
  ['the password of another account', as(email, 'secret').Authorization],
  ['credentials without a colon', `Basic ${base64('user@oberplan.com')}`],
  ['credentials that are not in Base64', `Basic ${email}:mypassword`],
  ['the scheme alone', 'Basic'],
  ['the scheme Bearer', `Bearer ${base64(`${email}:mypassword`)}`],
  ['no scheme', base64(`${email}:mypassword`)],
]

const passwords = [
  'a:b:c',
  ':leading and trailing:',
  '::',
  'pässwörd',
  'пароль',
  '密码😀',
  ' blanks ',
  '%3A+"\\\'',
]

/** None of which is UTF-8 in these bytes. */
const latin1 = ['pässwörd', 'é', 'naïve ÿ', '£¥§']

const signsIn = ['user@oberplan.com', 'USER@OBERPLAN.COM', 'User@Oberplan.Com']

export const oberplanSignInCases: readonly Case[] = [
  ...endpoints.map(
    ([method, path]): Case => ({
      title: `${method} ${path} without credentials is a 401 that asks for Basic`,
      api: 'oberplan',
      async run(send) {
        const reply = await send(method, path)
        expectRefusal(reply, 401, 'unauthorized')
        expect(reply.headers.get('WWW-Authenticate')).toBe('Basic realm="Oberplan API"')
      },
    }),
  ),

  ...wrong.map(([what, Authorization]) =>
    oberplan(
      `${what} is a 401 that asks for Basic`,
      async send => {
        const reply = await send('GET', me, { headers: { Authorization } })
        expectRefusal(reply, 401, 'unauthorized')
        expect(reply.headers.get('WWW-Authenticate')).toBe('Basic realm="Oberplan API"')
      },
      { world: accounts({ 'ann@example.com': 'secret' }) },
    ),
  ),

  ...signsIn.map(name =>
    oberplan(`${name} signs in`, async send => {
      const reply = await send('GET', me, { headers: as(name, 'mypassword') })
      expect(reply.status).toBe(200)
      expect(reply.body).toHaveProperty('data.email', 'user@oberplan.com')
    }),
  ),

  ...['basic', 'BASIC'].map(scheme =>
    oberplan(`the scheme may be written ${scheme}`, async send => {
      const Authorization = `${scheme} ${base64('user@oberplan.com:mypassword')}`
      expect((await send('GET', me, { headers: { Authorization } })).status).toBe(200)
    }),
  ),

  ...passwords.map(password =>
    oberplan(
      `the password ${JSON.stringify(password)} signs in`,
      async send => {
        const reply = await send('GET', me, { headers: as('ann@example.com', password) })
        expect(reply.status).toBe(200)
        expect(reply.body).toHaveProperty('data.email', 'ann@example.com')
      },
      { world: accounts({ 'ann@example.com': password }) },
    ),
  ),

  ...latin1.map(password =>
    oberplan(
      `the password ${password} signs in too as Latin-1, as some clients send it`,
      async send => {
        const encoded = Buffer.from(`ann@example.com:${password}`, 'latin1').toString('base64')
        const headers = { Authorization: `Basic ${encoded}` }
        expect((await send('GET', me, { headers })).body).toHaveProperty(
          'data.email',
          'ann@example.com',
        )
      },
      { world: accounts({ 'ann@example.com': password }) },
    ),
  ),

  oberplan(
    'what stands before the last colon of a password counts too',
    async send => {
      const headers = as('ann@example.com', 'x:b')
      expect((await send('GET', me, { headers })).status).toBe(401)
    },
    { world: accounts({ 'ann@example.com': 'a:b' }) },
  ),

  oberplan(
    'each account has its own settings',
    async send => {
      const headers = as('ann@example.com', 'secret')
      expectSuccess(await send('PUT', me, { headers, json: { firstname: 'Ann' } }))
      expect((await send('GET', me, { headers })).body).toHaveProperty('data.firstname', 'Ann')
      await expectUntouched(send)
    },
    { world: accounts({ 'ann@example.com': 'secret' }) },
  ),

  oberplan('wrong credentials change nothing', async send => {
    const headers = as(email, 'wrong')
    await send('PUT', me, { headers, json: { firstname: 'Ann' } })
    await send('DELETE', `${me}?me=1`, { headers })
    await expectUntouched(send)
  }),

  oberplan('wrong credentials are found out before a wrong body', async send => {
    const headers = as(email, 'wrong')
    const reply = await send('PUT', me, { headers, text: '{' })
    expectRefusal(reply, 401, 'unauthorized')
  }),

  oberplan('wrong credentials are found out before a missing me', async send => {
    const reply = await send('DELETE', me, { headers: as(email, 'wrong') })
    expectRefusal(reply, 401, 'unauthorized')
  }),

  oberplan(
    'the documented credentials are a 401 where there is no account',
    async send => expectRefusal(await send('GET', me), 401, 'unauthorized'),
    { world: 'empty' },
  ),
]
