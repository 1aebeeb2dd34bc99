import type { Sent } from '../../../contract/verify/exchange/exchange.ts'
import { at } from '../../../contract/verify/findings/difference.ts'
import type { Debugging, HeaderRule, Look, Probe, Suite } from '../../../contract/verify/suite.ts'
import type { VerifiedOperation } from '../operation.ts'
import { servers } from '../servers.ts'
import { users } from '../users.ts'
import { listScenarios } from './list-scenarios.ts'
import { required } from './made.ts'
import { orderScenarios } from './order-scenarios.ts'
import { updateScenarios } from './update-scenarios.ts'
import { userScenarios } from './user-scenarios.ts'

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

/** What follows for servers alone: no page lists them. */
const restsOn = (ask: VerifiedOperation, ...readings: readonly string[]) => {
  const rests = ask in servers ? ['servers', ...readings] : readings
  return rests.length > 0 ? { rests } : {}
}

/** A request to each operation that would be in order but for the key, or for the id. */
const inOrder = (unique: () => string): readonly (readonly [VerifiedOperation, Sent])[] => {
  const params = { id: 0 }
  return [
    ['listUsers', {}],
    ['getUser', { params }],
    ['getExternalUser', { params: { external_id: unique() } }],
    ['createUser', { body: required(unique()) }],
    ['updateUser', { params, body: required(unique()) }],
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
      ...restsOn(ask, as === null ? 'strangers' : 'keys'),
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
      page: '404 The user was not found.',
      ask,
      ...restsOn(ask, ...(sent.params?.id === 'nil' ? ['textIds'] : [])),
      ...sent,
      status: 404,
      says: refusal(404, 'NotFoundHttpException', notFound),
    }))

/** The reading that has the rule (none where the page requires the field), the field, what is sent, what it breaks. */
type Fault = readonly [
  reading: string | undefined,
  field: string,
  value: unknown,
  ...rules: readonly string[],
]

const long = 'x'.repeat(192)

const faults: readonly Fault[] = [
  ...['email', 'username', 'first_name', 'last_name'].flatMap((field): Fault[] => [
    [undefined, field, undefined, 'required'],
    ['wrongTypes', field, null, 'required'],
    ['emptyRequired', field, '', 'required'],
  ]),
  ...['bad', 'a b@example.com'].map((value): Fault => ['emails', 'email', value, 'email']),
  ['wrongTypes', 'email', 42, 'email'],
  ['lengths', 'email', `${'x'.repeat(180)}@example.com`, 'between'],
  ...['ab', '_abc', 'abc-', 'a b c', 'a@b'].map(
    (name): Fault => ['usernames', 'username', name, 'p_username'],
  ),
  ['lengths', 'username', long, 'between'],
  ...['first_name', 'last_name'].flatMap((field): Fault[] => [
    ['wrongTypes', field, 5, 'string'],
    ['lengths', field, long, 'between'],
  ]),
  ['wrongTypes', 'external_id', 5, 'string'],
  ['lengths', 'external_id', long, 'max'],
  ['wrongTypes', 'password', 5, 'string'],
  ...['yes', 2].map((value): Fault => ['wrongTypes', 'root_admin', value, 'boolean']),
  ['nulls', 'root_admin', null, 'boolean'],
  ['languages', 'language', 'xx', 'in'],
  ['nulls', 'language', null, 'string', 'in'],
]

const refused =
  (unique: () => string) =>
  ([reading, field, value, ...rules]: Fault): Probe<VerifiedOperation> => {
    const meta = rules.map(rule => ({ source_field: field, rule }))
    const text = String(JSON.stringify(value) ?? 'nothing')
    const told = text.length > 40 ? `${text.length - 2} characters` : text
    return {
      title: `createUser with ${told} for ${field} is a 422 that names it`,
      page: `${field} required string`,
      ask: 'createUser',
      ...(reading !== undefined && { rests: [reading] }),
      body: { ...required(unique()), [field]: value },
      status: 422,
      says: {
        errors: meta.map(one => ({ code: 'ValidationException', status: '422', meta: one })),
      },
    }
  }

const others: readonly Probe<VerifiedOperation>[] = [
  {
    title: 'createUser with malformed JSON is a 400',
    ask: 'createUser',
    rests: ['malformedStatus'],
    text: '{"email":',
    status: 400,
    says: refusal(400, 'BadRequestHttpException', /malformed/),
  },
  {
    title: 'A list refuses an unknown filter',
    ask: 'listUsers',
    rests: ['unknownFilter'],
    query: { 'filter[nothing]': 'x' },
    status: 400,
    says: refusal(400, 'InvalidFilterQuery', /nothing/),
  },
  ...['nothing', '-nothing', 'id,nothing'].map(
    (sort): Probe<VerifiedOperation> => ({
      title: `A list refuses to sort by ${sort}`,
      ask: 'listUsers',
      rests: ['unknownSort'],
      query: { sort },
      status: 400,
      says: refusal(400, 'InvalidSortQuery', /nothing/),
    }),
  ),
  {
    title: 'An unknown path is a 404 that names the route',
    ask: 'GET /api/application/nothing',
    rests: ['unknownPathStatus'],
    status: 404,
    says: refusal(404, 'NotFoundHttpException', /api\/application\/nothing/),
  },
  ...(['PUT /api/application/users', 'PUT /api/application/users/0'] as const).map(
    (ask): Probe<VerifiedOperation> => ({
      title: `${ask} is a 405`,
      ask,
      rests: ['wrongMethodStatus'],
      body: {},
      status: 405,
      says: refusal(405, 'MethodNotAllowedHttpException', /Supported methods: GET, HEAD/),
    }),
  ),
]

const headers: readonly HeaderRule[] = [
  {
    ...{ name: 'Allow', matches: /^GET, HEAD/, rests: 'allow' },
    isDue: ({ status }) => status === 405,
  },
]

const look =
  (query: Sent['query']): Look<VerifiedOperation> =>
  page => ['listUsers', { query: { ...query, per_page: 100, page: page + 1 } }]

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
  made: {
    createUser: {
      id: ['attributes', 'id'],
      found: id => ['getUser', { params: { id } }],
      deletedBy: 'deleteUser',
      // Not every provider knows parts of a value, or a minus.
      listed: (_, mark) => [
        look({ 'filter[email]': mark, sort: '-id' }),
        look({ sort: '-id' }),
        look({ 'filter[email]': mark }),
      ],
    },
  },
  probes: unique => [
    ...strangers(unique),
    ...missing(unique),
    ...faults.map(refused(unique)),
    ...others,
  ],
  scenarios: [...userScenarios, ...updateScenarios, ...listScenarios, ...orderScenarios],
})
