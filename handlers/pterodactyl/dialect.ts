import * as z from 'zod/mini'
import type { Wording } from '../../contract/answer/answer.ts'
import type { Reply } from '../../contract/answer/endpoint.ts'
import { defineDialect, type Issue, named, say } from '../../contract/define.ts'
import { entities } from './entities.ts'
import { authenticate, rateHeaders, toRateHeaders } from './keys.ts'
import { inOrder, messageOf } from './laravel.ts'
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
  unauthenticated: () => failure(401, 'AuthenticationException', 'Unauthenticated.'),
  forbidden: ({ detail }) => failure(403, 'AccessDeniedHttpException', detail),
  'unknown-path': (_, { path }) =>
    failure(404, 'NotFoundHttpException', `The route ${routeOf(path)} could not be found.`),
  'wrong-method': ({ allow }, { method, path }) => {
    // As Laravel answers it for every path that it knows.
    if (method === 'OPTIONS') {
      return {
        status: 200,
        headers: { Allow: allow.join(','), 'Content-Type': 'text/html; charset=UTF-8' },
      }
    }
    const detail = `The ${method} method is not supported for route ${routeOf(path)}. Supported methods: ${allow.join(', ')}.`
    return {
      ...failure(405, 'MethodNotAllowedHttpException', detail),
      headers: { Allow: allow.join(', ') },
    }
  },
  missing: () =>
    failure(
      404,
      'NotFoundHttpException',
      'The requested resource could not be found on the server.',
    ),
  malformed: ({ detail }) =>
    failure(
      400,
      'BadRequestHttpException',
      `The JSON data passed in the request appears to be malformed: ${detail}`,
    ),
  invalid: ({ issues }) => {
    const query = issues.find(issue => issue.in === 'query')
    return query ? badQuery(query) : unprocessable(issues)
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

/** What a list's query gets wrong; where it is several things, the panel tells the first. */
const badQuery = ({ rule, sent, wanted }: Issue): Reply => {
  const names = `\`${sent}\``
  switch (rule) {
    case 'filter':
      return failure(
        400,
        'InvalidFilterQuery',
        `Requested filter(s) ${names} are not allowed. Allowed filter(s) are \`${wanted}\`.`,
      )
    case 'sort':
      return failure(
        400,
        'InvalidSortQuery',
        `Requested sort(s) ${names} is not allowed. Allowed sort(s) are \`${wanted}\`.`,
      )
    default:
      return failure(400, 'BadRequestHttpException', `The ${wanted} must be a whole number from 1.`)
  }
}
