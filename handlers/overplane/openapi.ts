import type { Maker } from '../../contract/double/force/asking.ts'
import { describe } from '../../contract/openapi/components.ts'
import { type ApiNotes, type OpenApiDocument, toDocument } from '../../contract/openapi/openapi.ts'
import { asks } from './asks.ts'
import { Deleted, Failure } from './dialect.ts'
import { projectUserNotes } from './project-user/notes.ts'
import { remarks } from './remarks.ts'
import { userNotes } from './user/notes.ts'

/**
 * Overplane's contract as OpenAPI. It is given what it would have to import: whoever loads this on demand has loaded that,
 * and a bundler that splits is not led to it from here.
 */
export const overplaneOpenApi = (create: Maker<never>): OpenApiDocument =>
  toDocument(create, { remarks, notes, asks, asked })

/** What the doubles that are asked are told: their answers are the same on every day. */
const asked = { now: () => new Date('2024-01-15T09:30:00Z') }

const notes: ApiNotes = {
  description:
    'The User and Project User objects of Overplane, as its API reference documents them. The reference prints neither statuses nor errors: what stands here in their place is listed under `x-assumptions`.',
  credentials: 'An API key of the form `sk_…`, as in `Authorization: Bearer sk_test_...`.',
  headers: {
    'Retry-After': {
      description: 'The time in seconds until a request is answered again.',
      type: 'integer',
    },
  },
  failure: Failure,
  resources: [userNotes, projectUserNotes],
  strays: [
    { title: 'A path that is not documented', path: '/api/core/users' },
    { title: 'A method that the path does not take', method: 'PUT', path: '/api/core/user' },
  ],

  schemas: [
    describe(Deleted, {
      name: 'Deleted',
      description: 'The confirmation that an object has been deleted.',
      fields: {
        id: 'The identifier of the object that was deleted.',
        deleted: 'Always true.',
      },
    }),
    describe(Failure, {
      name: 'Failure',
      description: 'The envelope of every refusal.',
      fields: { error: 'Why the request was turned away.' },
    }),
    describe(Failure.shape.error, {
      fields: {
        type: 'What kind of fault it is.',
        code: 'The fault in one word, such as `parameter_missing`; of several the first.',
        message: 'The fault in a sentence; of several each.',
        param: 'The parameter or field at fault; of several the first.',
      },
    }),
  ],
}
