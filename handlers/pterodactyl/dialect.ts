import * as z from 'zod/mini'
import type { Wording } from '../../contract/answer/answer.ts'
import type { Reply } from '../../contract/answer/endpoint.ts'
import { defineDialect, type Issue, named, say } from '../../contract/define.ts'
import { entities } from './entities.ts'
import { inOrder, messageOf } from './fields/laravel.ts'
import { authenticate, rateHeaders, toRateHeaders } from './keys.ts'
import { readings } from './readings.ts'
import { readBody, readPath, readQuery, withoutSlashes } from './request.ts'

const Fault = named(
  'Error',
  'One thing that is wrong.',
  z.strictObject({
    code: say("The name of the panel's exception.", z.string()),
    status: say('The HTTP status, as text.', z.string()),
    detail: say('What is wrong, in a sentence.', z.string()),
    meta: say(
      'Which rule is broken, and by which field.',
      z.exactOptional(
        z.strictObject({
          source_field: say('The field that breaks the rule.', z.string()),
          rule: say('The rule.', z.string()),
        }),
      ),
    ),
  }),
)

export const Failure = named(
  'Failure',
  'The envelope of every refusal.',
  z.strictObject({
    errors: say(
      'What is wrong: one error, or one for each rule that a field breaks.',
      z.array(Fault),
    ),
  }),
)

const refusals: Wording = {
  unauthenticated: (_, __, status = 401) =>
    failure(status, 'AuthenticationException', 'Unauthenticated.'),
  forbidden: ({ detail }, _, status = 403) => failure(status, 'AccessDeniedHttpException', detail),
  'unknown-path': (_, { path }, status = 404) =>
    failure(status, 'NotFoundHttpException', `The route ${routeOf(path)} could not be found.`),
  'wrong-method': ({ allow }, { method, path }, status = 405) => {
    // As Laravel answers it for every path that it knows.
    if (method === 'OPTIONS') {
      return {
        status: 200,
        headers: { Allow: allow.join(','), 'Content-Type': 'text/html; charset=UTF-8' },
      }
    }
    const detail = `The ${method} method is not supported for route ${routeOf(path)}. Supported methods: ${allow.join(', ')}.`
    return {
      ...failure(status, 'MethodNotAllowedHttpException', detail),
      headers: { Allow: allow.join(', ') },
    }
  },
  missing: () =>
    failure(
      404,
      'NotFoundHttpException',
      'The requested resource could not be found on the server.',
    ),
  malformed: ({ detail }, _, status = 400) =>
    failure(
      status,
      'BadRequestHttpException',
      `The JSON data passed in the request appears to be malformed: ${detail}`,
    ),
  invalid: ({ issues }, _, status = 400) => {
    const query = firstIn(issues)
    return query ? badQuery(query, status) : unprocessable(issues)
  },
  unprocessable: ({ code, detail }) => failure(400, code, detail),
  'too-large': () => failure(413, 'PostTooLargeException', 'The POST data is too large.'),
  'too-many': ({ limit, retryAfter, reset }) => ({
    ...failure(429, 'ThrottleRequestsException', 'Too Many Attempts.'),
    headers: {
      ...toRateHeaders(limit, 0),
      'Retry-After': String(retryAfter),
      'X-RateLimit-Reset': String(reset),
    },
  }),
}

export const dialect = defineDialect({
  entities,
  readings,
  auth: 'bearer',
  failure: Failure,
  always: [401, 403, 429],
  words: {
    400: 'The body is no JSON.',
    401: 'The API key is missing or wrong.',
    403: 'The API key lacks the permission.',
    422: 'One or more validation rules failed.',
    429: 'The owner of the key has sent too many requests.',
  },
  credentials: /^Bearer pt(la|lc)_/,
  authenticate,
  ...{ readPath, readBody, readQuery },
  refusals,
  envelopes: { message: toMessage },
  stamp: (caller, context) => ({
    'Cache-Control': 'no-cache, private',
    ...(caller && rateHeaders(caller, context)),
  }),
})

const failure = (status: number, code: string, detail: string): Reply => ({
  status,
  body: { errors: [{ code, status: String(status), detail }] },
})

const routeOf = (path: string): string => withoutSlashes(path).replace(/^\/+/, '')

const unprocessable = (issues: readonly Issue[]): Reply => ({
  status: 422,
  body: {
    errors: inOrder(issues).map(issue => ({
      code: 'ValidationException',
      status: '422',
      detail: messageOf(issue),
      meta: { source_field: issue.path, rule: issue.rule },
    })),
  },
})

/** A refusal as Laravel itself words it. */
function toMessage(body: unknown) {
  const { errors } = z.parse(Failure, body)
  const broken = errors.flatMap(({ detail, meta }) => (meta ? [[meta.source_field, detail]] : []))
  const fields = new Set(broken.map(([field]) => field))
  const byField = [...fields].map(field => [
    field,
    broken.flatMap(([name, detail]) => (name === field ? [detail] : [])),
  ])
  const message = errors[0]?.detail
  return broken.length > 0 ? { message, errors: Object.fromEntries(byField) } : { message }
}

/** What the panel looks at first, of what is wrong with a query. */
const firstIn = (issues: readonly Issue[]): Issue | undefined =>
  ['filter', 'sort', 'per_page', 'page']
    .map(rule => issues.find(issue => issue.in === 'query' && issue.rule === rule))
    .find(issue => issue !== undefined)

/** What a list's query gets wrong; where it is several things, the panel tells the first. */
const badQuery = ({ rule, sent, wanted }: Issue, status: number): Reply => {
  const names = `\`${sent}\``
  switch (rule) {
    case 'filter':
      return failure(
        status,
        'InvalidFilterQuery',
        `Requested filter(s) ${names} are not allowed. Allowed filter(s) are \`${wanted}\`.`,
      )
    case 'sort':
      return failure(
        status,
        'InvalidSortQuery',
        `Requested sort(s) ${names} is not allowed. Allowed sort(s) are \`${wanted}\`.`,
      )
    default:
      return failure(
        status,
        'BadRequestHttpException',
        `The ${wanted} must be a whole number from 1.`,
      )
  }
}
