import { bodyLimit, type Call } from './answer.ts'
import type { Reply } from './endpoint.ts'

/** A WHATWG request as a call; rejects where its body breaks off, or was used before. */
export async function toCall(request: Request): Promise<Call> {
  const { origin, pathname, search } = new URL(request.url)
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  return {
    method: request.method,
    origin,
    path: pathname,
    search,
    headers: headersOf(request),
    ...readText(hasBody ? new Uint8Array(await request.arrayBuffer()) : undefined),
  }
}

/** By lower-case name: not every `Headers` tells its names so, and happy-dom's tells them as they were written. */
const headersOf = ({ headers }: Request): Call['headers'] =>
  Object.fromEntries(Array.from(headers, ([name, value]) => [name.toLowerCase(), value]))

/** A body's text, or why there is none. */
export function readText(bytes: Uint8Array | undefined): Pick<Call, 'text' | 'fault'> {
  if (bytes === undefined) return { text: '' }
  if (bytes.byteLength > bodyLimit) return { text: '', fault: 'size' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { text: '', fault: 'encoding' }
  }
}

/** A reply as it goes out: its body as JSON text, or as the text that it is; `null` where it has none. */
export function toPayload({ headers, body, text }: Reply & { readonly text?: string }) {
  if (text !== undefined) return { text, headers: { ...headers } }
  return body === undefined
    ? { text: null, headers: { ...headers } }
    : { text: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } }
}
