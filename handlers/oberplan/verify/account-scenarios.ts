import type { Stage } from '../../../contract/verify/exchange/exchange.ts'
import { at } from '../../../contract/verify/findings/difference.ts'
import type { Scenario } from '../../../contract/verify/suite.ts'
import type { Operation } from '../operation.ts'
import { kept, settingsOf } from './keeping.ts'
import { refusal } from './refusal-words.ts'

type Account = Scenario<Operation>

const accountOf = ({ credentials }: Stage<Operation>) => {
  const colon = credentials.indexOf(':')
  return { email: credentials.slice(0, colon), password: credentials.slice(colon + 1) }
}

/** Whether the account is still there, by its own credentials. */
const isThere = async ({ ask }: Stage<Operation>): Promise<boolean> =>
  (await ask('getUserSettings', {}, 'any')).status < 300

/** Gives the account its password back, if it has taken this one. */
async function restorePassword(stage: Stage<Operation>, fresh: string): Promise<void> {
  const { email, password } = accountOf(stage)
  const sent = { as: `${email}:${fresh}`, body: { new_password: password } }
  await stage.ask('updateUserSettings', sent, 'any')
  if (!(await isThere(stage))) stage.lose(`The password of the account is now "${fresh}".`)
}

/** Gives the account its address back, if it has taken this one, at once or for later. */
async function restoreEmail(stage: Stage<Operation>, email: unknown, fresh: string): Promise<void> {
  const as = `${fresh}:${accountOf(stage).password}`
  await stage.ask('updateUserSettings', { as, body: { email } }, 'any')
  if (await isThere(stage)) await stage.ask('updateUserSettings', { body: { email } })
  else stage.lose(`The account does not sign in by its address any more, but by ${fresh}.`)
}

/** An address that is refused; one that is not is put back. */
async function refuseEmail(stage: Stage<Operation>, email: unknown, wrong: string): Promise<void> {
  let isRefused = false
  stage.later(async () => {
    if (!isRefused) await restoreEmail(stage, email, wrong)
  })
  const reply = await stage.ask('updateUserSettings', { body: { email: wrong } }, 400)
  isRefused = true
  stage.says(reply, refusal(400, 'invalid_parameter', /email/)(reply))
}

/** A password that is refused; one that is not is put back. */
async function refusePassword(stage: Stage<Operation>, wrong: string | number): Promise<void> {
  let isRefused = false
  stage.later(async () => {
    if (!isRefused) await restorePassword(stage, String(wrong))
  })
  const reply = await stage.ask('updateUserSettings', { body: { new_password: wrong } }, 400)
  isRefused = true
  stage.says(reply, refusal(400, 'invalid_parameter', /new_password/)(reply))
}

/** Whoever is not let in may not delete anything, whatever is looked at first. */
const strangers = ([null, 'unknown'] as const).map(
  (who): Account => ({
    title: `A delete ${who ? 'of an unknown account' : 'without credentials'} is refused`,
    page: 'In order to prevent accidental deletion, this parameter must be set to 1.',
    async run(stage) {
      const as = who && `${stage.unique()}@example.com:mypassword`
      const reply = await stage.ask('deleteAccount', { as }, 'any')
      stage.same(reply, 'status', /^4\d\d$/, String(reply.status))
      await stage.resting(['checks'], async () => {
        const wanted = String(stage.readings.unauthenticatedStatus)
        stage.same(reply, 'status', wanted, String(reply.status))
      })
    },
  }),
)

