import { describe, type FieldNote, type JsonSchema } from '../../../contract/openapi/components.ts'
import type { ResourceNotes } from '../../../contract/openapi/openapi.ts'
import type { installationContract } from './contract.ts'
import { Egg, EggList, Location, LocationList, Nest, NestList, Node, NodeList } from './schema.ts'

const text: JsonSchema = { type: 'string' }

const include: FieldNote = {
  description: 'Other objects to return. Unknown ones are ignored, and none is known.',
  ...{ type: 'array', items: { type: 'string' } },
}

const number = (thing: string): FieldNote => ({
  description: `The id of the ${thing}, a number.`,
  ...{ type: 'integer', minimum: 1 },
})

const pages = (things: string): Readonly<Record<'include' | 'page' | 'per_page', FieldNote>> => ({
  include,
  page: { description: 'The number of the page.', type: 'integer', minimum: 1, default: 1 },
  per_page: {
    description: `The number of ${things} on a page.`,
    ...{ type: 'integer', minimum: 1, default: 50 },
  },
})

const filterOf = (things: string, properties: Readonly<Record<string, JsonSchema>>): FieldNote => ({
  description: `Finds the ${things} of which each named field has the value in it.`,
  ...{ type: 'object', additionalProperties: false, properties },
})

const sortOf = (...fields: readonly string[]): FieldNote => ({
  description: 'The fields to sort by; a minus before one means descending.',
  ...{ type: 'array', items: { type: 'string', enum: fields.flatMap(name => [name, `-${name}`]) } },
})

const times = (thing: string) => ({
  created_at: { description: `When the ${thing} was created, in ISO 8601 and UTC.`, ...date },
  updated_at: { description: `When the ${thing} was last changed, in ISO 8601 and UTC.`, ...date },
})

const date = { format: 'date-time' } as const
const uuid = (thing: string) => ({
  description: `The universally unique identifier of the ${thing}.`,
  format: 'uuid',
})
const lists = (things: string) => ({
  object: 'Always `list`.',
  data: `The ${things} of this page.`,
  meta: 'What the panel says of its pages.',
})
const meta = { pagination: 'Which page of how many.' }
const author = 'Who has made it.'

