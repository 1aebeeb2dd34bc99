import * as z from 'zod/mini'
import {
  type ChoicesOf,
  found,
  named,
  operations,
  perEntity,
  Refused,
  say,
} from '../../contract/define.ts'
import { oncePer } from '../../contract/once.ts'
import { printedUserSettingsRequests as printed } from '../../fixtures/oberplan/user-settings.ts'
import { toExample } from '../../fixtures/printed.ts'
import { dialect, type Surroundings } from './dialect.ts'
import { type OberplanAccount, type OberplanUser, SomeOfUser, UserSettings } from './entities.ts'
import type { readings as described } from './readings.ts'
import { settingsAsRead, shownAsRead } from './settings-as-read.ts'

const op = operations(dialect, {
  tag: 'User Settings',
  about: 'The settings of the account whose credentials are sent.',
})

const success = say('Always true.', z.literal(true))

const UserReply = named(
  'UserReply',
  'Your user settings in their envelope.',
  z.strictObject({ data: say('Your user settings.', SomeOfUser), success }),
)

const Success = named(
  'Success',
  'The confirmation that the request was successful.',
  z.strictObject({ success }),
)

const RateLimitReply = named(
  'RateLimitReply',
  'Your limit in its envelope.',
  z.strictObject({
    data: say(
      'Your limit.',
      named(
        'RateLimit',
        'What is left of the limit of requests.',
        z.strictObject({
          request_limit: say('The number of requests in a window of 5 minutes.', z.int()),
          request_remaining: say(
            'The number of requests that are left in the present window.',
            z.int(),
          ),
          request_reset: say('The time in seconds until the present window ends.', z.int()),
        }),
      ),
    ),
    success,
  }),
)

const fields = 'A comma-separated list of the fields to return; all of them without it.'
const FieldsQuery = z.object({
  fields: z.exactOptional(say(fields, z.string(), { type: 'array', items: { type: 'string' } })),
})

const me = 'In order to prevent accidental deletion, this parameter must be set to 1.'
const DeletionQuery = z.object({ me: say(me, z.literal('1')) })

const link = '/v1/users/activate'

export const userSettings = {
  getUserSettings: op
    .get('/users/me', 'Get your user settings', {
      about: 'Returns your user settings.',
      query: FieldsQuery,
      replies: { 200: { description: 'Your user settings.', body: UserReply } },
      refuses: [429],
      examples: [toExample(printed.getUserSettings)],
    })
    .by(({ caller, query }, { readings }) => {
      const { fields } = query()
      const wanted = readings.fields === 'narrows' ? fields : undefined
      const data = narrowed(shownBy(readings)(caller), wanted)
      return { status: 200, body: { data, success: true } }
    }),

  updateUserSettings: op
    .put('/users/me', 'Update your user settings, or change your password', {
      about:
        'Updates your user settings. The request body may contain all object properties or only those properties that you want to edit. If you change your email address, you will receive an activation email to the new address. Follow the link in the email to activate the new email address. To change your password, the request body must contain a JSON object with the key `new_password`, whose value specifies the new password.',
      body: UserSettings,
      replies: { 200: { description: 'The settings are changed.', body: Success } },
      refuses: [400, 429],
      examples: [toExample(printed.updateUserSettings), toExample(printed.changePassword)],
      asks: {
        400: { title: 'A day that no week begins on', body: { first_day_of_week: 'friday' } },
      },
    })
    .by(({ caller, body, baseUrl }, context) => {
      const { readings } = context
      const sent = settingsAsRead(body, readings, caller)
      if (readings.emptyUpdate === 'stays' && Object.keys(sent).length === 0) {
        return { status: 200, body: { success: true } }
      }
      const { email, new_password, ...settings } = sent
      if (email && readings.takenEmail === 'refused') refuseTaken(context, email, caller)
      context.store.user.update(caller, {
        updated_at: context.now(),
        ...settings,
        ...(new_password && { password: new_password }),
        ...(email && pending(email, caller, () => sendActivation(context, email, baseUrl))),
      })
      return { status: 200, body: { success: true } }
    }),

  deleteAccount: op
    .delete('/users/me', 'Delete your account', {
      about: 'Deletes your Oberplan account.',
      query: DeletionQuery,
      replies: { 200: { description: 'The account is deleted.', body: Success } },
      refuses: [400, 429],
      examples: [toExample(printed.deleteAccount)],
      asks: { 400: { title: 'Without the parameter `me`', path: '/v1/users/me' } },
    })
    .by(({ caller, query }, { store }) => {
      query()
      store.user.delete(caller)
      return { status: 200, body: { success: true } }
    }),

  getRateLimit: op
    .get('/rate-limit', 'Get your rate limit', {
      about:
        'Returns what is left of your limit. Accessing this endpoint does not count against it.',
      replies: { 200: { description: 'What is left of your limit.', body: RateLimitReply } },
      beyond: "Documented on Oberplan's page on rate limits.",
    })
    .by(({ caller }, { quota }) => {
      const { limit, remaining, reset } = quota.look(caller.id, caller.request_rate_limit)
      const data = { request_limit: limit, request_remaining: remaining, request_reset: reset }
      return { status: 200, body: { data, success: true } }
    }),

  activateEmail: op
    .get('/users/activate/:token', 'Follow the link of an activation message', {
      auth: 'none',
      about: 'Activates the new email address that the activation message was sent to.',
      params: { token: 'The token of the link.' },
      replies: { 200: { description: 'The new email address is active.', body: Success } },
      refuses: [400, 404],
      asks: {
        200: {
          title: 'Follow the link of an activation message',
          path: `${link}/token-of-ada`,
        },
        400: {
          title: 'An address that another account has by now',
          path: `${link}/token-of-bob`,
        },
        404: { title: 'An unknown link', path: `${link}/token-of-nobody` },
      },
      beyond:
        "Stands in for the link of Oberplan's activation message, whose address is not documented.",
    })
    .by(({ params }, context) => {
      const { store, now } = context
      const [holder] = store.user.all('activation', params.token)
      const user = found(holder, 'activation', params.token)
      const email = user.pending_email ?? user.email
      refuseTaken(context, email, user)
      store.user.update(user, { email, pending_email: null, activation: null, updated_at: now() })
      return { status: 200, body: { success: true } }
    }),
}

