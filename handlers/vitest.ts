import { type Assertion, expect } from 'vitest'
import {
  type AnyDouble,
  type DoubleMatchers,
  matchers,
  type ViolationMatchers,
} from '../contract/matchers/matchers.ts'
import type { Doubles } from './index.ts'

expect.extend(matchers)

// Vitest 3, 4 and 5 disagree on the type parameters of "Matchers" and "Assertion"; "ExpectStatic" has none in any of
// them. And so the matchers are there for doubles alone.
declare module 'vitest' {
  interface ExpectStatic {
    <D extends AnyDouble>(actual: D, message?: string): Assertion & Also<DoubleMatchers<D>>
    (actual: Doubles, message?: string): Assertion & Also<ViolationMatchers>
  }
}

type Also<Matchers> = Matchers & { readonly not: Matchers }
