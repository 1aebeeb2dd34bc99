import type { ApiAsks } from '../../contract/double/force/asking.ts'
import type { WorldFor } from '../../contract/double/world.ts'
import type { PterodactylDb } from '../../factories/pterodactyl/store.ts'
import { documentedPterodactyl } from '../../fixtures/pterodactyl/world.ts'
import type { Operation } from './operation.ts'

const application = '/api/application'
const users = `${application}/users`
const servers = `${application}/servers`
const unknown = { title: 'An unknown user', path: `${users}/999` }
const malformed = { title: 'A body that is no JSON', text: '{"email":' }
const malformedRead = { ...malformed, headers: { 'Content-Type': 'application/json' } }
const asThePanel = { title: 'As the panel answers it', options: { fidelity: 'observed' } } as const

const list = (thing: string, end: string) => ({
  200: { title: `Get ${thing}s` },
  400: { title: `A negative number of ${thing}s`, path: `${application}/${end}?per_page=-1` },
})

const one = (thing: string, end: string, missing: string) => ({
  200: { title: `Get the ${thing} of a server`, path: `${application}/${end}` },
  400: { ...malformedRead, path: `${application}/${end}` },
  404: { title: `An unknown ${thing}`, path: `${application}/${missing}` },
})

/** What shows each documented status, beside the requests that the page prints. */
export const asks: ApiAsks<Operation> = {
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
    getExternalServer: {
      200: { title: 'Get an external server', path: `${servers}/external/order-1` },
      400: malformedRead,
      404: { title: 'An unknown server', path: `${servers}/external/order-999` },
    },
    listNests: list('nest', 'nests'),
    getNest: one('nest', 'nests/1', 'nests/999'),
    listEggs: {
      ...one('nest', 'nests/1/eggs', 'nests/999/eggs'),
      200: { title: 'Get the eggs of a nest', path: `${application}/nests/1/eggs` },
    },
    getEgg: one('egg', 'nests/1/eggs/1', 'nests/1/eggs/999'),
    listNodes: list('node', 'nodes'),
    getNode: one('node', 'nodes/1', 'nodes/999'),
    listLocations: list('location', 'locations'),
    getLocation: one('location', 'locations/1', 'locations/999'),
  },
}

/** One besides who owns a server. */
export const askedWorld: WorldFor<'pterodactyl', PterodactylDb> = {
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
      external_id: 'order-1',
      name: 'Lobby',
      description: 'Where everybody begins',
      user: 5,
      container: { startup_command: 'java -jar server.jar', image: 'example/java:21' },
    })
  },
}
