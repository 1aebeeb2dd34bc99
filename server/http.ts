import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Call } from '../contract/answer/call.ts'
import type { Found } from '../contract/answer/router.ts'
import { afterDelay, type Delivery, type Journey } from '../contract/double/delivery.ts'
import type { Entry, Journal } from '../contract/double/journal/journal.ts'
import { nearMisses } from '../contract/double/nearest/near-misses.ts'
import { nearest } from '../contract/double/nearest/nearest.ts'
import { apis } from '../handlers/index.ts'
import { isAdminPath } from './admin.ts'
import { control, controlHeaders } from './control.ts'
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts'
import { fail, toSentence } from './failing.ts'
import { createGuard, type Guard } from './guard.ts'
import { type Body, hasBody, headersOf, noBody, receive, split } from './receiving.ts'
import { deliver, finish } from './sending.ts'
import type { ServedDouble } from './served.ts'
import { createStrangers, type Strangers } from './strangers.ts'
import { createTurns, type Turns } from './turns.ts'
import { type Worlds, worldsOf } from './worlds.ts'

/** What was asked and answered, for a line in a log. */
export interface Exchange {
  readonly method: string
  readonly path: string
  /** The query, with its question mark; empty where there is none. */
  readonly search: string
  readonly status: number
  readonly milliseconds: number
  /** `api/operation`, the API alone where no endpoint was meant, or nothing. */
  readonly operation: string
  /** What the journal has of it; nothing where no API was asked. */
  readonly entry: Entry | undefined
  /** What kept the server from answering, as a sentence. */
  readonly failure: string | undefined
  /** What an override made go wrong with the reply on its way. */
  readonly fault: Delivery['fault']
  /** Whether the caller had gone before the reply was there. */
  readonly isLeft: boolean
}

/** How long a caller may take, and how many there may be; in milliseconds. */
export interface Bounds {
  /** Until a request's headers are there. Default: 10 seconds. */
  readonly headers: number
  /** Until all of a request is there, its body included. Default: 30 seconds. */
  readonly request: number
  /** How long a connection may be idle between two requests. Default: 5 seconds. */
  readonly idle: number
  /** How many connections there may be at a time, at each address. Default: 1024. */
  readonly connections: number
}

const usual: Bounds = { headers: 10_000, request: 30_000, idle: 5_000, connections: 1024 }

/** What a server can be told besides its doubles. */
export interface HttpOptions {
  /** Whoever shows it may control the doubles, from wherever. Default: this machine alone may. */
  readonly adminToken?: string | undefined
  readonly bounds?: Partial<Bounds> | undefined
  /** The worlds that go by name. Default: those of the APIs of this package. */
  readonly worlds?: Worlds
  /** Is told in a sentence of each fault of the doubles, which for the caller is a 500. */
  readonly onFailure?: (sentence: string) => void
}

type OnExchange = (exchange: Exchange) => unknown

/** Serves doubles on one port, each below the path of its documented base URL; tells of what it answered. */
export function createHttpServer(
  doubles: readonly ServedDouble[],
  onExchange?: OnExchange,
  { adminToken, bounds, onFailure, worlds = worldsOf({ apis }) }: HttpOptions = {},
): Server {
  const { headers, request, idle, connections } = { ...usual, ...bounds }
  const strangers = createStrangers(doubles)
  const desk: Desk = {
    ...{ doubles, worlds, strangers, onExchange, onFailure },
    guard: createGuard(adminToken),
    turns: createTurns(),
  }
  const options = {
    headersTimeout: headers,
    requestTimeout: request,
    keepAliveTimeout: idle,
    // How often the server looks whether a caller is late.
    connectionsCheckingInterval: Math.min(1000, headers, request),
  }
  const server = createServer(options, (asking, response) => {
    void exchange(desk, asking, response)
  })
  server.maxConnections = connections
  return server
}

/** What all requests of a server have to do with. */
interface Desk {
  readonly doubles: readonly ServedDouble[]
  readonly worlds: Worlds
  readonly strangers: Strangers
  readonly guard: Guard
  readonly turns: Turns
  readonly onExchange: OnExchange | undefined
  readonly onFailure: HttpOptions['onFailure']
}

/** What is known of a request on its way. */
interface Trail {
  readonly method: string
  readonly path: string
  readonly search: string
  operation: string
  /** What the reply carries besides its own. */
  headers: Record<string, string>
  entry?: Entry | undefined
  fault?: Delivery['fault'] | undefined
  failure?: string
}

