import { expect } from 'vitest'
import type { Case, Send } from '../case.ts'
import {
  accounts,
  as,
  expectRefusal,
  expectSettings,
  expectSuccess,
  expectUntouched,
  me,
  oberplan,
} from '../oberplan.ts'

const email = 'user@oberplan.com'

/** The status that the page's user gets by a password. */
const statusBy = async (send: Send, password: string): Promise<number> =>
  (await send('GET', me, { headers: as(email, password) })).status

const taken = [
  'mypassword2',
  '123456',
  'a:b:c:',
  'pässwörd',
  '😀😀😀😀😀😀',
  '      ',
  'MYPASSWORD',
  'a'.repeat(500),
]

const refused = ['', '12345', '😀😀😀😀😀', 'äöüäö', 123456, true, null, ['mypassword2'], {}]

const named = (value: unknown): string =>
  typeof value === 'string' && value.length > 40
    ? `${value.length} characters`
    : JSON.stringify(value)

export const oberplanPasswordCases: readonly Case[] = [
  ...taken.map(new_password =>
    oberplan(`a new password of ${named(new_password)} counts at once`, async send => {
      expectSuccess(await send('PUT', me, { json: { new_password } }))
      expect(await statusBy(send, 'mypassword')).toBe(401)
      expect(await statusBy(send, new_password)).toBe(200)
    }),
  ),

  ...refused.map(new_password =>
    oberplan(
      `a new password of ${named(new_password)} is a 400, and the old one stays`,
      async send => {
        const reply = await send('PUT', me, { json: { new_password } })
        const message = expect.stringContaining('new_password')
        expectRefusal(reply, 400, 'invalid_parameter', { message })
        await expectUntouched(send)
      },
    ),
  ),

  oberplan('a new password changes no setting, and is not shown', async send => {
    await send('PUT', me, { json: { new_password: 'mypassword2' } })
    const headers = as(email, 'mypassword2')
    await expectSettings((method, path) => send(method, path, { headers }), {})
  }),

  oberplan('a new password and settings may be sent together', async send => {
    const json = { firstname: 'Ann', new_password: 'mypassword2', language_tag: 'de' }
    expectSuccess(await send('PUT', me, { json }))
    const headers = as(email, 'mypassword2')
    const changes = { firstname: 'Ann', language_tag: 'de' }
    await expectSettings((method, path) => send(method, path, { headers }), changes)
  }),

  oberplan('a wrong setting keeps the old password', async send => {
    const json = { new_password: 'mypassword2', firstname: 'Ann', timezone: 'Mars/Olympus' }
    expectRefusal(await send('PUT', me, { json }), 400, 'invalid_parameter')
    expect(await statusBy(send, 'mypassword2')).toBe(401)
    await expectUntouched(send)
  }),

  oberplan('a wrong password keeps the old settings', async send => {
    const json = { firstname: 'Ann', new_password: 'short' }
    expectRefusal(await send('PUT', me, { json }), 400, 'invalid_parameter')
    await expectUntouched(send)
  }),

  oberplan('a password can be changed again, and back', async send => {
    await send('PUT', me, { json: { new_password: 'mypassword2' } })
    const headers = as(email, 'mypassword2')
    expectSuccess(await send('PUT', me, { headers, json: { new_password: 'mypassword' } }))
    expect(await statusBy(send, 'mypassword')).toBe(200)
    expect(await statusBy(send, 'mypassword2')).toBe(401)
  }),

  oberplan(
    "a new password leaves another account's password as it was",
    async send => {
      await send('PUT', me, { json: { new_password: 'mypassword2' } })
      const own = await send('GET', me, { headers: as('ann@example.com', 'secret') })
      const stolen = await send('GET', me, { headers: as('ann@example.com', 'mypassword2') })
      expect([own.status, stolen.status]).toEqual([200, 401])
    },
    { world: accounts({ 'ann@example.com': 'secret' }) },
  ),
]
