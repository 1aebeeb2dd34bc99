import { toPayload } from '../adapters/wire.ts'
import type { Trace } from '../double/journal/entry.ts'
import { unquoting, type Veiling } from '../double/journal/redaction.ts'
import { viewOf } from '../double/journal/view.ts'
import type { PactBody } from './request.ts'

interface RuleList {
  readonly combine: 'AND'
  readonly matchers: readonly [
    { readonly match: 'type' } | { readonly match: 'include'; readonly value: '' },
  ]
}

export interface PactResponse {
  readonly status: number
  readonly headers?: Readonly<Record<string, readonly string[]>>
  readonly body?: PactBody
  readonly matchingRules?: { readonly body: Readonly<Record<string, RuleList>> }
}

/** A reply as a response of a Pact file, without secrets. */
export function toResponse({ call, reply }: Trace, veiling: Veiling): PactResponse {
  const { text, headers } = toPayload(reply)
  const { status } = reply
  if (text === null) return { status }
  const type = Object.entries(headers).findLast(([name]) => /^content-type$/i.test(name))?.[1] ?? ''
  const head = { status, headers: { 'Content-Type': [type] } }
  if (call.method === 'HEAD') return head
  const sent = status === 401 ? call.headers.authorization : undefined
  const instead = unquoting(sent, 'redacted')
  const content = viewOf(JSON.parse(text), { ...veiling, instead }).value
  return {
    ...head,
    body: { content, contentType: type, encoded: false },
    matchingRules: { body: toRules(content) },
  }
}

/**
 * Every value has the type of the one that is shown, and every element of a list, however many there are. null shows no
 * type: any value may stand there.
 */
function toRules(content: unknown): Record<string, RuleList> {
  const rules: Record<string, RuleList> = { $: rule({ match: 'type' }) }
  for (const path of pathsOfNull(content, '$')) rules[path] = anything
  return rules
}

const rule = (matcher: RuleList['matchers'][0]): RuleList => ({
  combine: 'AND',
  matchers: [matcher],
})

// All that Pact has for it: the text of every value includes the empty one.
const anything = rule({ match: 'include', value: '' })

function pathsOfNull(value: unknown, path: string): string[] {
  if (value === null) return [path]
  if (Array.isArray(value)) return value.flatMap(item => pathsOfNull(item, `${path}[*]`))
  if (typeof value !== 'object') return []
  return Object.entries(Object(value)).flatMap(([key, item]) =>
    pathsOfNull(item, /^[a-z_]\w*$/i.test(key) ? `${path}.${key}` : `${path}['${key}']`),
  )
}

/** The form of a JSON value: equal for values that differ in what they say, and not in their types. */
export function shapeOf(value: unknown): unknown {
  if (value === null) return null
  if (Array.isArray(value))
    return [...new Set(value.map(item => JSON.stringify(shapeOf(item))))].sort()
  if (typeof value !== 'object') return typeof value
  return Object.fromEntries(
    Object.entries(Object(value)).map(([key, item]) => [key, shapeOf(item)]),
  )
}
