import { bodyLimit, type Call } from './answer.ts'
import type { Reply } from './endpoint.ts'

/** A WHATWG request as a call. */
export async function toCall(request: Request): Promise<Call> {
  const { origin, pathname, search } = new URL(request.url)
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  return {
    method: request.method,
    origin,
    path: pathname,
    search,
    headers: Object.fromEntries(request.headers),
    ...readText(hasBody ? new Uint8Array(await request.arrayBuffer()) : undefined),
  }
}

/** A body's text; of what is too large there is none, and what is no UTF-8 has replacement characters in its place. */
export function readText(bytes: Uint8Array | undefined): Pick<Call, 'text' | 'fault'> {
  if (bytes === undefined) return { text: '' }
  if (bytes.byteLength > bodyLimit) return { text: '', fault: 'size' }
  // A byte order mark is a character like any other: PHP minds it.
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), fault: 'encoding' }
  }
}

/** A reply as it goes out: its body as JSON text, `null` where it has none. */
export function toPayload({ headers, body }: Reply) {
  return body === undefined
    ? { text: null, headers: { ...headers } }
    : { text: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } }
}
