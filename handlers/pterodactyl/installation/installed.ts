import type * as z from 'zod/mini'
import type { PterodactylStore } from '../../../factories/pterodactyl/store.ts'
import type { ServerEntity } from '../transformers.ts'
import type { Egg, Location, Nest, Node } from './schema.ts'

// Nests, eggs, nodes and locations that fit the servers: there is one of each that a server names.

/** What has an id of its own. */
export interface Installed {
  readonly attributes: { readonly id: number }
}

export const nestsOf = ({ servers }: Pick<PterodactylStore, 'servers'>): z.infer<typeof Nest>[] =>
  groupsOf(servers, server => server.nest).map(({ id, first }) => ({
    object: 'nest',
    attributes: {
      id,
      uuid: uuidOf('a', id),
      author,
      name: `Nest ${id}`,
      description: null,
      ...timesOf(first),
    },
  }))

export const eggsOf = (
  { servers }: Pick<PterodactylStore, 'servers'>,
  nest: number,
): z.infer<typeof Egg>[] =>
  groupsOf(servers, server => (server.nest === nest ? server.egg : undefined)).map(toEgg)

export const nodesOf = ({ servers }: Pick<PterodactylStore, 'servers'>): z.infer<typeof Node>[] =>
  groupsOf(servers, server => server.node).map(toNode)

/** Every node has one of its own. */
export const locationsOf = ({
  servers,
}: Pick<PterodactylStore, 'servers'>): z.infer<typeof Location>[] =>
  groupsOf(servers, server => server.node).map(({ id, first }) => {
    const { created_at, updated_at } = timesOf(first)
    const { P_SERVER_LOCATION: short = `location-${id}` } = variablesOf(first)
    return {
      object: 'location',
      attributes: { id, short: String(short), long: null, updated_at, created_at },
    }
  })

/** The servers that name the same id. */
interface Group {
  readonly id: number
  readonly first: ServerEntity
  readonly all: readonly ServerEntity[]
}

function groupsOf(
  servers: PterodactylStore['servers'],
  idOf: (server: ServerEntity) => number | undefined,
): Group[] {
  const groups = new Map<number, ServerEntity[]>()
  for (const server of servers.slice('id', 0, servers.size)) {
    const id = idOf(server)
    if (id === undefined) continue
    const group = groups.get(id) ?? []
    group.push(server)
    groups.set(id, group)
  }
  return [...groups].flatMap(([id, all]) => (all[0] ? [{ id, first: all[0], all }] : []))
}

function toEgg({ id, first }: Group): z.infer<typeof Egg> {
  const { image = '', startup_command = '' } = first.container
  return {
    object: 'egg',
    attributes: {
      id,
      uuid: uuidOf('b', id),
      name: `Egg ${id}`,
      nest: first.nest,
      author,
      description: null,
      docker_image: image,
      docker_images: { [image]: image },
      config: {
        ...{ files: {}, startup: { done: 'Done' }, stop: 'stop' },
        ...{ logs: [], file_denylist: [], extends: null },
      },
      startup: startup_command,
      script: {
        ...{ privileged: true, install: null, entry: 'ash' },
        ...{ container: 'alpine:3.4', extends: null },
      },
      ...timesOf(first),
    },
  }
}

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

const author = 'support@pterodactyl.io'

/** The same one every time. */
const uuidOf = (kind: string, id: number): string =>
  `${kind.repeat(8)}-0000-4000-8000-${String(id).padStart(12, '0')}`

const timesOf = ({ created_at }: ServerEntity) => ({ created_at, updated_at: created_at })

const sumOf = (sizes: readonly (number | undefined)[]): number =>
  sizes.reduce<number>((sum, size = 0) => sum + size, 0)

const variablesOf = ({ container }: ServerEntity): Readonly<Record<string, unknown>> =>
  JSON.parse(container.environment ?? '{}')
