import type * as z from 'zod/mini'
import { isSecretPath, veil } from '../double/journal/redaction.ts'
import { examine } from './examine.ts'
import { shown } from './refusal.ts'
import { isValid } from './valid.ts'

/** One place where a value is not as its schema says. */
export interface Mismatch {
  /** Its segments joined by dots; empty for the value itself. */
  readonly path: string
  /** What was expected there, and what stands there instead. */
  readonly how: string
}

/**
 * Where a value is not as its schema says, the first places in words and how many more there are; nothing where it is.
 */
export function faultOf(schema: z.core.$ZodType, value: unknown): string | undefined {
  if (isValid(schema, value)) return undefined
  const mismatches = mismatchesOf(schema, value)
  const told = mismatches.slice(0, 3).map(({ path, how }) => `"${path}" (${how})`)
  const more = mismatches.length - told.length
  return `${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** Every place where a value is not as its schema says. */
export function mismatchesOf(schema: z.core.$ZodType, value: unknown): readonly Mismatch[] {
  const { error } = examine(schema, value)
  return (error?.issues ?? []).flatMap(toMismatches)
}

function toMismatches(issue: z.core.$ZodIssue): Mismatch[] {
  const path = issue.path.join('.')
  if (issue.code !== 'unrecognized_keys') return [{ path, how: howOf(issue, path) }]
  return issue.keys.map(key => ({
    path: [...issue.path, key].join('.'),
    how: 'nothing is expected there',
  }))
}

function howOf(issue: z.core.$ZodIssue, path: string): string {
  if (issue.input === undefined) return `expected ${expectedBy(issue)}, and is missing`
  const seen = isSecretPath(path) ? veil : toSeen(issue.input)
  return `expected ${expectedBy(issue)}, not ${seen}`
}

function expectedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected
    case 'invalid_value':
      return issue.values.map(value => JSON.stringify(value)).join(' or ')
    case 'too_small':
      return `at least ${issue.minimum}`
    case 'too_big':
      return `at most ${issue.maximum}`
    case 'invalid_union':
      return 'another form'
    default:
      return issue.code
  }
}

function toSeen(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(shown(value))
  return typeof value === 'object' && value !== null ? `an ${shown(value)}` : shown(value)
}
