import type { Sent } from '../../../contract/verify/exchange/exchange.ts'
import type { Probe, Suite } from '../../../contract/verify/suite.ts'
import type { Operation } from '../operation.ts'
import { projectUserScenarios } from './project-user-scenarios.ts'
import { userListScenarios } from './user-list-scenarios.ts'
import { userScenarios } from './user-scenarios.ts'

const refusal = (type: string, details: object = {}) => ({
  error: { type, message: /./, ...details },
})

/** A request to each operation that would be in order but for the key: what it names is not there. */
const inOrder = (unique: () => string): readonly (readonly [Operation, Sent])[] => {
  const params = { id: unique() }
  const row = { parent_id: unique(), parent_type: 'Project', user: unique() }
  return [
    ['retrieveUser', { params }],
    ['listUsers', {}],
    ['createUser', { body: { email: `${unique()}@example.com`, first_name: 'Vera' } }],
    ['updateUser', { params, body: {} }],
    ['deleteUser', { params }],
    ['listProjectUsers', { query: { parent_id: unique() } }],
    ['createProjectUser', { body: row }],
    ['updateProjectUser', { params, body: {} }],
    ['deleteProjectUser', { params }],
    ['reorderProjectUsers', { body: { parent_id: unique() } }],
  ]
}

const strangers = (unique: () => string): Probe<Operation>[] =>
  [null, 'wrong'].flatMap(as =>
    inOrder(unique).map(([ask, sent]) => ({
      rests: [as === null ? 'strangers' : 'credentials'],
      title: `${ask} ${as === null ? 'without a key' : 'with a wrong key'} is a 401`,
      ask,
      ...sent,
      as,
      status: 401,
      says: refusal('authentication_error'),
    })),
  )

const missing = (unique: () => string): Probe<Operation>[] =>
  [
    ...inOrder(unique).filter(([, { params }]) => params !== undefined),
    ['reorderProjectUsers', { body: { items: [{ id: unique(), idx: 1 }] } }] as const,
  ].map(([ask, sent]) => ({
    title: `${ask} of an unknown id is a 404`,
    ask,
    ...(ask === 'reorderProjectUsers' && { rests: ['reorderBody', 'reorderFaults'] }),
    ...sent,
    status: 404,
    says: refusal('invalid_request_error', { code: 'resource_missing' }),
  }))

/** What a fault of this kind follows from, where the page does not require the field. */
const restsOn = (value: unknown): { readonly rests?: readonly string[] } => {
  if (value === undefined) return {}
  return { rests: [value === '' ? 'emptyRequired' : 'wrongTypes'] }
}

/** The field, what is sent for it (nothing where it is left out), and the error's code. */
type Fault = readonly [field: string, value: unknown, code: string]

const userFaults: readonly Fault[] = [
  ...['email', 'first_name'].flatMap((field): Fault[] => [
    [field, undefined, 'parameter_missing'],
    [field, '', 'parameter_invalid_empty'],
    [field, null, 'parameter_invalid_empty'],
    [field, 42, 'parameter_invalid_string'],
  ]),
  ['last_name', 42, 'parameter_invalid_string'],
  ...['yes', ''].map((value): Fault => ['enabled', value, 'parameter_invalid_boolean']),
]

const rowFaults: readonly Fault[] = [
  ...['parent_id', 'parent_type', 'user'].flatMap((field): Fault[] => [
    [field, undefined, 'parameter_missing'],
    [field, '', 'parameter_invalid_empty'],
    [field, 42, 'parameter_invalid_string'],
  ]),
  ['user', null, 'parameter_invalid_empty'],
  ...['1', 1.5, ''].map((value): Fault => ['idx', value, 'parameter_invalid_integer']),
  ...[1, ''].map((value): Fault => ['view_attachments', value, 'parameter_invalid_boolean']),
  ['project_status', true, 'parameter_invalid_string'],
]

