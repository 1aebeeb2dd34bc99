import type { Received } from '../../../contract/verify/exchange/exchange.ts'
import { at } from '../../../contract/verify/findings/difference.ts'
import type { Scenario } from '../../../contract/verify/suite.ts'
import type { VerifiedOperation } from '../operation.ts'
import {
  attributesOf,
  crowd,
  idOf,
  idsOf,
  member,
  paramsOf,
  required,
  somebody,
  user,
} from './made.ts'

type User = Scenario<VerifiedOperation>

export const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/

/** The errors of these rules, in the order of the fields. */
export const broken = (rules: Readonly<Record<string, string>>) => ({
  errors: Object.entries(rules).map(([source_field, rule]) => ({ meta: { source_field, rule } })),
})

const creates: readonly User[] = [
  {
    title: 'A create with the required fields alone takes the defaults',
    page: 'email, first_name, last_name, username: required string',
    async run({ ask, says, same, unique, resting }) {
      const body = required(unique())
      const made = await ask('createUser', { body })
      says(made, user({ ...body, uuid, created_at: time, updated_at: time }))
      says(await ask('getUser', paramsOf(made)), user(attributesOf(made)))
      await resting(['unset'], async () => says(made, user({ external_id: null })))
      await resting(['defaultLanguage'], async () => says(made, user({ language: 'en' })))
      await resting(['defaultFlags'], async () =>
        says(made, user({ root_admin: false, '2fa': false })),
      )
      await resting(['firstUpdate'], async () => {
        const { created_at, updated_at } = Object(attributesOf(made))
        same(made, 'updated_at', created_at, updated_at)
      })
      await resting(['createdMeta'], async () => {
        const resource = new RegExp(`/api/application/users/${idOf(made)}$`)
        says(made, { meta: { resource } })
      })
    },
  },
  {
    title: 'A create takes every field that it documents, and its user is found by both ids',
    page: 'Returns a user by its id (number). Return a user by its external_id (string).',
    async run({ ask, says, same, unique, resting }) {
      const external_id = unique()
      const sent = { ...required(unique()), external_id, root_admin: true, language: 'en' }
      // A password that nobody can know: for some moments there is an account behind it.
      const body = { ...sent, password: crypto.randomUUID() }
      const made = await ask('createUser', { body })
      says(made, user(sent))
      says(await ask('getUser', paramsOf(made)), user(attributesOf(made)))
      const found = await ask('getExternalUser', { params: { external_id } })
      says(found, user(attributesOf(made)))
      const part = external_id.slice(0, -1)
      await ask('getExternalUser', { params: { external_id: part } }, 404)
      await resting(['externalIdCase'], async () => {
        const large = { external_id: external_id.toUpperCase() }
        says(await ask('getExternalUser', { params: large }), user(attributesOf(made)))
      })
      await resting(['passwords'], async () =>
        same(made, 'password', undefined, at(made.body, 'attributes', 'password')),
      )
    },
  },
  {
    title: 'A create keeps a username in lower case, cuts blanks off, and takes an include',
    needs: ['usernameCase', 'blanks'],
    async run({ ask, same, unique, resting }) {
      const { username, ...rest } = required(unique())
      const body = { ...rest, username: `Vera${username}`, last_name: ' Row ' }
      const made: Received[] = []
      await resting(['includedWrites'], async () => {
        made.push(await ask('createUser', { query: { include: 'servers' }, body }))
      })
      for (const reply of made) {
        const seen = Object(attributesOf(reply))
        await resting(['usernameCase'], async () =>
          same(reply, 'username', `vera${username}`, seen.username),
        )
        await resting(['blanks'], async () => same(reply, 'last_name', 'Row', seen.last_name))
        await resting(['includedWrites'], async () =>
          same(reply, 'whether servers are told', true, isTold(reply)),
        )
      }
    },
  },
  {
    title: 'A create ignores what it was not asked for',
    rests: ['unknownKeys'],
    async run({ ask, says, same, unique }) {
      const own = { id: 1, uuid: 'u', '2fa': true, created_at: 'now', nothing_known: 1 }
      const made = await ask('createUser', { body: { ...own, ...required(unique()) } })
      says(made, user({ uuid, '2fa': false, created_at: time }))
      same(made, 'id as sent', false, idOf(made) === 1)
    },
  },
  {
    title: 'email, username and external_id are unique, whatever their case',
    rests: ['uniqueness'],
    async run({ ask, says, unique, shared, resting }) {
      const taken = member((await shared(crowd)).mark, 1)
      const large = {
        email: taken.email.toUpperCase(),
        external_id: taken.external_id.toUpperCase(),
      }
      const refuses = async (values: Readonly<Record<string, string>>) => {
        const body = { ...required(unique()), external_id: unique(), ...values }
        const rules = Object.keys(values)
          .toSorted()
          .map(field => [field, 'unique'])
        says(await ask('createUser', { body }, 422), broken(Object.fromEntries(rules)))
      }
      const { email, external_id, username } = taken
      for (const held of [{ email }, { external_id }, { username }]) await refuses(held)
      await refuses({ email, external_id, username })
      for (const [field, value] of Object.entries(large)) await refuses({ [field]: value })
      await resting(['usernameCase'], () => refuses({ username: username.toUpperCase() }))
    },
  },
  {
    title: 'A refused create leaves no trace, and names every fault in a fixed order',
    page: '422 One or more validation rules failed.',
    async run({ ask, says, unique }) {
      const email = `${unique()}@example.com`
      const reply = await ask('createUser', { body: { external_id: unique(), email } }, 422)
      says(reply, broken({ username: 'required', first_name: 'required', last_name: 'required' }))
      says(await ask('listUsers', { query: { 'filter[email]': email } }), { data: [] })
    },
  },
]

