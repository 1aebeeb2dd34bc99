import { describe, type FieldNote, type JsonSchema } from '../../../contract/openapi/components.ts'
import type { ResourceNotes } from '../../../contract/openapi/openapi.ts'
import { FeatureLimits, Limits, Server } from '../objects.ts'
import type { externalServersContract, serversContract } from './contract.ts'
import { ServerList } from './schema.ts'

const include: FieldNote = {
  description: 'Other objects to return with each server. Unknown ones are ignored.',
  ...{ type: 'array', items: { type: 'string', examples: ['user'] } },
}

const text: JsonSchema = { type: 'string' }

const time = (event: string) => ({
  description: `When the server was ${event}, in ISO 8601 and UTC.`,
  format: 'date-time',
})

const { attributes: Attributes } = Server.shape
const { container: Container } = Attributes.shape
const Relationships = Attributes.shape.relationships.def.innerType
const [Owner] = Relationships.shape.user.def.options

type ServersContract = typeof serversContract & typeof externalServersContract

export const serversNotes: ResourceNotes<ServersContract> = {
  tag: 'Servers',
  description: 'The game servers of the users.',

  operations: {
    listServers: {
      description: 'Returns a list of server objects.',
      query: {
        filter: {
          description: 'Finds the servers of which each named field has the value in it.',
          ...{ type: 'object', additionalProperties: false },
          properties: {
            ...{ uuid: text, uuidShort: text, name: text, description: text, image: text },
            external_id: text,
          },
        },
        include,
        sort: {
          description: 'The fields to sort by; a minus before one means descending.',
          ...{ type: 'array', items: { type: 'string', enum: ['id', '-id', 'uuid', '-uuid'] } },
        },
        page: { description: 'The number of the page.', type: 'integer', minimum: 1, default: 1 },
        per_page: {
          description: 'The number of servers on a page.',
          ...{ type: 'integer', minimum: 1, default: 50 },
        },
      },
    },
    getServer: {
      description: 'Returns a server by its id (number).',
      params: {
        id: { description: 'The id of the server, a number.', type: 'integer', minimum: 1 },
      },
      query: { include },
    },
    getExternalServer: {
      description: 'Returns a server by its external_id (string).',
      params: { external_id: 'The external identifier of the server.' },
      query: { include },
    },
  },

  schemas: [
    describe(Server, {
      name: 'Server',
      description: 'A server.',
      fields: { object: 'Always `server`.', attributes: 'What the server is like.' },
    }),
    describe(Attributes, {
      name: 'ServerAttributes',
      description: 'The attributes of a server.',
      fields: {
        id: 'The id of the server.',
        external_id: 'An external identifier for the server.',
        uuid: {
          description: 'The universally unique identifier of the server.',
          format: 'uuid',
        },
        identifier: 'The short identifier of the server.',
        name: 'The name of the server.',
        description: 'The description of the server.',
        status: 'What is being done to the server; null where it is nothing.',
        suspended: 'Whether the server is suspended.',
        limits: 'What the server may use of its machine.',
        feature_limits: 'What may be made for the server.',
        user: 'The id of the user who owns the server.',
        node: 'The id of the node that the server runs on.',
        allocation: 'The id of its primary allocation.',
        nest: 'The id of the nest that its egg is of.',
        egg: 'The id of the egg that it was made from.',
        container: 'The container that the server runs in.',
        updated_at: time('last changed'),
        created_at: time('created'),
        relationships: 'What `include` asks for.',
      },
    }),
    describe(Limits, {
      name: 'Limits',
      description: 'What a server may use of its machine.',
      fields: {
        memory: 'The memory, in MiB; 0 is no limit.',
        swap: 'The swap space, in MiB; -1 is no limit.',
        disk: 'The disk space, in MiB; 0 is no limit.',
        io: 'The weight of its block I/O, from 10 to 1000.',
        cpu: 'The share of the processor, in percent of one core; 0 is no limit.',
        threads: 'The processor cores that it may run on; null is any.',
        oom_disabled: 'Whether it is spared when memory runs out.',
      },
    }),
    describe(FeatureLimits, {
      name: 'FeatureLimits',
      description: 'What may be made for a server.',
      fields: {
        databases: 'The number of databases; null is no limit.',
        allocations: 'The number of allocations; null is no limit.',
        backups: 'The number of backups.',
      },
    }),
    describe(Container, {
      name: 'Container',
      description: 'The container that a server runs in.',
      fields: {
        startup_command: 'The command that starts the server.',
        image: 'The image of the container.',
        installed: 'Whether the server is installed: 1, or 0.',
        environment: 'The environment variables by name.',
      },
    }),
    describe(Relationships, {
      name: 'ServerRelationships',
      description: 'What was included with a server.',
      fields: { user: 'The user who owns the server.' },
    }),
    describe(Owner, {
      name: 'Owner',
      description: 'The owner of a server.',
      fields: { object: 'Always `user`.', attributes: 'What the user is like.' },
    }),
    describe(ServerList, {
      name: 'ServerList',
      description: 'A list of server objects.',
      fields: {
        object: 'Always `list`.',
        data: 'The servers of this page.',
        meta: 'What the panel says of its pages.',
      },
    }),
    describe(ServerList.shape.meta.def.innerType, {
      fields: { pagination: 'Which page of how many.' },
    }),
  ],
}