const refused =
  (ask: Operation, body: () => object) =>
  ([field, value, code]: Fault): Probe<Operation> => ({
    title: `${ask} with ${JSON.stringify(value) ?? 'nothing'} for ${field} is a 400 that names it`,
    ask,
    body: { ...body(), [field]: value },
    page: `${field} is required.`,
    ...restsOn(value),
    status: 400,
    says: refusal('invalid_request_error', { code, param: field }),
  })

const wrongQueries: readonly Probe<Operation>[] = [
  ...(['limit', 'offset'] as const).flatMap(name =>
    [...(name === 'limit' ? ['0'] : []), '-1', '1.5', 'abc', ''].map(
      (value): Probe<Operation> => ({
        title: `listUsers with ?${name}=${value} is a 400`,
        ask: 'listUsers',
        query: { [name]: value },
        rests: [value === '0' ? 'limitZero' : 'wrongPages'],
        status: 400,
        says: refusal('invalid_request_error', { code: 'parameter_invalid_integer', param: name }),
      }),
    ),
  ),
  {
    title: 'listProjectUsers without a parent_id is a 400',
    ask: 'listProjectUsers',
    page: 'parent_id string required',
    status: 400,
    says: refusal('invalid_request_error', { code: 'parameter_missing', param: 'parent_id' }),
  },
]

const bodies = ['{"email":', '[]', '"text"'].flatMap(text =>
  (['createUser', 'createProjectUser', 'reorderProjectUsers'] as const).map(
    (ask): Probe<Operation> => ({
      title: `${ask} with the body ${text} is a 400`,
      ask,
      text,
      ...(ask === 'reorderProjectUsers' && { rests: ['reorderBody'] }),
      status: 400,
      says: refusal('invalid_request_error'),
    }),
  ),
)

const paths = (
  ['GET /api/core/nothing', 'PUT /api/core/user', 'GET /api/projects/project-user/x'] as const
).map(
  (ask): Probe<Operation> => ({
    title: `${ask} is a 404`,
    ask,
    rests: [ask.endsWith('nothing') ? 'unknownPathStatus' : 'wrongMethodStatus'],
    status: 404,
    says: refusal('invalid_request_error'),
  }),
)

/** The list that shows a row, if it has a parent. */
function siblings({ body }: Sent): [Operation, Sent][] {
  const parent: unknown = Reflect.get(Object(body), 'parent_id')
  return typeof parent === 'string' && parent !== ''
    ? [['listProjectUsers', { query: { parent_id: parent } }]]
    : []
}

/** What a provider is held to besides what its description tells. */
export const extended = (derived: Suite): Suite => ({
  ...derived,
  entries: unique => [
    ['createUser', { body: { first_name: unique() } }],
    ['listProjectUsers', { query: { parent_id: unique() } }],
    ['createProjectUser', { body: { parent_id: unique() } }],
  ],
  made: {
    createUser: {
      id: ['id'],
      found: id => ['retrieveUser', { params: { id } }],
      deletedBy: 'deleteUser',
      listed: () => [page => ['listUsers', { query: { limit: 100, offset: 100 * page } }]],
    },
    createProjectUser: {
      id: ['id'],
      found: (_, sent) => siblings(sent)[0],
      deletedBy: 'deleteProjectUser',
      listed: sent => siblings(sent).map(list => () => list),
      movedBy: 'updateProjectUser',
    },
  },
  probes: unique => [
    ...strangers(unique),
    ...missing(unique),
    ...userFaults.map(
      refused('createUser', () => ({ email: `${unique()}@example.com`, first_name: unique() })),
    ),
    ...rowFaults.map(
      refused('createProjectUser', () => ({
        parent_id: unique(),
        parent_type: unique(),
        user: unique(),
      })),
    ),
    ...wrongQueries,
    ...bodies,
    ...paths,
  ],
  scenarios: [...userScenarios, ...userListScenarios, ...projectUserScenarios],
})
