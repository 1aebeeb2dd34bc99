import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Call } from '../../contract/answer/call.ts'
import type { Control } from '../../contract/control/control.ts'
import type { ServedDouble, Words, Worlds } from '../../contract/control/controlled.ts'
import type { Delivery } from '../../contract/double/delivery.ts'
import type { Entry } from '../../contract/double/journal/journal.ts'
import { createSessions } from '../../contract/double/sessions/sessions.ts'
import { once } from '../../contract/once.ts'
import { apis } from '../../handlers/index.ts'
import { answerControl, controlHeaders, isControlPath } from '../admin/control.ts'
import { controlHostOf } from '../admin/control-host.ts'
import { createGuard, type Guard } from '../admin/guard.ts'
import { worldsOf } from '../files/worlds.ts'
import { type Apis, answer, type Note } from '../serve/answering.ts'
import { wordsOf } from '../serve/followed.ts'
import { createStrangers } from '../serve/strangers.ts'
import { controlCorsHeaders, corsHeaders, isPreflight, preflightHeaders } from './cors.ts'
import { fail, toSentence } from './failing.ts'
import { split, toCall } from './receiving.ts'
import { deliver, finish } from './sending.ts'
import { createTurns, type Turns } from './turns.ts'

/** What was asked and answered, for a line in a log. */
export interface Exchange {
  /** When it was asked, by the clock of the machine. */
  readonly at: Date
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
  /** Other names of this machine that the control API may be asked for by. Default: none. */
  readonly allowHosts?: readonly string[] | undefined
  /** Origins whose pages may use the control API. Default: none. */
  readonly allowOrigins?: readonly string[] | undefined
  readonly bounds?: Partial<Bounds> | undefined
  /** The worlds that go by name. Default: those of the APIs of this package. */
  readonly worlds?: Worlds
  /** The words of readings. Default: those of the APIs of this package. */
  readonly words?: Words
  /** Is told in a sentence of each fault of the doubles, which for the caller is a 500. */
  readonly onFailure?: (sentence: string) => void
}

type OnExchange = (exchange: Exchange) => unknown

/**
 * Serves doubles on one port, each below the path of its documented base URL; tells of what it answered.
 *
 * @example
 * const server = createHttpServer([createOverplane()], ({ status }) => console.log(status))
 * server.listen(0, '127.0.0.1')
 * server.close()
 */
export function createHttpServer(
  doubles: readonly ServedDouble[],
  onExchange?: OnExchange,
  told: HttpOptions = {},
): Server {
  const { adminToken, allowHosts: hosts, allowOrigins: origins = [], bounds, onFailure } = told
  const { worlds = worldsOf({ apis }), words = wordsOf({ apis }) } = told
  const { headers, request, idle, connections } = { ...usual, ...bounds }
  const strangers = createStrangers(doubles)
  const sessions = doubles[0]?.sessions ?? createSessions({}, () => new Date())
  const desk: Desk = {
    ...{ doubles, strangers, origins, onExchange, onFailure },
    // It is a hundred schemas: a server need not wait for them.
    control: once(async () => {
      const { createControl } = await import('../../contract/control/control.ts')
      return createControl(controlHostOf({ doubles, worlds, words, strangers }, sessions))
    }),
    guard: createGuard(adminToken, { hosts, origins }),
    turns: createTurns(),
  }
  const options = {
    headersTimeout: headers,
    requestTimeout: request,
    keepAliveTimeout: idle,
    // How often the server looks whether a caller is late.
    connectionsCheckingInterval: Math.min(1000, headers, request),
  }
  const server = createServer(options, (asking, response) => exchange(desk, asking, response))
  server.maxConnections = connections
  return server
}

/** What all requests of a server have to do with. */
interface Desk extends Apis {
  control(): Promise<Control>
  readonly guard: Guard
  readonly origins: readonly string[]
  readonly turns: Turns
  readonly onExchange: OnExchange | undefined
  readonly onFailure: HttpOptions['onFailure']
}

/** What is known of a request on its way. */
interface Trail extends Note {
  readonly method: string
  readonly path: string
  readonly search: string
  /** What the reply carries besides its own. */
  headers: Record<string, string>
  failure?: string
}

