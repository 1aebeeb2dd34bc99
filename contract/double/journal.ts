import type { Call } from '../answer.ts'
import type { Pact, PactOptions, Recording } from '../document/pact.ts'
import type { Reply } from '../endpoint.ts'
import type { Refusal } from '../refusal.ts'
import type { Found } from '../router.ts'
import { breachesOf, undocumented } from './breaches.ts'
import type { Delivery } from './delivery.ts'
import { isOutage } from './override.ts'
import { createVerification, type Verification } from './verification.ts'

/** One call of a double, as it was sent and answered. */
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
  readonly reply: Reply
  /** Whether an override, or the request's own `Prefer`, stood in the place of the double's answer. */
  readonly forced: boolean
  /** The status of what stood before the provider, outside of the contract: an outage that was forced. */
  readonly outage?: number
  readonly milliseconds: number
  /** How the request breaks the contract, each a sentence. */
  readonly violations: readonly string[]
  /** What a real API would ignore in silence: fields and parameters that are not documented. */
  readonly warnings: readonly string[]
}

/** What a double was asked, and how it answered: the last calls, up to a limit. */
export interface Journal {
  /** The oldest first. */
  readonly entries: readonly Entry[]
  /** How many older calls were dropped to keep to the limit. */
  readonly dropped: number
  /** The calls of an operation, the oldest first; throws where there is no such operation. */
  calls(operation: string): readonly Entry[]
  /** The calls that break the contract. */
  violations(): readonly Entry[]
  /** Asserts on the calls of an operation: `verify('createUser').calledOnceWith({ body: { email } })`. */
  verify(operation: string): Verification
  /** The calls of endpoints as a Pact file, without credentials: `await toPact({ consumer: 'web-shop' })`. */
  toPact(options: PactOptions): Promise<Pact>
  clear(): void
}

/** A call as it went by: what it means is only worked out when somebody asks. */
export interface Trace {
  readonly call: Call
  readonly found: Found
  readonly reply: Delivery
  readonly forced: boolean
  readonly refusal: Refusal | undefined
  /** Where no endpoint was meant: the nearest ones. */
  readonly near: readonly string[]
  readonly at: Date
  readonly milliseconds: number
}

/** Whose calls are written down, and how the API reads what it was sent. */
export interface Journaled extends Pick<Recording, 'title' | 'contract'> {
  query(search: string): unknown
  body(call: Call): unknown
}

export function createJournal(
  api: Journaled,
  limit = 1000,
): Journal & { record(trace: Trace): void } {
  const ring: (Trace & { entry?: Entry })[] = []
  let recorded = 0
  const told = () => {
    const oldest = recorded > limit ? recorded % limit : 0
    return [...ring.slice(oldest), ...ring.slice(0, oldest)].map((trace, index) => {
      trace.entry ??= toEntry(trace, recorded - ring.length + index + 1, api)
      return { trace, entry: trace.entry }
    })
  }
  const entries = () => told().map(({ entry }) => entry)
  const calls = (operation: string) => {
    if (!Object.hasOwn(api.contract, operation)) throw unknownOperation(operation, api)
    return entries().filter(entry => entry.operation === operation)
  }
  return {
    get entries() {
      return entries()
    },
    get dropped() {
      return recorded - ring.length
    },
    calls,
    violations: () => entries().filter(entry => entry.violations.length > 0),
    verify: operation => createVerification(operation, calls(operation)),
    toPact: async options => {
      const { title, contract } = api
      const recording = { title, contract, calls: told(), dropped: recorded - ring.length }
      // Few need it, and no browser should have to load it.
      const { toPact } = await import('../document/pact.ts')
      return toPact(recording, options)
    },
    clear: () => {
      ring.length = 0
      recorded = 0
    },
    record: trace => {
      // Copies, because V8 soon makes a literal that lasts in its old space at once, where what it names stays with
      // it until a full collection. A copy by spread it makes among the young: that takes 5 µs off a request.
      const { call, found, reply } = trace
      const copy = { ...trace, call: { ...call }, found: { ...found }, reply: { ...reply } }
      if (limit > 0) ring[recorded % limit] = copy
      recorded += 1
    },
  }
}

function toEntry(
  { call, found, reply, forced, refusal, near, at, milliseconds }: Trace,
  nth: number,
  api: Journaled,
): Entry {
  const route = 'endpoint' in found ? found : undefined
  const query = api.query(call.search)
  const body = bodyOf(call, api)
  return {
    nth,
    at: at.toISOString(),
    operation: route?.operation,
    method: call.method,
    path: call.path,
    params: route?.params ?? {},
    query,
    headers: redacted(call.headers),
    body,
    reply,
    forced,
    ...(isOutage(reply.fault) && reply.fault),
    milliseconds,
    violations: [...breachesOf(refusal), ...near.map(one => `Near: ${one}.`)],
    warnings: route
      ? [
          ...undocumented('query', query, route.endpoint.query),
          ...undocumented('body', body, route.endpoint.body),
        ]
      : [],
  }
}

function bodyOf(call: Call, { body }: Journaled): unknown {
  if (call.text === '') return undefined
  try {
    return body(call)
  } catch {
    return call.text
  }
}

const redacted = (headers: Call['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value = '']) => [name, withoutSecret(name, value)]),
  )

function withoutSecret(name: string, value: string): string {
  if (/^(cookie|x-api-key)$/.test(name)) return '…'
  if (!/^(proxy-)?authorization$/.test(name)) return value
  const scheme = schemeOf(value)
  return scheme === undefined ? '…' : `${scheme} …`
}

/** A name that is misspelt has no calls, and would pass for one that was not called. */
function unknownOperation(name: string, { contract }: Pick<Journaled, 'contract'>): Error {
  const choice = Object.keys(contract).join(', ')
  return new Error(`Failed to verify "${name}": there is no such operation. Choose from ${choice}.`)
}

/** How an identity is proved: the word before the blank. What does not begin with one is all secret. */
export const schemeOf = (authorization: string): string | undefined =>
  /^[a-z][a-z\d-]{0,19}(?=\s+\S)/i.exec(authorization)?.[0]
