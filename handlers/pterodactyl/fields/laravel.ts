import * as z from 'zod/mini'
import { breach } from '../../../contract/answer/parse.ts'
import type { Issue } from '../../../contract/answer/refusal.ts'
import { PhpNumber, textOf } from '../php/number.ts'

// How a Laravel application, which the panel is, validates what it has read.

/** A validation rule: its name, and whether a value passes it. */
export interface Rule {
  readonly name: string
  passes(value: unknown): boolean
}

/** The number of characters, or of what an array holds. */
function sizeOf(value: unknown): number {
  const isArray = typeof value === 'object' && value !== null && !(value instanceof PhpNumber)
  return isArray ? Object.keys(value).length : Array.from(textOf(value)).length
}

export const string: Rule = { name: 'string', passes: value => typeof value === 'string' }
export const between: Rule = {
  name: 'between',
  passes: value => sizeOf(value) >= 1 && sizeOf(value) <= 191,
}
export const max: Rule = {
  name: 'max',
  passes: value => sizeOf(value) <= 191,
}
export const boolean: Rule = {
  name: 'boolean',
  passes: value => [true, false, 1, 0, '1', '0'].some(one => one === value),
}

/** An empty list and an empty object are the same empty array. */
const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && sizeOf(value) === 0)

/** A field that must be there; nothing else is said of one that is not. */
export const required = <Value>(...rules: readonly Rule[]) =>
  z.custom<Value>().check(
    z.check(({ value, issues }) => {
      if (isNothing(value)) issues.push(breach('required', value))
      else issues.push(...broken(rules, value))
    }),
  )

/** A field whose every rule is looked at, null or not. */
export const filled = <Value>(...rules: readonly Rule[]) =>
  z.custom<Value>().check(
    z.check(({ value, issues }) => {
      issues.push(...broken(rules, value))
    }),
  )

/** A field that null leaves empty. */
export const nullable = <Value>(...rules: readonly Rule[]) =>
  z.custom<Value | null>().check(
    z.check(({ value, issues }) => {
      if (value !== null) issues.push(...broken(rules, value))
    }),
  )

const broken = (rules: readonly Rule[], value: unknown) =>
  rules.filter(rule => !rule.passes(value)).map(rule => breach(rule.name, value))

const labels = new Map([
  ['external_id', 'Third Party Identifier'],
  ['root_admin', 'Root Administrator Status'],
])

const messages: Readonly<Record<string, (label: string) => string>> = {
  required: label => `The ${label} field is required.`,
  string: label => `The ${label} must be a string.`,
  email: label => `The ${label} must be a valid email address.`,
  between: label => `The ${label} must be between 1 and 191 characters.`,
  max: label => `The ${label} may not be greater than 191 characters.`,
  unique: label => `The ${label} has already been taken.`,
  p_username: label =>
    `The ${label} must start and end with alpha-numeric characters and\n                contain only letters, numbers, dashes, underscores, and periods.`,
  boolean: label => `The ${label} field must be true or false.`,
  in: label => `The selected ${label} is invalid.`,
  unknown: label => `The ${label} field is not known.`,
}

export const messageOf = ({ path, rule }: Issue): string =>
  messages[rule]?.(labels.get(path) ?? path.replaceAll('_', ' ')) ?? ''

const fields = [
  'email',
  'external_id',
  'username',
  'password',
  'root_admin',
  'language',
  'first_name',
  'last_name',
]

/** The panel's order: by field, whatever the order of the body, then by rule. */
export const inOrder = (issues: readonly Issue[]): Issue[] => {
  const placeOf = (path: string) => (fields.includes(path) ? fields.indexOf(path) : fields.length)
  const rank = ({ path, rule }: Issue) => placeOf(path) * 100 + Object.keys(messages).indexOf(rule)
  return [...issues].sort((a, b) => rank(a) - rank(b))
}
