import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { readText } from '../../contract/adapters/wire.ts'
import { bodyLimit, type Call } from '../../contract/answer/call.ts'
import { addressOf } from '../../contract/double/sessions/address.ts'

/** What a request line names. */
interface Target {
  readonly method: string
  readonly path: string
  /** The query, with its question mark; empty where there is none. */
  readonly search: string
}

/**
 * A request as a call. What has no body is one at once: an await would cost it more than all the rest here. There is
 * none of a caller who goes before the end of the body.
 */
export function toCall(
  request: IncomingMessage,
  target: Target,
  isTaken: (path: string) => boolean,
): Call | Promise<Call | undefined> {
  const { headers } = request
  const { path, session } = addressOf(target.path, headers, isTaken)
  const head = {
    method: target.method,
    origin: `http://${headers.host ?? 'localhost'}`,
    path,
    search: target.search,
    headers: headersOf(request),
  }
  if (!hasBody(request)) return withBody(head, session, noBody)
  return receive(request).then(body => body && withBody(head, session, body))
}

/** Written out: spreads would cost more than all the rest here. */
function withBody(head: Head, session: string | undefined, { text, fault }: Body): Call {
  const { method, origin, path, search, headers } = head
  const call = { method, origin, path, search, headers, text }
  if (session === undefined) return fault ? { ...call, fault } : call
  return { ...call, session, ...(fault && { fault }) }
}

/** A call before its body is there. */
type Head = Omit<Call, 'session' | 'text' | 'fault'>

/** A request line names a path, or like a proxy's a whole URL. */
export function split(url: string): { path: string; search: string } {
  const target = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?]*/i, '')
  const mark = target.indexOf('?')
  return mark === -1
    ? { path: target, search: '' }
    : { path: target.slice(0, mark), search: target.slice(mark) }
}

const headersOf = ({ headers }: IncomingMessage): Call['headers'] =>
  isFlat(headers) ? headers : { ...headers, 'set-cookie': headers['set-cookie']?.join(', ') }

/** Node itself joins what comes twice, of all headers but one, and that one is no client's to send. */
const isFlat = (
  headers: IncomingHttpHeaders,
): headers is IncomingHttpHeaders & Record<string, string | undefined> =>
  headers['set-cookie'] === undefined

/** A body as a call has it. */
export type Body = Pick<Call, 'text' | 'fault'>

export const noBody: Body = { text: '' }

/** Whether a request is read: a body on GET or HEAD counts for nothing. */
export const hasBody = ({ method }: IncomingMessage): boolean =>
  method !== 'GET' && method !== 'HEAD'

/** How much of a body is still read beyond what it may have, so that its sender gets to read the reply. */
const drained = 31 * bodyLimit

/**
 * Reads the body, of so many bytes at most; of a too large one nothing is kept, and there is none of a caller who goes
 * before its end.
 */
export function receive(request: IncomingMessage, limit = bodyLimit): Promise<Body | undefined> {
  const encoding = request.headers['content-encoding']
  return new Promise(resolve => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else chunks.length = 0
      if (size > limit + drained) resolve({ text: '', fault: 'size' })
    })
    request.once('end', () => {
      const bytes = size > limit ? undefined : Buffer.concat(chunks)
      resolve(bytes ? readText(bytes, encoding, limit) : { text: '', fault: 'size' })
    })
    request.once('error', () => resolve(undefined))
    request.once('close', () => resolve(undefined))
  })
}
