import * as z from 'zod/mini'
import type { Fidelity } from '../../contract/double/options.ts'
import type { PterodactylStore } from '../../factories/pterodactyl/store.ts'
import { documentedUser } from '../../fixtures/pterodactyl/users.ts'
import { type Caller, isAllowed } from './keys.ts'
import {
  FeatureLimits,
  Limits,
  type PterodactylServer,
  type PterodactylUser,
  type UserObject,
} from './objects.ts'

// From entities to what travels; `include` names relationships, `servers.user` one of a relationship.

export type UserEntity = NonNullable<ReturnType<PterodactylStore['users']['get']>>
export type ServerEntity = NonNullable<ReturnType<PterodactylStore['servers']['get']>>

/** Where relationships are looked up, and for whom. */
export interface Scope {
  readonly store: PterodactylStore
  readonly caller: Caller
  readonly fidelity: Fidelity
}

/** What stands in the place of a relationship that the key may not read. */
const nullResource = { object: 'null_resource', attributes: null } as const

export function toUser(user: UserEntity, include: readonly string[], scope: Scope): UserObject {
  const attributes = toUserAttributes(user, scope)
  if (!names('servers', include)) {
    return { object: 'user', attributes }
  }
  const servers = serversOf(user, below('servers', include), scope)
  return { object: 'user', attributes: { ...attributes, relationships: { servers } } }
}

function serversOf(user: UserEntity, include: readonly string[], scope: Scope) {
  if (!isAllowed(scope.caller, 'servers', 'read')) return nullResource
  const servers = scope.store.servers.all('owner', String(user.id))
  return { object: 'list' as const, data: servers.map(server => toServer(server, include, scope)) }
}

export function toServer(
  server: ServerEntity,
  include: readonly string[],
  scope: Scope,
): PterodactylServer {
  const attributes = toServerAttributes(server)
  if (!names('user', include)) return { object: 'server', attributes }
  const user = ownerOf(server, scope)
  return { object: 'server', attributes: { ...attributes, relationships: { user } } }
}

function ownerOf({ user: id }: ServerEntity, scope: Scope) {
  const owner = isAllowed(scope.caller, 'users', 'read') ? scope.store.users.get(id) : undefined
  return owner
    ? { object: 'user' as const, attributes: toUserAttributes(owner, scope) }
    : nullResource
}

/** Whether a relationship is asked for, by itself or by one of its own. */
const names = (name: string, include: readonly string[]): boolean =>
  include.some(one => one === name || one.startsWith(`${name}.`))

/** `['user']` of `servers` in `['servers', 'servers.user']`. */
const below = (name: string, include: readonly string[]): string[] =>
  include.filter(one => one.startsWith(`${name}.`)).map(one => one.slice(name.length + 1))

function toUserAttributes(
  user: UserEntity,
  { fidelity }: Pick<Scope, 'fidelity'>,
): PterodactylUser {
  const attributes = {
    id: user.id,
    external_id: user.external_id,
    uuid: user.uuid,
    username: user.username,
    email: user.email,
    first_name: user.first_name,
    last_name: user.last_name,
    language: user.language,
    root_admin: user.root_admin,
    '2fa': user['2fa'],
    created_at: user.created_at,
    updated_at: user.updated_at,
  }
  // The page has them by the alphabet, as in its example.
  return fidelity === 'documented' ? { ...documentedUser, ...attributes } : attributes
}

/** `@mswjs/data` types the fields of nested objects as absent: the schemas give them back. */
const toServerAttributes = (server: ServerEntity): PterodactylServer['attributes'] => ({
  id: server.id,
  external_id: server.external_id,
  uuid: server.uuid,
  identifier: server.identifier,
  name: server.name,
  description: server.description,
  status: server.status,
  suspended: server.suspended,
  limits: z.parse(Limits, server.limits),
  feature_limits: z.parse(FeatureLimits, server.feature_limits),
  user: server.user,
  node: server.node,
  allocation: server.allocation,
  nest: server.nest,
  egg: server.egg,
  container: {
    startup_command: server.container.startup_command ?? '',
    image: server.container.image ?? '',
    installed: server.container.installed ?? 1,
    environment: JSON.parse(server.container.environment ?? '{}'),
  },
  updated_at: server.updated_at,
  created_at: server.created_at,
})
