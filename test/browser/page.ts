import { setupWorker } from 'msw/browser'
import type { Snapshot } from '../../contract/double/state/state.ts'
import type { Case } from '../cases/case.ts'
import { doubleOf } from '../transports/transport.ts'

// What the page of the browser transport runs: a service worker with a double behind it, and a fetch.

/** What tells the double of a case. A world has functions, which do not go into a page: what it made does. */
export interface Held extends Pick<Case, 'api' | 'fidelity' | 'rateLimit'> {
  readonly world: 'documented' | 'empty' | Snapshot
}

/** A response as plain data. */
interface Said {
  readonly status: number
  readonly headers: [string, string][]
  readonly text: string
}

const worker = setupWorker()

const stand = {
  start: () => worker.start({ onUnhandledRequest: 'error', quiet: true }),

  /** Sends a request, the first one of a case after putting its double in the place of the last. */
  async fetch(held: Held | undefined, url: string, init: RequestInit): Promise<Said> {
    if (held) put(held)
    const response = await fetch(url, init)
    const { status, headers } = response
    return { status, headers: [...headers], text: await response.text() }
  },
}

/** One for each kind, since the page does one case at a time. */
const doubles = new Map<string, ReturnType<typeof doubleOf>>()

function put({ world, ...kind }: Held): void {
  const name = JSON.stringify(kind)
  const double = doubles.get(name) ?? doubleOf({ ...kind, title: 'in a page', run: async () => {} })
  doubles.set(name, double)
  double.reset(typeof world === 'object' ? 'empty' : world)
  if (typeof world === 'object') double.restore(world)
  worker.resetHandlers(...double.handlers)
}

declare global {
  interface Window {
    stand: typeof stand
  }
}

window.stand = stand
