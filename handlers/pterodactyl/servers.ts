import { found, named, operations } from '../../contract/define.ts'
import { dialect } from './dialect.ts'
import { authorize } from './keys.ts'
import { includeQuery, listQuery } from './lists/queries.ts'
import { heldBy, select } from './lists/selection.ts'
import { listOf, Server, toList } from './objects.ts'
import { idOf } from './request.ts'
import { type ServerEntity, toServer } from './transformers.ts'
import { malformedRead, numberOf, refusedQuery, successful } from './usual.ts'

const op = operations(dialect, {
  tag: 'Servers',
  about: 'The game servers of the users.',
  words: { 404: 'The server was not found.' },
})
const path = '/api/application/servers'

const ServerList = named('ServerList', 'A list of server objects.', listOf(Server, 'servers'))

const IncludeQuery = includeQuery(
  'Other objects to return with each server. Unknown ones are ignored.',
  'user',
)

const ServerListQuery = listQuery('servers', {
  filters: ['uuid', 'uuidShort', 'name', 'description', 'image', 'external_id'],
  sorts: ['id', 'uuid'],
  include: IncludeQuery,
})

const beyond = 'Listed on a sibling page; clients of the panel ask for it before anything else.'

/** What the answers to one server have in common, by whichever id. */
const one = {
  query: IncludeQuery,
  replies: { 200: successful(Server) },
  refuses: [400, 404],
  beyond,
} as const

const asksOf = (title: string, known: string, unknown: string) => ({
  200: { title, path: `${path}/${known}` },
  400: malformedRead,
  404: { title: 'An unknown server', path: `${path}/${unknown}` },
})

export const servers = {
  listServers: op
    .get(path, 'Get servers', {
      about: 'Returns a list of server objects.',
      query: ServerListQuery.schema,
      replies: { 200: successful(ServerList), 400: refusedQuery },
      asks: { 400: { title: 'A negative number of servers', path: `${path}?per_page=-1` } },
      beyond,
    })
    .by(({ caller, query, baseUrl }, { store, readings }) => {
      authorize(caller, 'servers', 'read')
      const { include, ...wanted } = ServerListQuery.read(query, readings)
      const { total, shown } = select(store.server, wanted, fieldOf)
      const data = shown.map(server => toServer(server, include, { store, caller, readings }))
      return { status: 200, body: toList(data, { total, ...wanted }, baseUrl + path) }
    }),

  getServer: op
    .get(`${path}/:id`, 'Get a server', {
      ...one,
      about: 'Returns a server by its id (number).',
      params: { id: numberOf('server') },
      asks: asksOf('Get a server with its owner', '1?include=user', '999'),
    })
    .by(({ caller, params, query }, { store, readings }) => {
      const server = found(store.server.get(idOf(params.id)), 'server', params.id)
      authorize(caller, 'servers', 'read')
      return { status: 200, body: toServer(server, query().include, { store, caller, readings }) }
    }),
}

/** What no provider is verified by: few know the external id of a server. */
export const externalServers = {
  getExternalServer: op
    .get(`${path}/external/:external_id`, 'Get a server by its external id', {
      ...one,
      about: 'Returns a server by its external_id (string).',
      params: { external_id: 'The external identifier of the server.' },
      asks: asksOf('Get an external server', 'external/order-1', 'external/order-999'),
    })
    .by(({ caller, params, query }, { store, readings }) => {
      authorize(caller, 'servers', 'read')
      const holders = store.server.all('external_id', params.external_id.toLowerCase())
      const server = found(heldBy(holders, params, readings), 'server', params.external_id)
      return { status: 200, body: toServer(server, query().include, { store, caller, readings }) }
    }),
}

/** A field by the name that the panel's table has for it. */
function fieldOf(server: ServerEntity, field: string): unknown {
  if (field === 'uuidShort') return server.identifier
  return field === 'image' ? server.container.image : Reflect.get(server, field)
}
