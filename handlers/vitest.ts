/**
 * Matchers and fixtures for Vitest. Importing it is enough for the matchers.
 *
 * @module contract-doubles/vitest
 */

import { type Assertion, test as base, expect, type TestAPI } from 'vitest'
import {
  type AnyDouble,
  type DoubleMatchers,
  matchers,
  type ViolationMatchers,
} from '../contract/matchers/matchers.ts'
import type { Server } from '../contract/testing/isolate.ts'
import { createLending, type Lender } from '../contract/testing/lending.ts'
import type { Watch, Watched } from '../contract/testing/watch.ts'
import type { Doubles } from './index.ts'

expect.extend(matchers)

/** What each test is given besides. */
export interface DoubleFixtures<D> {
  /** The double of this test, or all of them as one: it answers what the test sends, and nothing else. */
  readonly double: D
  /** What fails the test for its wrong requests. */
  readonly watch: Watch
}

/**
 * Vitest's `test`, of which each has a double of its own: one that is made for it, or a session of one that there is, which
 * begins as that did and is dropped. It answers the requests that the test sends, however many run at the same time, and
 * a request that the API does not take fails the test. It is for the tests of the file that calls it, and needs Vitest 4.1.
 *
 * @example
 * const server = setupServer()
 * const test = doubleTest(server, createOverplane)
 * test.concurrent('creates a user', async ({ double }) => {
 *   await createUser({ email: 'ada@example.com' })
 *   expect(double.db.user.count()).toBe(2)
 * })
 */
export function doubleTest<D extends Watched>(
  server: Server,
  lender: Lender<D>,
): TestAPI<DoubleFixtures<D>> {
  const lend = createLending(lender)
  const bounded = new WeakSet<object>()
  const test = base.extend<DoubleFixtures<D>>({
    double: async ({ task }, use) => {
      if (!bounded.has(task)) throw new Error(notOfThisFile)
      const { double, giveBack } = lend()
      await use(double)
      giveBack()
    },
    watch: async ({ double }, use) => {
      // Whoever only wants the matchers needs no msw.
      const { createWatch } = await import('../contract/testing/watch.ts')
      const watch = createWatch(double)
      server.use(...watch.handlers)
      await use(watch)
      await watch.check()
    },
  })
  if (typeof test.aroundEach !== 'function') throw new Error(tooOld)
  // What a test sends is told from what others send by where it runs, and a fixture cannot say where.
  test.aroundEach(async (run, { task }) => {
    bounded.add(task)
    await server.boundary(run)()
  })
  // Made within, whether the test asks for it or not.
  test.aroundEach((run, { watch: _ }) => run())
  return test
}

const tooOld =
  'Failed to give each test a double: this Vitest has no aroundEach. Update it to 4.1, or wrap each test with isolate of contract-doubles/testing.'

const notOfThisFile =
  'Failed to give the test a double: its doubleTest was called for the tests of another file. Call doubleTest in this one.'

// Vitest 3, 4 and 5 disagree on the type parameters of "Matchers" and "Assertion"; "ExpectStatic" has none in any of
// them. And so the matchers are there for doubles alone.
declare module 'vitest' {
  interface ExpectStatic {
    <D extends AnyDouble>(actual: D, message?: string): Assertion & Also<DoubleMatchers<D>>
    (actual: Doubles, message?: string): Assertion & Also<ViolationMatchers>
  }
}

type Also<Matchers> = Matchers & { readonly not: Matchers }
