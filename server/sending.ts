import type { ServerResponse } from 'node:http'
import { type Delivery, damaged } from '../contract/double/delivery.ts'
import { toPayload } from '../contract/wire.ts'

type Headers = Record<string, string>

/** Sends a delivery, after its delay and with its fault. */
export function deliver(
  response: ServerResponse,
  delivery: Delivery,
  headers: Headers,
): Promise<void> | undefined {
  if (delivery.fault === 'silence') return undefined // the caller is kept waiting until it gives up
  if (delivery.delay)
    return later(response, delivery.delay, () => send(response, delivery, headers))
  send(response, delivery, headers)
  return undefined
}

/** Does something after a delay, unless the caller has gone by then. */
function later(response: ServerResponse, delay: number, step: () => void): Promise<void> {
  return new Promise<void>(resolve => {
    const timer = setTimeout(resolve, delay)
    response.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
  }).then(() => {
    if (!response.destroyed) step()
  })
}

function send(response: ServerResponse, delivery: Delivery, headers: Headers): void {
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

/** Ends a response with a JSON body. */
export function sendJson(
  response: ServerResponse,
  status: number,
  headers: Headers,
  body: unknown,
): void {
  response.req.resume()
  finish(response, status, { ...headers, 'Content-Type': 'application/json' }, JSON.stringify(body))
}

/** Ends a response; one to HEAD without its body. */
export function finish(
  response: ServerResponse,
  status: number,
  headers: Headers,
  text: string | null,
): void {
  if (status !== 204) headers['Content-Length'] = String(Buffer.byteLength(text ?? ''))
  response.writeHead(status, headers)
  response.end(response.req.method === 'HEAD' ? undefined : (text ?? undefined))
}
