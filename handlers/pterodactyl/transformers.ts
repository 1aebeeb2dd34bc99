import type * as z from 'zod/mini'
import { type Context, perEntity } from '../../contract/define.ts'
import type { entities, ServerRow, UserRow } from './entities.ts'
import { type Caller, isAllowed } from './keys.ts'
import type { ServerObject, UserObject } from './objects.ts'
import type { readings } from './readings.ts'

// From entities to what travels; `include` names relationships, `servers.user` one of a relationship.

export type UserEntity = z.output<typeof UserRow>
/** What of a user travels. */
export type UserAttributes = Omit<UserEntity, 'password'>

export type ServerEntity = z.output<typeof ServerRow>

/** Where relationships are looked up, and for whom. */
interface Scope
  extends Pick<Context<typeof entities, unknown, typeof readings>, 'store' | 'readings'> {
  readonly caller: Caller
}

/** What stands in the place of a relationship that the key may not read. */
const nullResource = { object: 'null_resource', attributes: null } as const

export function toUser(user: UserEntity, include: readonly string[], scope: Scope): UserObject {
  if (!names('servers', include)) return alone[scope.readings.keyOrder](user)
  const attributes = toUserAttributes(user, scope)
  const servers = serversOf(user, below('servers', include), scope)
  return { object: 'user', attributes: { ...attributes, relationships: { servers } } }
}

/** A page of users. */
export const toUsers = (
  users: readonly UserEntity[],
  include: readonly string[],
  scope: Scope,
): UserObject[] =>
  names('servers', include)
    ? users.map(user => toUser(user, include, scope))
    : alone[scope.readings.keyOrder].all(users)

function serversOf(user: UserEntity, include: readonly string[], scope: Scope) {
  if (!isAllowed(scope.caller, 'servers', 'read')) return nullResource
  const servers = scope.store.server.all('owner', String(user.id))
  return { object: 'list' as const, data: servers.map(server => toServer(server, include, scope)) }
}

export function toServer(
  server: ServerEntity,
  include: readonly string[],
  scope: Scope,
): ServerObject {
  const attributes = toServerAttributes(server)
  if (!names('user', include)) return { object: 'server', attributes }
  const user = ownerOf(server, scope)
  return { object: 'server', attributes: { ...attributes, relationships: { user } } }
}

function ownerOf({ user: id }: ServerEntity, scope: Scope) {
  const owner = isAllowed(scope.caller, 'users', 'read') ? scope.store.user.get(id) : undefined
  return owner
    ? { object: 'user' as const, attributes: toUserAttributes(owner, scope) }
    : nullResource
}

const inOrder = (keyOrder: 'alphabetical' | 'panel') =>
  perEntity(
    (user: UserEntity): UserObject => ({
      object: 'user',
      attributes: toUserAttributes(user, { readings: { keyOrder } }),
    }),
  )

/** Users without relationships, by the order of their attributes. */
const alone = { alphabetical: inOrder('alphabetical'), panel: inOrder('panel') }

/** Whether a relationship is asked for, by itself or by one of its own. */
const names = (name: string, include: readonly string[]): boolean =>
  include.some(one => one === name || one.startsWith(`${name}.`))

/** `['user']` of `servers` in `['servers', 'servers.user']`. */
const below = (name: string, include: readonly string[]): string[] =>
  include.filter(one => one.startsWith(`${name}.`)).map(one => one.slice(name.length + 1))

function toUserAttributes(
  { password: _, ...user }: UserEntity,
  { readings }: { readonly readings: Pick<Scope['readings'], 'keyOrder'> },
): UserAttributes {
  if (readings.keyOrder === 'alphabetical') return user
  const { id, external_id, uuid, username, email, first_name, last_name, ...rest } = user
  const { language, root_admin, '2fa': isTwofold, created_at, updated_at } = rest
  // The page has them by the alphabet, as in its example; the panel in this order.
  return {
    ...{ id, external_id, uuid, username, email, first_name, last_name },
    ...{ language, root_admin, '2fa': isTwofold, created_at, updated_at },
  }
}

const toServerAttributes = (server: ServerEntity): ServerObject['attributes'] => ({
  ...server,
  container: { ...server.container, environment: environmentOf(server) },
})

/** The environment variables of a server, which are kept as JSON. */
export const environmentOf = ({ container }: ServerEntity): Record<string, unknown> =>
  JSON.parse(container.environment)
