import { at } from '../../contract/verify/difference.ts'
import type {
  Debugging,
  HeaderRule,
  Look,
  Probe,
  Sent,
  Suite,
} from '../../contract/verify/suite.ts'
import type { VerifiedOperation } from './operation.ts'
import { servers } from './servers.ts'
import { users } from './users.ts'
import { listScenarios } from './verification-list.ts'
import { updateScenarios } from './verification-update.ts'
import { required, userScenarios } from './verification-users.ts'

/** The page, and what clients ask for first: what is made up, and what few can name, is left out. */
const isVerified = (operation: string): boolean => operation in users || operation in servers

const narrowed = (derived: Suite): Suite => ({
  ...derived,
  contract: Object.fromEntries(
    Object.entries(derived.contract).filter(([operation]) => isVerified(operation)),
  ),
})

const refusal = (status: number, code: string, detail: RegExp | string = /./) => ({
  errors: [{ code, status: String(status), detail }],
})

/** A request to each operation that would be in order but for the key, or for the id. */
const inOrder = (unique: () => string): readonly (readonly [VerifiedOperation, Sent])[] => {
  const params = { id: 0 }
  return [
    ['listUsers', {}],
    ['getUser', { params }],
    ['getExternalUser', { params: { external_id: unique() } }],
    ['createUser', { body: required(unique()) }],
    ['updateUser', { params, body: {} }],
    ['deleteUser', { params }],
    ['listServers', {}],
    ['getServer', { params }],
  ]
}

const strangers = (unique: () => string): Probe<VerifiedOperation>[] =>
  [null, 'ptla_unknown'].flatMap(as =>
    inOrder(unique).map(([ask, sent]) => ({
      title: `${ask} ${as === null ? 'without a key' : 'with an unknown key'} is a 401`,
      ask,
      ...sent,
      as,
      status: 401,
      says: refusal(401, 'AuthenticationException', 'Unauthenticated.'),
    })),
  )

const notFound = 'The requested resource could not be found on the server.'

const missing = (unique: () => string): Probe<VerifiedOperation>[] =>
  [...inOrder(unique), ['getUser', { params: { id: 'nil' } }] as const]
    .filter(([, { params }]) => params !== undefined)
    .map(([ask, sent]) => ({
      title: `${ask} of ${Object.values(sent.params ?? {})} is a 404`,
      ask,
      ...sent,
      status: 404,
      says: refusal(404, 'NotFoundHttpException', notFound),
    }))

/** The field, what is sent for it (nothing where it is left out), and the rules that it breaks. */
type Fault = readonly [field: string, value: unknown, ...rules: readonly string[]]

const long = 'x'.repeat(192)

const faults: readonly Fault[] = [
  ...['email', 'username', 'first_name', 'last_name'].flatMap(field =>
    [undefined, null, ''].map((value): Fault => [field, value, 'required']),
  ),
  ...['bad', 'a b@example.com', 42].map((value): Fault => ['email', value, 'email']),
  ['email', `${'x'.repeat(180)}@example.com`, 'between'],
  ...['ab', '_abc', 'abc-', 'a b c', 'a@b'].map((name): Fault => ['username', name, 'p_username']),
  ['username', long, 'between'],
  ...['first_name', 'last_name'].flatMap((field): Fault[] => [
    [field, 5, 'string'],
    [field, long, 'between'],
  ]),
  ['external_id', 5, 'string'],
  ['external_id', long, 'max'],
  ['password', 5, 'string'],
  ...['yes', null, 2].map((value): Fault => ['root_admin', value, 'boolean']),
  ['language', 'xx', 'in'],
  ['language', null, 'string', 'in'],
]

const refused =
  (unique: () => string) =>
  ([field, value, ...rules]: Fault): Probe<VerifiedOperation> => {
    const meta = rules.map(rule => ({ source_field: field, rule }))
    const text = String(JSON.stringify(value) ?? 'nothing')
    const told = text.length > 40 ? `${text.length - 2} characters` : text
    return {
      title: `createUser with ${told} for ${field} is a 422 that names it`,
      ask: 'createUser',
      body: { ...required(unique()), [field]: value },
      status: 422,
      says: {
        errors: meta.map(one => ({ code: 'ValidationException', status: '422', meta: one })),
      },
    }
  }

