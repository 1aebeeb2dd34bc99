import type { Call } from '../answer/call.ts'
import type { Delivery } from '../double/delivery.ts'
import type { Read } from '../verify/exchange/taking.ts'

/** As many bytes of a body are judged. */
export const mostJudged = 4 * 2 ** 20

/** Why a body cannot be judged, in words that end a sentence. */
export type Unread =
  | 'its body is too large'
  | 'its body is compressed in a way that is not read'
  | 'its body broke off'
  | 'its body was not recorded'

/** A call of a provider, as it went by. */
export interface Passed {
  /** Its path is the one behind the provider's origin. */
  readonly call: Call
  readonly at: Date
  readonly milliseconds: number
  /** The reply; none where none ever came. */
  readonly reply?: {
    readonly status: number
    readonly headers: Headers
    readonly body: Read | Unread
  }
  /** Why the body of the request cannot be judged, where that is so. */
  readonly unread?: Unread
  /** Whether it may have had credentials that were taken out of a recording. Default: false. */
  readonly isStripped?: boolean
}

/** Headers, however they were written down: what could not be sent is none, or has question marks in it. */
export function headersOf(pairs: Iterable<readonly [name: string, value: string]>): Headers {
  const headers = new Headers()
  for (const [name, value] of pairs) {
    if (/^[!#$%&'*+.^`|~\w-]+$/.test(name)) {
      headers.append(name, value.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?'))
    }
  }
  return headers
}

/** A reply as a journal keeps it; its status is 0 where none ever came. */
export function toDelivery({ reply }: Passed): Delivery {
  if (!reply) return { status: 0 }
  const { status, body: read } = reply
  const headers = Object.fromEntries(reply.headers)
  if (typeof read === 'string' || read.text === '') return { status, headers }
  const { text, body } = read
  return body === undefined ? { status, headers, text } : { status, headers, body }
}
