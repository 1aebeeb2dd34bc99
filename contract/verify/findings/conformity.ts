import * as z from 'zod/mini'
import type { Endpoint } from '../../answer/endpoint.ts'
import type { Received } from '../exchange/exchange.ts'
import type { Taken } from '../exchange/taking.ts'
import type { HeaderRule } from '../suite.ts'
import { at, shown } from './difference.ts'

/** Something about a reply that its description does not say. */
export interface Fault {
  readonly title: string
  readonly part: 'status' | 'body' | 'header'
  /** Where in the body: `data.*.email`. */
  readonly path?: string
  /** The reading that it follows from. */
  readonly about?: string
  readonly expected: string
  readonly seen: string
}

/** A reply, and how it was written down. */
export type Heard = Received & Taken

/** What an answer is held to. */
export interface Promised {
  /** None for a request that meant no operation. */
  readonly endpoint: Endpoint | undefined
  readonly failure: z.core.$ZodType
  readonly headers: readonly HeaderRule[]
  /** Whether the page leaves open by what status a request is turned away. */
  readonly isOpen: boolean
}

/** Everything about one reply that breaks the contract: its status, Content-Type, body and headers. */
export function faultsOf(heard: Heard, promised: Promised): Fault[] {
  const { endpoint, headers } = promised
  // No page says what succeeds where there is no operation.
  if (!endpoint && heard.status < 300) return []
  const described = endpoint?.responses[heard.status] ?? refusalOf(heard, promised)
  if (!described) {
    const statuses = Object.keys(endpoint?.responses ?? {}).join(', ')
    return [
      {
        ...fault(
          'Every status is a documented one',
          statuses,
          `${heard.status} ${shown(heard.body)}`,
        ),
        part: 'status',
      },
    ]
  }
  const { flaw } = heard
  if (flaw) return [{ title: `The body of a ${heard.status} can be read`, ...flaw, part: 'body' }]
  const faults = described.body ? bodyFaults(heard, described.body) : noBodyFaults(heard)
  return [...faults, ...headerFaults(heard, headers)]
}

/** What a status is described as that its operation does not name: a refusal, where the page leaves that open. */
function refusalOf({ status }: Heard, { endpoint, failure, isOpen }: Promised) {
  const isOfRefusal = isOpen && status >= 400 && status < 500
  return endpoint && !isOfRefusal ? undefined : { body: failure }
}

const fault = (title: string, expected: string, seen: string): Fault => ({
  ...{ title, expected, seen },
  part: 'body',
})

function noBodyFaults({ status, text }: Heard): Fault[] {
  return text === '' ? [] : [fault(`A ${status} has no body`, 'no body', shown(text))]
}

function bodyFaults({ status, headers, text, body }: Heard, schema: z.core.$ZodType): Fault[] {
  const type = headers.get('Content-Type') ?? 'none'
  const isJson = /^application\/(?:[\w.-]+\+)?json(?:$|;)/i.test(type)
  const types = isJson
    ? []
    : [fault(`The Content-Type of a ${status} is JSON`, 'application/json', type)]
  if (body === undefined) {
    return [...types, fault(`The body of a ${status} is JSON`, 'JSON', shown(text))]
  }
  return [...types, ...schemaFaults(status, body, schema)]
}

/** As many rows tell what is wrong with a list: a fault for each of a million would fill the memory. */
const enough = 1000

function schemaFaults(status: number, body: unknown, schema: z.core.$ZodType): Fault[] {
  const start = shortened(body)
  const begun = z.safeParse(schema, start)
  const result = begun.success && start !== body ? z.safeParse(schema, body) : begun
  const issues = result.success ? [] : breaches(result.error.issues)
  return issues.map(issue => {
    // Every item of a list is told under one title, once.
    const place = issue.path.map(key => (typeof key === 'number' ? '*' : String(key))).join('.')
    const seen = at(body, ...issue.path.map(key => (typeof key === 'number' ? key : String(key))))
    const title = `The body of a ${status} is the documented one`
    return { ...fault(title, `${place}: ${wanted(issue)}`, shown(seen)), path: place }
  })
}

/** The same with the beginning of its lists alone; itself, where they are no longer than that. */
function shortened(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body
  if (Array.isArray(body)) {
    const rows = body.slice(0, enough)
    const start = rows.map(shortened)
    const isWhole = rows.length === body.length && start.every((row, nth) => row === rows[nth])
    return isWhole ? body : start
  }
  const entries = Object.entries(body).map(
    ([key, value]) => [key, value, shortened(value)] as const,
  )
  const isWhole = entries.every(([, value, start]) => value === start)
  return isWhole ? body : Object.fromEntries(entries.map(([key, , start]) => [key, start]))
}

/** The issues that count for a live provider: one may say more than is documented. */
const breaches = (issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] =>
  issues.flatMap(issue => {
    if (issue.code === 'unrecognized_keys') return []
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
    // Of several documented forms, the one that comes nearest.
    const [nearest = []] = issue.errors.map(breaches).sort((a, b) => a.length - b.length)
    return nearest.map(inner => ({ ...inner, path: [...issue.path, ...inner.path] }))
  })

function wanted(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return issue.expected
  return issue.code === 'invalid_value' ? issue.values.map(shown).join(' or ') : issue.code
}

const headerFaults = (heard: Heard, rules: readonly HeaderRule[]): Fault[] =>
  rules
    .filter(rule => rule.isDue(heard) && !rule.matches.test(heard.headers.get(rule.name) ?? ''))
    .map(({ name, matches, rests }) => ({
      ...fault(
        `A ${heard.status} carries ${name}`,
        `${name}: ${shown(matches)}`,
        `${name}: ${heard.headers.get(name) ?? 'nothing'}`,
      ),
      part: 'header' as const,
      ...(rests !== undefined && { about: rests }),
    }))