export const installationNotes: ResourceNotes<typeof installationContract> = {
  tag: 'Installation',
  description:
    'What the servers run on and are made from: nests with their eggs, nodes, locations.',

  operations: {
    listNests: {
      description: 'Returns a list of nest objects.',
      query: pages('nests'),
    },
    getNest: {
      description: 'Returns a nest by its id (number).',
      params: { id: number('nest') },
      query: { include },
    },
    listEggs: {
      description: 'Returns the eggs of a nest, all at once.',
      params: { nest: number('nest') },
      query: { include },
    },
    getEgg: {
      description: 'Returns an egg of a nest by its id (number).',
      params: { nest: number('nest'), id: number('egg') },
      query: { include },
    },
    listNodes: {
      description: 'Returns a list of node objects.',
      query: {
        filter: filterOf('nodes', { uuid: text, name: text, fqdn: text, daemon_token_id: text }),
        sort: sortOf('id', 'uuid', 'memory', 'disk'),
        ...pages('nodes'),
      },
    },
    getNode: {
      description: 'Returns a node by its id (number).',
      params: { id: number('node') },
      query: { include },
    },
    listLocations: {
      description: 'Returns a list of location objects.',
      query: {
        filter: filterOf('locations', { short: text, long: text }),
        sort: sortOf('id'),
        ...pages('locations'),
      },
    },
    getLocation: {
      description: 'Returns a location by its id (number).',
      params: { id: number('location') },
      query: { include },
    },
  },

  schemas: [
    describe(Nest, {
      name: 'Nest',
      description: 'A nest, which eggs are of.',
      fields: { object: 'Always `nest`.', attributes: 'What the nest is like.' },
    }),
    describe(Nest.shape.attributes, {
      name: 'NestAttributes',
      description: 'The attributes of a nest.',
      fields: {
        id: 'The id of the nest.',
        uuid: uuid('nest'),
        author,
        name: 'The name of the nest.',
        description: 'The description of the nest.',
        ...times('nest'),
      },
    }),
    describe(NestList, {
      name: 'NestList',
      description: 'A list of nest objects.',
      fields: lists('nests'),
    }),
    describe(NestList.shape.meta.def.innerType, { fields: meta }),
    describe(Egg, {
      name: 'Egg',
      description: 'An egg, which servers are made from.',
      fields: { object: 'Always `egg`.', attributes: 'What the egg is like.' },
    }),
    describe(Egg.shape.attributes, {
      name: 'EggAttributes',
      description: 'The attributes of an egg.',
      fields: {
        id: 'The id of the egg.',
        uuid: uuid('egg'),
        name: 'The name of the egg.',
        nest: 'The id of the nest that it is of.',
        author,
        description: 'The description of the egg.',
        docker_image: 'The image of its containers.',
        docker_images: 'The images to choose from, by their names.',
        config: 'How its servers are configured.',
        startup: 'The command that starts its servers.',
        script: 'How its servers are installed.',
        ...times('egg'),
      },
    }),
    describe(Egg.shape.attributes.shape.config, {
      name: 'EggConfig',
      description: 'How the servers of an egg are configured.',
      fields: {
        files: 'The files that are written, by their names.',
        startup: 'What tells that a server has started.',
        stop: 'The command that stops a server.',
        logs: 'Where its logs are.',
        file_denylist: 'The files that nobody may change.',
        extends: 'The egg whose configuration it takes over.',
      },
    }),
    describe(Egg.shape.attributes.shape.script, {
      name: 'EggScript',
      description: 'How the servers of an egg are installed.',
      fields: {
        privileged: 'Whether the script may do everything.',
        install: 'The script.',
        entry: 'What runs the script.',
        container: 'The image of the container that it runs in.',
        extends: 'The egg whose script it takes over.',
      },
    }),
    describe(EggList, {
      name: 'EggList',
      description: 'The eggs of a nest.',
      fields: { object: 'Always `list`.', data: 'The eggs.' },
    }),
    describe(Node, {
      name: 'Node',
      description: 'A node, which servers run on.',
      fields: { object: 'Always `node`.', attributes: 'What the node is like.' },
    }),
    describe(Node.shape.attributes, {
      name: 'NodeAttributes',
      description: 'The attributes of a node.',
      fields: {
        id: 'The id of the node.',
        uuid: uuid('node'),
        public: 'Whether servers are put on it by themselves.',
        name: 'The name of the node.',
        description: 'The description of the node.',
        location_id: 'The id of the location that it stands at.',
        fqdn: 'The host of the node.',
        scheme: 'The scheme of its URL.',
        behind_proxy: 'Whether there is a proxy before it.',
        maintenance_mode: 'Whether it is being worked on.',
        memory: 'Its memory, in MiB.',
        memory_overallocate: 'How much more memory may be promised, in percent.',
        disk: 'Its disk space, in MiB.',
        disk_overallocate: 'How much more disk space may be promised, in percent.',
        upload_size: 'The largest upload, in MiB.',
        daemon_listen: 'The port of its daemon.',
        daemon_sftp: 'The port for SFTP.',
        daemon_base: 'Where the files of its servers are.',
        ...times('node'),
        allocated_resources: 'What its servers may use.',
      },
    }),
    describe(Node.shape.attributes.shape.allocated_resources, {
      name: 'AllocatedResources',
      description: 'What the servers of a node may use.',
      fields: { memory: 'The memory, in MiB.', disk: 'The disk space, in MiB.' },
    }),
    describe(NodeList, {
      name: 'NodeList',
      description: 'A list of node objects.',
      fields: lists('nodes'),
    }),
    describe(NodeList.shape.meta.def.innerType, { fields: meta }),
    describe(Location, {
      name: 'Location',
      description: 'A location, which nodes stand at.',
      fields: { object: 'Always `location`.', attributes: 'What the location is like.' },
    }),
    describe(Location.shape.attributes, {
      name: 'LocationAttributes',
      description: 'The attributes of a location.',
      fields: {
        id: 'The id of the location.',
        short: 'The short name of the location.',
        long: 'The long name of the location.',
        ...times('location'),
      },
    }),
    describe(LocationList, {
      name: 'LocationList',
      description: 'A list of location objects.',
      fields: lists('locations'),
    }),
    describe(LocationList.shape.meta.def.innerType, { fields: meta }),
  ],
}
