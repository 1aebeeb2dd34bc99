import * as z from 'zod/mini'
import { entity, named, say } from '../../contract/define.ts'
import { apiKeys } from '../../fixtures/pterodactyl/api-keys.ts'
import { documentedUser } from '../../fixtures/pterodactyl/users.ts'

// What the panel keeps; of each object all that travels, and what never does.

const unset = z.nullable(z.string())
export const timeField = (event: string) =>
  say(`When ${event}, in ISO 8601 and UTC.`, z.string(), { format: 'date-time' })
export const uuidField = (thing: string) =>
  say(`The universally unique identifier of the ${thing}.`, z.string(), { format: 'uuid' })

// ---- user

/** The attributes of a user, in the page's order. */
export const userAttributes = {
  '2fa': say('Whether two-factor authentication is switched on.', z.boolean()),
  created_at: timeField('the account was created'),
  email: say('The account email.', z.string()),
  external_id: say('An external identifier for the account.', unset),
  first_name: say('The first name for the account.', z.string()),
  id: say('The id of the user.', z.int()),
  language: say('The language identifier for the account.', z.string()),
  last_name: say('The last name for the account.', z.string()),
  root_admin: say('Whether the account has administrative access.', z.boolean()),
  updated_at: timeField('the account was last changed'),
  username: say('The account username.', z.string()),
  uuid: uuidField('user'),
}

/** A user as `double.db.user` keeps it. */
export const UserRow = z.strictObject({
  ...userAttributes,
  password: say('The password of the account, which is never shown.', unset),
})

const user = entity({
  schema: UserRow,
  id: 'id',
  times: ['created_at', 'updated_at'],
  defaults: { uuid: ({ ids }) => ids.uuid(), language: 'en' },
  lookups: {
    email: one => one.email.toLowerCase(),
    username: one => one.username.toLowerCase(),
    external_id: one => one.external_id?.toLowerCase() ?? null,
  },
  orders: { id: one => one.id, uuid: one => one.uuid },
  documented: [documentedUser],
})

// ---- server

const Limits = named(
  'Limits',
  'What a server may use of its machine.',
  z.strictObject({
    memory: say('The memory, in MiB; 0 is no limit.', z.int()),
    swap: say('The swap space, in MiB; -1 is no limit.', z.int()),
    disk: say('The disk space, in MiB; 0 is no limit.', z.int()),
    io: say('The weight of its block I/O, from 10 to 1000.', z.int()),
    cpu: say('The share of the processor, in percent of one core; 0 is no limit.', z.int()),
    threads: say('The processor cores that it may run on; null is any.', unset),
    oom_disabled: say('Whether it is spared when memory runs out.', z.boolean()),
  }),
)

const FeatureLimits = named(
  'FeatureLimits',
  'What may be made for a server.',
  z.strictObject({
    databases: say('The number of databases; null is no limit.', z.nullable(z.int())),
    allocations: say('The number of allocations; null is no limit.', z.nullable(z.int())),
    backups: say('The number of backups.', z.int()),
  }),
)

const Container = named(
  'Container',
  'The container that a server runs in.',
  z.strictObject({
    startup_command: say('The command that starts the server.', z.string()),
    image: say('The image of the container.', z.string()),
    installed: say('Whether the server is installed: 1, or 0.', z.int()),
    environment: say('The environment variables by name.', z.looseObject({})),
  }),
)

/** The attributes of a server, in the panel's order. */
export const serverAttributes = {
  id: say('The id of the server.', z.int()),
  external_id: say('An external identifier for the server.', unset),
  uuid: uuidField('server'),
  identifier: say('The short identifier of the server.', z.string()),
  name: say('The name of the server.', z.string()),
  description: say('The description of the server.', z.string()),
  status: say('What is being done to the server; null where it is nothing.', unset),
  suspended: say('Whether the server is suspended.', z.boolean()),
  limits: say('What the server may use of its machine.', Limits),
  feature_limits: say('What may be made for the server.', FeatureLimits),
  user: say('The id of the user who owns the server.', z.int()),
  node: say('The id of the node that the server runs on.', z.int()),
  allocation: say('The id of its primary allocation.', z.int()),
  nest: say('The id of the nest that its egg is of.', z.int()),
  egg: say('The id of the egg that it was made from.', z.int()),
  container: say('The container that the server runs in.', Container),
  updated_at: timeField('the server was last changed'),
  created_at: timeField('the server was created'),
}

/** A server as `double.db.server` keeps it: its environment as JSON of `{ NAME: value }`. */
export const ServerRow = z.strictObject({
  ...serverAttributes,
  container: say(
    'The container that the server runs in.',
    z.strictObject({
      ...Container.shape,
      environment: say('The environment variables, as JSON of values by name.', z.string()),
    }),
  ),
})

const server = entity({
  schema: ServerRow,
  id: 'id',
  times: ['updated_at', 'created_at'],
  defaults: {
    uuid: ({ ids }) => ids.uuid(),
    identifier: ({ ids }) => ids.text(8),
    limits: {
      ...{ memory: 1024, swap: 0, disk: 10_240, io: 500, cpu: 0 },
      ...{ threads: null, oom_disabled: false },
    },
    feature_limits: { databases: null, allocations: null, backups: 0 },
    ...{ node: 1, allocation: 1, nest: 1, egg: 1 },
    container: { startup_command: '', image: '', installed: 1, environment: '{}' },
  },
  lookups: {
    owner: one => String(one.user),
    external_id: one => one.external_id?.toLowerCase() ?? null,
  },
  orders: { id: one => one.id, uuid: one => one.uuid },
})

// ---- API key

/** What a key may do with a resource; an account's key of an administrator may do all. */
const permission = (resource: string) =>
  say(`What it may do with ${resource}: 0 nothing, 1 read, 2 write, 3 both.`, z.int())

/** An API key, as `double.db.apiKey` keeps it: of each resource what it may do. */
export const ApiKey = z.strictObject({
  token: say(
    "What is sent as the Bearer token: `ptla_…` for an application's key, `ptlc_…` for an account's.",
    z.string(),
  ),
  user: say(
    "The id of the user whose key it is; null is somebody who is not among the double's users.",
    z.nullable(z.int()),
  ),
  admin: say(
    'Whether that somebody is an administrator; a user is one by `root_admin`.',
    z.boolean(),
  ),
  users: permission('users'),
  servers: permission('servers'),
  nodes: permission('nodes'),
  locations: permission('locations'),
  nests: permission('nests'),
  eggs: permission('eggs'),
  allowed_ip: say('The only address that may use it; null is any.', unset),
  expires_at: say('When it ends, in ISO 8601; null is never.', unset),
})

const apiKey = entity({
  schema: ApiKey,
  id: 'token',
  defaults: {
    token: ({ ids }) => `ptla_${ids.text(8)}`,
    admin: true,
    ...{ users: 3, servers: 3, nodes: 3, locations: 3, nests: 3, eggs: 3 },
  },
  always: apiKeys,
})

/** The models of Pterodactyl, by their names in `double.db`. */
export const entities = { user, server, apiKey }
