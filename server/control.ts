import type { IncomingMessage, ServerResponse } from 'node:http'
import { bodyLimit } from '../contract/answer/call.ts'
import { depthLimit, isTooDeep } from '../contract/answer/json.ts'
import { type AdminReply, administer, type Served } from './admin.ts'
import type { Guard } from './guard.ts'
import { type Body, hasBody, noBody, receive } from './receiving.ts'
import { finish, sendJson, sendPieces } from './sending.ts'

/** What every reply of the control API carries: none is for a page to guess at. */
export const controlHeaders = { 'X-Content-Type-Options': 'nosniff' }

/** Pages are in no frame of another's, where a click could be meant for something else. */
const pageHeaders = { ...controlHeaders, 'Content-Security-Policy': "frame-ancestors 'none'" }

/** Answers the control API: to those whom the guard lets in. */
export async function control(
  { guard, ...served }: Served & { readonly guard: Guard },
  { path, search }: { readonly path: string; readonly search: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const why = guard(request)
  if (why !== undefined) {
    sendJson(response, 403, controlHeaders, { error: `Failed to control the doubles: ${why}` })
    return
  }
  const body = hasBody(request) ? await receive(request) : noBody
  if (!body) return // the caller has gone
  const { method = 'GET', headers } = request
  const sent = read(body)
  const reply =
    'why' in sent
      ? { status: 400, body: { error: `Failed to read the body: ${sent.why}.` } }
      : await administer(served, {
          method: method === 'HEAD' ? 'GET' : method,
          origin: `http://${headers.host}`,
          path: path.slice('/__admin/'.length),
          query: new URLSearchParams(search),
          body: sent.value,
        })
  request.resume()
  await send(response, reply)
}

async function send(
  response: ServerResponse,
  { status, headers: own, body, file, pieces }: AdminReply,
): Promise<void> {
  if (pieces) return sendPieces(response, status, { ...controlHeaders, ...own }, pieces)
  const json = body === undefined ? undefined : JSON.stringify(body)
  const { type = 'application/json', text = json } = file ?? {}
  const headers = { ...(type === 'text/html' ? pageHeaders : controlHeaders), ...own }
  finish(
    response,
    status,
    text === undefined ? headers : { ...headers, 'Content-Type': type },
    text ?? null,
  )
}

/** The JSON of a body, or why it cannot be read. */
function read({ text, fault }: Body): { readonly value: unknown } | { readonly why: string } {
  if (fault) return { why: faults[fault] }
  if (text === '') return { value: undefined }
  if (isTooDeep(text)) return { why: `it is more than ${depthLimit} levels deep` }
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { why: 'it is no JSON' }
  }
}

const faults = {
  size: `it is larger than ${bodyLimit} bytes`,
  encoding: 'it is not valid UTF-8',
  compressed: 'it is compressed, and only plain JSON is read',
} as const satisfies Record<NonNullable<Body['fault']>, string>