/** From a request to its response. Whatever is thrown on the way ends here, and nothing hangs. */
async function exchange(
  desk: Desk,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/', socket } = request
  const trail: Trail = { method, ...split(url), operation: '', headers: {} }
  try {
    if (desk.onExchange) tellOf(desk, trail, response)
    for (let one = desk.turns.earlier(socket); one; one = desk.turns.earlier(socket)) await one
    if (isAdminPath(trail.path)) {
      trail.headers = controlHeaders
      await desk.turns.hold(socket, control(desk, trail, request, response))
    } else if (isPreflight(request)) finish(response, 204, preflightHeaders(request), null)
    else {
      const sent = serveApis(desk, trail, request, response)
      if (sent) await sent
    }
  } catch (thrown) {
    trail.failure = toSentence(thrown, trail)
    report(desk, trail.failure)
    fail(response, trail.failure, trail.headers)
  }
}

/** What has no body is answered at once: an await would cost it more than all the rest here. */
function serveApis(
  desk: Desk,
  trail: Trail,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> | undefined {
  const place = placeOf(desk.doubles, trail.method, trail.path)
  if (desk.onExchange) trail.operation = nameOf(place)
  trail.headers = corsHeaders(request)
  const answered = hasBody(request)
    ? answerRead(desk, trail, place, request, response)
    : answer(desk, trail, place, toCall(trail, request, noBody), response)
  const send = (delivery: Delivery | undefined) => {
    request.resume()
    if (delivery) deliver(response, delivery, trail.headers)
  }
  if (answered instanceof Promise) return desk.turns.hold(request.socket, answered).then(send)
  send(answered)
  return undefined
}

async function answerRead(
  desk: Desk,
  trail: Trail,
  place: Place | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Delivery | undefined> {
  const body = await receive(request)
  if (body?.fault === 'size') trail.headers.Connection = 'close'
  return body && answer(desk, trail, place, toCall(trail, request, body), response)
}

function toCall(trail: Trail, request: IncomingMessage, { text, fault }: Body): Call {
  const { method, path, search } = trail
  const origin = `http://${request.headers.host ?? 'localhost'}`
  const call = { method, origin, path, search, headers: headersOf(request), text }
  return fault ? { ...call, fault } : call
}

/** Nothing for a call that is never answered: by its fault, or because its caller has gone while it was delayed. */
function answer(
  desk: Desk,
  trail: Trail,
  place: Place | undefined,
  call: Call,
  response: ServerResponse,
): Delivery | undefined | Promise<Delivery | undefined> {
  if (!place) return noted(desk, trail, desk.strangers.journal, desk.strangers.answer(call))
  const journey = place.double.journeyOf(call, place.found)
  if (journey.fault === 'silence') return undefined
  if (!journey.delay) return answerAt(desk, trail, place, call)
  return isStillThere(journey, response).then(isThere =>
    isThere ? answerAt(desk, trail, place, call) : undefined,
  )
}

/** Waits for a delay, unless the caller goes before. */
function isStillThere(journey: Journey, response: ServerResponse): Promise<boolean> {
  return new Promise(resolve => {
    response.once('close', () => resolve(false))
    afterDelay(
      journey,
      gone => response.once('close', gone),
      () => resolve(true),
    )
  })
}

function answerAt(desk: Desk, trail: Trail, { double, found }: Place, call: Call): Delivery {
  const near = 'operation' in found ? undefined : nearMisses(desk.doubles, call)
  return noted(desk, trail, double.journal, double.answer(call, found, near))
}

/** A delivery, of which the log is to tell. */
function noted({ onExchange }: Desk, trail: Trail, journal: Journal, delivery: Delivery): Delivery {
  if (onExchange) {
    trail.entry = journal.last
    trail.fault = delivery.fault
  }
  return delivery
}

/** Tells of an exchange once it is over. */
function tellOf(desk: Desk, trail: Trail, response: ServerResponse): void {
  const start = performance.now()
  response.once('close', async () => {
    const { method, path, search, operation, entry, fault, failure } = trail
    const milliseconds = performance.now() - start
    const told = { method, path, search, operation, entry, fault, failure, milliseconds }
    const isLeft = !response.writableFinished && fault === undefined && failure === undefined
    try {
      await desk.onExchange?.({ ...told, status: response.statusCode, isLeft })
    } catch (thrown) {
      report(desk, toSentence(thrown, trail))
    }
  })
}

/** Tells of a failure; whoever fails to be told is left alone. */
function report({ onFailure }: Desk, sentence: string): void {
  try {
    onFailure?.(sentence)
  } catch {}
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
