import type { Reply } from '../endpoint.ts'
import { toPayload } from '../wire.ts'

/** What goes wrong with a reply on its way: the connection breaks, half of it arrives, it is no JSON, it never comes. */
export type Fault = 'reset' | 'truncated' | 'malformed' | 'silence' | Outage

/** Not the provider answers, but what stands before it, with one of its statuses: `{ outage: 503 }`. */
export interface Outage {
  readonly outage: number
}

/** A reply with what happens to it on its way. */
export interface Delivery extends Reply {
  /** Milliseconds. */
  readonly delay?: number
  readonly fault?: Fault
  /** In the place of a body that is JSON: text as it is sent. */
  readonly text?: string
}

/** A delivery as a WHATWG response; a broken connection is `Response.error()`. */
export async function toResponse(
  delivery: Delivery,
  { method, signal }: Request,
): Promise<Response> {
  const { delay = 0, fault, status } = delivery
  if (fault === 'silence') await silence(signal)
  if (delay > 0) await pause(delay)
  if (fault === 'reset') return Response.error()
  const { text, headers } = toPayload(delivery)
  return new Response(method === 'HEAD' ? null : damaged(text, fault), { status, headers })
}

/** A body's text as the fault leaves it. */
export function damaged(text: string | null, fault: Fault | undefined): string | null {
  if (text === null) return null
  if (fault === 'truncated') return text.slice(0, Math.floor(text.length / 2))
  return fault === 'malformed' ? `${text.slice(0, -1)},` : text
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise(resolve => {
    setTimeout(resolve, milliseconds)
  })

/** Ends only when the caller gives up. */
const silence = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
