/**
 * A double for each test, and wrong requests that fail the test that sent them: for any runner.
 *
 * @module contract-doubles/testing
 */

export { isolate, type Server } from './isolate.ts'
export type { Lender } from './lending.ts'
export { createWatch, type Watch, type Watched } from './watch.ts'
