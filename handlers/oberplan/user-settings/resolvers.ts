import type { Resolvers } from '../../../contract/answer/endpoint.ts'
import { found, Refused } from '../../../contract/answer/refusal.ts'
import type { Quota } from '../../../contract/double/quota.ts'
import type { OberplanStore } from '../../../factories/oberplan/store.ts'
import type { Caller } from '../dialect.ts'
import type { userSettingsContract } from './contract.ts'
import type { OberplanUser } from './schema.ts'

/** What the resolvers work with. */
export interface Surroundings {
  readonly store: OberplanStore
  readonly quota: Quota
  /** Puts the activation message for a new address into the outbox, and gives the token of its link. */
  readonly sendActivation: (to: string, baseUrl: string) => string
  readonly now: () => string
}

export const userSettingsResolvers = ({
  store: { users },
  quota,
  sendActivation,
  now,
}: Surroundings): Resolvers<typeof userSettingsContract, Caller> => {
  const refuseTaken = (email: string, owner: Caller): void => {
    if (users.all('email', email.toLowerCase()).every(({ id }) => id === owner.id)) return
    throw new Refused({
      kind: 'unprocessable',
      code: 'email_in_use',
      detail: 'email belongs to another account.',
    })
  }

  return {
    getUserSettings({ caller, query }) {
      const { fields } = query()
      return { status: 200, body: { data: narrowed(toUser(caller), fields), success: true } }
    },

    updateUserSettings({ caller, body, baseUrl }) {
      const { email, new_password, ...settings } = body()
      if (email) refuseTaken(email, caller)
      users.update(caller, {
        ...settings,
        ...(new_password && { password: new_password }),
        ...(email && pending(email, caller, to => sendActivation(to, baseUrl))),
        updated_at: now(),
      })
      return { status: 200, body: { success: true } }
    },

    deleteAccount({ caller, query }) {
      query()
      users.delete(caller)
      return { status: 200, body: { success: true } }
    },

    getRateLimit({ caller }) {
      const { limit, remaining, reset } = quota.look(caller.id, caller.request_rate_limit)
      const data = { request_limit: limit, request_remaining: remaining, request_reset: reset }
      return { status: 200, body: { data, success: true } }
    },

    activateEmail({ params }) {
      const [holder] = users.all('activation', params.token)
      const user = found(holder, 'activation', params.token)
      const email = user.pending_email ?? user.email
      refuseTaken(email, user)
      users.update(user, { email, pending_email: null, activation: null, updated_at: now() })
      return { status: 200, body: { success: true } }
    },
  }
}

/** What a changed address leaves behind; the present one takes back a change that still waits. */
const pending = (email: string, caller: Caller, sendActivation: (to: string) => string) =>
  email === caller.email
    ? { pending_email: null, activation: null }
    : { pending_email: email, activation: sendActivation(email) }

const toUser = (user: Caller): OberplanUser => ({
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
function narrowed(user: OberplanUser, fields = ''): Partial<OberplanUser> {
  const wanted = new Set(fields.split(',').map(field => field.trim()))
  return fields === ''
    ? user
    : Object.fromEntries(Object.entries(user).filter(([key]) => wanted.has(key)))
}
