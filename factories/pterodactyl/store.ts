import type { Defaults } from '../defaults.ts'
import { createDb, createTable } from '../store/store.ts'
import { apiKeyModel } from './api-key.ts'
import { serverModel } from './server.ts'
import { userModel } from './user.ts'

export type PterodactylStore = ReturnType<typeof createPterodactylStore>
export type PterodactylDb = PterodactylStore['db']

export function createPterodactylStore(defaults: Defaults) {
  const db = createDb({
    user: userModel(defaults, (): number => users.nextId),
    server: serverModel(defaults, (): number => servers.nextId),
    apiKey: apiKeyModel(defaults),
  })
  const users = createTable(db, 'user', {
    lookups: {
      email: user => user.email.toLowerCase(),
      username: user => user.username.toLowerCase(),
      external_id: user => user.external_id?.toLowerCase() ?? null,
    },
    orders: { id: user => user.id, uuid: user => user.uuid },
  })
  const servers = createTable(db, 'server', {
    lookups: {
      owner: server => String(server.user),
      external_id: server => server.external_id?.toLowerCase() ?? null,
    },
    orders: { id: server => server.id, uuid: server => server.uuid },
  })
  const apiKeys = createTable(db, 'apiKey', { lookups: {}, orders: {} })
  return { db, users, servers, apiKeys }
}
