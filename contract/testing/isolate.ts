import type { HttpHandler } from 'msw'
import { createLending, type Lender } from './lending.ts'
import { createWatch, type Watch, type Watched } from './watch.ts'

/** What is needed of msw's `setupServer(...)`. */
export interface Server {
  boundary(run: () => Promise<void>): () => Promise<void>
  use(...handlers: HttpHandler[]): void
}

/**
 * Gives each test a double and a watch of its own, which is checked at its end: a double that is made for it, or a session
 * of one that there is, which begins as that did and is dropped. msw's boundary keeps the handlers of `server.use` to the
 * requests that the test sends, however many others run at the same time.
 *
 * @example
 * const isolated = isolate(server, createOverplane)
 * it.concurrent('lists users', isolated(async overplane => { await listUsers() }))
 * @example
 * const isolated = isolate(server, createDoubles({ world: demo }))
 */
export function isolate<D extends Watched>(server: Server, lender: Lender<D>) {
  const lend = createLending(lender)
  return (run: (double: D, watch: Watch) => Promise<void>): (() => Promise<void>) =>
    server.boundary(async () => {
      const { double, giveBack } = lend()
      const watch = createWatch(double)
      server.use(...watch.handlers)
      try {
        await run(double, watch)
      } catch (error) {
        await watch.check(error) // the wrong request is often why the test failed: say so first
        throw error
      } finally {
        giveBack()
      }
      await watch.check()
    })
}
