import * as z from 'zod/mini'
import type { Wording } from '../../contract/answer/answer.ts'
import type { Call } from '../../contract/answer/call.ts'
import type { Reply } from '../../contract/answer/endpoint.ts'
import { counted, type Issue, Refused, shown } from '../../contract/answer/refusal.ts'
import { type Context, defineDialect, named, say } from '../../contract/define.ts'
import { isSecretPath, veil } from '../../contract/double/journal/redaction.ts'
import { entities } from './entities.ts'
import { readings } from './readings.ts'

/** The key that a caller showed. */
interface Caller {
  readonly key: string
}

/** One error, in the manner of Stripe, which the pages follow. */
const Failure = named(
  'Failure',
  'The envelope of every refusal.',
  z.strictObject({
    error: say(
      'Why the request was turned away.',
      z.strictObject({
        type: say(
          'What kind of fault it is.',
          z.enum(['invalid_request_error', 'authentication_error', 'rate_limit_error']),
        ),
        code: say(
          'The fault in one word, such as `parameter_missing`; of several the first.',
          z.optional(z.string()),
        ),
        message: say('The fault in a sentence; of several each.', z.string()),
        param: say(
          'The parameter or field at fault; of several the first.',
          z.optional(z.string()),
        ),
      }),
    ),
  }),
)

const refusals: Wording = {
  unauthenticated: ({ credentials, sent = '' }) =>
    failure(401, {
      type: 'authentication_error',
      message:
        credentials === 'missing'
          ? 'You did not provide an API key. Send one as in "Authorization: Bearer sk_test_...".'
          : `Invalid API Key provided: ${masked(sent)}.`,
    }),
  forbidden: ({ detail }) => failure(403, { message: detail }),
  'unknown-path': (_, call) => failure(404, { message: unrecognized(call) }),
  'wrong-method': (_, call) => failure(404, { message: unrecognized(call) }),
  missing: ({ resource, id }) =>
    failure(404, {
      code: 'resource_missing',
      message: `No such ${resource}: '${id}'`,
      param: 'id',
    }),
  malformed: ({ detail }) => failure(400, { message: `Invalid request body: ${detail}.` }),
  invalid: ({ issues, more }) =>
    failure(400, {
      ...(issues[0] && { code: codeOf(issues[0]), param: issues[0].path }),
      message: counted(issues.map(messageOf), more).join(' '),
    }),
  unprocessable: ({ code, detail, param }) =>
    failure(400, { code, message: detail, ...(param && { param }) }),
  'too-large': ({ limit }) => failure(413, { message: `Request body larger than ${limit} bytes.` }),
  'too-many': ({ retryAfter }) => ({
    ...failure(429, {
      type: 'rate_limit_error',
      code: 'rate_limit',
      message: 'Request rate limit exceeded.',
    }),
    headers: { 'Retry-After': String(retryAfter) },
  }),
}

/** Requests a minute for each key: an assumption, since no page names a limit. */
const usualLimit = 100

export const dialect = defineDialect({
  entities,
  readings,
  auth: 'bearer',
  failure: Failure,
  always: [401, 429],
  words: {
    400: 'The query or the body breaks a rule.',
    401: 'No API key was sent, or one that is not of the form sk_….',
    404: 'No object has this id.',
    429: 'The key has sent too many requests.',
  },
  credentials: /^bearer +sk_/i,
  authenticatesFirst: true,
  authenticate({ headers: { authorization } }, context: OwnContext): Caller {
    const key = keyIn(authorization, context.readings)
    context.quota.use(key, usualLimit)
    return { key }
  },
  refusals,
  envelopes: {
    text: body => ({ error: errorIn(body).message }),
    message: body => ({ message: errorIn(body).message }),
    errors: body => ({ errors: [errorIn(body)] }),
    problem: (body, { status }) => {
      const { code = 'about:blank', message } = errorIn(body)
      return { type: code, title: 'The request was refused.', status, detail: message }
    },
  },
})

type OwnContext = Context<typeof entities, unknown, typeof readings>

/** What holds a refusal before it is put into another envelope. */
const errorIn = (body: unknown): z.infer<typeof Failure>['error'] => Object(body).error

/** The key that is shown, or a refusal. */
function keyIn(
  authorization: string | undefined,
  { strangers, credentials }: OwnContext['readings'],
) {
  if (!authorization) {
    if (strangers === 'let in') return ''
    throw new Refused({ kind: 'unauthenticated', credentials: 'missing' })
  }
  const key = /^bearer +(\S+)$/i.exec(authorization)?.[1]
  if (key !== undefined && (credentials === 'any' || /^sk_./.test(key))) return key
  const sent = key ?? authorization
  throw new Refused({ kind: 'unauthenticated', credentials: 'wrong', sent })
}

type Details = Omit<z.infer<typeof Failure>['error'], 'type'> & {
  readonly type?: z.infer<typeof Failure>['error']['type']
}

const failure = (status: number, details: Details): Reply => ({
  status,
  body: { error: { type: 'invalid_request_error', ...details } },
})

const unrecognized = ({ method, path }: Call) => `Unrecognized request URL (${method}: ${path}).`

/** Keys are secrets: enough of one to recognise it by, and no more. */
const masked = (key: string) => `${key.slice(0, 5)}****`

function codeOf(issue: Issue): string {
  if (issue.rule === 'required') return 'parameter_missing'
  if (issue.rule === 'unknown') return 'parameter_unknown'
  return `parameter_invalid_${isEmpty(issue) ? 'empty' : kindOf(issue)}`
}

function messageOf(issue: Issue): string {
  if (issue.rule === 'required') return `Missing required param: ${issue.path}.`
  if (issue.rule === 'unknown') return `Received unknown parameter: ${shown(issue.path)}.`
  if (isEmpty(issue)) return `Invalid empty param: ${issue.path}.`
  return `Invalid ${kindOf(issue)}: ${quoted(issue)} (${issue.path}).`
}

function quoted({ path, rule, wanted, sent }: Issue): string {
  if (rule === 'max' && Array.isArray(sent)) return `more than ${wanted} items`
  return isSecretPath(path) ? veil : shown(sent) || '""'
}

/** Something is required, and sent as nothing: what may be left out takes null, and `""` where it is a text. */
const isEmpty = ({ rule, sent }: Issue): boolean =>
  sent === null || (sent === '' && rule !== 'type')

/** The type that a value fails to be: what is no type fault is a list too long, or a whole number out of range. */
function kindOf({ rule, wanted, sent }: Issue): string {
  if (rule === 'type' && wanted !== 'int' && wanted !== 'number') return String(wanted)
  return rule === 'max' && Array.isArray(sent) ? 'array' : 'integer'
}
