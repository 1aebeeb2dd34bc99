import { at } from '../../../contract/verify/findings/difference.ts'
import type { Scenario } from '../../../contract/verify/suite.ts'
import type { VerifiedOperation } from '../operation.ts'
import { attributesOf, crowd, member, required, somebody, user } from './made.ts'
import { broken, time } from './user-scenarios.ts'

const names = { first_name: 'required', last_name: 'required' }

/** What breaks a rule that no page states, by the reading that has it. */
const faults: readonly (readonly [reading: string, field: string, value: unknown])[] = [
  ['emails', 'email', 'bad'],
  ['usernames', 'username', 'ab'],
  ['wrongTypes', 'first_name', 5],
  ['wrongTypes', 'external_id', 5],
  ['wrongTypes', 'password', 5],
  ['nulls', 'root_admin', null],
  ['languages', 'language', 'xx'],
]

/** What an update of a user promises. */
export const updateScenarios: readonly Scenario<VerifiedOperation>[] = [
  {
    title: 'An update needs the four required fields each time',
    page: 'email, first_name, last_name, username: required string',
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
    page: 'Updates a user account by its id (number).',
    async run({ ask, says, unique, shared, resting }) {
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
        const reply = await ask('updateUser', { params, body: sent })
        says(reply, user(sent))
        await resting(['absentFields'], async () => says(reply, user(now)))
      }
      for (const change of [{ root_admin: false }, { external_id: unique() }]) {
        now = { ...now, ...change }
        const reply = await ask('updateUser', { params, body: { ...sent, ...change } })
        says(reply, user({ ...sent, ...change }))
        await resting(['absentFields'], async () => says(reply, user(now)))
      }
      const found = await ask('getUser', { params })
      says(found, user(sent))
      await resting(['absentFields'], async () => says(found, user(now)))
    },
  },
  {
    title: 'A new external id is found, an old one is not, and null clears it',
    page: 'Return a user by its external_id (string).',
    async run({ ask, says, unique, shared, resting }) {
      const { params } = await shared(somebody)
      const [old, now] = [unique(), unique()]
      const four = required(unique())
      await ask('updateUser', { params, body: { ...four, external_id: old } })
      await ask('updateUser', { params, body: { ...four, external_id: now } })
      says(await ask('getExternalUser', { params: { external_id: now } }), user(params))
      await ask('getExternalUser', { params: { external_id: old } }, 404)
      await resting(['nulls'], async () => {
        const cleared = await ask('updateUser', { params, body: { ...four, external_id: null } })
        says(cleared, user({ ...params, external_id: null }))
        await ask('getExternalUser', { params: { external_id: now } }, 404)
      })
    },
  },
  {
    title: 'A username is kept in lower case by an update too, and blanks at the ends go',
    async run({ ask, says, unique, shared, resting }) {
      const { params } = await shared(somebody)
      const { username, ...rest } = required(unique())
      const put = async (sent: object, kept: object) => {
        const wanted = user({ ...rest, ...kept })
        says(await ask('updateUser', { params, body: { ...rest, username, ...sent } }), wanted)
        says(await ask('getUser', { params }), wanted)
      }
      await resting(['usernameCase'], () =>
        put({ username: `Vera${username}` }, { username: `vera${username}` }),
      )
      await resting(['blanks'], () => put({ first_name: ' Eve ' }, { first_name: 'Eve' }))
      const marks = { username: `v.e-r_a${username}` }
      await resting(['usernames'], () => put(marks, marks))
      await resting(['wrongTypes'], () => put({ root_admin: '1' }, { root_admin: true }))
    },
  },
  {
    title: 'A text may be as long as 191 characters',
    rests: ['lengths'],
    async run({ ask, says, unique, shared }) {
      const { params } = await shared(somebody)
      const mark = unique()
      const long = mark.padEnd(191, 'x')
      const texts = { username: long, external_id: long, first_name: long, last_name: long }
      const body = { ...required(mark), ...texts }
      says(await ask('updateUser', { params, body }), user(texts))
      says(await ask('getUser', { params }), user(texts))
    },
  },
  {
    title: 'A user may keep its own unique values, in another case too, and take no one else’s',
    page: 'Updates a user account by its id (number).',
    async run({ ask, says, unique, shared, resting }) {
      const { params } = await shared(somebody)
      const taken = member((await shared(crowd)).mark, 1)
      const mark = unique()
      const own = { ...required(mark), external_id: mark }
      await ask('updateUser', { params, body: own })
      const large = { email: own.email.toUpperCase(), external_id: mark.toUpperCase() }
      says(await ask('updateUser', { params, body: own }), user(own))
      await resting(['uniqueness'], async () => {
        const kept = await ask('updateUser', { params, body: { ...own, ...large } })
        says(kept, user({ external_id: large.external_id, username: mark }))
      })
      await resting(['emailCase', 'uniqueness'], async () =>
        says(await ask('getUser', { params }), user(large)),
      )
      const refuses = async (field: string, value: string) => {
        const body = { ...own, [field]: value }
        says(await ask('updateUser', { params, body }, 422), broken({ [field]: 'unique' }))
      }
      await resting(['uniqueness'], async () => {
        for (const field of ['email', 'external_id'] as const) {
          await refuses(field, taken[field])
          await refuses(field, taken[field].toUpperCase())
        }
        await refuses('username', taken.username)
      })
      await resting(['uniqueness', 'usernameCase'], () =>
        refuses('username', taken.username.toUpperCase()),
      )
    },
  },
  {
    title: 'An update refuses what a create refuses, and then changes nothing',
    page: '422 One or more validation rules failed.',
    async run({ ask, says, unique, shared, resting }) {
      const { params } = await shared(somebody)
      const before = await ask('getUser', { params })
      const { email, ...three } = { ...required(unique()), last_name: 'Changed' }
      const reply = await ask('updateUser', { params, body: three }, 422)
      says(reply, broken({ email: 'required' }))
      says(await ask('getUser', { params }), user(attributesOf(before)))
      for (const [reading, field, value] of faults) {
        await resting([reading], async () => {
          const body = { ...three, email, [field]: value }
          const reply = await ask('updateUser', { params, body }, 422)
          says(reply, { errors: [{ code: 'ValidationException', meta: { source_field: field } }] })
          says(await ask('getUser', { params }), user(attributesOf(before)))
        })
      }
    },
  },
  {
    title: 'updated_at moves when something changes and not otherwise, and created_at stays',
    page: 'It prints "created_at": "2022-09-15T17:33:34+00:00", "updated_at": "2022-09-15T17:33:35+00:00".',
    async run({ ask, says, same, unique, pause, shared, resting }) {
      const { params } = await shared(somebody)
      const body = { ...required(unique()), external_id: unique() }
      const made = await ask('updateUser', { params, body })
      const { created_at, updated_at } = Object(attributesOf(made))
      await pause()
      await ask('updateUser', { params, body: {} }, 422)
      says(await ask('getUser', { params }), user({ created_at, updated_at }))
      await resting(['emptyUpdate'], async () => {
        says(await ask('updateUser', { params, body }), user({ created_at, updated_at }))
        says(await ask('getUser', { params }), user({ created_at, updated_at }))
      })
      let last = Date.parse(updated_at)
      const moves = async (change: object) => {
        const sent = { ...body, first_name: 'Eve', ...change }
        const updated = await ask('updateUser', { params, body: sent })
        says(updated, user({ created_at, updated_at: time }))
        const now = Date.parse(String(at(updated.body, 'attributes', 'updated_at')))
        same(updated, 'updated_at moved', true, now > last)
        says(await ask('getUser', { params }), user(attributesOf(updated)))
        last = now
        await pause()
      }
      await moves({ first_name: 'Eve' })
      await resting(['passwords'], () => moves({ password: crypto.randomUUID() }))
    },
  },
]