/** From a request to its response: what waits for nothing goes through at once. Whatever is thrown on the way ends here. */
function exchange(desk: Desk, request: IncomingMessage, response: ServerResponse): void {
  const { method = 'GET', url = '/' } = request
  const { path, search } = split(url)
  const trail: Trail = { method, path, search, operation: '', headers: {} }
  try {
    if (desk.onExchange) tellOf(desk, trail, response)
    const isFirst = desk.turns.earlier(request.socket) === undefined
    const served = (isFirst ? serve : serveInTurn)(desk, trail, request, response)
    served?.catch(thrown => end(desk, trail, response, thrown))
  } catch (thrown) {
    end(desk, trail, response, thrown)
  }
}

/** Ends a response with what kept it from being another. */
function end(desk: Desk, trail: Trail, response: ServerResponse, thrown: unknown): void {
  trail.failure = toSentence(thrown, trail)
  report(desk, trail.failure)
  fail(response, trail.failure, trail.headers)
}

/** After the requests of the connection that came before. */
async function serveInTurn(
  desk: Desk,
  trail: Trail,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { turns } = desk
  const { socket } = request
  for (let one = turns.earlier(socket); one; one = turns.earlier(socket)) await one
  await serve(desk, trail, request, response)
}

function serve(
  desk: Desk,
  trail: Trail,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> | undefined {
  if (isControlPath(trail.path)) return serveControl(desk, trail, request, response)
  if (isPreflight(request)) {
    finish(response, 204, { ...corsHeaders(request), ...preflightHeaders(request) }, null)
  } else if (trail.path === '/' && isForPeople(desk, request)) {
    finish(response, 302, { Location: '/__admin/' }, null)
  } else return serveApis(desk, trail, request, response)
  return undefined
}

/** Whether a browser asks for a page where no API has anything. */
const isForPeople = ({ doubles }: Desk, { method, headers }: IncomingMessage): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  headers.accept?.includes('text/html') === true &&
  !doubles.some(double => double.hasPath('/'))

/** The control API; a page of an origin that is allowed asks first whether it is, and gets to read each reply. */
async function serveControl(
  { turns, ...desk }: Desk,
  trail: Trail,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  trail.headers = controlHeaders
  const cors = controlCorsHeaders(request, desk.origins)
  for (const [name, value] of Object.entries(cors)) response.setHeader(name, value)
  if (isPreflight(request) && 'Access-Control-Allow-Origin' in cors) {
    finish(response, 204, { ...controlHeaders, ...preflightHeaders(request) }, null)
  } else await turns.hold(request.socket, answerControl(desk, trail, request, response))
}

/** Receive, answer, send: what has no body, and no delay, goes through at once. */
function serveApis(
  desk: Desk,
  trail: Trail,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> | undefined {
  trail.headers = corsHeaders(request)
  const call = toCall(request, trail, path => desk.doubles.some(double => double.hasPath(path)))
  const answered =
    call instanceof Promise
      ? call.then(read => read && answerRead(desk, trail, read, response))
      : answer(desk, call, response, noteFor(desk, trail))
  const send = (delivery: Delivery | undefined) => {
    request.resume()
    if (delivery) deliver(response, delivery, trail.headers)
  }
  if (answered instanceof Promise) return desk.turns.hold(request.socket, answered).then(send)
  send(answered)
  return undefined
}

/** The answer to a call with a body; of one that is too large the rest is not waited for. */
function answerRead(desk: Desk, trail: Trail, call: Call, response: ServerResponse) {
  if (call.fault === 'size') trail.headers.Connection = 'close'
  return answer(desk, call, response, noteFor(desk, trail))
}

/** Only a log is told. */
const noteFor = ({ onExchange }: Desk, trail: Trail): Note | undefined => onExchange && trail

/** Tells of an exchange once it is over. */
function tellOf(desk: Desk, trail: Trail, response: ServerResponse): void {
  const at = new Date()
  const start = performance.now()
  response.once('close', async () => {
    const { method, path, search, operation, entry, fault, failure } = trail
    const milliseconds = performance.now() - start
    const told = { at, method, path, search, operation, entry, fault, failure, milliseconds }
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
