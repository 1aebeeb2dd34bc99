import type { Maker } from '../../contract/double/force/asking.ts'
import { describe } from '../../contract/openapi/components.ts'
import { type ApiNotes, type OpenApiDocument, toDocument } from '../../contract/openapi/openapi.ts'
import { askedWorld, asks } from './asks.ts'
import { Failure } from './dialect.ts'
import { installationNotes } from './installation/notes.ts'
import { Server, User } from './objects.ts'
import { remarks } from './remarks.ts'
import { serversNotes } from './servers/notes.ts'
import { attributes, usersNotes } from './users/notes.ts'
import { UserList } from './users/schema.ts'

/**
 * Pterodactyl's contract as OpenAPI. It is given what it would have to import: whoever loads this on demand has loaded that,
 * and a bundler that splits is not led to it from here.
 */
export const pterodactylOpenApi = (create: Maker<typeof askedWorld>): OpenApiDocument =>
  toDocument(create, { remarks, notes, asks, asked })

/** What the doubles that are asked are told: their answers are the same on every day. */
const asked = { world: askedWorld, now: () => new Date('2022-09-15T17:33:34Z') }

const Relationships = User.shape.attributes.shape.relationships.def.innerType
const [Servers, NullResource] = Relationships.shape.servers.def.options
const [Owner] = Server.shape.attributes.shape.relationships.def.innerType.shape.user.def.options
const { pagination: Pagination } = UserList.shape.meta.def.innerType.shape
const { element: Fault } = Failure.shape.errors.def

const notes: ApiNotes = {
  description:
    "The users of Pterodactyl's Application API, as its unofficial documentation has them. Where that is silent the panel itself was looked at; what was decided so stands under `x-assumptions`, and where the two disagree under `x-deviations`.",
  credentials:
    'An API key of the panel: `ptla_…` for an application, `ptlc_…` for an account of an administrator.',
  bodyTypes: ['application/x-www-form-urlencoded'],
  host: { name: 'panel', description: 'The host of the panel.' },
  headers: {
    'X-RateLimit-Limit': {
      description: 'The number of requests that a user may send in a minute.',
      type: 'integer',
    },
    'X-RateLimit-Remaining': {
      description: 'The number of requests that are left in the present minute.',
      type: 'integer',
    },
    'X-RateLimit-Reset': {
      description: 'When a request is answered again, in seconds since 1970.',
      type: 'integer',
    },
    'Retry-After': {
      description: 'The time in seconds until a request is answered again.',
      type: 'integer',
    },
  },
  failure: Failure,
  resources: [usersNotes, serversNotes, installationNotes],
  strays: [
    { title: 'A path that is not documented', path: '/api/application/nothing' },
    {
      title: 'A method that the path does not take',
      ...{ method: 'PUT', path: '/api/application/users' },
    },
  ],

  schemas: [
    describe(Relationships, {
      name: 'UserRelationships',
      description: 'What was included with a user.',
      fields: { servers: 'The servers that the user owns.' },
    }),
    describe(Servers, {
      name: 'OwnedServers',
      description: 'The servers of a user.',
      fields: { object: 'Always `list`.', data: 'The servers.' },
    }),
    describe(Owner.shape.attributes, {
      name: 'OwnerAttributes',
      description: 'The attributes of a user who owns a server.',
      fields: attributes,
    }),
    describe(NullResource, {
      name: 'NullResource',
      description: 'Stands in the place of what the key may not read.',
      fields: { object: 'Always `null_resource`.', attributes: 'Always null.' },
    }),
    describe(Pagination, {
      name: 'Pagination',
      description: 'Which page of how many.',
      fields: {
        total: 'The number of all objects.',
        count: 'The number of objects on this page.',
        per_page: { description: 'The number of objects on a full page.', type: 'integer' },
        current_page: { description: 'The number of this page.', type: 'integer' },
        total_pages: 'The number of pages, at least 1.',
        links:
          'The URLs of the pages before and behind this one. They carry nothing of the query but the page.',
      },
    }),
    describe(Pagination.shape.links, {
      fields: { previous: 'The page before this one.', next: 'The page behind this one.' },
    }),
    describe(Failure, {
      name: 'Failure',
      description: 'The envelope of every refusal.',
      fields: { errors: 'What is wrong: one error, or one for each rule that a field breaks.' },
    }),
    describe(Fault, {
      name: 'Error',
      description: 'One thing that is wrong.',
      fields: {
        code: "The name of the panel's exception.",
        status: 'The HTTP status, as text.',
        detail: 'What is wrong, in a sentence.',
        meta: 'Which rule is broken, and by which field.',
      },
    }),
    describe(Fault.shape.meta.def.innerType, {
      fields: { source_field: 'The field that breaks the rule.', rule: 'The rule.' },
    }),
  ],
}
