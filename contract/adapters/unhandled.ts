import type { Call } from '../answer/call.ts'
import { nearMisses } from '../double/nearest/near-misses.ts'
import { type AnyDouble, doublesIn, type OneOrMore } from '../double/several.ts'
import { toCall } from './wire.ts'

/** What msw offers to print of a request that no handler takes; msw 3 has another word for the first. */
interface Print {
  readonly warning?: () => void
  readonly warn?: () => void
  readonly error: () => void
}

/** As msw 2 asks with `onUnhandledRequest`, and msw 3 with `onUnhandledFrame`. */
export interface Unhandled {
  (request: Request, print: Print): Promise<void>
  (asked: { readonly frame: object; readonly defaults: Print }): Promise<void>
}

/**
 * What msw is to do with a request that no handler takes: where an endpoint has almost such a path, it says which, and
 * the call stands in the journal of its double, so that `toHaveNoViolations` fails. Of any other request msw says
 * itself what it says of one. With `'warn'`, the default, the request goes on to the network; with `'error'` it fails.
 *
 * @example server.listen({ onUnhandledRequest: unhandled(overplane, 'error') })
 */
export function unhandled(given: OneOrMore, strategy: 'warn' | 'error' = 'warn'): Unhandled {
  const doubles = doublesIn(given)
  if (strategy !== 'warn' && strategy !== 'error') {
    throw new TypeError(
      `Failed to mind what no handler takes: the strategy is "${strategy}". Give "warn" or "error".`,
    )
  }
  return whereMissed(
    () => doubles,
    strategy,
    print => {
      if (strategy === 'error') print.error()
      else (print.warning ?? print.warn)?.()
    },
  )
}

/** The same for doubles that may change; `others` is what to do of requests that have nothing to do with them. */
export function whereMissed(
  doubles: () => readonly AnyDouble[],
  strategy: 'warn' | 'error',
  others: (print: Print) => void,
): Unhandled {
  const tell = createTelling(strategy)
  return async (...asked: Asked) => {
    const { request, print } = readAsked(asked)
    // Few requests go astray, and msw needs a line of configuration in Jest.
    const { isCommonAssetRequest } = await import('msw')
    if (!request || isCommonAssetRequest(request)) return
    const isTaken = (path: string) => doubles().some(double => double.hasPath(path))
    const call = await toCall(request.clone(), isTaken)
    const near = missedBy(doubles(), call, request)
    if (near.length > 0) tell(sentence(call, near))
    else others(print)
    // msw takes a response that is thrown for its answer: to this one `fetch` rejects.
    if (strategy === 'error') return Promise.reject(Response.error())
  }
}

type Asked =
  | readonly [request: Request, print: Print]
  | readonly [{ readonly frame: object; readonly defaults: Print }]

/** A frame of msw 3 may be of a socket, which has no request. */
function readAsked([asked, print]: Asked): { request: Request | undefined; print: Print } {
  if (!('frame' in asked)) return { request: asked, print: print ?? { error: () => {} } }
  const request: unknown = Reflect.get(Object(Reflect.get(asked.frame, 'data')), 'request')
  return { request: request instanceof Request ? request : undefined, print: asked.defaults }
}

/** The endpoints that may have been meant, after writing the call into the journal of the nearest double. */
function missedBy(doubles: readonly AnyDouble[], call: Call, request: Request): readonly string[] {
  // Where the path is an API's, it is no slip: its double has no handler there, and is not to do anything.
  const meant = doubles.filter(double => double.isFor(request) && !double.hasPath(call.path))
  const near = nearMisses(meant, call)
  const nearest = meant.find(double => nearMisses([double], call)[0] === near[0])
  if (near.length > 0) nearest?.answer(call)
  return near
}

/** What to tell of a call that missed. */
const sentence = ({ method, origin, path }: Call, near: readonly string[]): string =>
  `No endpoint has the path of ${method} ${origin}${path}. Nearest: ${near.join('; ')}.`

/** Says a sentence in the console; a warning once, since a page that polls would say little else. */
function createTelling(level: 'warn' | 'error'): (text: string) => void {
  const told = new Set<string>()
  return text => {
    if (told.has(text)) return
    if (level === 'warn') told.add(text)
    // biome-ignore lint/suspicious/noConsole: a developer is told where developers look
    console[level](text)
  }
}
