import type { Resolvers } from '../../../contract/answer/endpoint.ts'
import { found } from '../../../contract/answer/refusal.ts'
import { authorize, type Caller } from '../keys.ts'
import { toList } from '../objects.ts'
import { idOf } from '../request.ts'
import { select } from '../selection.ts'
import type { Surroundings } from '../surroundings.ts'
import { type ServerEntity, toServer } from '../transformers.ts'
import type { externalServersContract, serversContract } from './contract.ts'

type ServersContract = typeof serversContract & typeof externalServersContract

export const serversResolvers = ({
  store,
  fidelity,
}: Surroundings): Resolvers<ServersContract, Caller> => ({
  listServers({ caller, query, baseUrl }) {
    authorize(caller, 'servers', 'read')
    const { include, ...wanted } = query()
    const { total, shown } = select(store.servers, wanted, fieldOf)
    const data = shown.map(server => toServer(server, include, { store, caller, fidelity }))
    return { status: 200, body: toList(data, { total, ...wanted }, baseUrl + path) }
  },

  getServer({ caller, params, query }) {
    const server = found(store.servers.get(idOf(params.id)), 'server', params.id)
    authorize(caller, 'servers', 'read')
    return { status: 200, body: toServer(server, query().include, { store, caller, fidelity }) }
  },

  getExternalServer({ caller, params, query }) {
    authorize(caller, 'servers', 'read')
    const [holder] = store.servers.all('external_id', params.external_id.toLowerCase())
    const server = found(holder, 'server', params.external_id)
    return { status: 200, body: toServer(server, query().include, { store, caller, fidelity }) }
  },
})

const path = '/api/application/servers'

/** A field by the name that the panel's table has for it. */
function fieldOf(server: ServerEntity, field: string): unknown {
  if (field === 'uuidShort') return server.identifier
  return field === 'image' ? server.container.image : Reflect.get(server, field)
}
