import * as z from 'zod/mini'
import {
  type ChoicesOf,
  found,
  named,
  operations,
  Refused,
  type StoreOf,
  say,
} from '../../contract/define.ts'
import { toExample } from '../../fixtures/printed.ts'
import { printedUserRequests as printed } from '../../fixtures/pterodactyl/users.ts'
import { dialect } from './dialect.ts'
import type { entities } from './entities.ts'
import { casedBy, uniqueIn } from './fields/unique.ts'
import { UserFields } from './fields/user-fields.ts'
import { authorize } from './keys.ts'
import { includeQuery, listQuery } from './lists/queries.ts'
import { heldBy, select } from './lists/selection.ts'
import { listOf, toList, User } from './objects.ts'
import type { readings } from './readings.ts'
import { idOf } from './request.ts'
import { toUser, toUsers, type UserEntity } from './transformers.ts'
import { malformed, malformedRead, numberOf, refused, refusedQuery, successful } from './usual.ts'

const op = operations(dialect, {
  tag: 'Users',
  about: 'The accounts of the panel.',
  words: { 404: 'The user was not found.' },
})
const path = '/api/application/users'

const CreatedUser = named(
  'CreatedUser',
  'A user that was just created.',
  z.strictObject({
    ...User.shape,
    meta: say(
      'Where the user is found.',
      z.strictObject({ resource: say('The URL of the user.', z.string()) }),
    ),
  }),
)

const UserList = named(
  'UserList',
  'A list of user objects.',
  listOf(User, 'users', 'What the panel says of its pages, and the documentation does not.'),
)

const IncludeQuery = includeQuery(
  'Other objects to return with each user. Unknown ones are ignored.',
  ...['servers', 'servers.user'],
)

const UserListQuery = listQuery('users', {
  filters: ['email', 'uuid', 'username', 'external_id'],
  documented: ['email', 'external_id', 'username', 'uuid'],
  sorts: ['id', 'uuid'],
  include: IncludeQuery,
})

const id = numberOf('user')
const unknown = { title: 'An unknown user', path: `${path}/999` }
const asThePanel = { title: 'As the panel answers it', options: { fidelity: 'observed' } } as const

