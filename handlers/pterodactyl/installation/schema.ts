import * as z from 'zod/mini'
import { listOf } from '../objects.ts'
import { listQuery, PageQuery } from '../queries.ts'

// What the servers of a panel run on and are made from, its attributes in the panel's order.

const times = { created_at: z.string(), updated_at: z.string() }

export const Nest = z.strictObject({
  object: z.literal('nest'),
  attributes: z.strictObject({
    id: z.int(),
    uuid: z.string(),
    author: z.string(),
    name: z.string(),
    description: z.nullable(z.string()),
    ...times,
  }),
})

export const Egg = z.strictObject({
  object: z.literal('egg'),
  attributes: z.strictObject({
    id: z.int(),
    uuid: z.string(),
    name: z.string(),
    nest: z.int(),
    author: z.string(),
    description: z.nullable(z.string()),
    docker_image: z.string(),
    docker_images: z.looseObject({}),
    config: z.strictObject({
      files: z.looseObject({}),
      startup: z.looseObject({}),
      stop: z.string(),
      logs: z.array(z.string()),
      file_denylist: z.array(z.string()),
      extends: z.nullable(z.string()),
    }),
    startup: z.string(),
    script: z.strictObject({
      privileged: z.boolean(),
      install: z.nullable(z.string()),
      entry: z.string(),
      container: z.string(),
      extends: z.nullable(z.string()),
    }),
    ...times,
  }),
})

export const Node = z.strictObject({
  object: z.literal('node'),
  attributes: z.strictObject({
    id: z.int(),
    uuid: z.string(),
    public: z.boolean(),
    name: z.string(),
    description: z.nullable(z.string()),
    location_id: z.int(),
    fqdn: z.string(),
    scheme: z.string(),
    behind_proxy: z.boolean(),
    maintenance_mode: z.boolean(),
    memory: z.int(),
    memory_overallocate: z.int(),
    disk: z.int(),
    disk_overallocate: z.int(),
    upload_size: z.int(),
    daemon_listen: z.int(),
    daemon_sftp: z.int(),
    daemon_base: z.string(),
    ...times,
    allocated_resources: z.strictObject({ memory: z.int(), disk: z.int() }),
  }),
})

export const Location = z.strictObject({
  object: z.literal('location'),
  attributes: z.strictObject({
    id: z.int(),
    short: z.string(),
    long: z.nullable(z.string()),
    updated_at: z.string(),
    created_at: z.string(),
  }),
})

export const NestList = listOf(Nest)
export const NodeList = listOf(Node)
export const LocationList = listOf(Location)

/** The eggs of a nest come all at once. */
export const EggList = z.strictObject({ object: z.literal('list'), data: z.array(Egg) })

export const NestListQuery = PageQuery
export const NodeListQuery = listQuery(
  ['uuid', 'name', 'fqdn', 'daemon_token_id'],
  ['id', 'uuid', 'memory', 'disk'],
)
export const LocationListQuery = listQuery(['short', 'long'], ['id'])
