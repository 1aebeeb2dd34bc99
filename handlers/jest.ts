import { expect } from '@jest/globals'
import {
  type AnyDouble,
  type DoubleMatchers,
  matchers,
  type ViolationMatchers,
} from '../contract/matchers/matchers.ts'
import type { Doubles } from './index.ts'

expect.extend(matchers)

/** What `expect` says of one double, of all of them as one, and of anything else. */
type MatchersOf<Actual> = Actual extends AnyDouble
  ? DoubleMatchers<Actual>
  : Actual extends Doubles
    ? ViolationMatchers & { readonly toHaveReceived: never }
    : { readonly toHaveReceived: never; readonly toHaveNoViolations: never }

/** The matchers are there for doubles alone. */
export interface DoubleExpectation<Actual> {
  readonly toHaveReceived: MatchersOf<Actual>['toHaveReceived']
  readonly toHaveNoViolations: MatchersOf<Actual>['toHaveNoViolations']
}

// Of `import { expect } from '@jest/globals'`. The parameters are those of the interface that this adds to.
declare module '@jest/expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends DoubleExpectation<T> {}
}

// Of the global `expect` of @types/jest.
declare global {
  namespace jest {
    interface Matchers<R, T> extends DoubleExpectation<T> {}
  }
}
