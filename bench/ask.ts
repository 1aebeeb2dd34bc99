import { once } from 'node:events'
import { request } from 'node:http'

/** A request as it is sent. */
export interface Ask {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/** A reply to the letter. */
export interface Answered {
  readonly status: number
  /** Names and values in turn, as they came. */
  readonly headers: readonly string[]
  readonly body: string
}

/** Sends one request over a connection of its own, which is kept open as by whoever sends many. */
export async function send(
  url: string,
  { method, path, headers, body = '' }: Ask,
): Promise<Answered> {
  const length = body === '' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
  const sent = request(url + path, {
    method,
    headers: { ...headers, ...length, Connection: 'keep-alive' },
    agent: false,
    timeout: 10_000,
  })
  sent.end(body)
  const [response] = await once(sent, 'response')
  response.setEncoding('utf8')
  const parts: string[] = []
  for await (const part of response) parts.push(part)
  sent.destroy()
  return { status: response.statusCode, headers: response.rawHeaders, body: parts.join('') }
}