/** What an account signs in by, and how it ends. */
export const accountScenarios: readonly Account[] = [
  ...strangers,
  {
    title: 'A wrong password is a 401, and so is the right one in another case',
    page: 'Returns your user settings.',
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
    page: 'The request body must contain a JSON object with the key new_password, whose value specifies the new password.',
    async run(stage) {
      const { email, password } = accountOf(stage)
      const { updated_at: _, ...before } = await kept(stage)
      const fresh = `${password}-${stage.unique()}`
      const as = `${email}:${fresh}`
      stage.later(() => restorePassword(stage, fresh))
      await stage.ask('updateUserSettings', { body: { new_password: fresh } })
      const reply = await stage.ask('getUserSettings', { as })
      stage.says(reply, { data: before })
      stage.same(reply, 'password', undefined, at(reply.body, 'data', 'new_password'))
      await stage.ask('getUserSettings', { as: stage.credentials }, 401)
      await stage.ask('updateUserSettings', { as, body: { new_password: password } })
      await stage.ask('getUserSettings', { as }, 401)
      await stage.ask('getUserSettings')
    },
  },
  {
    title: 'A new password has at least 6 characters',
    page: 'The minimum length for the password is 6 characters.',
    async run(stage) {
      await refusePassword(stage, '12345')
      await stage.resting(['wrongTypes'], () => refusePassword(stage, 123456))
    },
  },
  {
    title: 'A wrong setting beside a new password keeps the old password',
    page: 'Must be an Olson DB timezone identifier.',
    async run(stage) {
      const { email, password } = accountOf(stage)
      await kept(stage)
      const fresh = `${password}-${stage.unique()}`
      stage.later(() => restorePassword(stage, fresh))
      const body = { new_password: fresh, timezone: 'Mars/Olympus' }
      await stage.ask('updateUserSettings', { body }, 400)
      await stage.resting(['faultyUpdate'], async () => {
        await stage.ask('getUserSettings', { as: `${email}:${fresh}` }, 401)
        await stage.ask('getUserSettings')
      })
    },
  },
  {
    title: 'An email address has at most 200 characters',
    page: 'The email address associated with your account. The maximum length is 200 characters.',
    async run(stage) {
      const { email } = await kept(stage)
      await refuseEmail(stage, email, `${'a'.repeat(189)}@example.com`)
      await stage.resting(['emailForm'], async () => {
        await refuseEmail(stage, email, '')
        await refuseEmail(stage, email, 'nobody')
      })
    },
  },
  {
    title: 'A new email address waits for its activation: the old one is shown, and signs in',
    page: 'If you change your email address, you will receive an activation email to the new address. Follow the link in the email to activate the new email address.',
    async run(stage) {
      const { password } = accountOf(stage)
      const { email, updated_at: _, ...rest } = await kept(stage)
      const fresh = `${stage.unique()}@example.com`
      stage.later(() => restoreEmail(stage, email, fresh))
      await stage.ask('updateUserSettings', { body: { email: fresh } })
      stage.says(await stage.ask('getUserSettings'), { data: { email, ...rest } })
      await stage.ask('getUserSettings', { as: `${fresh}:${password}` }, 401)
    },
  },
  {
    title: 'A delete without me=1 is a 400, and the account stays',
    page: 'In order to prevent accidental deletion, this parameter must be set to 1.',
    only: 'unharmed',
    async run(stage) {
      const before = await settingsOf(stage)
      stage.later(async () => {
        if (!(await isThere(stage)))
          stage.lose('The account is gone: a delete without me=1 took it.')
      })
      for (const query of [{}, { me: 0 }, { me: 'true' }]) {
        const reply = await stage.ask('deleteAccount', { query }, 400)
        stage.says(reply, refusal(400, /^(missing|invalid)_parameter$/, /me/)(reply))
        stage.says(await stage.ask('getUserSettings'), { data: before })
      }
    },
  },
  {
    title: 'A deleted account signs in no more',
    page: 'Deletes your Oberplan account.',
    only: 'destructive',
    async run(stage) {
      const reply = await stage.ask('deleteAccount', { query: { me: 1 } })
      stage.same(reply, 'body', { success: true }, reply.body)
      const as = stage.credentials
      await stage.ask('getUserSettings', { as }, 401)
      await stage.ask('updateUserSettings', { as, body: {} }, 401)
    },
  },
]
