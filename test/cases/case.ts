import type { Fidelity } from '../../contract/readings/choice.ts'
import type { ApiName, WorldChoice } from '../../handlers/index.ts'

export interface Sent {
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, with its Content-Type unless the headers name another. */
  readonly json?: unknown
  /** Sent as it is. */
  readonly text?: string | Uint8Array<ArrayBuffer>
}

export interface Received {
  readonly status: number
  readonly headers: Headers
  /** The parsed JSON; `undefined` where there is no body. */
  readonly body: unknown
}

/** Sends one request to the double of the case, whatever lies between: `send('GET', '/v1/users/me')`. */
export type Send = (method: string, path: string, sent?: Sent) => Promise<Received>

export type TransportName =
  | 'double.fetch'
  | 'setupServer'
  | 'socket'
  | 'browser'
  | 'happy-dom'
  | 'jsdom'

/** One behaviour, told by requests and replies alone, so that it can be asked of every transport. */
export interface Case {
  /** A sentence about behaviour. */
  readonly title: string
  readonly api: ApiName
  readonly world?: WorldChoice
  readonly fidelity?: Fidelity
  /** Whether the API's limit of requests is enforced, or a limit to enforce in its place. */
  readonly rateLimit?: boolean | number
  /** Transports that cannot do the case, each with the reason. */
  readonly cannot?: { readonly [Name in TransportName]?: string }
  run(send: Send): Promise<void>
}
