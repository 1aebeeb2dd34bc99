import { at, column } from '../../contract/verify/difference.ts'
import type { Received, Scenario, Stage } from '../../contract/verify/suite.ts'
import type { VerifiedOperation } from './operation.ts'

type User = Scenario<VerifiedOperation>

export const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/

/** The four fields that a create and an update alike cannot do without. */
export const required = (mark: string) => ({
  email: `${mark}@example.com`,
  username: mark,
  first_name: 'Vera',
  last_name: 'Row',
})

export const attributesOf = (reply: Received): object => Object(at(reply.body, 'attributes'))
const idOf = (reply: Received): number => Number(at(reply.body, 'attributes', 'id'))
export const paramsOf = (reply: Received) => ({ params: { id: idOf(reply) } })
export const user = (attributes: object) => ({ object: 'user', attributes })

/** The errors of these rules, in the order of the fields. */
export const broken = (rules: Readonly<Record<string, string>>) => ({
  errors: Object.entries(rules).map(([source_field, rule]) => ({ meta: { source_field, rule } })),
})

/** What one of the crowd is made of. */
export const member = (mark: string, nth: number) => ({
  ...required(`${mark}u${nth}`),
  external_id: `${mark}e${nth}`,
})

/** Eight users whose emails, usernames and external ids have the same beginning, and whom nobody changes. */
export async function crowd({ ask, unique }: Stage<VerifiedOperation>) {
  const mark = unique()
  const users: object[] = []
  for (let nth = 1; nth <= 8; nth += 1) {
    users.push(attributesOf(await ask('createUser', { body: member(mark, nth) })))
  }
  return { mark, users, ids: column(users, 'id') }
}

const creates: readonly User[] = [
  {
    title: 'A create with the required fields alone takes the defaults',
    async run({ ask, says, same, unique }) {
      const body = required(unique())
      const made = await ask('createUser', { body })
      const defaults = { external_id: null, language: 'en', root_admin: false, '2fa': false }
      says(made, user({ ...body, ...defaults, uuid, created_at: time, updated_at: time }))
      const { created_at, updated_at } = Object(attributesOf(made))
      same(made, 'updated_at', created_at, updated_at)
      const resource = new RegExp(`/api/application/users/${idOf(made)}$`)
      says(made, { meta: { resource } })
      says(await ask('getUser', paramsOf(made)), user(attributesOf(made)))
    },
  },
  {
    title: 'A created user has what was sent, but for its password, and is found by both its ids',
    async run({ ask, says, same, unique }) {
      const external_id = unique()
      const { username, ...rest } = required(unique())
      // A password that nobody can know: for some moments there is an account behind it.
      const secret = { password: crypto.randomUUID() }
      const sent = { ...rest, external_id, root_admin: '0', language: 'en' }
      const body = { ...sent, ...secret, username: `Vera.${username}`, last_name: ' Row ' }
      const made = await ask('createUser', { body })
      const wanted = { ...sent, root_admin: false, username: `vera.${username}` }
      says(made, user(wanted))
      same(made, 'password', undefined, at(made.body, 'attributes', 'password'))
      for (const id of [external_id, external_id.toUpperCase()]) {
        const found = await ask('getExternalUser', { params: { external_id: id } })
        says(found, user(attributesOf(made)))
      }
      const part = external_id.slice(0, -1)
      await ask('getExternalUser', { params: { external_id: part } }, 404)
    },
  },
  {
    title: 'A create takes every field that it documents, root_admin among them',
    async run({ ask, says, unique }) {
      const body = { ...required(unique()), external_id: unique(), root_admin: true }
      const made = await ask('createUser', { body: { ...body, password: crypto.randomUUID() } })
      says(made, user(body))
      says(await ask('getUser', paramsOf(made)), user(body))
    },
  },
  {
    title: 'A create ignores what it was not asked for',
    async run({ ask, says, same, unique }) {
      const own = { id: 1, uuid: 'u', '2fa': true, created_at: 'now', nothing_known: 1 }
      const made = await ask('createUser', { body: { ...own, ...required(unique()) } })
      says(made, user({ uuid, '2fa': false, created_at: time }))
      same(made, 'id as sent', false, idOf(made) === 1)
    },
  },
  {
    title: 'email, username and external_id are unique, whatever their case',
    async run({ ask, says, unique, shared }) {
      const taken = member((await shared(crowd)).mark, 1)
      const { email, username, external_id } = taken
      const large = { email: email.toUpperCase(), username: username.toUpperCase() }
      for (const holder of [taken, { ...large, external_id: external_id.toUpperCase() }]) {
        for (const field of ['email', 'username', 'external_id'] as const) {
          const fresh = { ...required(unique()), external_id: unique() }
          const body = { ...fresh, [field]: holder[field] }
          says(await ask('createUser', { body }, 422), broken({ [field]: 'unique' }))
        }
        const all = broken({ email: 'unique', external_id: 'unique', username: 'unique' })
        says(await ask('createUser', { body: { ...taken, ...holder } }, 422), all)
      }
    },
  },
  {
    title: 'A refused create leaves no trace, and names every fault in a fixed order',
    async run({ ask, says, unique }) {
      const email = `${unique()}@example.com`
      const body = { last_name: 5, language: 'xx', email }
      const rules = { username: 'required', language: 'in', first_name: 'required' }
      const reply = await ask('createUser', { body }, 422)
      says(reply, broken({ ...rules, last_name: 'string' }))
      says(await ask('listUsers', { query: { 'filter[email]': email } }), { data: [] })
    },
  },
  {
    title: 'include=servers adds the servers of a user, and an unknown include nothing',
    async run({ ask, says, same, unique }) {
      const external_id = unique()
      const query = { include: 'servers' }
      const body = { ...required(unique()), external_id }
      const made = await ask('createUser', { query, body })
      const wanted = user({ relationships: { servers: { object: 'list', data: [] } } })
      says(made, wanted)
      says(await ask('getUser', { ...paramsOf(made), query }), wanted)
      says(await ask('updateUser', { ...paramsOf(made), query, body }), wanted)
      says(await ask('getExternalUser', { params: { external_id }, query }), wanted)
      for (const plain of [{}, { query: { include: 'nothing' } }]) {
        const bare = await ask('getUser', { ...paramsOf(made), ...plain })
        same(bare, 'relationships', undefined, at(bare.body, 'attributes', 'relationships'))
      }
    },
  },
]

