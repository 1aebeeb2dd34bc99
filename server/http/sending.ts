import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { toPayload } from '../../contract/adapters/wire.ts'
import { type ProblemStatus, problem } from '../../contract/answer/problem.ts'
import type { Events } from '../../contract/control/declaring.ts'
import { type Delivery, damaged } from '../../contract/double/delivery.ts'

type Headers = Record<string, string>

/** Sends a delivery, with its fault. */
export function deliver(response: ServerResponse, delivery: Delivery, headers: Headers): void {
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

/** Ends a response with what kept it from being another. */
export function sendProblem(
  response: ServerResponse,
  status: ProblemStatus,
  headers: Headers,
  detail: string,
): void {
  response.req.resume()
  const { headers: own, body } = problem(status, detail)
  finish(response, status, { ...headers, ...own }, JSON.stringify(body))
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

/** Ends a response with JSON in pieces, as fast as it is read. Whoever goes before the end is left alone. */
export async function sendPieces(
  response: ServerResponse,
  status: number,
  headers: Headers,
  pieces: Iterable<string>,
): Promise<void> {
  response.writeHead(status, { ...headers, 'Content-Type': 'application/json' })
  if (response.req.method === 'HEAD') {
    response.end()
    return
  }
  await pipeline(Readable.from(pieces), response).catch(error => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  })
}

/** How much may wait for a reader, in bytes: one that is slower is let go, and goes on from where it was. */
const mostWaiting = 16_777_216

/** Sends events as they happen, until the reader goes. */
export function sendEvents(
  response: ServerResponse,
  status: number,
  headers: Headers,
  events: Events,
): void {
  response.writeHead(status, {
    ...headers,
    'Cache-Control': 'no-store',
    'Content-Type': 'text/event-stream',
  })
  if (response.req.method === 'HEAD') {
    response.end()
    return
  }
  const stop = events(({ id, event, data }) => {
    const mark = id === undefined ? '' : `id: ${id}\n`
    response.write(`${mark}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    if (response.writableLength > mostWaiting) response.destroy()
  })
  response.once('close', stop)
}
