import { endpoint } from '../../../contract/answer/endpoint.ts'
import {
  forbidden,
  malformedBody,
  missing,
  refusedQuery,
  tooMany,
  unauthenticated,
} from '../dialect.ts'
import { Server } from '../objects.ts'
import { IncludeQuery } from '../queries.ts'
import { ServerList, ServerListQuery } from './schema.ts'

const beyond = 'Listed on a sibling page; clients of the panel ask for it before anything else.'

export const serversContract = {
  listServers: endpoint({
    method: 'get',
    path: '/api/application/servers',
    auth: 'bearer',
    summary: 'Get servers',
    query: ServerListQuery,
    responses: {
      200: { description: 'The request was successful.', body: ServerList },
      400: refusedQuery,
      401: unauthenticated,
      403: forbidden,
      429: tooMany,
    },
    beyond,
  }),

  getServer: endpoint({
    method: 'get',
    path: '/api/application/servers/:id',
    auth: 'bearer',
    summary: 'Get a server',
    query: IncludeQuery,
    responses: {
      200: { description: 'The request was successful.', body: Server },
      400: malformedBody,
      401: unauthenticated,
      403: forbidden,
      404: { ...missing, description: 'The server was not found.' },
      429: tooMany,
    },
    beyond,
  }),
}

/** What no provider is verified by: few know the external id of a server. */
export const externalServersContract = {
  getExternalServer: endpoint({
    method: 'get',
    path: '/api/application/servers/external/:external_id',
    auth: 'bearer',
    summary: 'Get a server by its external id',
    query: IncludeQuery,
    responses: {
      200: { description: 'The request was successful.', body: Server },
      400: malformedBody,
      401: unauthenticated,
      403: forbidden,
      404: { ...missing, description: 'The server was not found.' },
      429: tooMany,
    },
    beyond,
  }),
}
