import type { Resolvers } from '../../../contract/endpoint.ts'
import { found } from '../../../contract/refusal.ts'
import type { PterodactylStore } from '../../../factories/pterodactyl/store.ts'
import { authorize, type Caller } from '../keys.ts'
import { idOf } from '../laravel.ts'
import { toList } from '../objects.ts'
import { toServer } from '../transformers.ts'
import type { serversContract } from './contract.ts'

export const serversResolvers = (
  store: PterodactylStore,
): Resolvers<typeof serversContract, Caller> => ({
  listServers({ caller, query, baseUrl }) {
    authorize(caller, 'servers', 'read')
    const { include, page, per_page } = query()
    const shown = store.servers.slice('id', (page - 1) * per_page, per_page)
    const data = shown.map(server => toServer(server, include, { store, caller }))
    const place = { total: store.servers.size, page, per_page }
    return { status: 200, body: toList(data, place, `${baseUrl}/api/application/servers`) }
  },

  getServer({ caller, params, query }) {
    const server = found(store.servers.get(idOf(params.id)), 'server', params.id)
    authorize(caller, 'servers', 'read')
    return { status: 200, body: toServer(server, query().include, { store, caller }) }
  },
})
