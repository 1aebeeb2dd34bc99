import type { ServerResponse } from 'node:http'
import { type Delivery, damaged } from '../contract/double/delivery.ts'
import { toPayload } from '../contract/wire.ts'
import { corsHeaders } from './cors.ts'

/** Sends a delivery, after its delay and with its fault. */
export function deliver(
  response: ServerResponse,
  { delay = 0, fault, ...reply }: Delivery,
  headers: Record<string, string>,
): void {
  if (fault === 'silence') return // the caller is kept waiting until it gives up
  if (delay > 0) {
    setTimeout(() => deliver(response, { ...reply, ...(fault && { fault }) }, headers), delay)
    return
  }
  if (fault === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  const { text, headers: own } = toPayload(reply)
  if (fault === 'truncated' && text !== null) {
    response.writeHead(reply.status, {
      ...own,
      ...headers,
      'Content-Length': Buffer.byteLength(text),
    })
    response.write(damaged(text, fault), () => response.destroy())
    return
  }
  finish(response, reply.status, { ...own, ...headers }, damaged(text, fault))
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
  const length = status === 204 ? {} : { 'Content-Length': Buffer.byteLength(text ?? '') }
  response.writeHead(status, { ...headers, ...length })
  response.end(response.req.method === 'HEAD' ? undefined : (text ?? undefined))
}
