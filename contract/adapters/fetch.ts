import type { Source } from './msw.ts'
import { toCall } from './wire.ts'

/** `fetch`, with a double in the place of the network: what `fetch` promises holds, and a relative URL is one of the API's. */
export const toFetch =
  (base: URL, { origin, hasPath, respond }: Pick<Source, 'origin' | 'hasPath' | 'respond'>) =>
  async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = input instanceof Request ? new URL(input.url) : new URL(input, base)
    const request = requestOf(url, input, init)
    const { href, origin: asked } = url
    if (origin !== undefined && asked !== origin) {
      throw new TypeError(
        `Failed to fetch "${href}": this double answers for "${origin}" alone. Call that origin, or create the double without a baseUrl.`,
      )
    }
    const signal = signalOf(request, input, init)
    const response = await unlessAborted(signal, async () => {
      const call = await toCall(request, hasPath, url).catch(cause => {
        throw new TypeError(`Failed to fetch "${href}": its body cannot be read.`, { cause })
      })
      return respond(call, { signal })
    })
    if (response.type !== 'error') return arrived(response, href.replace(/#.*/s, ''), signal)
    throw new TypeError('Failed to fetch: an override has reset the connection.')
  }

/** A request is taken as it is, unless it is told more: to copy its body costs more than to answer it. */
function requestOf(url: URL, input: RequestInfo | URL, init: RequestInit | undefined): Request {
  if (!(input instanceof Request)) return new Request(url, init)
  return init === undefined ? input : new Request(input, init)
}

/** A request that nobody can abort is spared a signal, which Node.js makes when it is asked for. */
const signalOf = (
  request: Request,
  input: RequestInfo | URL,
  init: RequestInit | undefined,
): AbortSignal | undefined =>
  input instanceof Request || init?.signal ? request.signal : undefined

/** Rejects with the signal's reason as soon as it aborts; where it has done so already, nothing is asked for. */
function unlessAborted<Value>(
  signal: AbortSignal | undefined,
  ask: () => Promise<Value>,
): Promise<Value> {
  if (!signal) return ask()
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    ask().then(resolve, reject)
  })
}

/**
 * A response as it comes from a network: it knows its URL, its headers are not to be changed, and its body is gone for
 * who has given it up.
 */
function arrived(response: Response, url: string, signal: AbortSignal | undefined): Response {
  Object.defineProperties(response.headers, unchanging)
  const clone = () => arrived(Response.prototype.clone.call(response), url, signal)
  Object.defineProperties(response, {
    url: { value: url },
    type: { value: 'basic' },
    clone: { value: clone },
  })
  return signal ? unlessGivenUp(response, signal) : response
}

function unlessGivenUp(response: Response, signal: AbortSignal): Response {
  for (const method of readers.filter(name => name in response)) {
    const read = response[method]
    const value = () => (signal.aborted ? Promise.reject(signal.reason) : read.call(response))
    Object.defineProperty(response, method, { value })
  }
  return response
}

/** Node.js 20 has no `bytes`. */
const readers = ['arrayBuffer', 'blob', 'bytes', 'formData', 'json', 'text'] as const

const unchanging = { append: { value: refuse }, delete: { value: refuse }, set: { value: refuse } }

function refuse(): never {
  throw new TypeError('immutable')
}
