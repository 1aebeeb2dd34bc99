import * as z from 'zod/mini'
import type { PterodactylStore } from '../../../factories/pterodactyl/store.ts'
import { FeatureLimits, Limits, type PterodactylServer } from './schema.ts'

type Entity = NonNullable<ReturnType<PterodactylStore['servers']['get']>>

/** A server as it travels; `@mswjs/data` types the fields of nested objects as absent, the schemas give them back. */
export const toServer = (server: Entity): PterodactylServer => ({
  object: 'server',
  attributes: {
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
  },
})