const deletes: readonly User[] = [
  {
    title: 'A deleted user is gone, its values are free again, and its id is not',
    async run({ ask, says, same, unique }) {
      const external_id = unique()
      const body = { ...required(unique()), external_id }
      const made = await ask('createUser', { body })
      await ask('deleteUser', paramsOf(made))
      await ask('getUser', paramsOf(made), 404)
      await ask('getExternalUser', { params: { external_id } }, 404)
      await ask('updateUser', { ...paramsOf(made), body }, 404)
      await ask('deleteUser', paramsOf(made), 404)
      const query = { 'filter[email]': body.email }
      says(await ask('listUsers', { query }), { data: [] })
      const again = await ask('createUser', { body })
      same(again, 'the same id', false, idOf(again) === idOf(made))
    },
  },
  {
    title: 'An update and a delete of one user leave another as it was',
    async run({ ask, says, same, unique }) {
      const one = await ask('createUser', { body: required(unique()) })
      const other = await ask('createUser', { body: required(unique()) })
      same(other, 'another id', true, idOf(other) !== idOf(one))
      const changes = { ...required(unique()), first_name: 'Eve' }
      await ask('updateUser', { ...paramsOf(one), body: changes })
      says(await ask('getUser', paramsOf(other)), user(attributesOf(other)))
      await ask('deleteUser', paramsOf(one))
      says(await ask('getUser', paramsOf(other)), user(attributesOf(other)))
      const { uuid } = Object(attributesOf(other))
      const list = await ask('listUsers', { query: { 'filter[uuid]': uuid } })
      same(list, 'ids', [idOf(other)], column(at(list.body, 'data'), 'attributes', 'id'))
    },
  },
]

const owners: readonly User[] = [
  {
    title: 'A user who owns a server is not deleted',
    only: 'destructive',
    async run({ ask, says, skip }) {
      const list = await ask('listServers', { query: { per_page: 1 } })
      const [owner] = column(at(list.body, 'data'), 'attributes', 'user')
      if (owner === undefined) skip('There is no server.')
      const params = { id: Number(owner) }
      says(await ask('deleteUser', { params }, 400), { errors: [{ code: 'DisplayException' }] })
      says(await ask('getUser', { params }), user(params))
    },
  },
]

/** Users: how they come to be, and how they go. */
export const userScenarios: readonly User[] = [...creates, ...deletes, ...owners]