const others: readonly Probe<VerifiedOperation>[] = [
  ...(['createUser', 'updateUser', 'deleteUser'] as const).map(
    (ask): Probe<VerifiedOperation> => ({
      title: `${ask} with malformed JSON is a 400, before the id is looked at`,
      ask,
      params: { id: 0 },
      text: '{"email":',
      status: 400,
      says: refusal(400, 'BadRequestHttpException', /malformed/),
    }),
  ),
  {
    title: 'A list refuses an unknown filter',
    ask: 'listUsers',
    query: { 'filter[nothing]': 'x' },
    status: 400,
    says: refusal(400, 'InvalidFilterQuery', /nothing/),
  },
  ...['nothing', '-nothing', 'id,nothing'].map(
    (sort): Probe<VerifiedOperation> => ({
      title: `A list refuses to sort by ${sort}`,
      ask: 'listUsers',
      query: { sort },
      status: 400,
      says: refusal(400, 'InvalidSortQuery', /nothing/),
    }),
  ),
  {
    title: 'An unknown path is a 404 that names the route',
    ask: 'GET /api/application/nothing',
    status: 404,
    says: refusal(404, 'NotFoundHttpException', /api\/application\/nothing/),
  },
  ...(['PUT /api/application/users', 'PUT /api/application/users/0'] as const).map(
    (ask): Probe<VerifiedOperation> => ({
      title: `${ask} is a 405`,
      ask,
      body: {},
      status: 405,
      says: refusal(405, 'MethodNotAllowedHttpException', /Supported methods: GET, HEAD/),
    }),
  ),
]

/** What is left of the limit is told to whoever was let in, not to who was turned away at the door. */
const isCounted: HeaderRule['isDue'] = ({ operation, status }) =>
  isVerified(operation) && [200, 201, 204, 404, 422].includes(status)

const headers: readonly HeaderRule[] = [
  { name: 'X-RateLimit-Limit', matches: /^\d+$/, isDue: isCounted },
  { name: 'X-RateLimit-Remaining', matches: /^\d+$/, isDue: isCounted },
  { name: 'Allow', matches: /^GET, HEAD/, isDue: ({ status }) => status === 405 },
]

const newest =
  (query: Sent['query']): Look<VerifiedOperation> =>
  page => ['listUsers', { query: { ...query, sort: '-id', per_page: 100, page: page + 1 } }]

/** What APP_DEBUG adds to `meta` and to `source`. */
const traces: readonly string[] = ['trace', 'previous', 'exception', 'file', 'line']

const isDebugged = (error: unknown): boolean =>
  ['meta', 'source'].some(place => traces.some(name => at(error, place, name) !== undefined))

/** An error as it is without APP_DEBUG, which tells the exception's own words too. */
function undebugged(error: unknown): object {
  const { source: _, meta, detail, ...rest } = Object(error)
  const told = Object.entries(Object(meta)).filter(([name]) => !traces.includes(name))
  const isModel = /^No query results for model/.test(String(detail))
  return {
    ...rest,
    detail: isModel ? notFound : detail,
    ...(told.length > 0 && { meta: Object.fromEntries(told) }),
  }
}

const debugging: Debugging = {
  hint: 'The panel runs in debug mode, and its errors tell more than is documented. Set APP_DEBUG=false.',
  without(body) {
    const errors = at(body, 'errors')
    if (!Array.isArray(errors) || !errors.some(isDebugged)) return undefined
    return { ...Object(body), errors: errors.map(undebugged) }
  },
}

/** What a provider is held to besides what its description tells. */
export const extended = (derived: Suite): Suite<VerifiedOperation> => ({
  ...(narrowed(derived) as Suite<VerifiedOperation>),
  entries: unique => [
    ['createUser', { body: { ...required(unique()), email: null } }],
    ['listServers', { query: { per_page: 1 } }],
  ],
  headers,
  debugging,
  forms: [
    {
      operation: 'listUsers',
      about: 'The envelope of a list',
      of: ({ body }) => at(body, 'meta') !== undefined,
      documented: false,
      observed: true,
    },
    {
      operation: 'deleteUser',
      about: 'The status of a delete',
      of: ({ status }) => status,
      documented: 200,
      observed: 204,
    },
  ],
  made: {
    createUser: {
      id: ['attributes', 'id'],
      found: id => ['getUser', { params: { id } }],
      deletedBy: 'deleteUser',
      listed: (_, mark) => [newest({ 'filter[email]': mark }), newest({})],
    },
  },
  probes: unique => [
    ...strangers(unique),
    ...missing(unique),
    ...faults.map(refused(unique)),
    ...others,
  ],
  scenarios: [...userScenarios, ...updateScenarios, ...listScenarios],
})
