import type { Refusal } from '../../answer/refusal.ts'
import type { Har } from '../../har/form.ts'
import type { Told } from '../../har/har.ts'
import type { Recorded } from '../../pact/interaction.ts'
import type { Pact, PactOptions, Recording } from '../../pact/pact.ts'
import { breachesOf } from './breaches.ts'
import { type Entry, type Reading, type Trace, toEntry } from './entry.ts'
import { createQueue } from './queue.ts'
import { type Veiling, veiling } from './redaction.ts'
import { createVerification, type Verification } from './verification.ts'
import { weightOf } from './weight.ts'

export type { Entry } from './entry.ts'

/** How much a journal keeps. */
export interface JournalLimits {
  /** How many calls. Default: 1000. */
  readonly calls?: number
  /** About how much memory, in bytes. Default: 64,000,000. */
  readonly bytes?: number
}

/** What a double was asked, and how it answered: the last calls, up to a number and to a size. */
export interface Journal {
  /** The oldest first. */
  readonly entries: readonly Entry[]
  readonly last: Entry | undefined
  /** How many older calls were dropped to keep to the limits. */
  readonly dropped: number
  /** The entries one by one, the oldest first, so that no more than one of them needs to be in memory as text. */
  stream(): Iterable<Entry>
  /** Those behind the `nth` call as they went by, each with its entry, the oldest first. */
  after(nth: number): readonly Recorded[]
  /** The `nth` call as it went by, with its entry, while it is kept. */
  find(nth: number): Recorded | undefined
  /** The calls of an operation, the oldest first; throws where there is no such operation. */
  calls(operation: string): readonly Entry[]
  /** The calls that break the contract. */
  violations(): readonly Entry[]
  /** Asserts on the calls of an operation: `verify('createUser').calledOnceWith({ body: { email } })`. */
  verify(operation: string): Verification
  /** The calls of endpoints as a Pact file, without credentials: `await toPact({ consumer: 'web-shop' })`. */
  toPact(options: PactOptions): Promise<Pact>
  /** All calls as a HAR file, without credentials, for whatever reads one: `await toHar()`. */
  toHar(): Promise<Har>
  clear(): void
  /** What is secret in this API, and what stands in its place. */
  readonly veiling: Veiling
}

/** Whose calls are written down, and how the API reads what it was sent. */
export interface Journaled
  extends Pick<Recording, 'title' | 'contract'>,
    Pick<Reading, 'query' | 'body'> {
  /** Names of fields, parameters and headers that are secret besides the usual ones. */
  readonly secrets?: readonly string[]
}

/** A call as it is written down. */
export interface Happened extends Omit<Trace, 'violations'> {
  readonly refusal: Refusal | undefined
  /** Where no endpoint was meant: the nearest ones. */
  readonly near: readonly string[]
  /** What else there is to say of how the request breaks the contract. */
  readonly faults?: readonly string[]
}

/** A call as it is kept. */
interface Kept extends Trace {
  readonly nth: number
  readonly bytes: number
  entry?: Entry
}

const usual = { calls: 1000, bytes: 64_000_000 }

export function createJournal(
  api: Journaled,
  limit: number | JournalLimits = {},
): Journal & { record(happened: Happened): void } {
  const most = { ...usual, ...(typeof limit === 'number' ? { calls: limit } : limit) }
  const reading = { query: api.query, body: api.body, veiling: veiling(api.secrets) }
  const kept = createQueue<Kept>()
  let [bytes, recorded] = [0, 0]

  const entryOf = (one: Kept): Entry => {
    one.entry ??= toEntry(one, one.nth, reading)
    return one.entry
  }
  const recordedOf = (trace: Kept): Recorded => ({ trace, entry: entryOf(trace) })
  const allCalls = () => kept.all.map(recordedOf)
  const told = (): Told => ({ ...reading, calls: allCalls(), dropped: recorded - kept.size })
  const callsOf = (operation: string): Entry[] => {
    if (!Object.hasOwn(api.contract, operation)) throw unknownOperation(operation, api)
    return kept.all.filter(({ found }) => isOf(found, operation)).map(entryOf)
  }
  return {
    veiling: reading.veiling,
    get entries() {
      return kept.all.map(entryOf)
    },
    get last() {
      return kept.last && entryOf(kept.last)
    },
    get dropped() {
      return recorded - kept.size
    },
    *stream() {
      for (const one of kept.all) yield one.entry ?? toEntry(one, one.nth, reading)
    },
    after: nth => kept.all.filter(one => one.nth > nth).map(recordedOf),
    find: nth => kept.all.filter(one => one.nth === nth).map(recordedOf)[0],
    calls: callsOf,
    violations: () => kept.all.filter(({ violations }) => violations.length > 0).map(entryOf),
    verify: operation => createVerification(operation, callsOf(operation), reading.veiling),
    toPact: options => exportPact({ ...api, ...told() }, options),
    toHar: () => exportHar(told()),
    clear: () => {
      kept.clear()
      bytes = recorded = 0
    },
    record: happened => {
      recorded += 1
      const weight = weightOf(happened.call, happened.reply)
      kept.add(toKept(happened, recorded, weight))
      bytes += weight
      while (kept.size > most.calls || bytes > most.bytes) bytes -= kept.take()?.bytes ?? bytes
    },
  }
}

/** Few need it, and no browser should have to load it. */
async function exportPact(recording: Recording, options: PactOptions): Promise<Pact> {
  const { toPact } = await import('../../pact/pact.ts')
  return toPact(recording, options)
}

async function exportHar(told: Told): Promise<Har> {
  const { toHar } = await import('../../har/har.ts')
  return toHar([told])
}

const none: readonly string[] = []

function toKept(happened: Happened, nth: number, bytes: number): Kept {
  const { call, found, reply, refusal, near, news, forced, at, milliseconds, breaches } = happened
  const { faults = none } = happened
  // Sentences, because a refusal holds what was refused. Most calls have none.
  const violations =
    refusal || near.length > 0 || faults.length > 0
      ? [...breachesOf(refusal), ...faults, ...near.map(one => `Near: ${one}.`)]
      : none
  // Copies, because V8 soon makes a literal that lasts in its old space at once, where what it names stays with
  // it until a full collection. A copy by spread it makes among the young: that takes 5 µs off a request.
  const one = { call, found, reply, forced, news, at, milliseconds, violations, nth, bytes }
  const kept = { ...one, call: { ...call }, found: { ...found }, reply: { ...reply } }
  return breaches === undefined ? kept : { ...kept, breaches }
}

const isOf = (found: Trace['found'], operation: string): boolean =>
  'endpoint' in found && found.operation === operation

/** A name that is misspelt has no calls, and would pass for one that was not called. */
function unknownOperation(name: string, { contract }: Pick<Journaled, 'contract'>): Error {
  const choice = Object.keys(contract).join(', ')
  return new Error(`Failed to verify "${name}": there is no such operation. Choose from ${choice}.`)
}
