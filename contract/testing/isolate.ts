import type { HttpHandler } from 'msw'
import { createWatch, type Watch, type Watched } from './watch.ts'

/** What is needed of msw's `setupServer(...)`. */
export interface Server {
  boundary(run: () => Promise<void>): () => Promise<void>
  use(...handlers: HttpHandler[]): void
}

/**
 * Gives each test a double and a watch of its own, which is checked at its end. msw's boundary keeps the handlers of
 * `server.use` to the requests that the test sends, however many others run at the same time.
 *
 * @example
 * const isolated = isolate(server, createOverplane)
 * it.concurrent('lists users', isolated(async overplane => { … }))
 */
export const isolate =
  <D extends Watched>(server: Server, createDouble: () => D) =>
  (run: (double: D, watch: Watch) => Promise<void>): (() => Promise<void>) =>
    server.boundary(async () => {
      const double = createDouble()
      const watch = createWatch(double)
      server.use(...watch.handlers)
      try {
        await run(double, watch)
      } catch (error) {
        await watch.check(error) // the wrong request is often why the test failed: say so first
        throw error
      }
      await watch.check()
    })