export const users = {
  listUsers: op
    .get(path, 'Get users', {
      about: 'Returns a list of user objects.',
      query: UserListQuery.schema,
      replies: { 200: successful(UserList), 400: refusedQuery },
      examples: [toExample(printed.listUsers)],
      asks: {
        200: asThePanel,
        400: { title: 'An unknown filter', path: `${path}?filter[name]=ada` },
      },
    })
    .by(({ caller, query, baseUrl }, { store, readings }) => {
      authorize(caller, 'users', 'read')
      const { include, ...wanted } = UserListQuery.read(query, readings)
      const { total, shown } = select(store.user, wanted, Reflect.get)
      const data = toUsers(shown, include, { store, caller, readings })
      if (readings.listMeta === 'none') return { status: 200, body: { object: 'list', data } }
      return { status: 200, body: toList(data, { total, ...wanted }, baseUrl + path) }
    }),

  getUser: op
    .get(`${path}/:id`, 'Get a user', {
      about: 'Returns a user by its id (number).',
      params: { id },
      query: IncludeQuery,
      replies: { 200: successful(User) },
      refuses: [400, 404],
      examples: [toExample(printed.getUser)],
      asks: { 400: malformedRead, 404: unknown },
    })
    .by(({ caller, params, query }, { store, readings }) => {
      const user = userOf(store, params.id)
      authorize(caller, 'users', 'read')
      return { status: 200, body: toUser(user, query().include, { store, caller, readings }) }
    }),

  getExternalUser: op
    .get(`${path}/external/:external_id`, 'Get a user by its external id', {
      about: 'Returns a user by its external_id (string).',
      params: { external_id: 'The external identifier of the user.' },
      query: IncludeQuery,
      replies: { 200: successful(User) },
      refuses: [400, 404],
      examples: [toExample(printed.getExternalUser)],
      asks: {
        200: { title: 'A user with servers', path: `${path}/external/crm-9?include=servers` },
        400: malformedRead,
      },
    })
    .by(({ caller, params, query }, { store, readings }) => {
      authorize(caller, 'users', 'read')
      const holders = store.user.all('external_id', params.external_id.toLowerCase())
      const user = found(heldBy(holders, params, readings), 'user', params.external_id)
      return { status: 200, body: toUser(user, query().include, { store, caller, readings }) }
    }),

  createUser: op
    .post(path, 'Create a user', {
      about: 'Creates a user.',
      query: IncludeQuery,
      body: UserFields,
      replies: { 201: successful(CreatedUser) },
      refuses: [400, 422],
      examples: [toExample(printed.createUser)],
      asks: {
        400: malformed,
        422: {
          title: 'Two fields that break a rule',
          body: { email: 'ada', first_name: 'Ada', last_name: 'Lovelace' },
        },
      },
    })
    .by(({ caller, body, query, baseUrl }, { store, readings }) => {
      authorize(caller, 'users', 'write')
      const user = store.user.create(cased(body(uniqueIn(store, readings)), readings))
      const meta = { resource: `${baseUrl}${path}/${user.id}` }
      const made = toUser(user, query().include, { store, caller, readings })
      return { status: 201, body: { ...made, meta } }
    }),

  updateUser: op
    .patch(`${path}/:id`, 'Update a user', {
      about: 'Updates a user account by its id (number).',
      params: { id },
      query: IncludeQuery,
      body: UserFields,
      replies: { 200: successful(User) },
      refuses: [400, 404, 422],
      examples: [toExample(printed.updateUser)],
      asks: {
        400: malformed,
        404: unknown,
        422: { title: 'Required fields are missing', body: { first_name: 'Ada' } },
      },
    })
    .by(({ caller, params, body, query }, { store, now, readings }) => {
      const user = userOf(store, params.id)
      authorize(caller, 'users', 'write')
      const fields = cased(body(uniqueIn(store, readings, user.id)), readings)
      const changes = changesOf(user, fields, readings)
      const updated = changes ? store.user.update(user, { updated_at: now(), ...changes }) : user
      return { status: 200, body: toUser(updated, query().include, { store, caller, readings }) }
    }),

  deleteUser: op
    .delete(`${path}/:id`, 'Delete a user', {
      about: 'Deletes a user account by its id (number).',
      params: { id },
      replies: {
        200: 'The request was successful.',
        204: 'The request was successful (as the panel answers it).',
        400: refused('There are servers connected to the user account.'),
      },
      refuses: [404],
      examples: [toExample(printed.deleteUser)],
      asks: {
        204: asThePanel,
        400: { title: 'A user with servers', path: `${path}/5` },
        404: unknown,
      },
    })
    .by(({ caller, params }, { store }) => {
      const user = userOf(store, params.id)
      authorize(caller, 'users', 'write')
      if (store.server.all('owner', String(user.id)).length > 0) throw ownsServers()
      store.user.delete(user)
      return { status: 200 }
    }),
}

const userOf = ({ user }: StoreOf<typeof entities>, id: string): UserEntity =>
  found(user.get(idOf(id)), 'user', id)

const ownsServers = (): Refused =>
  new Refused({
    kind: 'unprocessable',
    code: 'DisplayException',
    detail:
      'Cannot delete a user with active servers attached to their account. Please delete their servers before continuing.',
  })

type Fields = z.output<typeof UserFields>
type Taken = ChoicesOf<typeof readings>

const cased = (fields: Fields, taken: Taken): Fields => ({
  ...fields,
  username: casedBy(taken, fields.username),
})

/** What an update changes; `undefined` where it repeats what is there. A password always changes something. */
function changesOf(
  user: UserEntity,
  { password, ...fields }: Fields,
  { emptyUpdate }: Pick<Taken, 'emptyUpdate'>,
) {
  if (password) return { ...fields, password }
  if (emptyUpdate === 'moves') return fields
  const isSame = Object.entries(fields).every(([name, value]) => Reflect.get(user, name) === value)
  return isSame ? undefined : fields
}
