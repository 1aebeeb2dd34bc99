import type { Maker } from '../../contract/double/force/asking.ts'
import { describe } from '../../contract/openapi/components.ts'
import { type ApiNotes, type OpenApiDocument, toDocument } from '../../contract/openapi/openapi.ts'
import { askedWorld, asks } from './asks.ts'
import { Failure } from './dialect.ts'
import { remarks } from './remarks.ts'
import { userSettingsNotes } from './user-settings/notes.ts'

/**
 * Oberplan's contract as OpenAPI. It is given what it would have to import: whoever loads this on demand has loaded that,
 * and a bundler that splits is not led to it from here.
 */
export const oberplanOpenApi = (create: Maker<typeof askedWorld>): OpenApiDocument =>
  toDocument(create, { remarks, notes, asks, asked })

/** What the doubles that are asked are told: their answers are the same on every day. */
const asked = { world: askedWorld, now: () => new Date('2024-01-15T09:30:00Z') }

const notes: ApiNotes = {
  description:
    'The user settings of Oberplan, as its API documentation has them. Its page on responses prints the envelope of a refusal and few codes: the others stand under `x-assumptions`.',
  credentials: 'The email address and the password of the account.',
  // The printed requests come from `curl -d`, which calls their JSON a form.
  bodyTypes: ['*/*'],
  headers: {
    'X-Rate-Limit-RequestLimit': {
      description: 'The number of requests in a window. The name is an assumption.',
      type: 'integer',
    },
    'X-Rate-Limit-RequestRemaining': {
      description: 'The number of requests that are left in the present window.',
      type: 'integer',
    },
    'X-Rate-Limit-RequestReset': {
      description: 'The time in seconds until the current rate limit window resets.',
      type: 'integer',
    },
    'Retry-After': {
      description: 'The time in seconds until a request is answered again.',
      type: 'integer',
    },
    'WWW-Authenticate': 'The challenge that HTTP demands with a 401.',
  },
  failure: Failure,
  resources: [userSettingsNotes],
  strays: [
    { title: 'A path that is not documented', path: '/v1/users' },
    { title: 'A method that the path does not take', method: 'POST', path: '/v1/users/me' },
  ],

  schemas: [
    describe(Failure, {
      name: 'Failure',
      description: 'The envelope of every refusal.',
      fields: { error: 'Why the request was turned away.', success: 'Always false.' },
    }),
    describe(Failure.shape.error, {
      fields: {
        code: 'The fault in one word, such as `resource_not_found`.',
        message: 'The fault in a sentence; of several each.',
        resource_type: 'What kind of resource it is about, where it is about one.',
        status: 'The HTTP status.',
      },
    }),
  ],
}
