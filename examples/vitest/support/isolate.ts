import { createOverplane, type OverplaneDouble } from 'contract-doubles'
import type { SetupServer } from 'msw/node'
import { createWatch, type Watch } from './watch.ts'

/** What a test has to itself. */
export interface Isolated {
  readonly overplane: OverplaneDouble
  readonly watch: Watch
}

/**
 * Gives each test a double and a watch of its own. msw's boundary keeps the handlers of `server.use` to the
 * requests that the test sends, however many others run at the same time.
 *
 * @example it.concurrent('lists users', isolated(async ({ overplane }) => { … }))
 */
export const isolate =
  (server: SetupServer) =>
  (run: (own: Isolated) => Promise<void>): (() => Promise<void>) =>
    server.boundary(async () => {
      const overplane = createOverplane()
      const watch = createWatch(overplane)
      server.use(...watch.handlers)
      try {
        await run({ overplane, watch })
      } catch (error) {
        await watch.check(error) // the wrong request is often why the test failed: say so first
        throw error
      }
      await watch.check()
    })
