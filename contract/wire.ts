import { bodyLimit, type Call } from './answer.ts'
import type { Reply } from './endpoint.ts'

/** A WHATWG request as a call. */
export async function toCall(request: Request): Promise<Call> {
  const { origin, pathname, search } = new URL(request.url)
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  const headers = Object.fromEntries(request.headers)
  const bytes = hasBody ? new Uint8Array(await request.arrayBuffer()) : undefined
  const body = readText(bytes, headers['content-encoding'])
  return { method: request.method, origin, path: pathname, search, headers, ...body }
}

/** A body's text, or why there is none; `encoding` is its Content-Encoding. */
export function readText(
  bytes: Uint8Array | undefined,
  encoding = '',
): Pick<Call, 'text' | 'fault'> {
  if (bytes === undefined || bytes.byteLength === 0) return { text: '' }
  if (bytes.byteLength > bodyLimit) return { text: '', fault: 'size' }
  if (/\b(gzip|deflate|compress|br|zstd)\b/i.test(encoding))
    return { text: '', fault: 'compressed' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    // Gzip begins with these two bytes, which no UTF-8 does.
    const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b
    return { text: '', fault: isGzip ? 'compressed' : 'encoding' }
  }
}

/** A reply as it goes out: its body as JSON text, `null` where it has none. */
export function toPayload({ headers, body }: Reply) {
  return body === undefined
    ? { text: null, headers: { ...headers } }
    : { text: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } }
}
