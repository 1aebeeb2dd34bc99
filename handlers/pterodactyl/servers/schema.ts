import { listOf, Server } from '../objects.ts'
import { listQuery } from '../queries.ts'

export const ServerList = listOf(Server)

export const ServerListQuery = listQuery(
  ['uuid', 'uuidShort', 'name', 'description', 'image', 'external_id'],
  ['id', 'uuid'],
)
