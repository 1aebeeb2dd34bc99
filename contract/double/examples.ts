import * as z from 'zod/mini'
import type { Dialect } from '../answer.ts'
import type { Endpoint, Reply } from '../endpoint.ts'
import type { Refusal } from '../refusal.ts'
import { sampleOf } from './sample.ts'

type Words = Pick<Dialect<unknown>, 'refusals'>

/** A reply of an endpoint with this status, made of its examples, of the API's words, or of its schema. */
export function exampleOf(
  { refusals }: Words,
  endpoint: Endpoint,
  status: number,
  name?: string,
): Reply | undefined {
  const described = endpoint.responses[status]
  // Some pages print a request without its reply.
  const examples = (endpoint.examples ?? []).filter(
    ({ reply }) =>
      reply.status === status && (reply.body !== undefined || described?.body === undefined),
  )
  const example = name === undefined ? examples[0] : examples.find(({ title }) => title === name)
  if (example || name !== undefined) return example?.reply
  if (described?.body === undefined) return described && { status }
  const { body } = described
  const call = { method: 'GET', origin: '', path: endpoint.path, search: '', headers: {}, text: '' }
  const worded = samples
    .map(refusal => {
      // The table gives each kind its own function; the compiler cannot see that the two belong together.
      const word = refusals[refusal.kind] as (refusal: Refusal, call: unknown) => Reply
      return word(refusal, call)
    })
    .find(reply => reply.status === status && z.safeParse(body, reply.body).success)
  return worded ?? { status, body: sampleOf(body) }
}

/** One refusal of each kind that an endpoint can give, the likelier of those with one status first. */
const samples: readonly Refusal[] = [
  { kind: 'unauthenticated', credentials: 'missing' },
  { kind: 'forbidden', detail: 'This action is unauthorized.' },
  { kind: 'missing', resource: 'user', id: 'unknown' },
  { kind: 'invalid', issues: [{ in: 'body', path: 'email', rule: 'required', sent: undefined }] },
  { kind: 'malformed', detail: 'Syntax error' },
  { kind: 'too-large', limit: 1_048_576 },
  { kind: 'too-many', limit: 100, retryAfter: 60, reset: 0 },
]
