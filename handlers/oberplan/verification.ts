import type { Probe, Sent, Suite } from '../../contract/verify/suite.ts'
import type { Operation } from './operation.ts'
import { accountScenarios } from './verification-account.ts'
import { readScenarios } from './verification-reads.ts'
import { settingsScenarios } from './verification-settings.ts'

const refusal = (status: number, code: string) => ({
  success: false,
  error: { code, message: /./, status },
})

/** Requests that would do nothing if they were let in. */
const harmless: readonly (readonly [Operation, Sent])[] = [
  ['getUserSettings', {}],
  ['updateUserSettings', { body: {} }],
  ['deleteAccount', {}],
  ['getRateLimit', {}],
]

const strangers = (unique: () => string): Probe<Operation>[] =>
  [null, `${unique()}@example.com:mypassword`].flatMap(as =>
    harmless.map(([ask, sent]) => ({
      title: `${ask} ${as === null ? 'without credentials' : 'of an unknown account'} is a 401`,
      ask,
      ...sent,
      as,
      status: 401,
      says: refusal(401, 'unauthorized'),
    })),
  )

/** What a provider is held to besides what its description tells. */
export const extended = (derived: Suite): Suite => ({
  ...derived,
  greeting: 'getUserSettings',
  // A write could change the only account that there is: whether it may be written to, the first update tells.
  entries: () => [['getRateLimit', {}]],
  headers: [
    { name: 'X-Rate-Limit-RequestRemaining', matches: /^\d+$/, isDue: () => true },
    { name: 'X-Rate-Limit-RequestReset', matches: /^\d+$/, isDue: () => true },
    { name: 'WWW-Authenticate', matches: /^Basic /i, isDue: ({ status }) => status === 401 },
    { name: 'Allow', matches: /GET.*PUT.*DELETE/, isDue: ({ status }) => status === 405 },
  ],
  retryAfter: ['Retry-After', 'X-Rate-Limit-RequestReset'],
  probes: unique => [
    ...strangers(unique),
    {
      title: 'An unknown path is a 404',
      ask: 'GET /nothing',
      status: 404,
      says: refusal(404, 'resource_not_found'),
    },
    {
      title: 'The link of no activation message is a 404',
      ask: 'activateEmail',
      params: { token: unique() },
      status: 404,
      says: refusal(404, 'resource_not_found'),
    },
    {
      title: 'A method that the settings do not take is a 405',
      ask: 'POST /users/me',
      body: {},
      status: 405,
      says: refusal(405, 'method_not_allowed'),
    },
  ],
  // The last ones are those that could lose the account.
  scenarios: [...readScenarios, ...settingsScenarios, ...accountScenarios],
})
