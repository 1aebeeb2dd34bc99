import { createServer, type Server, type ServerResponse } from 'node:http'
import type { Call } from '../contract/answer.ts'
import { afterDelay, type Delivery, type Journey } from '../contract/double/delivery.ts'
import type { Double } from '../contract/double/double.ts'
import { nearMisses } from '../contract/double/near-misses.ts'
import { nearest } from '../contract/double/nearest.ts'
import type { Message } from '../contract/double/outbox.ts'
import type { Found } from '../contract/router.ts'
import type { WorldChoice } from '../handlers/index.ts'
import { isAdminPath } from './admin.ts'
import { control } from './control.ts'
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts'
import { headersOf, receive, split } from './receiving.ts'
import { deliver, finish } from './sending.ts'
import { createStrangers } from './strangers.ts'

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

/** Serves doubles on one port, each below the path of its documented base URL; tells of what it answered. */
export function createHttpServer(
  doubles: readonly ServedDouble[],
  onExchange?: (exchange: Exchange) => void,
): Server {
  const strangers = createStrangers(doubles)
  return createServer((request, response) => {
    const method = request.method ?? 'GET'
    const { path, search } = split(request.url ?? '/')
    const place = placeOf(doubles, method, path)
    const operation = nameOf(place)
    if (onExchange) tellOf(response, { method, path, operation }, onExchange)
    if (isAdminPath(path)) {
      return control({ doubles, strangers }, { path, search }, request, response)
    }
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
      const headers = corsHeaders(request)
      if (call.fault === 'size') headers.Connection = 'close'
      if (!place) return deliver(response, strangers.answer(call), headers)
      const journey = journeyOf(place, call)
      if (journey.fault === 'silence') return // the caller is kept waiting until it gives up
      const leaving = (gone: () => void) => response.once('close', gone)
      afterDelay(journey, leaving, () => deliver(response, answer(doubles, place, call), headers))
    })
  })
}

/** Tells of an exchange once it is over. */
function tellOf(
  response: ServerResponse,
  asked: Pick<Exchange, 'method' | 'path' | 'operation'>,
  onExchange: (exchange: Exchange) => void,
): void {
  const start = performance.now()
  response.once('close', () => {
    const milliseconds = performance.now() - start
    onExchange({ ...asked, status: response.statusCode, milliseconds })
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

/** What goes wrong here goes wrong once more where it is answered. */
function journeyOf({ double, found }: Place, call: Call): Journey {
  try {
    return double.journeyOf(call, found)
  } catch {
    return {}
  }
}

function answer(doubles: readonly ServedDouble[], { double, found }: Place, call: Call): Delivery {
  const near = 'operation' in found ? undefined : nearMisses(doubles, call)
  try {
    return double.answer(call, found, near)
  } catch (thrown) {
    // No request can cause this: an entity that was put into the double breaks its contract.
    const error = thrown instanceof Error ? thrown.message : String(thrown)
    return { status: 500, headers: { 'X-Contract-Double': double.name }, body: { error } }
  }
}
