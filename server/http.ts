import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { bodyLimit, type Call } from '../contract/answer.ts'
import type { Double } from '../contract/double/double.ts'
import { nearest } from '../contract/double/nearest.ts'
import type { Found } from '../contract/router.ts'
import { readText, toPayload } from '../contract/wire.ts'
import type { WorldChoice } from '../handlers/index.ts'
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts'

export type ServedDouble = Double<unknown, WorldChoice>

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

/** A request line names a path, or like a proxy's a whole URL. */
function split(url: string): { path: string; search: string } {
  const target = url.replace(/^https?:\/\/[^/?]*/i, '')
  const mark = target.indexOf('?')
  return mark === -1
    ? { path: target, search: '' }
    : { path: target.slice(0, mark), search: target.slice(mark) }
}

const headersOf = ({ headers }: IncomingMessage): Call['headers'] =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  )

/** How much of a body that is too large is still read, so that its sender gets to read the reply. */
const drainLimit = 32 * bodyLimit

/** Reads the body; one on GET or HEAD counts for nothing, and of a too large one nothing is kept. */
function receive(
  request: IncomingMessage,
  then: (body: Pick<Call, 'text' | 'fault'>) => void,
): void {
  if (request.method === 'GET' || request.method === 'HEAD') {
    request.resume()
    then({ text: '' })
    return
  }
  const chunks: Buffer[] = []
  let size = 0
  request.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= bodyLimit) chunks.push(chunk)
    if (size - chunk.length <= drainLimit && size > drainLimit) then({ text: '', fault: 'size' })
  })
  request.once('end', () => {
    if (size <= drainLimit)
      then(size > bodyLimit ? { text: '', fault: 'size' } : readText(Buffer.concat(chunks)))
  })
}

function answer(
  response: ServerResponse,
  { double, found }: Place,
  call: Call,
  headers: Record<string, string>,
): void {
  try {
    const reply = double.answer(call, found)
    const payload = toPayload(reply)
    const closing = call.fault === 'size' ? { Connection: 'close' } : {}
    finish(response, reply.status, { ...payload.headers, ...headers, ...closing }, payload.text)
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

function refuse(response: ServerResponse, status: number, body: unknown): void {
  response.req.resume()
  const headers = { ...corsHeaders(response.req), 'Content-Type': 'application/json' }
  finish(response, status, headers, JSON.stringify(body))
}

function finish(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  text: string | null,
): void {
  const length = status === 204 ? {} : { 'Content-Length': Buffer.byteLength(text ?? '') }
  response.writeHead(status, { ...headers, ...length })
  response.end(response.req.method === 'HEAD' ? undefined : (text ?? undefined))
}
