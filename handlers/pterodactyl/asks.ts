import type { ApiAsks } from '../../contract/double/asking.ts'
import { documentedPterodactyl } from '../../fixtures/pterodactyl/world.ts'
import type { World } from '../../fixtures/worlds/world.ts'
import type { serversContract } from './servers/contract.ts'
import type { usersContract } from './users/contract.ts'

const users = '/api/application/users'
const servers = '/api/application/servers'
const unknown = { title: 'An unknown user', path: `${users}/999` }
const malformed = { title: 'A body that is no JSON', text: '{"email":' }
const malformedRead = { ...malformed, headers: { 'Content-Type': 'application/json' } }
const asThePanel = { title: 'As the panel answers it', options: { fidelity: 'observed' } } as const

/** What shows each documented status, beside the requests that the page prints. */
export const asks: ApiAsks<keyof typeof usersContract | keyof typeof serversContract> = {
  every: {
    401: { title: 'No API key', headers: { Authorization: '' } },
    403: {
      title: 'A key whose owner is no administrator',
      headers: { Authorization: 'Bearer ptla_plain' },
    },
    413: { title: 'A body that is too large', fault: 'size' },
    429: { title: 'The limit is used up', spending: users, options: { rateLimit: true } },
  },
  of: {
    listUsers: {
      200: asThePanel,
      400: { title: 'An unknown filter', path: `${users}?filter[name]=ada` },
    },
    getUser: { 400: malformedRead, 404: unknown },
    getExternalUser: {
      200: { title: 'A user with servers', path: `${users}/external/crm-9?include=servers` },
      400: malformedRead,
    },
    createUser: {
      400: malformed,
      422: {
        title: 'Two fields that break a rule',
        body: { email: 'ada', first_name: 'Ada', last_name: 'Lovelace' },
      },
    },
    updateUser: {
      400: malformed,
      404: unknown,
      422: { title: 'Required fields are missing', body: { first_name: 'Ada' } },
    },
    deleteUser: {
      204: asThePanel,
      400: { title: 'A user with servers', path: `${users}/5` },
      404: unknown,
    },
    listServers: {
      200: { title: 'Get servers' },
      400: { title: 'A negative number of servers', path: `${servers}?per_page=-1` },
    },
    getServer: {
      200: { title: 'Get a server with its owner', path: `${servers}/1?include=user` },
      400: malformedRead,
      404: { title: 'An unknown server', path: `${servers}/999` },
    },
  },
}

/** One besides who owns a server. */
export const askedWorld: World = {
  name: 'asked',
  pterodactyl(db) {
    documentedPterodactyl(db)
    db.user.create({
      id: 5,
      external_id: 'crm-9',
      username: 'grace',
      email: 'grace@example.com',
      first_name: 'Grace',
      last_name: 'Hopper',
    })
    db.server.create({
      id: 1,
      name: 'Lobby',
      description: 'Where everybody begins',
      user: 5,
      container: { startup_command: 'java -jar server.jar', image: 'example/java:21' },
    })
  },
}
