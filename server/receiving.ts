import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { bodyLimit, type Call } from '../contract/answer.ts'
import { readText } from '../contract/wire.ts'

/** A request line names a path, or like a proxy's a whole URL. */
export function split(url: string): { path: string; search: string } {
  const target = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?]*/i, '')
  const mark = target.indexOf('?')
  return mark === -1
    ? { path: target, search: '' }
    : { path: target.slice(0, mark), search: target.slice(mark) }
}

export const headersOf = ({ headers }: IncomingMessage): Call['headers'] =>
  isFlat(headers) ? headers : { ...headers, 'set-cookie': headers['set-cookie']?.join(', ') }

/** Node itself joins what comes twice, of all headers but one, and that one is no client's to send. */
const isFlat = (
  headers: IncomingHttpHeaders,
): headers is IncomingHttpHeaders & Record<string, string | undefined> =>
  headers['set-cookie'] === undefined

/** How much of a body that is too large is still read, so that its sender gets to read the reply. */
const drainLimit = 32 * bodyLimit

/** Reads the body; one on GET or HEAD counts for nothing, and of a too large one nothing is kept. */
export function receive(
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
