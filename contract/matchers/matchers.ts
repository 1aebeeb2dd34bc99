/**
 * Matchers for any `expect` that can be extended.
 *
 * @module contract-doubles/matchers
 */

import type { Contract } from '../answer/endpoint.ts'
import type { Journal } from '../double/journal/journal.ts'
import { type ExpectedCalls, toHaveReceived } from './received.ts'
import { toHaveNoViolations, type ViolationOptions } from './violations.ts'

export type { Runner } from './received.ts'
export type { Verdict } from './subject.ts'
export type { ExpectedCalls, toHaveNoViolations, toHaveReceived, ViolationOptions }

/**
 * For an `expect` that is not vitest's own.
 *
 * @example
 * expect.extend(matchers)
 * expect(createOverplane()).toHaveNoViolations()
 */
export const matchers = { toHaveReceived, toHaveNoViolations }

/** A double of any API. */
export interface AnyDouble {
  readonly contract: Contract
  readonly journal: Journal
  override(operation: never, override: never): unknown
}

/** What `expect` says of the doubles of an API, or of several. */
export interface ViolationMatchers {
  /**
   * No call broke the contract; undocumented fields only count by `{ warnings: true }`.
   *
   * @example afterEach(() => expect(overplane).toHaveNoViolations())
   */
  toHaveNoViolations(options?: ViolationOptions): void
}

/** What `expect` says of one double. */
export interface DoubleMatchers<D extends AnyDouble> extends ViolationMatchers {
  /**
   * A call of the operation has all that is expected of it, or so many calls as `times` says have. React's StrictMode
   * sends the first reads of a component twice in development: leave `times` out there.
   *
   * @example expect(overplane).toHaveReceived('createUser', { body: { email: expect.stringContaining('@') }, times: 1 })
   */
  toHaveReceived(operation: Parameters<D['override']>[0], expected?: ExpectedCalls): void
}
