import type { Call } from '../../answer/call.ts'
import type { Reply } from '../../answer/endpoint.ts'
import type { Found, Route } from '../../answer/router.ts'
import type { Delivery } from '../delivery.ts'
import { isOutage } from '../force/override.ts'
import { undocumented } from './breaches.ts'
import { redactedText } from './redacted-text.ts'
import { schemeOf, unquoting, type Veiling, veil } from './redaction.ts'
import { type Viewing, viewOf } from './view.ts'

/**
 * One call of a double, as it was sent and answered. Its query, body and reply are whole and have every secret in
 * them; what JSON or a console shows of it has none, and is cut.
 */
export interface Entry {
  /** Counts up from 1. */
  readonly nth: number
  /** ISO 8601, UTC. */
  readonly at: string
  /** The endpoint that answered; `undefined` where the path or the method is none's. */
  readonly operation: string | undefined
  readonly method: string
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: unknown
  /** By lower-case name; of what proves an identity the scheme alone: `Bearer …`. */
  readonly headers: Readonly<Record<string, string>>
  /** The parsed body, or its text where the API cannot read it; `undefined` where there was none. */
  readonly body: unknown
  /** Its status is 0 where no reply ever comes. */
  readonly reply: Reply
  /** Whether an override, or the request's own `Prefer`, stood in the place of the double's answer. */
  readonly forced: boolean
  /** The status of what stood before the provider, outside of the contract: an outage that was forced. */
  readonly outage?: number
  readonly milliseconds: number
  /** How the request breaks the contract, each a sentence; of very many the first. */
  readonly violations: readonly string[]
  /** How the reply of a provider that was watched breaks the contract, each a sentence; absent where it does not. */
  readonly breaches?: readonly string[]
  /** What a real API would ignore in silence: fields and parameters that are not documented; of very many the first. */
  readonly warnings: readonly string[]
  /** The headers as they were sent, but for credentials, of which nobody sees more. Neither JSON nor a console shows it. */
  readonly sentHeaders: Readonly<Record<string, string>>
  toJSON(): ShownEntry
}

/** What is shown of an entry: without secrets, and no longer than somebody would read. */
interface ShownEntry extends Omit<Entry, 'toJSON' | 'sentHeaders'> {
  /** What is not all there, each a sentence; absent where nothing is missing. */
  readonly cut?: readonly string[]
}

/** A call as it went by: what it means is only worked out when somebody asks. */
export interface Trace {
  readonly call: Call
  readonly found: Found
  readonly reply: Delivery
  readonly forced: boolean
  readonly violations: readonly string[]
  /** How the reply breaks the contract; of a double none ever does. */
  readonly breaches?: readonly string[]
  /** What there was to know of the session, each a sentence. */
  readonly news: readonly string[]
  readonly at: Date
  readonly milliseconds: number
}

/** How the API reads what it was sent, and what is secret to it. */
export interface Reading {
  query(search: string): unknown
  body(call: Call): unknown
  readonly veiling: Veiling
}

/** Of a body, and of all the rest, about so many characters are shown. */
const shownLength = 65_536

/** An entry of a trace. Bodies are parsed each time that somebody looks: a parsed one may take ten times as much room. */
export function toEntry(trace: Trace, nth: number, reading: Reading): Entry {
  const { call, found, reply, forced, violations, breaches, news, at, milliseconds } = trace
  const route = 'endpoint' in found ? found : undefined
  let warnings: readonly string[] | undefined
  const warn = (query: unknown, body: unknown): readonly string[] => {
    warnings ??= [...news, ...(route ? warningsOf(route, query, body) : [])]
    return warnings
  }
  const entry = {
    nth,
    at: at.toISOString(),
    operation: route?.operation,
    method: call.method,
    path: call.path,
    params: route?.params ?? {},
    get query() {
      return read(call.search, () => reading.query(call.search))
    },
    get headers() {
      return headersOf(call, reading.veiling.isSecret)
    },
    get body() {
      return call.text === '' ? undefined : read(call.text, () => reading.body(call))
    },
    reply,
    forced,
    ...(isOutage(reply.fault) && reply.fault),
    milliseconds,
    violations,
    ...(breaches && { breaches }),
    get warnings(): readonly string[] {
      return warnings ?? warn(this.query, this.body)
    },
  }
  const toJSON = (): ShownEntry => shown(entry, call, reading.veiling, warn)
  return Object.defineProperties(entry, {
    sentHeaders: { get: () => headersOf(call, isCredential, String) },
    toJSON: { value: toJSON },
    [Symbol.for('nodejs.util.inspect.custom')]: { value: toJSON },
  }) as typeof entry & Pick<Entry, 'sentHeaders' | 'toJSON'> // which is what was just defined
}

/** What the API reads, or the text itself where it cannot. */
function read(text: string, how: () => unknown): unknown {
  try {
    return how()
  } catch {
    return text
  }
}

const warningsOf = ({ endpoint }: Route, query: unknown, body: unknown): readonly string[] => [
  ...undocumented('query', query, endpoint.query),
  ...undocumented('body', body, endpoint.body),
]

function shown(
  entry: Omit<Entry, 'toJSON' | 'sentHeaders'>,
  call: Call,
  how: Veiling,
  warn: (query: unknown, body: unknown) => readonly string[],
): ShownEntry {
  const { nth, at, operation, method, forced, milliseconds, query, body, outage } = entry
  const { violations, breaches } = entry
  const cut = new Set<string>()
  const part = (what: string, value: unknown, viewing: Partial<Viewing> = {}) => {
    const view = viewOf(value, { ...how, room: shownLength, ...viewing })
    if (view.isCut) cut.add(`${what} is not shown whole.`)
    return view.value
  }
  const { reply } = entry
  const open = { isSecret: () => false }
  const instead = unquoting(reply.status === 401 ? call.headers.authorization : undefined)
  const seen = {
    ...{ nth, at, operation, method },
    path: String(part('The path', entry.path)),
    params: Object(part('The path', entry.params, open)), // which any log has
    query: part('The query', query),
    headers: Object(part('The headers', entry.headers, open)),
    body: part(`The body of ${call.text.length} characters`, body),
    reply: {
      ...reply,
      ...('text' in reply && { text: part('The text of the reply', reply.text) }),
      ...(reply.headers && {
        headers: Object(part('The headers of the reply', headersOf(reply, how.isSecret), open)),
      }),
      ...(reply.body !== undefined && {
        body: part('The body of the reply', reply.body, { instead }),
      }),
    },
    ...{ forced, ...(outage !== undefined && { outage }) },
    ...{ milliseconds, violations, ...(breaches && { breaches }) },
    warnings: warn(query, body),
  }
  return cut.size > 0 ? { ...seen, cut: [...cut] } : seen
}

/** What a caller proves its identity by: nothing that anybody would want to assert on. */
const isCredential = (name: string): boolean =>
  /^(cookie|x-api-key|(proxy-)?authorization)$/i.test(name)

function headersOf(
  { headers = {} }: Pick<Reply, 'headers'> | Pick<Call, 'headers'>,
  isSecret: (name: string) => boolean,
  textOf: (value: string) => string = redactedText,
): Record<string, string> {
  const shown = (name: string, value: string) =>
    isSecret(name) ? veiledHeader(name, value) : textOf(value)
  return Object.fromEntries(
    Object.entries(headers).map(([name, value = '']) => [name, shown(name, value)]),
  )
}

function veiledHeader(name: string, value: string): string {
  const scheme = /^(proxy-)?authorization$/i.test(name) ? schemeOf(value) : undefined
  return scheme === undefined ? veil : `${scheme} ${veil}`
}
