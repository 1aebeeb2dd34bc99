import * as z from 'zod/mini'
import type { Wording } from '../../contract/answer/answer.ts'
import type { Call } from '../../contract/answer/call.ts'
import type { Reply } from '../../contract/answer/endpoint.ts'
import { counted, type Issue, Refused, shown } from '../../contract/answer/refusal.ts'
import { type Context, defineDialect, named, say } from '../../contract/define.ts'
import { outbox } from '../../contract/double/outbox.ts'
import { entities, type OberplanAccount } from './entities.ts'
import { readings } from './readings.ts'

const extras = { outbox }

/** What the dialect and the resolvers work with. */
export type Surroundings = Context<typeof entities, typeof extras, typeof readings>

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

const challenge = { 'WWW-Authenticate': 'Basic realm="Oberplan API"' }

const notFound = "The requested resource doesn't exist."

const refusals: Wording = {
  unauthenticated: ({ credentials }, { headers }, status = 401) => ({
    ...failure(status, 'unauthorized', `The email address or the password is ${credentials}.`),
    ...(status === 401 && !isOfScript(headers) && { headers: challenge }),
  }),
  forbidden: ({ detail }) => failure(403, 'forbidden', detail),
  'unknown-path': (_, __, status = 404) => failure(status, 'resource_not_found', notFound),
  'wrong-method': ({ allow }, { method }, status = 405) =>
    status === 405
      ? {
          ...failure(405, 'method_not_allowed', `The resource does not support ${method}.`),
          headers: { Allow: allow.join(', ') },
        }
      : failure(status, 'resource_not_found', notFound),
  missing: ({ resource }) => failure(404, 'resource_not_found', notFound, resource),
  malformed: ({ detail }, _, status = 400) =>
    failure(status, 'invalid_request', `The request is malformed: ${detail}.`),
  invalid: ({ issues, more }, _, status = 400) =>
    failure(
      status,
      issues.every(({ rule }) => rule === 'required') ? 'missing_parameter' : 'invalid_parameter',
      counted(issues.map(messageOf), more).join(' '),
    ),
  unprocessable: ({ code, detail }, _, status = 400) => failure(status, code, detail),
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
  readings,
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
  authenticate({ headers, path }, context: Surroundings): OberplanAccount {
    const { store, quota } = context
    const { authorization } = headers
    if (!authorization) throw new Refused({ kind: 'unauthenticated', credentials: 'missing' })
    const { email, password } = credentialsOf(authorization)
    const isExact = context.readings.emailCase === 'exact'
    const caller = store.user
      .all('email', email.toLowerCase())
      .find(user => user.password === password && (!isExact || user.email === email))
    if (!caller) throw new Refused({ kind: 'unauthenticated', credentials: 'wrong' })
    if (!uncounted.test(path)) quota.use(caller.id, caller.request_rate_limit)
    return caller
  },
  stamp(caller, { quota, readings }) {
    if (readings.limitHeaders === 'none') return {}
    const { limit, remaining, reset } = quota.look(
      caller?.id ?? '',
      caller?.request_rate_limit ?? 100,
    )
    return rateHeaders(limit, remaining, reset)
  },
  refusals,
  envelopes: {
    text: body => ({ error: errorIn(body).message, success: false }),
    message: body => ({ message: errorIn(body).message }),
    errors: body => {
      const { code, message } = errorIn(body)
      return { errors: [{ code, message }], success: false }
    },
    problem: (body, { status }) => {
      const { code, message } = errorIn(body)
      return { type: code, title: 'The request was refused.', status, detail: message }
    },
  },
})

/** What holds a refusal before it is put into another envelope. */
const errorIn = (body: unknown): z.infer<typeof Failure>['error'] => Object(body).error

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
    case 'unknown':
      return `${shown(path)} is not known.`
    case 'readonly':
      return `${path} cannot be written.`
    case 'alone':
      return `${path} must stand alone.`
    default:
      return `${path} must be an email address.`
  }
}
