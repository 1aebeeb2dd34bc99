import * as z from 'zod/mini'
import type { Call } from './call.ts'
import { examine } from './examine.ts'
import { depthLimit, isTooDeep } from './json.ts'
import { type Issue, mostTold, type Refusal, Refused } from './refusal.ts'

/** What only the state can tell: issues to add to those already found in what was sent. */
export type Check = (sent: unknown, found: readonly Issue[]) => readonly Issue[]

/**
 * What was sent as a value of the schema, or a refusal that names the issues at once, of very many the first.
 *
 * @example
 * const { page } = parse(z.object({ page: wholeNumber(z.int()) }), readQuery('?page=2'))
 * page // => 2
 */
export function parse<Schema extends z.core.$ZodType>(
  schema: Schema,
  sent: unknown,
  place: Issue['in'],
  check?: Check,
): z.core.output<Schema> {
  const result = examine(schema, sent)
  const faults = result.success ? [] : result.error.issues.map(issue => toIssue(issue, place))
  const issues = check ? [...faults, ...check(sent, faults)] : faults
  if (!result.success || issues.length > 0) throw new Refused(invalid(issues))
  return result.data
}

function invalid(issues: readonly Issue[]): Refusal {
  const more = issues.length - mostTold
  if (more <= 0) return { kind: 'invalid', issues }
  return { kind: 'invalid', issues: issues.slice(0, mostTold), more }
}

/**
 * A JSON object out of a call's body; no body at all is an object without keys. A refusal where it is no JSON.
 *
 * @example readJson({ ...call, text: '{ "title": "Buy milk" }' }).title // => Buy milk
 */
export function readJson(call: Call): Record<string, unknown> {
  if (call.fault === 'compressed') throw malformed(compressed)
  if (call.fault === 'encoding') throw malformed('the body is not valid UTF-8')
  const value = call.text.trim() === '' ? {} : parseJson(call.text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown> // a JSON object's keys are strings
  }
  throw malformed('the body must be a JSON object')
}

/** Why a compressed body is refused, and what to do. */
export const compressed = 'the body is compressed, send it plain, without Content-Encoding'

function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw malformed(`the body is nested deeper than ${depthLimit} levels`)
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    throw malformed('the body is not valid JSON')
  }
}

/**
 * The refusal of a request that cannot be read, for an API to throw.
 *
 * @example malformed('the body is no object').refusal.kind // => malformed
 */
export const malformed = (detail: string): Refused => new Refused({ kind: 'malformed', detail })

/**
 * The query's parameters; of one that is given twice, the last.
 *
 * @example readQuery('?page=1&page=2') // => { page: '2' }
 */
export const readQuery = (search: string): Record<string, unknown> =>
  search === '' ? {} : Object.fromEntries(new URLSearchParams(search))

/**
 * A schema for whole numbers in a query: decimal digits become a number, anything else is refused by `schema`.
 *
 * @example z.parse(wholeNumber(z.int()), '20') // => 20
 */
export const wholeNumber = <Schema extends z.core.$ZodType<number>>(schema: Schema) =>
  z.pipe(
    z.transform((sent: number | string): unknown =>
      typeof sent === 'string' && /^-?\d+$/.test(sent) ? Math.min(Number(sent), most) : sent,
    ),
    schema,
  )

/**
 * A whole number in a query, from `min` (default: 1) to `max`, and what it is where it is not sent.
 *
 * @example z.object({ page: whole({ usual: 1 }), per_page: whole({ usual: 30, max: 100 }) })
 */
export const whole = ({
  min = 1,
  max = most,
  usual,
}: {
  readonly min?: number
  readonly max?: number
  readonly usual: number
}) => z._default(wholeNumber(z.int().check(z.gte(min), z.lte(max))), usual)

/**
 * A schema for a parameter of a query, where all is text: numbers, `true` and `false` are read as such, and a list is what
 * stands between commas. What can be read as neither is refused by `schema`.
 *
 * @example z.object({ open: z.optional(parameter(z.boolean())), ids: z.optional(parameter(z.array(z.int()))) })
 */
export const parameter = <Schema extends z.core.$ZodType>(schema: Schema) =>
  z.pipe(
    z.transform((sent: z.core.output<Schema> | string): unknown =>
      typeof sent === 'string' ? asMeant(schema, sent) : sent,
    ),
    schema,
  )

/** A text as the kind of value that a schema takes; the text itself where it is none. */
function asMeant(schema: z.core.$ZodType, text: string): unknown {
  // Every schema that zod makes is one of its own kinds, told apart by `type`.
  const def = schema._zod.def as z.core.$ZodTypes['_zod']['def']
  switch (def.type) {
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
    case 'boolean':
      return text === 'true' || (text === 'false' ? false : text)
    case 'literal':
      return def.values.find(value => String(value) === text) ?? text
    case 'array':
      return text === '' ? [] : text.split(',').map(one => asMeant(def.element, one))
    default:
      return text
  }
}

/** No list is longer: whoever asks for more gets all. */
const most = Number.MAX_SAFE_INTEGER

/**
 * Fails a value by a rule of the API's own; use it within `z.check`.
 *
 * @example
 * const even = z.int().check(context => {
 *   if (context.value % 2 === 1) context.issues.push(breach('even', context.value))
 * })
 * z.safeParse(even, 3).success // => false
 */
export function breach(rule: string, sent: unknown, wanted?: unknown): z.core.$ZodRawIssue {
  return { code: 'custom', input: sent, params: { rule, wanted } }
}

function toIssue(issue: z.core.$ZodIssue, place: Issue['in']): Issue {
  const { rule, wanted } = ruleOf(issue)
  return { in: place, path: issue.path.join('.'), rule, wanted, sent: issue.input }
}

function ruleOf(issue: z.core.$ZodIssue): { rule: string; wanted?: unknown } {
  if (issue.input === undefined) return { rule: 'required' }
  switch (issue.code) {
    case 'invalid_type':
      return { rule: 'type', wanted: issue.expected }
    case 'too_small':
      return { rule: 'min', wanted: issue.minimum }
    case 'too_big':
      return { rule: 'max', wanted: issue.maximum }
    case 'invalid_value':
      return { rule: 'option', wanted: issue.values }
    case 'custom':
      return { rule: String(issue.params?.rule), wanted: issue.params?.wanted }
    default:
      return { rule: 'format', wanted: issue.code }
  }
}
