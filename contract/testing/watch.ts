import { getResponse, type HttpHandler } from 'msw'
import { PlacedHandler } from '../adapters/msw.ts'
import type { Entry } from '../double/journal/journal.ts'
import { doublesOf } from '../matchers/subject.ts'

/** A double, or all doubles as one. */
export interface Watched {
  readonly handlers: readonly HttpHandler[]
}

/** Remembers the wrong requests of an application. */
export interface Watch {
  /** In the place of the double's own: `setupServer(...watch.handlers)`. */
  readonly handlers: readonly HttpHandler[]
  /** Throws if a request was sent since the last check that the API does not take. */
  check(cause?: unknown): Promise<void>
}

interface Answered {
  readonly response: Response
  readonly mistake?: string
}

/**
 * Passes every request on to a double, and keeps in mind those that no correct application sends: to a path or with a
 * method that is no endpoint's, without a valid key, with a query or a body that breaks the contract. What is forced is
 * no mistake, and nor is what `server.use(...)` answers.
 *
 * It belongs to one double, and so each test of a parallel suite can have its own.
 *
 * @example
 * const watch = createWatch(overplane)
 * const server = setupServer(...watch.handlers)
 * afterEach(() => watch.check()) // fails the test that has just run
 */
export function createWatch(watched: Watched): Watch {
  const doubles = doublesOf(watched)
  const answers: Promise<Answered>[] = []
  const judged = new WeakSet<Entry>()

  /** The call that a request has become: the last such one that is not taken for another request yet. */
  function entryOf({ method, url }: Request): Entry | undefined {
    const { pathname } = new URL(url)
    const entry = doubles
      .flatMap(({ journal }) => journal.entries)
      .findLast(one => one.method === method && one.path === pathname && !judged.has(one))
    if (entry) judged.add(entry)
    return entry
  }

  async function answer(request: Request): Promise<Answered> {
    const line = `${request.method} ${request.url}`
    const response = await getResponse([...watched.handlers], request)
    // For this request the network is down, as with msw's own strategy 'error'.
    if (!response) {
      return { response: Response.error(), mistake: `${line}: no endpoint has this path` }
    }
    if (!isMistake(entryOf(request), response)) return { response }
    return { response, mistake: `${line}: ${response.status} ${await response.clone().text()}` }
  }

  const resolve = async (request: Request): Promise<Response> => {
    const answering = answer(request)
    answers.push(answering)
    return (await answering).response
  }
  return {
    handlers: [new PlacedHandler('ALL', '*', resolve, () => true)],
    async check(cause) {
      // What was sent and forgotten is still on its way: one turn of the event loop, and it is here.
      await new Promise(turned => turn(turned))
      const answered = await Promise.allSettled(answers.splice(0))
      // Rejected are those that the application gave up: it may.
      const mistakes = answered.flatMap(
        one => (one.status === 'fulfilled' && one.value.mistake) || [],
      )
      if (mistakes.length === 0) return
      const list = mistakes.join('\n  ')
      throw new Error(`The application sent what the API does not take:\n  ${list}`, { cause })
    },
  }
}

/** By its violations; or by its status, where a reset has emptied the journal meanwhile. */
const isMistake = (entry: Entry | undefined, { status }: Response): boolean =>
  entry ? entry.violations.length > 0 : [400, 401, 413].includes(status)

/** Taken before any test puts a clock of its own in its place; browsers and jsdom have no `setImmediate`. */
const turn = typeof setImmediate === 'function' ? setImmediate : setTimeout
