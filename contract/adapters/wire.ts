import { bodyLimit, type Call } from '../answer/call.ts'
import type { Reply } from '../answer/endpoint.ts'
import { toJson } from '../answer/rows.ts'
import { addressOf } from '../double/sessions/address.ts'

/**
 * A WHATWG request as a call; rejects where its body breaks off, or was used before. Its path may begin with the name of a
 * session, unless that path is taken.
 */
export async function toCall(
  request: Request,
  isTaken: (path: string) => boolean,
  { origin, pathname, search } = new URL(request.url),
): Promise<Call> {
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  const headers = headersOf(request)
  const bytes = hasBody ? new Uint8Array(await request.arrayBuffer()) : undefined
  const body = readText(bytes, headers['content-encoding'])
  const address = addressOf(pathname, headers, isTaken)
  return { method: request.method, origin, ...address, search, headers, ...body }
}

/** By lower-case name: not every `Headers` tells its names so, and happy-dom's tells them as they were written. */
const headersOf = ({ headers }: Request): Call['headers'] =>
  Object.fromEntries(Array.from(headers, ([name, value]) => [name.toLowerCase(), value]))

/**
 * A body's text; of what is too large or compressed there is none, and what is no UTF-8 has replacement characters in
 * its place. `encoding` is its Content-Encoding, `limit` how many bytes it may have.
 */
export function readText(
  bytes: Uint8Array | undefined,
  encoding = '',
  limit = bodyLimit,
): Pick<Call, 'text' | 'fault'> {
  if (bytes === undefined || bytes.byteLength === 0) return { text: '' }
  if (bytes.byteLength > limit) return { text: '', fault: 'size' }
  if (/\b(gzip|deflate|compress|br|zstd)\b/i.test(encoding))
    return { text: '', fault: 'compressed' }
  // A byte order mark is a character like any other: PHP minds it.
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    // Gzip begins with these two bytes, which no UTF-8 does.
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return { text: '', fault: 'compressed' }
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), fault: 'encoding' }
  }
}

/** A reply as it goes out: its body as JSON text, or as the text that it is; `null` where it has none. */
export function toPayload({ headers, body, text }: Reply & { readonly text?: string }) {
  if (text !== undefined) return { text, headers: { ...headers } }
  return body === undefined
    ? { text: null, headers: { ...headers } }
    : { text: toJson(body), headers: { 'Content-Type': 'application/json', ...headers } }
}
