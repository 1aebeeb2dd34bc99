import * as z from 'zod/mini'
import type { Double } from '../../contract/double/double.ts'
import type { WorldChoice } from '../../handlers/index.ts'

/** A double, and what it takes to reach all that it does. */
export interface Subject {
  readonly title: string
  readonly double: Double<unknown, WorldChoice>
  readonly credentials: string
  readonly ids: readonly string[]
  /** The names of fields that mean something in a body. */
  readonly fields: readonly string[]
  /** Bodies and queries that succeed, by operation. */
  readonly bodies: Readonly<Record<string, object>>
  readonly queries: Readonly<Record<string, string>>
  /** Every refusal, written by hand. */
  readonly envelope: (status: number) => z.core.$ZodType
}

/** Text that says something, as a refusal's does. */
export const filled = z.string().check(z.minLength(1))
