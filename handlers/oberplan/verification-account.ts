import { at } from '../../contract/verify/difference.ts'
import type { Scenario, Stage } from '../../contract/verify/suite.ts'
import type { Operation } from './operation.ts'
import { settingsOf } from './verification-reads.ts'
import { kept } from './verification-settings.ts'

type Account = Scenario<Operation>

const accountOf = ({ credentials }: Stage<Operation>) => {
  const colon = credentials.indexOf(':')
  return { email: credentials.slice(0, colon), password: credentials.slice(colon + 1) }
}

/** Whether the account is still there, by its own credentials. */
const isThere = async ({ ask }: Stage<Operation>): Promise<boolean> =>
  (await ask('getUserSettings', {}, 'any')).status === 200

/** What an account signs in by, and how it ends. */
export const accountScenarios: readonly Account[] = [
  {
    title: 'A wrong password is a 401, and so is the right one in another case',
    async run(stage) {
      const { email, password } = accountOf(stage)
      const other = [`${password}x`, password.slice(1), password.toUpperCase()]
      for (const wrong of other.filter(one => one !== password)) {
        await stage.ask('getUserSettings', { as: `${email}:${wrong}` }, 401)
      }
    },
  },
  {
    title: 'A new password signs in at once, the old one no longer, and no setting changes',
    async run(stage) {
      const { email, password } = accountOf(stage)
      const { updated_at: _, ...before } = await kept(stage)
      const fresh = `${password}-${stage.unique()}`
      const as = `${email}:${fresh}`
      stage.later(async () => {
        await stage.ask('updateUserSettings', { as, body: { new_password: password } }, 'any')
        if (!(await isThere(stage))) stage.lose(`The password of the account is now "${fresh}".`)
      })
      await stage.ask('updateUserSettings', { body: { new_password: fresh } })
      const reply = await stage.ask('getUserSettings', { as })
      stage.says(reply, { data: before })
      stage.same(reply, 'password', undefined, at(reply.body, 'data', 'new_password'))
      await stage.ask('getUserSettings', {}, 401)
      await stage.ask('updateUserSettings', { as, body: { new_password: password } })
      await stage.ask('getUserSettings', { as }, 401)
      await stage.ask('getUserSettings')
    },
  },
  {
    title: 'A wrong setting beside a new password, or a short one, keeps the old password',
    async run(stage) {
      const { email, password } = accountOf(stage)
      await kept(stage)
      const fresh = `${password}-${stage.unique()}`
      const as = `${email}:${fresh}`
      stage.later(async () => {
        await stage.ask('updateUserSettings', { as, body: { new_password: password } }, 'any')
        if (!(await isThere(stage))) stage.lose(`The password of the account is now "${fresh}".`)
      })
      const body = { new_password: fresh, timezone: 'Mars/Olympus' }
      await stage.ask('updateUserSettings', { body }, 400)
      await stage.ask('getUserSettings', { as }, 401)
      await stage.ask('getUserSettings')
    },
  },
  {
    title: 'A new email address waits for its activation: the old one is shown, and signs in',
    async run(stage) {
      const { password } = accountOf(stage)
      const { email, updated_at: _, ...rest } = await kept(stage)
      const fresh = `${stage.unique()}@example.com`
      const as = `${fresh}:${password}`
      stage.later(async () => {
        await stage.ask('updateUserSettings', { as, body: { email } }, 'any')
        if (await isThere(stage)) await stage.ask('updateUserSettings', { body: { email } })
        else stage.lose(`The account does not sign in by its address any more, but by ${fresh}.`)
      })
      await stage.ask('updateUserSettings', { body: { email: fresh } })
      stage.says(await stage.ask('getUserSettings'), { data: { email, ...rest } })
      await stage.ask('getUserSettings', { as }, 401)
    },
  },
  {
    title: 'A delete without me=1 is a 400, and the account stays',
    only: 'unharmed',
    async run(stage) {
      const before = await settingsOf(stage)
      stage.later(async () => {
        if (!(await isThere(stage)))
          stage.lose('The account is gone: a delete without me=1 took it.')
      })
      for (const query of [{}, { me: 0 }, { me: 'true' }]) {
        const reply = await stage.ask('deleteAccount', { query }, 400)
        const error = { code: /^(missing|invalid)_parameter$/, message: /me/, status: 400 }
        stage.says(reply, { success: false, error })
        stage.says(await stage.ask('getUserSettings'), { data: before })
      }
    },
  },
  {
    title: 'A deleted account signs in no more',
    only: 'destructive',
    async run(stage) {
      const reply = await stage.ask('deleteAccount', { query: { me: 1 } })
      stage.same(reply, 'body', { success: true }, reply.body)
      await stage.ask('getUserSettings', {}, 401)
      await stage.ask('updateUserSettings', { body: {} }, 401)
    },
  },
]
