import { toPayload } from '../adapters/wire.ts'
import type { Call } from '../answer/call.ts'
import type { Reply } from '../answer/endpoint.ts'

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

/** Tells the one who listens that nobody waits for the reply any more. */
type Leaving = (gone: () => void) => void

/**
 * Goes on when the delay is over, at once where there is none. Whoever leaves before has asked for nothing: a request
 * takes effect after its delay, and not before it.
 */
export function afterDelay({ delay = 0 }: Journey, leaving: Leaving, go: () => void): void {
  if (delay <= 0) {
    go()
    return
  }
  const timer = setTimeout(go, delay)
  leaving(() => clearTimeout(timer))
}

/** Waits until a reply is due, and says whether it still is: whether nobody has given up, or would wait for ever. */
export function isDue(journey: Journey, signal: AbortSignal): Promise<boolean> {
  return new Promise(resolve => {
    const leaving: Leaving = gone => signal.addEventListener('abort', gone, { once: true })
    if (signal.aborted) return resolve(false)
    leaving(() => resolve(false))
    if (journey.fault !== 'silence') return afterDelay(journey, leaving, () => resolve(true))
    // As an open socket does, this keeps a process running, until `fetch` itself would give up.
    const timer = setTimeout(resolve, patience, false)
    leaving(() => clearTimeout(timer))
  })
}

/** How long the `fetch` of Node.js waits for a reply, in milliseconds. */
const patience = 300_000

/** A delivery as a WHATWG response; a broken connection is `Response.error()`. */
export function toResponse(delivery: Delivery, { method }: Pick<Call, 'method'>): Response {
  const { fault, status } = delivery
  if (fault === 'reset' || fault === 'silence') return Response.error()
  const { text, headers } = toPayload(delivery)
  const length = new TextEncoder().encode(text ?? '').byteLength
  const sized = status === 204 ? headers : { ...headers, 'Content-Length': String(length) }
  return new Response(method === 'HEAD' ? null : damaged(text, fault), { status, headers: sized })
}

/** A body's text as the fault leaves it. */
export function damaged(text: string | null, fault: Fault | undefined): string | null {
  if (text === null) return null
  if (fault === 'truncated') return text.slice(0, Math.floor(text.length / 2))
  return fault === 'malformed' ? `${text.slice(0, -1)},` : text
}
