import { type Mocking, startWorker } from '../../contract/browser/start-worker.ts'
import { createDoubles, createOverplane } from '../../handlers/index.ts'

// What a page of the worker's tests has at hand.

const kit = { startWorker, createDoubles, createOverplane }

declare global {
  interface Window {
    /** Where the bundle was loaded twice, of the later one. */
    kit: typeof kit
    mocking: Mocking
  }
}

window.kit = kit
