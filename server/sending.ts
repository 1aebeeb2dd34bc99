import type { ServerResponse } from 'node:http'
import { type Delivery, damaged } from '../contract/double/delivery.ts'
import { toPayload } from '../contract/wire.ts'
import { corsHeaders } from './cors.ts'

/** Sends a delivery, with its fault. */
export function deliver(
  response: ServerResponse,
  delivery: Delivery,
  headers: Record<string, string>,
): void {
  const { status, fault } = delivery
  if (fault === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  const { text, headers: own } = toPayload(delivery)
  Object.assign(own, headers)
  if (fault === 'truncated' && text !== null) {
    response.writeHead(status, { ...own, 'Content-Length': Buffer.byteLength(text) })
    response.write(damaged(text, fault), () => response.destroy())
    return
  }
  finish(response, status, own, damaged(text, fault))
}

/** Refuses what is not an API's business. */
export function refuse(response: ServerResponse, status: number, body: unknown): void {
  response.req.resume()
  const headers = { ...corsHeaders(response.req), 'Content-Type': 'application/json' }
  finish(response, status, headers, JSON.stringify(body))
}

/** Ends a response; one to HEAD without its body. */
export function finish(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  text: string | null,
): void {
  if (status !== 204) headers['Content-Length'] = String(Buffer.byteLength(text ?? ''))
  response.writeHead(status, headers)
  response.end(response.req.method === 'HEAD' ? undefined : (text ?? undefined))
}
