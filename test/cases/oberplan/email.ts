import { expect } from 'vitest'
import type { World } from '../../../handlers/index.ts'
import type { Case } from '../case.ts'
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

/** An account whose new address waits for the link with this token to be followed. */
const waiting: World = {
  name: 'a pending email address',
  oberplan(db) {
    const pending = { pending_email: 'new@example.com', activation: 'token1' }
    db.user.create({ email: 'old@example.com', password: 'secret', ...pending })
    db.user.create({ email: 'taken@example.com', password: 'secret' })
    const clash = { pending_email: 'taken@example.com', activation: 'token2' }
    db.user.create({ email: 'late@example.com', password: 'secret', ...clash })
  },
}

const link = '/v1/users/activate/token1'

const long = (length: number) => `${'a'.repeat(length - '@example.com'.length)}@example.com`

const followed = (title: string, run: Case['run']): Case => ({
  title,
  api: 'oberplan',
  world: waiting,
  run,
})

export const oberplanEmailCases: readonly Case[] = [
  oberplan('a new email address is not shown before it is activated', async send => {
    expectSuccess(await send('PUT', me, { json: { email: 'new@example.com' } }))
    await expectSettings(send, {})
  }),

  oberplan('a new email address does not sign in before it is activated', async send => {
    await send('PUT', me, { json: { email: 'new@example.com' } })
    const byNew = await send('GET', me, { headers: as('new@example.com', 'mypassword') })
    const byOld = await send('GET', me, { headers: as('user@oberplan.com', 'mypassword') })
    expect([byNew.status, byOld.status]).toEqual([401, 200])
  }),

  oberplan('settings that are sent with a new email address count at once', async send => {
    const json = { email: 'new@example.com', firstname: 'Ann' }
    expectSuccess(await send('PUT', me, { json }))
    await expectSettings(send, { firstname: 'Ann' })
  }),

  ...['a@b', 'jörg@exämple.com', "o'neil+tag@mail.example.co.uk", long(200)].map(email =>
    oberplan(
      `an email address of ${email.length} characters like ${email.slice(0, 12)} passes`,
      async send => {
        expectSuccess(await send('PUT', me, { json: { email } }))
      },
    ),
  ),

  oberplan('an email address of 201 characters is a 400 that names it', async send => {
    const reply = await send('PUT', me, { json: { email: long(201) } })
    expectRefusal(reply, 400, 'invalid_parameter', { message: expect.stringContaining('email') })
    await expectUntouched(send)
  }),

  ...['ann@example.com', 'ANN@Example.com'].map(email =>
    oberplan(
      `${email} is a 400 where another account has it, and nothing changes`,
      async send => {
        const reply = await send('PUT', me, { json: { email, firstname: 'Ann' } })
        expectRefusal(reply, 400, 'email_in_use')
        await expectUntouched(send)
      },
      { world: accounts({ 'ann@example.com': 'secret' }) },
    ),
  ),

  oberplan(
    'an email address that another account has keeps the old password',
    async send => {
      const json = { new_password: 'mypassword2', email: 'ann@example.com' }
      expectRefusal(await send('PUT', me, { json }), 400, 'email_in_use')
      await expectUntouched(send)
    },
    { world: accounts({ 'ann@example.com': 'secret' }) },
  ),

  oberplan('your own email address is not in use by another', async send => {
    expectSuccess(await send('PUT', me, { json: { email: 'user@oberplan.com' } }))
    await expectSettings(send, {})
  }),

  followed('the activation link needs no credentials', async send => {
    expectSuccess(await send('GET', link))
  }),

  followed('an activated email address is shown', async send => {
    await send('GET', link)
    const { body } = await send('GET', me, { headers: as('new@example.com', 'secret') })
    expect(body).toHaveProperty('data.email', 'new@example.com')
  }),

  followed('an activated email address signs in, and the old one no longer', async send => {
    await send('GET', link)
    const byNew = await send('GET', me, { headers: as('new@example.com', 'secret') })
    const byOld = await send('GET', me, { headers: as('old@example.com', 'secret') })
    expect([byNew.status, byOld.status]).toEqual([200, 401])
  }),

  followed('the activation link works once', async send => {
    await send('GET', link)
    expect((await send('GET', link)).status).toBe(404)
  }),

  followed('an unknown activation link is a 404, and activates nothing', async send => {
    const reply = await send('GET', '/v1/users/activate/token9')
    expect(reply.status).toBe(404)
    expect(reply.body).toMatchObject({
      error: { code: 'resource_not_found', status: 404 },
      success: false,
    })
    const byOld = await send('GET', me, { headers: as('old@example.com', 'secret') })
    expect(byOld.status).toBe(200)
  }),

  followed('an address that another account has by now is not activated', async send => {
    expectRefusal(await send('GET', '/v1/users/activate/token2'), 400, 'email_in_use')
    const { status } = await send('GET', me, { headers: as('late@example.com', 'secret') })
    expect(status).toBe(200)
  }),
]
