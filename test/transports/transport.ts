import type { DoubleOptions } from '../../contract/double/options.ts'
import type { WorldChoice } from '../../handlers/index.ts'
import { apis, type Double } from '../../handlers/index.ts'
import type { Case, Received, Send, Sent, TransportName } from '../cases/case.ts'

/** A way from a request to a double. */
export interface Transport {
  readonly name: TransportName
  /** Before the first case, where there is something to start. */
  open?(): Promise<void>
  /** Runs a case with a double that is the case's alone for so long. */
  run(subject: Case): Promise<void>
  /** After the last case, where there is something to take down. */
  close?(): Promise<void>
}

export const doubleOf = (
  { api, world, fidelity, rateLimit }: Case,
  options: DoubleOptions<WorldChoice> = {},
): Double<unknown, WorldChoice> =>
  apis[api].create({
    ...(world && { world }),
    ...(fidelity && { fidelity }),
    ...(rateLimit !== undefined && { rateLimit }),
    ...options,
  })

/** Sends by anything that works like `fetch`. */
export const sendBy =
  (fetch: (url: string, init: RequestInit) => Promise<Response>, origin: string): Send =>
  async (method, path, sent = {}) =>
    toReceived(await fetch(origin + path, toInit(method, sent)))

function toInit(method: string, { headers = {}, json, text }: Sent): RequestInit {
  if (json === undefined) return { method, headers, ...(text !== undefined && { body: text }) }
  return {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(json),
  }
}

async function toReceived(response: Response): Promise<Received> {
  const text = await response.text()
  const { status, headers } = response
  return { status, headers, body: text === '' ? undefined : JSON.parse(text) }
}
