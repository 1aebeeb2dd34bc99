import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { depthLimit, isTooDeep } from '../../contract/answer/json.ts'
import { problem } from '../../contract/answer/problem.ts'
import type { Control } from '../../contract/control/control.ts'
import type { ControlReply } from '../../contract/control/declaring.ts'
import { type Body, hasBody, noBody, receive } from '../http/receiving.ts'
import { finish, sendEvents, sendPieces, sendProblem } from '../http/sending.ts'
import type { Guard } from './guard.ts'

/** Whether a path is the control API's. */
export const isControlPath = (path: string): boolean => /^\/__admin(\/|$)/.test(path)

/** What every reply of the control API carries: none is for a page to guess at. */
export const controlHeaders = { 'X-Content-Type-Options': 'nosniff' }

/** Pages are in no frame of another's, where a click could be meant for something else. */
const pageHeaders = { ...controlHeaders, 'Content-Security-Policy': "frame-ancestors 'none'" }

/** Answers the control API: to those whom the guard lets in. */
export async function answerControl(
  { guard, ...desk }: { readonly guard: Guard; control(): Promise<Control> },
  { path, search }: { readonly path: string; readonly search: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method: sent = 'GET', headers } = request
  const method = sent === 'HEAD' ? 'GET' : sent
  const own = path.slice('/__admin'.length)
  const control = await desk.control()
  const why = guard(request, control.isOpen(method, own))
  if (why !== undefined) {
    sendProblem(response, 403, controlHeaders, `Failed to control the doubles: ${why}`)
    return
  }
  const limit = control.bodyLimitOf(method, own)
  const body = hasBody(request) ? await receive(request, limit) : noBody
  if (!body) return // the caller has gone
  const read = readBody(body, limit)
  const reply =
    'why' in read
      ? problem(read.status, `Failed to read the body: ${read.why}.`)
      : await control.answer({
          ...{ method, path: own, query: queryOf(search, headers) },
          ...{ body: read.value, origin: `http://${headers.host}` },
        })
  request.resume()
  await send(response, reply)
}

/** The query; a browser that goes on with events says in a header which one came last. */
function queryOf(search: string, headers: IncomingHttpHeaders): URLSearchParams {
  const query = new URLSearchParams(search)
  const { 'last-event-id': last } = headers
  if (typeof last === 'string' && last !== '') query.set('after', last)
  return query
}

async function send(
  response: ServerResponse,
  { status, headers: own, body, file, pieces, events }: ControlReply,
): Promise<void> {
  if (events) return sendEvents(response, status, { ...controlHeaders, ...own }, events)
  if (pieces) return sendPieces(response, status, { ...controlHeaders, ...own }, pieces)
  const json = body === undefined ? undefined : JSON.stringify(body)
  const { type = 'application/json', text = json } = file ?? {}
  const headers = type === 'text/html' ? pageHeaders : controlHeaders
  finish(
    response,
    status,
    { ...headers, ...file?.headers, ...(text !== undefined && { 'Content-Type': type }), ...own },
    text ?? null,
  )
}

/** Why a body cannot be read, and the status that says so. */
interface Unreadable {
  readonly status: 400 | 413
  readonly why: string
}

/** The JSON of a body, or why it cannot be read. */
function readBody({ text, fault }: Body, limit: number): { readonly value: unknown } | Unreadable {
  if (fault === 'size') return { status: 413, why: `it is larger than ${limit} bytes` }
  if (fault) return faults[fault]
  if (text === '') return { value: undefined }
  if (isTooDeep(text)) return { status: 400, why: `it is more than ${depthLimit} levels deep` }
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { status: 400, why: 'it is no JSON' }
  }
}

const faults = {
  encoding: { status: 400, why: 'it is not valid UTF-8' },
  compressed: { status: 400, why: 'it is compressed, and only plain JSON is read' },
} as const satisfies Record<Exclude<Body['fault'], 'size' | undefined>, Unreadable>