function refuseTaken({ store }: Surroundings, email: string, owner: OberplanAccount): void {
  if (store.user.all('email', email.toLowerCase()).every(({ id }) => id === owner.id)) return
  throw new Refused({
    kind: 'unprocessable',
    code: 'email_in_use',
    detail: 'email belongs to another account.',
  })
}

/** Puts the activation message for a new address into the outbox, and gives the token of its link. */
function sendActivation({ ids, extras, now }: Surroundings, to: string, baseUrl: string): string {
  const token = ids.text(32)
  const link = `${baseUrl}/users/activate/${token}`
  extras.outbox.send({ to, subject: 'Activate your new email address', link, sentAt: now() })
  return token
}

/** What a changed address leaves behind; the present one takes back a change that still waits. */
const pending = (email: string, caller: OberplanAccount, activate: () => string) =>
  email === caller.email
    ? { pending_email: null, activation: null }
    : { pending_email: email, activation: activate() }

/** What is shown of an account, by the readings that are followed. */
const shownBy = oncePer((readings: ChoicesOf<typeof described>) =>
  perEntity((user: OberplanAccount) => shownAsRead(toUser(user), readings)),
)

const toUser = (user: OberplanAccount): OberplanUser => ({
  allow_collaboration: user.allow_collaboration,
  collaboration_limit: user.collaboration_limit,
  created_at: user.created_at,
  date_format: user.date_format,
  email: user.email,
  first_day_of_week: user.first_day_of_week,
  firstname: user.firstname,
  id: user.id,
  language_tag: user.language_tag,
  lastname: user.lastname,
  profile_completed: user.profile_completed ? 1 : 0,
  request_rate_limit: user.request_rate_limit,
  schedules_limit: user.schedules_limit,
  time_format: user.time_format,
  timezone: user.timezone,
  updated_at: user.updated_at,
})

/** The keys that `fields=a,b` names; all of them where it names none. */
function narrowed(user: Partial<OberplanUser>, fields = ''): Partial<OberplanUser> {
  if (fields === '') return user
  const wanted = new Set(fields.split(',').map(field => field.trim()))
  return Object.fromEntries(Object.entries(user).filter(([key]) => wanted.has(key)))
}