const includes: readonly User[] = [
  {
    title: 'include=servers adds the servers of a user, and an unknown include nothing',
    page: 'include optional array[string] servers',
    async run({ ask, says, same, unique, shared, resting }) {
      const { params } = await shared(somebody)
      const external_id = unique()
      const body = { ...required(unique()), external_id }
      await ask('updateUser', { params, body })
      const query = { include: 'servers' }
      const none = { relationships: { servers: { object: 'list', data: [] } } }
      for (const reply of [
        await ask('getUser', { params, query }),
        await ask('getExternalUser', { params: { external_id }, query }),
      ]) {
        same(reply, 'whether servers are told', true, isTold(reply))
        await resting(['included'], async () => says(reply, user(none)))
      }
      const list = await ask('listUsers', { query: { ...query, per_page: 1 } })
      same(list, 'whether servers are told', true, isTold(list))
      await resting(['includedWrites'], async () => {
        const reply = await ask('updateUser', { params, query, body })
        same(reply, 'whether servers are told', true, isTold(reply))
      })
      const bare = async (sent: object) => {
        const reply = await ask('getUser', { params, ...sent })
        same(reply, 'relationships', undefined, at(reply.body, 'attributes', 'relationships'))
      }
      await resting(['included'], () => bare({}))
      await resting(['unknownInclude', 'included'], () => bare({ query: { include: 'nothing' } }))
    },
  },
]

/** The page does not print what an include adds: it must be there, wherever. */
const isTold = ({ body }: Received): boolean => /"servers":/.test(JSON.stringify(body) ?? '')

const deletes: readonly User[] = [
  {
    title: 'A deleted user is gone, its values are free again, and its id is not',
    page: 'Deletes a user account by its id (number). 404 The user was not found.',
    async run({ ask, says, same, unique, resting }) {
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
      await resting(['afterDelete'], async () => {
        const again = await ask('createUser', { body })
        same(again, 'the same id', false, idOf(again) === idOf(made))
      })
    },
  },
  {
    title: 'An update and a delete of one user leave another as it was',
    page: 'Updates a user account by its id (number). Deletes a user account by its id (number).',
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
      same(list, 'ids', [idOf(other)], idsOf(list))
    },
  },
]

const owners: readonly User[] = [
  {
    title: 'A user who owns a server is not deleted',
    page: '400 There are servers connected to the user account.',
    needs: ['servers'],
    only: 'destructive',
    async run({ ask, says, skip }) {
      const list = await ask('listServers', { query: { per_page: 1 } })
      const owner = at(list.body, 'data', 0, 'attributes', 'user')
      if (owner === undefined) skip('There is no server.')
      const params = { id: Number(owner) }
      says(await ask('deleteUser', { params }, 400), { errors: [{ code: 'DisplayException' }] })
      says(await ask('getUser', { params }), user(params))
    },
  },
]

/** Users: how they come to be, and how they go. */
export const userScenarios: readonly User[] = [...creates, ...includes, ...deletes, ...owners]
