import type * as z from 'zod/mini'
import type { Resolvers } from '../../../contract/answer/endpoint.ts'
import type { Check } from '../../../contract/answer/parse.ts'
import { found, Refused } from '../../../contract/answer/refusal.ts'
import type { PterodactylStore } from '../../../factories/pterodactyl/store.ts'
import { authorize, type Caller } from '../keys.ts'
import { toList } from '../objects.ts'
import { textOf } from '../php/number.ts'
import { idOf } from '../request.ts'
import { select } from '../selection.ts'
import type { Surroundings } from '../surroundings.ts'
import { toUser, type UserEntity } from '../transformers.ts'
import type { usersContract } from './contract.ts'
import type { UserFields } from './schema.ts'

type Users = PterodactylStore['users']

const path = '/api/application/users'

export const usersResolvers = ({
  store,
  now,
  fidelity,
}: Surroundings): Resolvers<typeof usersContract, Caller> => ({
  listUsers({ caller, query, baseUrl }) {
    authorize(caller, 'users', 'read')
    const { include, ...wanted } = query()
    const { total, shown } = select(store.users, wanted, Reflect.get)
    const data = shown.map(user => toUser(user, include, { store, caller, fidelity }))
    if (fidelity === 'documented') return { status: 200, body: { object: 'list', data } }
    return { status: 200, body: toList(data, { total, ...wanted }, baseUrl + path) }
  },

  getUser({ caller, params, query }) {
    const user = userOf(store.users, params.id)
    authorize(caller, 'users', 'read')
    return { status: 200, body: toUser(user, query().include, { store, caller, fidelity }) }
  },

  getExternalUser({ caller, params, query }) {
    authorize(caller, 'users', 'read')
    const [holder] = store.users.all('external_id', params.external_id.toLowerCase())
    const user = found(holder, 'user', params.external_id)
    return { status: 200, body: toUser(user, query().include, { store, caller, fidelity }) }
  },

  createUser({ caller, body, query, baseUrl }) {
    authorize(caller, 'users', 'write')
    const user = store.users.create(body(uniqueIn(store.users)))
    const meta = { resource: `${baseUrl}${path}/${user.id}` }
    return {
      status: 201,
      body: { ...toUser(user, query().include, { store, caller, fidelity }), meta },
    }
  },

  updateUser({ caller, params, body, query }) {
    const user = userOf(store.users, params.id)
    authorize(caller, 'users', 'write')
    const changes = changesOf(user, body(uniqueIn(store.users, user.id)))
    const updated = changes ? store.users.update(user, { ...changes, updated_at: now() }) : user
    return { status: 200, body: toUser(updated, query().include, { store, caller, fidelity }) }
  },

  deleteUser({ caller, params }) {
    const user = userOf(store.users, params.id)
    authorize(caller, 'users', 'write')
    if (store.servers.all('owner', String(user.id)).length > 0) throw ownsServers()
    store.users.delete(user)
    return { status: fidelity === 'observed' ? 204 : 200 }
  },
})

const userOf = (users: Users, id: string): UserEntity => found(users.get(idOf(id)), 'user', id)

const ownsServers = (): Refused =>
  new Refused({
    kind: 'unprocessable',
    code: 'DisplayException',
    detail:
      'Cannot delete a user with active servers attached to their account. Please delete their servers before continuing.',
  })

/** What an update changes; `undefined` where it repeats what is there. A password always changes something. */
function changesOf(user: UserEntity, { password, ...fields }: z.output<typeof UserFields>) {
  if (password) return { ...fields, password }
  const isSame = Object.entries(fields).every(([name, value]) => Reflect.get(user, name) === value)
  return isSame ? undefined : fields
}

/** Adds the issues of fields whose value another user has already; one that is broken anyway is not looked at. */
const uniqueIn =
  (users: Users, own?: number): Check =>
  (sent, issues) =>
    (['email', 'external_id', 'username'] as const).flatMap(path => {
      const value: unknown = Reflect.get(Object(sent), path)
      const isBroken = issues.some(issue => issue.path === path && issue.rule !== 'p_username')
      return !isBroken && holdersOf(users, path, value).some(({ id }) => id !== own)
        ? [{ in: 'body', path, rule: 'unique', sent: value } as const]
        : []
    })

function holdersOf(
  users: Users,
  path: 'email' | 'external_id' | 'username',
  value: unknown,
): UserEntity[] {
  const text = textOf(value).toLowerCase()
  if (text === '') return []
  if (!Number.isInteger(value)) return users.all(path, text)
  // MySQL compares a whole number with the one that each name begins with, or 0 where it begins with none.
  const all = users.slice('id', 0, users.size)
  return all.filter(({ username }) => (Number.parseFloat(username) || 0) === value)
}
