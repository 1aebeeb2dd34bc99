import { toPayload } from '../adapters/wire.ts'
import { damaged } from '../double/delivery.ts'
import { redactedSearch, redactedText } from '../double/journal/redacted-text.ts'
import { disguised, unquoting, type Veiling } from '../double/journal/redaction.ts'
import { viewOf } from '../double/journal/view.ts'
import type { Recorded } from '../pact/interaction.ts'
import { parsed } from '../pact/request.ts'
import type { Har, HarEntry, Pair } from './form.ts'

/** The calls of a journal, and how many older ones it no longer has. */
export interface Told {
  readonly calls: readonly Recorded[]
  readonly dropped: number
  readonly veiling: Veiling
  /** The name of the API; none for what no API has. */
  readonly api?: string
}

/**
 * Calls as a HAR file of version 1.2, in the order of their times. No secrets get into it: a header shows of what proves
 * an identity the scheme alone, and in the place of a `password`, a `token` and the like stands another value of the same
 * type and length, so that a body is still what its contract says.
 *
 * @example toHar([{ calls: journal.after(0), dropped: 0, veiling: journal.veiling }])
 */
export const toHar = (journals: readonly Told[], version = ''): Har => ({
  log: { ...headOf(journals, version), entries: [...entriesOf(journals)] },
})

/** The same as JSON, entry by entry: no more than one of them is there as text. */
export function* harInPieces(journals: readonly Told[], version = ''): Iterable<string> {
  yield `{"log":${JSON.stringify(headOf(journals, version)).slice(0, -1)},"entries":[`
  let isFirst = true
  for (const entry of entriesOf(journals)) {
    yield (isFirst ? '' : ',') + JSON.stringify(entry)
    isFirst = false
  }
  yield ']}}\n'
}

function headOf(journals: readonly Told[], version: string): Omit<Har['log'], 'entries'> {
  const dropped = journals.reduce((sum, journal) => sum + journal.dropped, 0)
  return {
    version: '1.2',
    creator: { name: 'Contract Doubles', version },
    ...(dropped > 0 && { comment: `Older calls are missing (${dropped}).` }),
  }
}

function* entriesOf(journals: readonly Told[]): Iterable<HarEntry> {
  const all = journals.flatMap(({ calls, veiling, api }) =>
    calls.map(call => ({ call, veiling, api })),
  )
  const inOrder = all.toSorted((a, b) => a.call.trace.at.getTime() - b.call.trace.at.getTime())
  for (const { call, veiling, api } of inOrder) {
    yield toEntry(call, { ...veiling, cover: disguised }, api)
  }
}

function toEntry({ trace, entry }: Recorded, veiling: Veiling, api: string | undefined): HarEntry {
  const { call, milliseconds } = trace
  // As the journal shows them.
  const shown: { readonly headers: object } = entry.toJSON()
  const search = redactedSearch(call.search, veiling)
  const sent = bodyOf(call.text, veiling)
  const { operation, violations, breaches } = entry
  return {
    startedDateTime: entry.at,
    time: milliseconds,
    request: {
      method: call.method,
      url: call.origin + redactedText(call.path, veiling) + search,
      ...head,
      headers: pairsOf(shown.headers),
      queryString: Array.from(new URLSearchParams(search), ([name, value]) => ({ name, value })),
      ...(sent !== '' && {
        postData: { mimeType: call.headers['content-type'] ?? '', text: sent },
      }),
      bodySize: sizeOf(call.text),
    },
    response: responseOf(trace, shown, veiling),
    cache: {},
    timings: { send: 0, wait: milliseconds, receive: 0 },
    _contract: {
      ...(api !== undefined && { api }),
      ...(operation !== undefined && { operation }),
      violations,
      ...(breaches && { breaches }),
    },
  }
}

/** What nobody knows of a call. */
const head = { httpVersion: 'HTTP/1.1', cookies: [], headersSize: -1 } as const

function responseOf(
  { call, reply }: Recorded['trace'],
  shown: object,
  veiling: Veiling,
): HarEntry['response'] {
  const { text, headers } = toPayload(reply)
  const told: unknown = Reflect.get(Object(Reflect.get(shown, 'reply')), 'headers')
  const type = headerIn(headers, 'content-type')
  const hasOwn = headerIn(Object(told), 'content-type') !== ''
  const instead = unquoting(reply.status === 401 ? call.headers.authorization : undefined)
  const isSent = text !== null && call.method !== 'HEAD'
  const body = isSent ? damaged(bodyOf(text, { ...veiling, instead }), reply.fault) : null
  return {
    status: reply.status,
    statusText: '',
    ...head,
    headers: [
      ...pairsOf(Object(told)),
      ...(hasOwn || type === '' ? [] : [{ name: 'Content-Type', value: type }]),
    ],
    content: { size: sizeOf(body ?? ''), mimeType: type, ...(body !== null && { text: body }) },
    redirectURL: redactedText(headerIn(headers, 'location'), veiling),
    bodySize: sizeOf(body ?? ''),
  }
}

/** A body without secrets: JSON is still JSON. */
function bodyOf(text: string, viewing: Veiling & { instead?(part: unknown): unknown }): string {
  const json = text === '' ? undefined : parsed(text)
  if (typeof json?.value !== 'object') return redactedText(text, viewing)
  return JSON.stringify(viewOf(json.value, viewing).value)
}

const pairsOf = (headers: object): Pair[] =>
  Object.entries(headers).map(([name, value]) => ({ name, value: String(value) }))

const headerIn = (headers: object, wanted: string): string =>
  String(Object.entries(headers).findLast(([name]) => name.toLowerCase() === wanted)?.[1] ?? '')

const sizeOf = (text: string): number => new TextEncoder().encode(text).byteLength
