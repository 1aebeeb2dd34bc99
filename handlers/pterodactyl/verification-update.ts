import { at } from '../../contract/verify/difference.ts'
import type { Scenario, Stage } from '../../contract/verify/suite.ts'
import type { VerifiedOperation } from './operation.ts'
import {
  attributesOf,
  broken,
  crowd,
  member,
  paramsOf,
  required,
  time,
  user,
} from './verification-users.ts'

const names = { first_name: 'required', last_name: 'required' }

/** Somebody whom every scenario here may change; each says first how it wants to have them. */
const somebody = async ({ ask, unique }: Stage<VerifiedOperation>) =>
  paramsOf(await ask('createUser', { body: { ...required(unique()), external_id: unique() } }))

/** What an update of a user promises. */
export const updateScenarios: readonly Scenario<VerifiedOperation>[] = [
  {
    title: 'An update needs the four required fields each time',
    async run({ ask, says, unique, shared }) {
      const { params } = await shared(somebody)
      const before = await ask('getUser', { params })
      const none = await ask('updateUser', { params, body: {} }, 422)
      says(none, broken({ email: 'required', username: 'required', ...names }))
      const body = { email: `${unique()}@example.com` }
      const three = await ask('updateUser', { params, body }, 422)
      says(three, broken({ username: 'required', ...names }))
      says(await ask('getUser', { params }), user(attributesOf(before)))
    },
  },
  {
    title: 'An update changes what it sends, and leaves what it does not send',
    async run({ ask, says, unique, shared }) {
      const { params } = await shared(somebody)
      const four = required(unique())
      const whole = { ...four, external_id: unique(), root_admin: true, language: 'en' }
      const made = await ask('updateUser', { params, body: whole })
      says(made, user(whole))
      const { updated_at: _, ...before } = Object(attributesOf(made))
      const { email, username } = required(unique())
      const changes = { email, username, first_name: 'Eve', last_name: 'Lo' }
      let [sent, now] = [four, before]
      for (const [field, value] of Object.entries(changes)) {
        sent = { ...sent, [field]: value }
        now = { ...now, [field]: value }
        says(await ask('updateUser', { params, body: sent }), user(now))
      }
      for (const change of [{ root_admin: false }, { external_id: unique() }]) {
        now = { ...now, ...change }
        says(await ask('updateUser', { params, body: { ...sent, ...change } }), user(now))
      }
      says(await ask('getUser', { params }), user(now))
    },
  },
  {
    title: 'A new external id is found, an old one is not, and null clears it',
    async run({ ask, says, unique, shared }) {
      const { params } = await shared(somebody)
      const [old, now] = [unique(), unique()]
      const four = required(unique())
      await ask('updateUser', { params, body: { ...four, external_id: old } })
      await ask('updateUser', { params, body: { ...four, external_id: now } })
      says(await ask('getExternalUser', { params: { external_id: now } }), user(params))
      await ask('getExternalUser', { params: { external_id: old } }, 404)
      const cleared = await ask('updateUser', { params, body: { ...four, external_id: null } })
      says(cleared, user({ ...params, external_id: null }))
      await ask('getExternalUser', { params: { external_id: now } }, 404)
    },
  },
  {
    title: 'A username is kept in lower case by an update too, and blanks at the ends go',
    async run({ ask, says, unique, shared }) {
      const { params } = await shared(somebody)
      const four = required(unique())
      const body = { ...four, username: `Vera.${four.username}`, first_name: ' Eve ' }
      const wanted = user({ username: `vera.${four.username}`, first_name: 'Eve' })
      says(await ask('updateUser', { params, body }), wanted)
      says(await ask('getUser', { params }), wanted)
    },
  },
  {
    title: 'A user may keep its own unique values, in another case too, and take no one else’s',
    async run({ ask, says, unique, shared }) {
      const { params } = await shared(somebody)
      const taken = member((await shared(crowd)).mark, 1)
      const mark = unique()
      const own = { ...required(mark), external_id: mark }
      await ask('updateUser', { params, body: own })
      const large = { email: own.email.toUpperCase(), external_id: mark.toUpperCase() }
      says(await ask('updateUser', { params, body: own }), user(own))
      const kept = await ask('updateUser', { params, body: { ...own, ...large } })
      says(kept, user({ ...large, username: mark }))
      for (const field of ['email', 'username', 'external_id'] as const) {
        for (const value of [taken[field], taken[field].toUpperCase()]) {
          const body = { ...own, [field]: value }
          const reply = await ask('updateUser', { params, body }, 422)
          says(reply, broken({ [field]: 'unique' }))
        }
      }
    },
  },
  {
    title: 'An update refuses what a create refuses, and then changes nothing',
    async run({ ask, says, unique, shared }) {
      const { params } = await shared(somebody)
      const before = await ask('getUser', { params })
      const four = required(unique())
      const faults = { email: 'bad', username: 'ab', first_name: 5, external_id: 5, password: 5 }
      const wrong = { ...faults, root_admin: null, language: 'xx' }
      for (const [field, value] of Object.entries(wrong)) {
        const body = { ...four, last_name: 'Changed', [field]: value }
        const reply = await ask('updateUser', { params, body }, 422)
        says(reply, { errors: [{ code: 'ValidationException', meta: { source_field: field } }] })
      }
      says(await ask('getUser', { params }), user(attributesOf(before)))
    },
  },
  {
    title: 'updated_at moves when something changes and not otherwise, and created_at stays',
    async run({ ask, says, same, unique, pause, shared }) {
      const { params } = await shared(somebody)
      const body = { ...required(unique()), external_id: unique() }
      const made = await ask('updateUser', { params, body })
      const { created_at, updated_at } = Object(attributesOf(made))
      await pause()
      const repeated = await ask('updateUser', { params, body })
      says(repeated, user({ created_at, updated_at }))
      await ask('updateUser', { params, body: {} }, 422)
      says(await ask('getUser', { params }), user({ created_at, updated_at }))
      let last = Date.parse(updated_at)
      for (const change of [{ first_name: 'Eve' }, { password: crypto.randomUUID() }]) {
        const sent = { ...body, first_name: 'Eve', ...change }
        const updated = await ask('updateUser', { params, body: sent })
        says(updated, user({ created_at, updated_at: time }))
        const now = Date.parse(String(at(updated.body, 'attributes', 'updated_at')))
        same(updated, 'updated_at moved', true, now > last)
        says(await ask('getUser', { params }), user(attributesOf(updated)))
        last = now
        await pause()
      }
    },
  },
]
