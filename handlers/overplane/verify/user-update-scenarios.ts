import type { Received } from '../../../contract/verify/exchange/exchange.ts'
import { at } from '../../../contract/verify/findings/difference.ts'
import type { Scenario } from '../../../contract/verify/suite.ts'
import type { Operation } from '../operation.ts'

/** ISO 8601: a date, a time and a zone. */
export const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/

/** What a create cannot do without; the address carries the mark of the verification. */
export const required = (mark: string) => ({
  email: `Vera.${mark}@example.com`,
  first_name: `Vera ${mark}`,
})

/** Every optional field with a value that says something, and with another one. */
const optional = {
  middle_name: ['Ada', 'Eve'],
  last_name: ['Lee', 'Lo'],
  full_name: ['Somebody Else', 'Nobody'],
  username: ['vera', 'eve'],
  language: ['de', 'fr'],
  time_zone: ['Europe/Berlin', 'Asia/Tokyo'],
  user_image: ['/vera.png', '/eve.png'],
  gender: ['Female', 'Other'],
  phone: ['+49 30 123', '+49 30 456'],
  mobile_no: ['+49 170 123', '+49 170 456'],
  birth_date: ['1990-01-15', '1991-02-16'],
  last_login: ['2024-01-15T09:30:00Z', '2024-02-16T10:00:00Z'],
  last_active: ['2024-01-15T09:31:00Z', '2024-02-16T10:01:00Z'],
  api_key: ['key-1', 'key-2'],
  api_secret: ['secret-1', 'secret-2'],
  signature_image: ['/vera.svg', '/eve.svg'],
} as const

const pick = (value: (pair: readonly [string, string]) => string | null) =>
  Object.fromEntries(Object.entries(optional).map(([name, pair]) => [name, value(pair)]))

export const unset = pick(() => null)
export const defaults = { enabled: true, user_type: 'System User' }

/** What a provider may want to have once: of each of them another value for each mark. */
const own = (mark: string) => ({
  username: mark,
  mobile_no: `+49 170 ${Number.parseInt(mark.slice(-4), 10) + 1000000}`,
  api_key: `key-${mark}`,
  api_secret: `secret-${mark}`,
})

/** Every field, each with a value that says something. */
export const filled = (mark: string) => ({
  ...pick(([first]) => first),
  ...{ enabled: false, user_type: 'Website User' },
  ...own(mark),
  ...required(mark),
})

/** Every field with another value. */
export const changed = (mark: string) => ({
  ...pick(([, second]) => second),
  ...defaults,
  ...own(mark),
  ...required(mark),
})

export const idOf = (reply: Received): string => String(at(reply.body, 'id'))
export const paramsOf = (reply: Received) => ({ params: { id: idOf(reply) } })
/** What an update of a user promises. */
export const userUpdateScenarios: readonly Scenario<Operation>[] = [
  {
    title: 'An update changes what it sends, and nothing else',
    page: 'Any parameters not provided will be left unchanged.',
    needs: ['formats'],
    async run({ ask, says, unique }) {
      const { body, ...user } = await ask('createUser', { body: filled(unique()) })
      const { updated_at: _, ...before } = Object(body)
      const params = { id: idOf({ ...user, body }) }
      const changes = Object.entries(changed(unique()))
      let now = before
      for (const [field, value] of changes) {
        now = { ...now, [field]: value }
        says(await ask('updateUser', { params, body: { [field]: value } }), now)
      }
      says(await ask('retrieveUser', { params }), now)
      await ask('updateUser', { params, body: { enabled: false, user_type: 'Website User' } })
      const touched = await ask('updateUser', { params, body: { phone: '1' } })
      says(touched, { ...now, enabled: false, user_type: 'Website User', phone: '1' })
    },
  },
  {
    title: 'null clears an optional field, and no other',
    rests: ['nulls'],
    needs: ['formats'],
    async run({ ask, says, unique }) {
      const sent = filled(unique())
      const user = await ask('createUser', { body: sent })
      const cleared = { ...sent, phone: null, last_name: null }
      const body = { phone: null, last_name: null }
      says(await ask('updateUser', { ...paramsOf(user), body }), cleared)
      says(await ask('retrieveUser', paramsOf(user)), cleared)
      says(await ask('updateUser', { ...paramsOf(user), body: unset }), unset)
    },
  },
  {
    title: 'null sets a field with a default back to it, as a create without the field does',
    rests: ['nulls'],
    needs: ['formats', 'uniqueness'],
    async run({ ask, says, unique }) {
      const body = filled(unique())
      const user = await ask('createUser', { body })
      const nulls = { enabled: null, user_type: null }
      for (const [field, value] of Object.entries(defaults)) {
        const one = await ask('updateUser', { ...paramsOf(user), body: { [field]: null } })
        says(one, { ...body, [field]: value })
        says(await ask('updateUser', { ...paramsOf(user), body }), body)
      }
      says(await ask('createUser', { body: { ...body, ...nulls } }), { ...body, ...defaults })
    },
  },
  {
    title: 'An update refuses what a create refuses, and then changes nothing',
    rests: ['wrongTypes', 'emptyRequired'],
    needs: ['formats'],
    async run({ ask, says, unique }) {
      const user = await ask('createUser', { body: filled(unique()) })
      const wrong = { email: ['', null, 42], first_name: ['', null], enabled: ['no', '', 1] }
      const faults = Object.entries({ ...wrong, user_type: [1], last_name: [42] })
      for (const [param, values] of faults) {
        for (const value of values) {
          const body = { phone: 'changed', [param]: value }
          says(await ask('updateUser', { ...paramsOf(user), body }, 400), { error: { param } })
        }
      }
      says(await ask('updateUser', { ...paramsOf(user), text: '{' }, 400), { error: {} })
      says(await ask('retrieveUser', paramsOf(user)), Object(user.body))
    },
  },
  {
    title: 'Every update moves updated_at, a refused one does not, and created_at stays',
    page: 'ISO 8601 timestamp of when the object was last updated.',
    async run({ ask, says, same, unique, pause, resting }) {
      const user = await ask('createUser', { body: required(unique()) })
      const { created_at, updated_at } = Object(user.body)
      await pause()
      await resting(['wrongTypes'], async () => {
        await ask('updateUser', { ...paramsOf(user), body: { enabled: 1 } }, 400)
        says(await ask('retrieveUser', paramsOf(user)), { created_at, updated_at })
      })
      let last = updated_at
      const moves = async (body: object) => {
        const updated = await ask('updateUser', { ...paramsOf(user), body })
        const now = at(updated.body, 'updated_at')
        says(updated, { created_at, updated_at: time })
        same(updated, 'updated_at moved', true, Date.parse(String(now)) > Date.parse(String(last)))
        says(await ask('retrieveUser', paramsOf(user)), { created_at, updated_at: now })
        last = now
        await pause()
      }
      await moves({ first_name: unique() })
      await resting(['emptyUpdate'], () => moves({}))
    },
  },
  {
    title: 'An update ignores id, created_at, updated_at and unknown keys',
    rests: ['unknownKeys'],
    async run({ ask, says, unique }) {
      const user = await ask('createUser', { body: required(unique()) })
      const { id, created_at } = Object(user.body)
      const body = { id: unique(), created_at: 7, updated_at: '1999-01-01T00:00:00Z', role: 'x' }
      const updated = await ask('updateUser', { ...paramsOf(user), body })
      says(updated, { id, created_at, updated_at: /^(?!1999)/ })
    },
  },
]
