import * as z from 'zod/mini'
import type { Call } from '../../contract/answer.ts'
import { breach, compressed, malformed } from '../../contract/parse.ts'
import type { Issue } from '../../contract/refusal.ts'

// How a Laravel application, which the panel is, reads what it is sent and validates it.

/** A slash at the end counts for nothing, and an escaped one for a slash. */
export const readPath = (path: string): string =>
  path.replaceAll(/%2f/gi, '/').replace(/(?<=.)\/$/, '')

/** The fields of a body: JSON or a form, as its Content-Type says; of anything else none are read. */
export function readBody({ headers, text, fault }: Call): Record<string, unknown> {
  if (fault === 'compressed') throw malformed(compressed)
  const type = headers['content-type']?.toLowerCase() ?? ''
  if (type.startsWith('application/x-www-form-urlencoded')) return cleaned(readQuery(text))
  if (!/[/+]json/.test(type)) return {}
  if (fault) throw malformed('Malformed UTF-8 characters, possibly incorrectly encoded')
  return text === '' ? {} : cleaned(parseJson(text))
}

function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw malformed('Maximum stack depth exceeded')
  try {
    return JSON.parse(text)
  } catch {
    throw malformed(
      hasControlInString(text)
        ? 'Control character error, possibly incorrectly encoded'
        : 'Syntax error',
    )
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what PHP has a message of its own for
const control = /[\u0000-\u001f]/

const hasControlInString = (text: string): boolean =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"?/gs)].some(([string]) => control.test(string))

/** PHP gives up on more than 512 levels. */
function isTooDeep(text: string): boolean {
  let depth = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/g)) {
    if (token === '[' || token === '{') depth += 1
    if (token === ']' || token === '}') depth -= 1
    if (depth > 512) return true
  }
  return false
}

/** Strings without blanks at their ends, empty ones as null; a password is taken as it is, unless it is empty. */
function cleaned(sent: unknown): Record<string, unknown> {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return {}
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => {
      const text = typeof value === 'string' && name !== 'password' ? value.trim() : value
      return [name, text === '' ? null : text]
    }),
  )
}

/** A query as PHP reads it: of `a=1&b[c]=2&d[]=3` it makes `{ a: '1', b: { c: ['2'] }, d: { 0: ['3'] } }`. */
export function readQuery(search: string): Record<string, unknown> {
  const query = new Map<string, string | Group>()
  for (const [key, value] of new URLSearchParams(search)) {
    const [, name = key, inner, list] = /^([^[]+)\[([^\]]*)\](\[.*)?$/.exec(key) ?? []
    const known = query.get(name)
    const group: Group = known instanceof Map ? known : new Map()
    query.set(name, inner === undefined ? value : put(group, inner, value, list !== undefined))
  }
  return Object.fromEntries(
    [...query].map(([name, sent]) => [name, sent instanceof Map ? Object.fromEntries(sent) : sent]),
  )
}

type Group = Map<string, readonly string[]>

/** Without a name a value gets the next number; a second one replaces the first, unless it is one of a list. */
function put(group: Group, name: string, value: string, isListed: boolean): Group {
  const key = name === '' ? String(group.size) : name
  return group.set(key, isListed ? [...(group.get(key) ?? []), value] : [value])
}

/** The number that a path names; anything but digits names nothing. */
export const idOf = (segment: string): number =>
  /^\d+$/.test(segment) ? Number(segment) : Number.NaN

/** The values of a query's parameter, whether it was sent as `a=1,2` or as `a[]=1&a[]=2`. */
export const valuesOf = (sent: unknown): string[] =>
  (typeof sent === 'string' ? [sent] : Object.values(Object(sent)).flat())
    .flatMap(value => String(value).split(','))
    .map(value => value.trim())
    .filter(value => value !== '')

/** A validation rule: its name, and whether a value passes it. */
export interface Rule {
  readonly name: string
  passes(value: unknown): boolean
}

/** A value as PHP makes it text; an array or an object, at which PHP fails, is none. */
export function textOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : ''
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

const lengthOf = (value: unknown): number => Array.from(textOf(value)).length

export const string: Rule = { name: 'string', passes: value => typeof value === 'string' }
export const between: Rule = {
  name: 'between',
  passes: value => typeof value === 'object' || (lengthOf(value) >= 1 && lengthOf(value) <= 191),
}
export const max: Rule = {
  name: 'max',
  passes: value => typeof value === 'object' || lengthOf(value) <= 191,
}
export const boolean: Rule = {
  name: 'boolean',
  passes: value => [true, false, 1, 0, '1', '0'].some(one => one === value),
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0)

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
  const rank = ({ path, rule }: Issue) =>
    fields.indexOf(path) * 100 + Object.keys(messages).indexOf(rule)
  return [...issues].sort((a, b) => rank(a) - rank(b))
}
