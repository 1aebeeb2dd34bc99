import type * as z from 'zod/mini'
import type { Fidelity } from '../../../contract/double/options.ts'
import type { Resolvers } from '../../../contract/endpoint.ts'
import type { Check } from '../../../contract/parse.ts'
import { found, Refused } from '../../../contract/refusal.ts'
import type { PterodactylStore } from '../../../factories/pterodactyl/store.ts'
import { type Caller, paginationOf } from '../dialect.ts'
import { toServer } from '../servers/resolvers.ts'
import type { PterodactylServer } from '../servers/schema.ts'
import type { usersContract } from './contract.ts'
import type { Filter, ListQuery, PterodactylUser, UserFields } from './schema.ts'

type Users = PterodactylStore['users']
type Entity = NonNullable<ReturnType<Users['get']>>
type Inclusion = { readonly include: readonly string[] }

/** What the resolvers work with. */
export interface Surroundings {
  readonly store: PterodactylStore
  readonly now: () => string
  readonly fidelity: Fidelity
}

export const usersResolvers = ({
  store: { users, servers },
  now,
  fidelity,
}: Surroundings): Resolvers<typeof usersContract, Caller> => {
  const userOf = (id: string): Entity =>
    found(/^\d+$/.test(id) ? users.get(Number(id)) : undefined, 'user', id)
  const serversOf = ({ id }: Entity) => servers.all('owner', String(id))
  const toUser = (user: Entity, { include }: Inclusion) =>
    withServers(user, include.includes('servers') ? serversOf(user).map(toServer) : undefined)

  return {
    listUsers({ query, baseUrl }) {
      const asked = query()
      const { total, shown } = select(users, asked)
      const data = shown.map(user => toUser(user, asked))
      if (fidelity === 'documented') return { status: 200, body: { object: 'list', data } }
      const url = `${baseUrl}/api/application/users`
      const pagination = paginationOf({ ...asked, total, count: data.length }, url)
      return { status: 200, body: { object: 'list', data, meta: { pagination } } }
    },

    getUser({ params, query }) {
      return { status: 200, body: toUser(userOf(params.id), query()) }
    },

    getExternalUser({ params, query }) {
      const [user] = users.all('external_id', params.external_id.toLowerCase())
      return { status: 200, body: toUser(found(user, 'user', params.external_id), query()) }
    },

    createUser({ body, query, baseUrl }) {
      const user = users.create(body(uniqueIn(users)))
      const meta = { resource: `${baseUrl}/api/application/users/${user.id}` }
      return { status: 201, body: { ...toUser(user, query()), meta } }
    },

    updateUser({ params, body, query }) {
      const user = userOf(params.id)
      const changes = changesOf(user, body(uniqueIn(users, user.id)))
      const updated = changes ? users.update(user, { ...changes, updated_at: now() }) : user
      return { status: 200, body: toUser(updated, query()) }
    },

    deleteUser({ params }) {
      const user = userOf(params.id)
      if (serversOf(user).length > 0) throw new Refused({ kind: 'unprocessable', ...ownsServers })
      users.delete(user)
      return { status: fidelity === 'observed' ? 204 : 200 }
    },
  }
}

/** The page that is asked for; only a filter makes it look at every user. */
function select(users: Users, { filter, sort, page, per_page }: z.output<typeof ListQuery>) {
  const { field = 'id', descending = false } = sort[0] ?? {}
  const from = (page - 1) * per_page
  if (Object.values(filter).every(values => values.length === 0)) {
    return { total: users.size, shown: users.slice(field, from, per_page, descending) }
  }
  const all = users.slice(field, 0, users.size, descending)
  const matches = all.filter(user => matchesAll(user, filter))
  return { total: matches.length, shown: matches.slice(from, from + per_page) }
}

/** What an update changes; `undefined` where it repeats what is there. A password always changes something. */
function changesOf(user: Entity, { password, ...fields }: z.output<typeof UserFields>) {
  const isSame = Object.entries(fields).every(([name, value]) => Reflect.get(user, name) === value)
  if (password) return { ...fields, password }
  return isSame ? undefined : fields
}

const ownsServers = {
  code: 'DisplayException',
  detail:
    'Cannot delete a user with active servers attached to their account. Please delete their servers before continuing.',
}

/** Adds the issues of fields whose value another user has already; one that is broken anyway is not looked at. */
const uniqueIn =
  (users: Users, own?: number): Check =>
  (sent, issues) =>
    (['email', 'external_id', 'username'] as const).flatMap(path => {
      const value: unknown = Reflect.get(Object(sent), path)
      const isBroken = issues.some(issue => issue.path === path && issue.rule !== 'p_username')
      if (isBroken || value === undefined || value === null) return []
      const holders = users.all(path, String(value).toLowerCase())
      return holders.some(({ id }) => id !== own)
        ? [{ in: 'body', path, rule: 'unique', sent: value } as const]
        : []
    })

const matchesAll = (user: Entity, filter: Filter): boolean =>
  Object.entries(filter).every(([field, values]) => {
    const value = String(Reflect.get(user, field) ?? '').toLowerCase()
    return values.length === 0 || values.some(part => value.includes(part.toLowerCase()))
  })

const withServers = (user: Entity, data: PterodactylServer[] | undefined) => {
  const relationships = data && { servers: { object: 'list' as const, data } }
  const attributes = { ...toAttributes(user), ...(relationships && { relationships }) }
  return { object: 'user' as const, attributes }
}

const toAttributes = (user: Entity): PterodactylUser => ({
  '2fa': user['2fa'],
  created_at: user.created_at,
  email: user.email,
  external_id: user.external_id,
  first_name: user.first_name,
  id: user.id,
  language: user.language,
  last_name: user.last_name,
  root_admin: user.root_admin,
  updated_at: user.updated_at,
  username: user.username,
  uuid: user.uuid,
})
