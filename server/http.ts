import { createServer, type Server, type ServerResponse } from 'node:http'
import type { Call } from '../contract/answer.ts'
import type { Double } from '../contract/double/double.ts'
import { nearest } from '../contract/double/nearest.ts'
import type { Message } from '../contract/double/outbox.ts'
import type { Found } from '../contract/router.ts'
import type { WorldChoice } from '../handlers/index.ts'
import { isAdminPath } from './admin.ts'
import { control } from './control.ts'
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts'
import { headersOf, receive, split } from './receiving.ts'
import { deliver, finish, refuse } from './sending.ts'

export interface ServedDouble extends Double<unknown, WorldChoice> {
  /** The messages that the API would have sent, where it sends any. */
  readonly outbox?: readonly Message[]
}

/** What was asked and answered, for a line in a log. */
export interface Exchange {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly milliseconds: number
  /** `api/operation`, the API alone where no endpoint was meant, or nothing. */
  readonly operation: string
}

/** Serves doubles on one port, each below the path of its documented base URL. */
export function createHttpServer(
  doubles: readonly ServedDouble[],
  onExchange: (exchange: Exchange) => void,
): Server {
  return createServer((request, response) => {
    const start = performance.now()
    const method = request.method ?? 'GET'
    const { path, search } = split(request.url ?? '/')
    const place = placeOf(doubles, method, path)
    response.once('close', () =>
      onExchange({
        method,
        path,
        status: response.statusCode,
        milliseconds: performance.now() - start,
        operation: nameOf(place),
      }),
    )
    if (isAdminPath(path)) return control(doubles, { path, search }, request, response)
    if (!place) return refuseStranger(response, doubles, path)
    if (isPreflight(request)) return finish(response, 204, preflightHeaders(request), null)
    receive(request, body => {
      const call: Call = {
        method,
        origin: `http://${request.headers.host ?? 'localhost'}`,
        path,
        search,
        headers: headersOf(request),
        ...body,
      }
      const headers = { ...corsHeaders(request), 'X-Contract-Double': nameOf(place) }
      answer(response, place, call, headers)
    })
  })
}

interface Place {
  readonly double: ServedDouble
  readonly found: Found
}

/** The double that has the path, or that comes nearest to having it. */
function placeOf(
  doubles: readonly ServedDouble[],
  method: string,
  path: string,
): Place | undefined {
  for (const double of doubles) {
    const found = double.router(method, path)
    if ('operation' in found || found.allow.length > 0) return { double, found }
  }
  const double = nearest(doubles, path)
  return double && { double, found: { allow: [] } }
}

const nameOf = (place: Place | undefined): string => {
  if (!place) return ''
  const { double, found } = place
  return 'operation' in found ? `${double.name}/${found.operation}` : double.name
}

function answer(
  response: ServerResponse,
  { double, found }: Place,
  call: Call,
  headers: Record<string, string>,
): void {
  try {
    const closing = call.fault === 'size' ? { Connection: 'close' } : {}
    deliver(response, double.answer(call, found), { ...headers, ...closing })
  } catch (thrown) {
    // No request can cause this: an entity that was put into the double breaks its contract.
    refuse(response, 500, { error: thrown instanceof Error ? thrown.message : String(thrown) })
  }
}

function refuseStranger(
  response: ServerResponse,
  doubles: readonly ServedDouble[],
  path: string,
): void {
  const host = response.req.headers.host ?? 'localhost'
  const baseUrls = doubles.map(({ name, baseUrl }) => [
    name,
    `http://${host}${new URL(baseUrl).pathname.replace(/\/$/, '')}`,
  ])
  const error = `No API here has a path like "${path}".`
  refuse(response, 404, { error, baseUrls: Object.fromEntries(baseUrls) })
}
