import type { IncomingMessage, ServerResponse } from 'node:http'
import { type AdminReply, administer, isTrusted, type Served } from './admin.ts'
import { receive } from './receiving.ts'
import { finish, refuse } from './sending.ts'

/** Answers the control API: to this machine alone, and to no page of another origin. */
export function control(
  served: Served,
  { path, search }: { readonly path: string; readonly search: string },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!isTrusted(request)) {
    refuse(response, 403, {
      error: 'The control API is for this machine, and not for other origins.',
    })
    return
  }
  const { method = 'GET', headers } = request
  const call = {
    method: method === 'HEAD' ? 'GET' : method,
    origin: `http://${headers.host}`,
    path: path.slice('/__admin/'.length),
    query: new URLSearchParams(search),
  }
  receive(request, async ({ text, fault }) => {
    const reply =
      fault || !isJson(text)
        ? { status: 400, body: { error: 'The body is no JSON.' } }
        : await administer(served, { ...call, body: text === '' ? undefined : JSON.parse(text) })
    send(response, reply)
  })
}

function send(response: ServerResponse, { status, headers, body, file }: AdminReply): void {
  const json = body === undefined ? undefined : JSON.stringify(body)
  const { type = 'application/json', text = json } = file ?? {}
  const own = text === undefined ? {} : { 'Content-Type': type }
  finish(response, status, { ...headers, ...own }, text ?? null)
}

function isJson(text: string): boolean {
  try {
    return text === '' || JSON.parse(text) !== undefined
  } catch {
    return false
  }
}
