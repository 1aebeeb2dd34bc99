import type * as z from 'zod/mini'
import type { Fidelity } from '../../../contract/double/options.ts'
import type { Resolvers } from '../../../contract/endpoint.ts'
import type { Check } from '../../../contract/parse.ts'
import { found, Refused } from '../../../contract/refusal.ts'
import type { PterodactylStore } from '../../../factories/pterodactyl/store.ts'
import { authorize, type Caller } from '../keys.ts'
import { idOf, textOf } from '../laravel.ts'
import { toList } from '../objects.ts'
import { toUser, type UserEntity } from '../transformers.ts'
import type { usersContract } from './contract.ts'
import type { Filter, ListQuery, UserFields } from './schema.ts'

type Users = PterodactylStore['users']

/** What the resolvers work with. */
export interface Surroundings {
  readonly store: PterodactylStore
  readonly now: () => string
  readonly fidelity: Fidelity
}

const path = '/api/application/users'

export const usersResolvers = ({
  store,
  now,
  fidelity,
}: Surroundings): Resolvers<typeof usersContract, Caller> => ({
  listUsers({ caller, query, baseUrl }) {
    authorize(caller, 'users', 'read')
    const { include, page, per_page, ...wanted } = query()
    const { total, shown } = select(store.users, wanted, { from: (page - 1) * per_page, per_page })
    const data = shown.map(user => toUser(user, include, { store, caller }))
    if (fidelity === 'documented') return { status: 200, body: { object: 'list', data } }
    return { status: 200, body: toList(data, { total, page, per_page }, baseUrl + path) }
  },

  getUser({ caller, params, query }) {
    const user = userOf(store.users, params.id)
    authorize(caller, 'users', 'read')
    return { status: 200, body: toUser(user, query().include, { store, caller }) }
  },

  getExternalUser({ caller, params, query }) {
    authorize(caller, 'users', 'read')
    const [holder] = store.users.all('external_id', params.external_id.toLowerCase())
    const user = found(holder, 'user', params.external_id)
    return { status: 200, body: toUser(user, query().include, { store, caller }) }
  },

  createUser({ caller, body, query, baseUrl }) {
    authorize(caller, 'users', 'write')
    const user = store.users.create(body(uniqueIn(store.users)))
    const meta = { resource: `${baseUrl}${path}/${user.id}` }
    return { status: 201, body: { ...toUser(user, query().include, { store, caller }), meta } }
  },

  updateUser({ caller, params, body, query }) {
    const user = userOf(store.users, params.id)
    authorize(caller, 'users', 'write')
    const changes = changesOf(user, body(uniqueIn(store.users, user.id)))
    const updated = changes ? store.users.update(user, { ...changes, updated_at: now() }) : user
    return { status: 200, body: toUser(updated, query().include, { store, caller }) }
  },

  deleteUser({ caller, params }) {
    const user = userOf(store.users, params.id)
    authorize(caller, 'users', 'write')
    if (store.servers.all('owner', String(user.id)).length > 0) {
      throw new Refused({ kind: 'unprocessable', ...ownsServers })
    }
    store.users.delete(user)
    return { status: fidelity === 'observed' ? 204 : 200 }
  },
})

const userOf = (users: Users, id: string): UserEntity => found(users.get(idOf(id)), 'user', id)

const ownsServers = {
  code: 'DisplayException',
  detail:
    'Cannot delete a user with active servers attached to their account. Please delete their servers before continuing.',
}

/** The page that is asked for; only a filter makes it look at every user. */
function select(
  users: Users,
  { filter, sort }: Pick<z.output<typeof ListQuery>, 'filter' | 'sort'>,
  { from, per_page }: { readonly from: number; readonly per_page: number },
) {
  const { field = 'id', descending = false } = sort[0] ?? {}
  if (Object.values(filter).every(values => values.length === 0)) {
    return { total: users.size, shown: users.slice(field, from, per_page, descending) }
  }
  const all = users.slice(field, 0, users.size, descending)
  const matches = all.filter(user => matchesAll(user, filter))
  return { total: matches.length, shown: matches.slice(from, from + per_page) }
}

const matchesAll = (user: UserEntity, filter: Filter): boolean =>
  Object.entries(filter).every(([field, values]) => {
    const value = String(Reflect.get(user, field) ?? '').toLowerCase()
    return values.length === 0 || values.some(part => value.includes(part.toLowerCase()))
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
      const text = textOf(value).toLowerCase()
      if (isBroken || text === '') return []
      const holders = users.all(path, text)
      return holders.some(({ id }) => id !== own)
        ? [{ in: 'body', path, rule: 'unique', sent: value } as const]
        : []
    })
