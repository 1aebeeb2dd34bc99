/**
 * Holds a provider to a contract.
 *
 * @module contract-doubles/verify
 */

export type { Provider } from '../contract/verify/exchange/exchange.ts'
export type { Finding, Outcome, Report, ToldReading } from '../contract/verify/report/report.ts'
export { toJson, toJUnit, toMarkdown, toText } from '../contract/verify/report/reports.ts'
export { Unverifiable } from '../contract/verify/run.ts'
export type { Suite } from '../contract/verify/suite.ts'
export { type VerifyOptions, verify } from '../contract/verify/verify.ts'

/**
 * What each API is held to: `await verify(suites.overplane, fetch, { baseUrl: 'http://127.0.0.1:4010' })`.
 *
 * @example Object.keys(suites) // => [ 'overplane', 'pterodactyl', 'oberplan' ]
 */
export { apis as suites } from './index.ts'
