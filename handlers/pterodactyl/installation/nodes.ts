import * as z from 'zod/mini'
import { named, type StoreOf, say } from '../../../contract/define.ts'
import { type entities, uuidField } from '../entities.ts'
import { authorize } from '../keys.ts'
import { listQuery } from '../lists/queries.ts'
import { listOf, objectOf } from '../objects.ts'
import { environmentOf } from '../transformers.ts'
import { numberOf } from '../usual.ts'
import {
  application,
  type Group,
  groupsOf,
  IncludeQuery,
  idField,
  listed,
  one,
  operationsOn,
  paged,
  timeFields,
  timesOf,
  unpaged,
  uuidOf,
} from './installed.ts'

// What servers run on, its attributes in the panel's order.

const AllocatedResources = named(
  'AllocatedResources',
  'What the servers of a node may use.',
  z.strictObject({
    memory: say('The memory, in MiB.', z.int()),
    disk: say('The disk space, in MiB.', z.int()),
  }),
)

const Node = named(
  'Node',
  'A node, which servers run on.',
  objectOf(
    'node',
    named(
      'NodeAttributes',
      'The attributes of a node.',
      z.strictObject({
        id: idField('node'),
        uuid: uuidField('node'),
        public: say('Whether servers are put on it by themselves.', z.boolean()),
        name: say('The name of the node.', z.string()),
        description: say('The description of the node.', z.nullable(z.string())),
        location_id: say('The id of the location that it stands at.', z.int()),
        fqdn: say('The host of the node.', z.string()),
        scheme: say('The scheme of its URL.', z.string()),
        behind_proxy: say('Whether there is a proxy before it.', z.boolean()),
        maintenance_mode: say('Whether it is being worked on.', z.boolean()),
        memory: say('Its memory, in MiB.', z.int()),
        memory_overallocate: say('How much more memory may be promised, in percent.', z.int()),
        disk: say('Its disk space, in MiB.', z.int()),
        disk_overallocate: say('How much more disk space may be promised, in percent.', z.int()),
        upload_size: say('The largest upload, in MiB.', z.int()),
        daemon_listen: say('The port of its daemon.', z.int()),
        daemon_sftp: say('The port for SFTP.', z.int()),
        daemon_base: say('Where the files of its servers are.', z.string()),
        ...timeFields('node'),
        allocated_resources: say('What its servers may use.', AllocatedResources),
      }),
    ),
  ),
)

const { created_at, updated_at } = timeFields('location')

const Location = named(
  'Location',
  'A location, which nodes stand at.',
  objectOf(
    'location',
    named(
      'LocationAttributes',
      'The attributes of a location.',
      z.strictObject({
        id: idField('location'),
        short: say('The short name of the location.', z.string()),
        long: say('The long name of the location.', z.nullable(z.string())),
        ...{ updated_at, created_at },
      }),
    ),
  ),
)

const NodeList = named('NodeList', 'A list of node objects.', listOf(Node, 'nodes'))
const LocationList = named(
  'LocationList',
  'A list of location objects.',
  listOf(Location, 'locations'),
)

const op = { node: operationsOn('node'), location: operationsOn('location') }
const path = { nodes: `${application}/nodes`, locations: `${application}/locations` } as const

const NodeListQuery = listQuery('nodes', {
  filters: ['uuid', 'name', 'fqdn', 'daemon_token_id'],
  sorts: ['id', 'uuid', 'memory', 'disk'],
  include: IncludeQuery,
})

const LocationListQuery = listQuery('locations', {
  filters: ['short', 'long'],
  sorts: ['id'],
  include: IncludeQuery,
})

export const nodes = {
  listNodes: op.node
    .get(path.nodes, 'Get nodes', {
      ...paged(NodeList, 'node'),
      query: NodeListQuery.schema,
    })
    .by(({ caller, query, baseUrl }, { store, readings }) => {
      authorize(caller, 'nodes', 'read')
      const wanted = NodeListQuery.read(query, readings)
      return { status: 200, body: listed(nodesOf(store), wanted, baseUrl + path.nodes) }
    }),

  getNode: op.node
    .get(`${path.nodes}/:id`, 'Get a node', {
      ...unpaged(Node, { thing: 'node', known: 'nodes/1', unknown: 'nodes/999' }),
      about: 'Returns a node by its id (number).',
      params: { id: numberOf('node') },
    })
    .by(({ caller, params }, { store }) => {
      const node = one(nodesOf(store), 'node', params.id)
      authorize(caller, 'nodes', 'read')
      return { status: 200, body: node }
    }),

  listLocations: op.location
    .get(path.locations, 'Get locations', {
      ...paged(LocationList, 'location'),
      query: LocationListQuery.schema,
    })
    .by(({ caller, query, baseUrl }, { store, readings }) => {
      authorize(caller, 'locations', 'read')
      const wanted = LocationListQuery.read(query, readings)
      return { status: 200, body: listed(locationsOf(store), wanted, baseUrl + path.locations) }
    }),

  getLocation: op.location
    .get(`${path.locations}/:id`, 'Get a location', {
      ...unpaged(Location, { thing: 'location', known: 'locations/1', unknown: 'locations/999' }),
      about: 'Returns a location by its id (number).',
      params: { id: numberOf('location') },
    })
    .by(({ caller, params }, { store }) => {
      const location = one(locationsOf(store), 'location', params.id)
      authorize(caller, 'locations', 'read')
      return { status: 200, body: location }
    }),
}

type Store = StoreOf<typeof entities>

const nodesOf = (store: Store): z.infer<typeof Node>[] =>
  groupsOf(store, server => server.node).map(toNode)

/** Every node has one of its own. */
const locationsOf = (store: Store): z.infer<typeof Location>[] =>
  groupsOf(store, server => server.node).map(({ id, first }) => {
    const { created_at, updated_at } = timesOf(first)
    const { P_SERVER_LOCATION: short = `location-${id}` } = environmentOf(first)
    return {
      object: 'location',
      attributes: { id, short: String(short), long: null, updated_at, created_at },
    }
  })

function toNode({ id, first, all }: Group): z.infer<typeof Node> {
  const memory = sumOf(all.map(({ limits }) => limits.memory))
  const disk = sumOf(all.map(({ limits }) => limits.disk))
  return {
    object: 'node',
    attributes: {
      id,
      uuid: uuidOf('c', id),
      public: true,
      name: `Node ${id}`,
      description: null,
      location_id: id,
      fqdn: `node${id}.example.com`,
      scheme: 'https',
      behind_proxy: false,
      maintenance_mode: false,
      ...{ memory: 2 * memory, memory_overallocate: 0, disk: 2 * disk, disk_overallocate: 0 },
      ...{ upload_size: 100, daemon_listen: 8080, daemon_sftp: 2022 },
      daemon_base: '/var/lib/pterodactyl/volumes',
      ...timesOf(first),
      allocated_resources: { memory, disk },
    },
  }
}

const sumOf = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0)
