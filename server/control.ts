import type { IncomingMessage, ServerResponse } from 'node:http'
import { administer, isTrusted } from './admin.ts'
import type { ServedDouble } from './http.ts'
import { receive } from './receiving.ts'
import { finish, refuse } from './sending.ts'

/** Answers the control API: to this machine alone, and to no page of another origin. */
export function control(
  doubles: readonly ServedDouble[],
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
  receive(request, ({ text, fault }) => {
    const { method = 'GET' } = request
    const call = {
      method,
      path: path.slice('/__admin/'.length),
      query: new URLSearchParams(search),
    }
    const reply =
      fault || !isJson(text)
        ? { status: 400, body: { error: 'The body is no JSON.' } }
        : administer(doubles, { ...call, body: text === '' ? undefined : JSON.parse(text) })
    const json = reply.body === undefined ? null : JSON.stringify(reply.body)
    finish(
      response,
      reply.status,
      json === null ? {} : { 'Content-Type': 'application/json' },
      json,
    )
  })
}

function isJson(text: string): boolean {
  try {
    return text === '' || JSON.parse(text) !== undefined
  } catch {
    return false
  }
}
