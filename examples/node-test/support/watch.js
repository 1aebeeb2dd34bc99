import { setImmediate } from 'node:timers/promises'
import { getResponse, HttpResponse, http } from 'msw'

/**
 * Passes every request on to a double, and keeps in mind those that no correct application sends: to a path or
 * with a method that is no endpoint's, without a valid key, with a query or a body that breaks the contract.
 *
 * It is a handler and no listener of `server.events`: it belongs to one double, so that each test of a parallel
 * suite has its own; and it does not see what `server.use(...)` answers, so that a forced 401 is no mistake.
 */
export function createWatch(double) {
  const answers = []

  async function answer(request) {
    const line = `${request.method} ${request.url}`
    const response = await getResponse(double.handlers, request)
    // For this request the network is down, as with msw's own strategy 'error'.
    if (!response) {
      return { response: HttpResponse.error(), mistake: `${line}: no endpoint has this path` }
    }
    if (!isMistake(request, response)) return { response }
    return { response, mistake: `${line}: ${response.status} ${await response.clone().text()}` }
  }

  /** A 404 for somebody who is not there is an answer like any other; one for a method is not. */
  const isMistake = (request, { status }) =>
    [400, 401, 413].includes(status) ||
    !('operation' in double.router(request.method, new URL(request.url).pathname))

  return {
    /** In the place of the double's own: `setupServer(...watch.handlers)`. */
    handlers: [
      http.all('*', async ({ request }) => {
        const answering = answer(request)
        answers.push(answering)
        return (await answering).response
      }),
    ],

    /** Throws if a request was sent since the last check that the API does not take. */
    async check(cause) {
      // What was sent and forgotten is still on its way: one turn of the event loop, and it is here.
      await setImmediate()
      const answered = await Promise.all(answers.splice(0))
      const mistakes = answered.flatMap(({ mistake }) => mistake ?? [])
      if (mistakes.length === 0) return
      const list = mistakes.join('\n  ')
      throw new Error(`The application sent what the API does not take:\n  ${list}`, { cause })
    },
  }
}
