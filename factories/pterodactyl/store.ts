import * as z from 'zod/mini'
import { createDb, createTable } from '../../contract/store/store.ts'
import { Server, User } from '../../handlers/pterodactyl/objects.ts'
import type { Defaults } from '../defaults.ts'
import { apiKeyModel } from './api-key.ts'
import { serverModel } from './server.ts'
import { userModel } from './user.ts'

const relationships = { relationships: true } as const
const unset = z.nullable(z.string())

/** The attributes of a user, and what of them never travels. */
const Account = z.extend(z.omit(User.shape.attributes, relationships), { password: unset })

/** The attributes of a server; its environment is kept as JSON. */
const { container } = Server.shape.attributes.shape
const ServerRow = z.extend(z.omit(Server.shape.attributes, relationships), {
  container: z.extend(container, { environment: z.string() }),
})

const ApiKey = z.strictObject({
  token: z.string(),
  user: z.nullable(z.int()),
  admin: z.boolean(),
  users: z.int(),
  servers: z.int(),
  nodes: z.int(),
  locations: z.int(),
  nests: z.int(),
  eggs: z.int(),
  allowed_ip: unset,
  expires_at: unset,
})

export type PterodactylStore = ReturnType<typeof createPterodactylStore>
export type PterodactylDb = PterodactylStore['db']

export function createPterodactylStore(defaults: Defaults) {
  const db = createDb({
    user: userModel(defaults, (): number => users.nextId),
    server: serverModel(defaults, (): number => servers.nextId),
    apiKey: apiKeyModel(defaults),
  })
  const users = createTable(db, 'user', {
    schema: Account,
    lookups: {
      email: user => user.email.toLowerCase(),
      username: user => user.username.toLowerCase(),
      external_id: user => user.external_id?.toLowerCase() ?? null,
    },
    orders: { id: user => user.id, uuid: user => user.uuid },
  })
  const servers = createTable(db, 'server', {
    schema: ServerRow,
    lookups: {
      owner: server => String(server.user),
      external_id: server => server.external_id?.toLowerCase() ?? null,
    },
    orders: { id: server => server.id, uuid: server => server.uuid },
  })
  const apiKeys = createTable(db, 'apiKey', { schema: ApiKey, key: 'token' })
  return { db, users, servers, apiKeys }
}
