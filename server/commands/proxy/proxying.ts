import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { readText } from '../../../contract/adapters/wire.ts'
import type { Call } from '../../../contract/answer/call.ts'
import type { Control } from '../../../contract/control/control.ts'
import {
  headersOf,
  mostJudged,
  type Passed,
  type Unread,
} from '../../../contract/traffic/passed.ts'
import type { TrafficFinding } from '../../../contract/traffic/report.ts'
import type { Watcher } from '../../../contract/traffic/watcher.ts'
import { readReply } from '../../../contract/verify/exchange/taking.ts'
import { answerControl, controlHeaders, isControlPath } from '../../admin/control.ts'
import type { Guard } from '../../admin/guard.ts'
import { isPreflight } from '../../http/cors.ts'
import { fail, toSentence } from '../../http/failing.ts'
import { split } from '../../http/receiving.ts'
import { sendProblem } from '../../http/sending.ts'
import { longestHead, pairsOf } from './headers.ts'
import { type Passage, pass } from './passing.ts'
import type { Tap } from './tap.ts'
import type { Target } from './target.ts'

/** What a proxy is made of, and whom it tells. */
export interface Proxied {
  readonly target: Target
  readonly watcher: Watcher
  readonly guard: Guard
  control(): Promise<Control>
  /** Is told what nobody has shown before. */
  onFinding(finding: TrafficFinding): void
  /** Is told of what was passed on, and is none of the API's: why. */
  onSkipped(passed: Passed, why: string): void
  /** Is told in a sentence what kept it from passing on, or from judging. */
  onFailure(sentence: string): void
}

/** A proxy before it listens. */
export interface Proxy {
  readonly server: Server
  /** Resolves once all that went by was judged. */
  settled(): Promise<void>
}

/** How long a connection may wait for its next request, in milliseconds: rather longer than a provider lets it. */
const idle = 120_000

/** A server that passes everything on to a provider, and holds it to the contract as it goes by. */
export function createProxy(proxied: Proxied): Proxy {
  const under = new Set<Promise<void>>()
  const over = (passage: Passage): void => {
    const step = judge(proxied, passage)
      .catch(thrown => proxied.onFailure(toSentence(thrown, lineOf(passage.request))))
      .finally(() => under.delete(step))
    under.add(step)
  }
  const passing = {
    target: proxied.target,
    isWatched: ({ url = '/' }: IncomingMessage) => proxied.watcher.isBelow(split(url).path),
    over,
  }
  const take = (request: IncomingMessage, response: ServerResponse): void => {
    try {
      const target = split(request.url ?? '/')
      if (isControlPath(target.path)) {
        answerControl(proxied, target, request, response).catch(thrown =>
          fail(response, toSentence(thrown, lineOf(request)), controlHeaders),
        )
      } else if (isOfSocket(request)) sendProblem(response, 501, {}, noSocket(proxied.target))
      else pass(passing, request, response)
    } catch (thrown) {
      fail(response, toSentence(thrown, lineOf(request)), {})
    }
  }
  const server = createServer(
    { maxHeaderSize: longestHead, requestTimeout: 0, keepAliveTimeout: idle },
    take,
  )
  server.maxConnections = 1024
  // Whoever waits for a word before it sends its body waits for the provider's.
  server.on('checkContinue', take)
  server.on('checkExpectation', take)
  server.on('connect', (_, socket) => {
    const body = `${noTunnel(proxied.target)}\n`
    socket.on('error', () => {})
    socket.end(
      `HTTP/1.1 501 Not Implemented\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    )
  })
  return {
    server,
    async settled() {
      while (under.size > 0) await Promise.all(under)
    },
  }
}

const lineOf = ({ method = 'GET', url = '/' }: IncomingMessage) => ({
  method,
  path: split(url).path,
})

const isOfSocket = ({ headers }: IncomingMessage): boolean =>
  /websocket/i.test(headers.upgrade ?? '') && /upgrade/i.test(headers.connection ?? '')

const noSocket = ({ origin }: Target): string =>
  `Failed to pass on a WebSocket: this proxy knows requests and replies alone. Have the client open it at ${origin} itself.`

const noTunnel = ({ origin }: Target): string =>
  `Failed to open a tunnel: this proxy stands before ${origin} alone. Send the requests to it as to that, without CONNECT.`

/** Holds what went by to the contract. */
async function judge(proxied: Proxied, passage: Passage): Promise<void> {
  const { watcher } = proxied
  if (passage.failure !== undefined) proxied.onFailure(passage.failure)
  const passed = await toPassed(proxied.target, passage)
  if (isPreflight(passage.request)) proxied.onSkipped(passed, 'a browser asked beforehand')
  else if (watcher.isBelow(passed.call.path)) watcher.see(passed).forEach(proxied.onFinding)
  else proxied.onSkipped(passed, 'no path of the API')
}

async function toPassed(target: Target, passage: Passage): Promise<Passed> {
  const { request, reply, at, milliseconds } = passage
  const sent = await sentBy(passage)
  const isText = typeof sent !== 'string'
  const call: Call = {
    method: request.method ?? 'GET',
    origin: target.origin,
    ...split(request.url ?? '/'),
    headers: flat(request),
    ...(isText ? readText(sent, '', mostJudged) : { text: '' }),
  }
  return {
    ...{ call, at, milliseconds },
    ...(!isText && { unread: sent }),
    ...(reply && {
      reply: {
        status: reply.statusCode ?? 0,
        headers: toHeaders(reply),
        body: await saidBy(reply, passage.said),
      },
    }),
  }
}

/** The body of a request; on GET or HEAD it counts for nothing. */
async function sentBy({ request, sent }: Passage): Promise<Uint8Array | Unread> {
  const { method, headers, complete } = request
  if (!sent || method === 'GET' || method === 'HEAD') return new Uint8Array()
  return sent.read(headers['content-encoding'], complete)
}

async function saidBy(reply: IncomingMessage, said: Tap | undefined) {
  const bytes =
    (await said?.read(reply.headers['content-encoding'], reply.complete)) ??
    'its body was not recorded'
  return typeof bytes === 'string' ? bytes : readReply(bytes)
}

const flat = ({ headers }: IncomingMessage): Call['headers'] =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  )

const toHeaders = (reply: IncomingMessage): Headers => headersOf(pairsOf(reply.rawHeaders))
