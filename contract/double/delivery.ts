import { toPayload } from '../adapters/wire.ts'
import type { Call } from '../answer/call.ts'
import type { Reply } from '../answer/endpoint.ts'
import type { Clock } from './clock.ts'

/** What goes wrong with a reply on its way: the connection breaks, half of it arrives, it is no JSON, it never comes. */
export type Fault = 'reset' | 'truncated' | 'malformed' | 'silence' | Outage

/** Not the provider answers, but what stands before it, with one of its statuses: `{ outage: 503 }`. */
export interface Outage {
  readonly outage: number
}

/** What befalls a call between its arrival and its reply. */
export interface Journey {
  /** Milliseconds. */
  readonly delay?: number
  readonly fault?: Fault
}

/** A reply with what happens to it on its way. */
export interface Delivery extends Reply, Journey {
  /** In the place of a body that is JSON: text as it is sent. */
  readonly text?: string
}

/**
 * Whether a reply is still due once the journey is over: whether nobody has given up, or would wait for ever. Whoever
 * leaves before has asked for nothing: a request takes effect after its delay, and not before it.
 */
export function isDue(
  { delay = 0, fault }: Journey,
  signal: AbortSignal | undefined,
  clock: Pick<Clock, 'after'>,
): boolean | Promise<boolean> {
  if (signal?.aborted) return false
  const isSilent = fault === 'silence'
  if (delay <= 0 && !isSilent) return true
  return new Promise(resolve => {
    // As an open socket does, silence keeps a process running, until `fetch` itself would give up.
    const cancel = clock.after(isSilent ? patience : delay, () => resolve(!isSilent))
    const leave = () => {
      cancel()
      resolve(false)
    }
    signal?.addEventListener('abort', leave, { once: true })
  })
}

/** How long the `fetch` of Node.js waits for a reply, in milliseconds. */
const patience = 300_000

const encoder = new TextEncoder()

/** A delivery as a WHATWG response; a broken connection is `Response.error()`. */
export function toResponse(delivery: Delivery, { method }: Pick<Call, 'method'>): Response {
  const { fault, status } = delivery
  if (fault === 'reset' || fault === 'silence') return Response.error()
  const { text, headers } = toPayload(delivery)
  const { byteLength } = encoder.encode(text ?? '')
  const sized = status === 204 ? headers : { ...headers, 'Content-Length': String(byteLength) }
  return new Response(method === 'HEAD' ? null : damaged(text, fault), { status, headers: sized })
}

/** A body's text as the fault leaves it. */
export function damaged(text: string | null, fault: Fault | undefined): string | null {
  if (text === null) return null
  if (fault === 'truncated') return text.slice(0, Math.floor(text.length / 2))
  return fault === 'malformed' ? `${text.slice(0, -1)},` : text
}
