import { createOverplane } from 'contract-doubles'
import { createWatch } from './watch.js'

/**
 * Gives each test a double and a watch of its own. msw's boundary keeps the handlers of `server.use` to the
 * requests that the test sends, however many others run at the same time.
 *
 * @example it.concurrent('lists users', isolated(async ({ overplane }) => { … }))
 */
export const isolate = server => run =>
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
