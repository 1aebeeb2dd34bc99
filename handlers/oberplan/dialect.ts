import * as z from 'zod/mini'
import type { Wording } from '../../contract/answer/answer.ts'
import type { Call } from '../../contract/answer/call.ts'
import type { Reply } from '../../contract/answer/endpoint.ts'
import { counted, type Issue, Refused, shown } from '../../contract/answer/refusal.ts'
import { type Context, defineDialect, named, say } from '../../contract/define.ts'
import { outbox } from '../../contract/double/outbox.ts'
import { entities, type OberplanAccount } from './entities.ts'

const extras = { outbox }

/** What the dialect and the resolvers work with. */
export type Surroundings = Context<typeof entities, typeof extras>

/** As Oberplan's page on responses prints it. */
const Failure = named(
  'Failure',
  'The envelope of every refusal.',
  z.strictObject({
    error: say(
      'Why the request was turned away.',
      z.strictObject({
        code: say('The fault in one word, such as `resource_not_found`.', z.string()),
        message: say('The fault in a sentence; of several each.', z.string()),
        resource_type: say(
          'What kind of resource it is about, where it is about one.',
          z.optional(z.string()),
        ),
        status: say('The HTTP status.', z.int()),
      }),
    ),
    success: say('Always false.', z.literal(false)),
  }),
)

const rateHeaders = (limit: number, remaining: number, reset: number) => ({
  'X-Rate-Limit-RequestLimit': String(limit),
  'X-Rate-Limit-RequestRemaining': String(remaining),
  'X-Rate-Limit-RequestReset': String(reset),
})

const notFound = "The requested resource doesn't exist."

const refusals: Wording = {
  unauthenticated: ({ credentials }, { headers }) => ({
    ...failure(401, 'unauthorized', `The email address or the password is ${credentials}.`),
    ...(!isOfScript(headers) && { headers: { 'WWW-Authenticate': 'Basic realm="Oberplan API"' } }),
  }),
  forbidden: ({ detail }) => failure(403, 'forbidden', detail),
  'unknown-path': () => failure(404, 'resource_not_found', notFound),
  'wrong-method': ({ allow }, { method }) => ({
    ...failure(405, 'method_not_allowed', `The resource does not support ${method}.`),
    headers: { Allow: allow.join(', ') },
  }),
  missing: ({ resource }) => failure(404, 'resource_not_found', notFound, resource),
  malformed: ({ detail }) =>
    failure(400, 'invalid_request', `The request is malformed: ${detail}.`),
  invalid: ({ issues, more }) =>
    failure(
      400,
      issues.every(({ rule }) => rule === 'required') ? 'missing_parameter' : 'invalid_parameter',
      counted(issues.map(messageOf), more).join(' '),
    ),
  unprocessable: ({ code, detail }) => failure(400, code, detail),
  'too-large': ({ limit }) =>
    failure(413, 'request_too_large', `The request body is larger than ${limit} bytes.`),
  'too-many': ({ limit, retryAfter }) => ({
    ...failure(429, 'rate_limit_exceeded', `The limit is reset in ${retryAfter} seconds.`),
    headers: { ...rateHeaders(limit, 0, retryAfter), 'Retry-After': String(retryAfter) },
  }),
}

/** The documented path that costs nothing of the limit that it tells. */
const uncounted = /\/rate-limit$/

export const dialect = defineDialect({
  entities,
  extras,
  auth: 'basic',
  failure: Failure,
  always: [401],
  words: {
    400: 'The query or the body breaks a rule.',
    401: 'The email address or the password is missing or wrong.',
    404: 'The resource does not exist.',
    429: 'The account has sent more requests than its limit allows.',
  },
  credentials: /^basic +\S/i,
  authenticate({ headers, path }, { store, quota }: Surroundings): OberplanAccount {
    const { authorization } = headers
    if (!authorization) throw new Refused({ kind: 'unauthenticated', credentials: 'missing' })
    const { email, password } = credentialsOf(authorization)
    const caller = store.user
      .all('email', email.toLowerCase())
      .find(user => user.password === password)
    if (!caller) throw new Refused({ kind: 'unauthenticated', credentials: 'wrong' })
    if (!uncounted.test(path)) quota.use(caller.id, caller.request_rate_limit)
    return caller
  },
  stamp(caller, { quota }) {
    const { limit, remaining, reset } = quota.look(
      caller?.id ?? '',
      caller?.request_rate_limit ?? 100,
    )
    return rateHeaders(limit, remaining, reset)
  },
  refusals,
})

/**
 * Whether a page's script asks: its browser would open a window of its own and ask the reader for a password. Node.js
 * sends the mode of a script too, and has no such window.
 */
const isOfScript = (headers: Call['headers']): boolean =>
  headers['x-requested-with'] !== undefined ||
  (headers['sec-fetch-mode'] === 'cors' && !/^(node|undici)$/.test(headers['user-agent'] ?? ''))

const failure = (status: number, code: string, message: string, resource?: string): Reply => ({
  status,
  body: {
    error: { code, message, ...(resource && { resource_type: resource }), status },
    success: false,
  },
})

/** `Basic` and the Base64 of `email:password`; what is none of it belongs to nobody. */
function credentialsOf(authorization: string): { email: string; password: string } {
  const encoded = /^basic +(\S+)$/i.exec(authorization)?.[1] ?? ''
  const [, email = '', password = ''] = /^([^:]*):(.*)$/s.exec(decoded(encoded)) ?? []
  return { email, password }
}

/** What Base64 holds, as UTF-8; what is none is Latin-1, which some clients send. */
function decoded(base64: string): string {
  const letters = lettersOf(base64)
  if (!/[^\0-\x7f]/.test(letters)) return letters // as almost all are: both say the same
  try {
    const bytes = Uint8Array.from(letters, letter => letter.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return letters
  }
}

function lettersOf(base64: string): string {
  try {
    return atob(base64)
  } catch {
    return ''
  }
}

function messageOf({ path, rule, wanted, sent }: Issue): string {
  switch (rule) {
    case 'required':
      return `${path} is missing.`
    case 'type':
      return `${path} must be a ${wanted}.`
    case 'max':
      return `${path} must have at most ${wanted} characters.`
    case 'min':
      return `${path} must have at least ${wanted} characters.`
    case 'option':
      return `${path} must be one of ${Array.isArray(wanted) ? wanted.join(', ') : wanted}.`
    case 'timezone':
      return `${path} must be an Olson time zone identifier, and "${shown(sent)}" is none.`
    default:
      return `${path} must be an email address.`
  }
}
