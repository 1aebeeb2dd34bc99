import * as z from 'zod/mini'
import type { Dialect } from '../../contract/answer.ts'
import type { Reply, ReplyDescription } from '../../contract/endpoint.ts'
import { type Issue, Refused } from '../../contract/refusal.ts'
import { inOrder, messageOf, readBody, readQuery } from './laravel.ts'

/** The API key that a request carries. */
export interface Caller {
  readonly key: string
}

/** The envelope of every refusal: one error, or for a 422 one for each rule that is broken. */
export const Failure = z.strictObject({
  errors: z.array(
    z.strictObject({
      code: z.string(),
      status: z.string(),
      detail: z.string(),
      meta: z.optional(z.strictObject({ source_field: z.string(), rule: z.string() })),
    }),
  ),
})

const described = (description: string): ReplyDescription & { body: typeof Failure } => ({
  description,
  body: Failure,
})

export const malformedBody = described('The body is no JSON.')
export const unauthenticated = described('The API key is missing or wrong.')
export const forbidden = described('The API key lacks the permission.')
export const missing = described('The user was not found.')
export const invalid = described('One or more validation rules failed.')

export const dialect: Dialect<Caller> = {
  failure: Failure,
  readsBodyFirst: true,
  authenticate({ headers }) {
    const [key] = /^Bearer (pt(?:la|lc)_[^\s,]+)/.exec(headers.authorization ?? '')?.slice(1) ?? []
    if (!key) throw new Refused({ kind: 'unauthenticated', credentials: 'wrong' })
    return { key }
  },
  readBody,
  readQuery,
  refusals: {
    unauthenticated: () => failure(401, 'AuthenticationException', 'Unauthenticated.'),
    forbidden: ({ detail }) => failure(403, 'AccessDeniedHttpException', detail),
    'unknown-path': (_, { path }) =>
      failure(404, 'NotFoundHttpException', `The route ${routeOf(path)} could not be found.`),
    'wrong-method': ({ allow }, { method, path }) => ({
      ...failure(
        405,
        'MethodNotAllowedHttpException',
        `The ${method} method is not supported for route ${routeOf(path)}. Supported methods: ${allow.join(', ')}.`,
      ),
      headers: { Allow: allow.join(', ') },
    }),
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
    'too-many': ({ retryAfter }) => ({
      ...failure(429, 'ThrottleRequestsException', 'Too Many Attempts.'),
      headers: { 'Retry-After': String(retryAfter) },
    }),
  },
}

const failure = (status: number, code: string, detail: string): Reply => ({
  status,
  body: { errors: [{ code, status: String(status), detail }] },
})

const routeOf = (path: string): string => path.replace(/^\/|\/$/g, '')

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

/** What a list says of its pages. */
export const Pagination = z.strictObject({
  total: z.int(),
  count: z.int(),
  per_page: z.int(),
  current_page: z.int(),
  total_pages: z.int(),
  links: z.strictObject({
    previous: z.exactOptional(z.string()),
    next: z.exactOptional(z.string()),
  }),
})

/** Where a page stands; its links carry the page and nothing else of the query, like the panel's. */
export function paginationOf(
  { total, count, page, per_page }: Record<'total' | 'count' | 'page' | 'per_page', number>,
  url: string,
): z.infer<typeof Pagination> {
  const total_pages = Math.max(1, Math.ceil(total / per_page))
  const links = {
    ...(page > 1 && { previous: `${url}?page=${page - 1}` }),
    ...(page < total_pages && { next: `${url}?page=${page + 1}` }),
  }
  return { total, count, per_page, current_page: page, total_pages, links }
}
