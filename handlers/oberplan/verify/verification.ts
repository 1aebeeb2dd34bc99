import type { Sent } from '../../../contract/verify/exchange/exchange.ts'
import type { Probe, Suite } from '../../../contract/verify/suite.ts'
import type { Operation } from '../operation.ts'
import { accountScenarios } from './account-scenarios.ts'
import { readScenarios } from './read-scenarios.ts'
import { refusal } from './refusal-words.ts'
import { settingsScenarios } from './settings-scenarios.ts'

/** Requests that would do nothing if they were let in; the page speaks of your settings, and not of anybody's. */
const harmless: readonly (readonly [Operation, Sent, Pick<Probe<Operation>, 'page' | 'rests'>])[] =
  [
    ['getUserSettings', {}, { page: 'Returns your user settings.' }],
    ['updateUserSettings', { body: {} }, { page: 'Updates your user settings.' }],
    ['getRateLimit', {}, { rests: ['rateLimitPath'] }],
  ]

const strangers = (unique: () => string): Probe<Operation>[] =>
  [null, `${unique()}@example.com:mypassword`].flatMap(as =>
    harmless.map(([ask, sent, source]) => ({
      title: `${ask} ${as === null ? 'without credentials' : 'of an unknown account'} is a 401`,
      ask,
      ...sent,
      ...source,
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
    ...['X-Rate-Limit-RequestRemaining', 'X-Rate-Limit-RequestReset'].map(name => ({
      name,
      matches: /^\d+$/,
      rests: 'limitHeaders',
      isDue: () => true,
    })),
    {
      name: 'WWW-Authenticate',
      matches: /^Basic /i,
      rests: 'challenge',
      isDue: ({ status }) => status === 401,
    },
    {
      name: 'Allow',
      matches: /GET.*PUT.*DELETE/,
      rests: 'allow',
      isDue: ({ status }) => status === 405,
    },
  ],
  retryAfter: ['Retry-After', 'X-Rate-Limit-RequestReset'],
  probes: unique => [
    ...strangers(unique),
    {
      title: 'An unknown path is a 404',
      ask: 'GET /nothing',
      rests: ['unknownPathStatus'],
      status: 404,
      says: refusal(404, 'resource_not_found'),
    },
    {
      title: 'A method that the settings do not take is a 405',
      ask: 'POST /users/me',
      body: {},
      rests: ['wrongMethodStatus'],
      status: 405,
      says: refusal(405, 'method_not_allowed'),
    },
  ],
  // The last ones are those that could lose the account.
  scenarios: [...readScenarios, ...settingsScenarios, ...accountScenarios],
})
