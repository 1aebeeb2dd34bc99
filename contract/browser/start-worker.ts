/**
 * Doubles in a page, by msw's service worker.
 *
 * @module contract-doubles/browser
 */

import type { SetupWorker } from 'msw/browser'
import { whereMissed } from '../adapters/unhandled.ts'
import { doublesIn, type OneOrMore } from '../double/several.ts'
import { findScript, remedy } from './find-script.ts'
import { followPage } from './follow-page.ts'
import { type Held, HeldHandler, isMeant } from './held.ts'

/** How the worker is started; all of it optional. */
export interface WorkerOptions {
  /** Where msw's script is. Default: `mockServiceWorker.js` in the folder of the page, or in one above it. */
  readonly serviceWorker?: { readonly url?: string; readonly options?: RegistrationOptions }
  /** No line in the console for each answer. Default: false. */
  readonly quiet?: boolean
}

/** A start that was made. */
export interface Mocking {
  /** msw's worker, for handlers of one's own in front of the doubles: `worker.use(...)`. */
  readonly worker: SetupWorker
  /** Takes this start back. The page goes on to be mocked for the doubles of others, until nobody has any left. */
  stop(): Promise<void>
}

/** What a page has once, however often its modules are loaded. */
interface Mocks {
  readonly worker: SetupWorker
  /** The newest first. */
  readonly held: Held[]
  isOn: boolean
  /** Starts and stops, one after the other. */
  turn: Promise<void>
}

/**
 * Puts doubles between a page and the network, by msw's service worker, and waits until they answer. A page has one
 * worker: of several starts, each answers for its own APIs, and the newest for those that they share.
 *
 * @example if (import.meta.env.DEV) await startWorker(createOverplane())
 */
export async function startWorker(given: OneOrMore, options: WorkerOptions = {}): Promise<Mocking> {
  const held: Held = { doubles: doublesIn(given) }
  const mocks = await mocksOfPage()
  mocks.held.unshift(held)
  const stop = () => {
    const index = mocks.held.indexOf(held)
    if (index >= 0) mocks.held.splice(index, 1)
    return settle(mocks, options)
  }
  try {
    await settle(mocks, options)
  } catch (thrown) {
    mocks.held.splice(mocks.held.indexOf(held), 1)
    throw thrown
  }
  return { worker: mocks.worker, stop }
}

/** Switches the worker on where somebody has doubles, and off where nobody has any left. */
function settle(mocks: Mocks, options: WorkerOptions): Promise<void> {
  const turn = mocks.turn
    .catch(() => {}) // whose turn it was has been told
    .then(async () => {
      const isWanted = mocks.held.length > 0
      if (isWanted && !mocks.isOn) await start(mocks, options)
      if (!isWanted && mocks.isOn) await mocks.worker.stop()
      mocks.isOn = isWanted
    })
  mocks.turn = turn
  return turn
}

async function start({ worker, held }: Mocks, options: WorkerOptions): Promise<void> {
  const { serviceWorker = {}, quiet = false } = options
  const url = await findScript(serviceWorker.url)
  const all = () => held.flatMap(({ doubles }) => doubles)
  const missed = whereMissed(all, 'warn', () => {})
  const unhandled = { onUnhandledRequest: missed, onUnhandledFrame: missed } // as msw 2 and 3 call it
  try {
    await worker.start({ serviceWorker: { ...serviceWorker, url }, quiet, ...unhandled })
  } catch (cause) {
    throw new Error(
      `Failed to start the worker "${url}": ${cause instanceof Error ? cause.message : cause}. ${remedy}`,
      { cause },
    )
  }
}

function mocksOfPage(): Promise<Mocks> {
  if (typeof document === 'undefined') {
    throw new Error(
      'Failed to start the worker: there is no page here. In Node.js use setupServer(...double.handlers) of "msw/node".',
    )
  }
  const known: Promise<Mocks> | undefined = Reflect.get(globalThis, key)
  if (known) return known
  const made = createMocks()
  Reflect.set(globalThis, key, made)
  return made
}

/** For the whole page: a module that is loaded anew, as while it is edited, finds what the one before it has left. */
const key = Symbol.for('contract-doubles.mocks')

async function createMocks(): Promise<Mocks> {
  // Not before it is asked for: a server that renders the page has no such module.
  const { setupWorker } = await import('msw/browser')
  // What says of a request that nobody answers it needs this. Were it loaded only then, it would be such a request itself,
  // and wait for itself.
  await import('msw')
  const held: Held[] = []
  const departed = followPage(request => isMeant(held, request))
  const worker = setupWorker(new HeldHandler(held, departed))
  return { worker, held, isOn: false, turn: Promise.resolve() }
}
