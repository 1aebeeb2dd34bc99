import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import { split } from '../../http/receiving.ts'
import { sendProblem } from '../../http/sending.ts'
import { pairsOf, toCaller, toProvider } from './headers.ts'
import { type Tap, tapped } from './tap.ts'
import { type Target, toSentence } from './target.ts'

/** What went by: the reply is none where there was none. */
export interface Passage {
  readonly request: IncomingMessage
  readonly sent: Tap | undefined
  readonly reply: IncomingMessage | undefined
  readonly said: Tap | undefined
  readonly at: Date
  readonly milliseconds: number
  /** Why there was no reply, as a sentence. */
  readonly failure?: string
}

/** What is done with each passage once it is over. */
export interface Passing {
  readonly target: Target
  /** Whether a copy of the bodies is wanted. */
  isWatched(request: IncomingMessage): boolean
  over(passage: Passage): void
}

/**
 * Passes a request on to the provider and its reply back, as they come: both sides see the bytes, the headers in their
 * order, and the pace of the other. Nothing is added, and nothing is sent that was not asked for.
 */
export function pass(passing: Passing, request: IncomingMessage, response: ServerResponse): void {
  const isWatched = passing.isWatched(request)
  const way: Way = {
    ...{ passing, request, response, isWatched, isOver: false },
    at: new Date(),
    start: performance.now(),
    sent: isWatched ? tapped(request) : undefined,
  }
  send(way, true)
}

/** A request on its way. */
interface Way {
  readonly passing: Passing
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly isWatched: boolean
  readonly at: Date
  readonly start: number
  readonly sent: Tap | undefined
  isOver: boolean
}

function send(way: Way, mayTryAgain: boolean): void {
  const { passing, request, response } = way
  const { target } = passing
  const upstream = begin(target, request)
  let isAnswered = false
  const leave = () => {
    if (!response.writableFinished) upstream.destroy()
  }
  response.once('close', leave)
  upstream.on('continue', () => response.writeContinue())
  upstream.once('response', reply => {
    isAnswered = true
    answer(way, reply)
  })
  upstream.on('error', error => {
    if (isAnswered || response.destroyed) return
    // The provider has closed a connection that waited for this; whoever only reads may ask on another.
    const isStale = upstream.reusedSocket && Object(error).code === 'ECONNRESET'
    if (isStale && mayTryAgain && isRead(request)) {
      response.off('close', leave)
      return send(way, false)
    }
    fail(way, toSentence(target.origin, error))
  })
  upstream.once('close', () => {
    request.unpipe(upstream)
    request.resume()
    if (!isAnswered && response.destroyed) over(way, undefined, undefined)
  })
  forward(request, upstream)
}

const isRead = (request: IncomingMessage): boolean =>
  /^(GET|HEAD|OPTIONS)$/.test(request.method ?? '') && !hasBody(request)

/** A request of the same head. */
function begin(target: Target, request: IncomingMessage): ClientRequest {
  const { method = 'GET', url = '/', rawHeaders } = request
  const { path, search } = split(url)
  const upstream = target.request(method, path + search || '/')
  upstream.removeHeader('connection') // or there would be one that nobody has sent
  for (const [name, values] of toProvider(rawHeaders, target.host)) {
    upstream.setHeader(name, values.length === 1 ? (values[0] ?? '') : values)
  }
  if (request.headers.host === undefined) upstream.setHeader('Host', target.host)
  if (!hasBody(request) && request.headers['content-length'] === undefined) {
    upstream.removeHeader('content-length')
    upstream.removeHeader('transfer-encoding')
  }
  return upstream
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** The body of a request, as fast as the provider takes it. */
function forward(request: IncomingMessage, upstream: ClientRequest): void {
  if (!hasBody(request)) {
    request.resume()
    upstream.end()
    return
  }
  upstream.flushHeaders()
  request.pipe(upstream, { end: false })
  request.once('end', () => {
    if (request.rawTrailers.length > 0) upstream.addTrailers(pairsOf(request.rawTrailers))
    upstream.end()
  })
}

/** The reply, as fast as the caller takes it. */
function answer(way: Way, reply: IncomingMessage): void {
  const { request, response, isWatched } = way
  const { statusCode = 502, statusMessage = '', rawHeaders } = reply
  const said = isWatched ? tapped(reply) : undefined
  const isOld = request.httpVersion === '1.0'
  response.sendDate = false
  response.removeHeader('connection') // or there would be one that nobody has sent
  if (isEndless(reply)) response.useChunkedEncodingByDefault = false
  response.writeHead(statusCode, statusMessage, toCaller(rawHeaders, isOld))
  response.flushHeaders()
  reply.pipe(response, { end: false })
  reply.once('end', () => {
    if (reply.rawTrailers.length > 0 && !isOld) response.addTrailers(pairsOf(reply.rawTrailers))
    response.end()
  })
  // What breaks off there breaks off here.
  reply.on('error', () => response.destroy())
  reply.once('close', () => over(way, reply, said))
}

/** A body that is as long as its connection. */
const isEndless = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] === undefined && headers['content-length'] === undefined

function fail(way: Way, sentence: string): void {
  sendProblem(way.response, 502, {}, sentence)
  over(way, undefined, undefined, sentence)
}

function over(
  way: Way,
  reply: IncomingMessage | undefined,
  said: Tap | undefined,
  failure?: string,
): void {
  if (way.isOver) return
  way.isOver = true
  const { passing, request, sent, at, start } = way
  const milliseconds = performance.now() - start
  passing.over({
    ...{ request, sent, reply, said, at, milliseconds },
    ...(failure !== undefined && { failure }),
  })
}
