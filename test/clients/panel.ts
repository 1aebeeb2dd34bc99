import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { demo } from '../../fixtures/worlds/demo.ts'
import { createPterodactyl } from '../../handlers/pterodactyl/index.ts'
import { createHttpServer } from '../../server/http/http.ts'

/** What reached the panel's port. */
interface Arrival {
  /** `GET /api/application/users?page=1` */
  readonly line: string
  /** The Content-Length: null where no body was sent. */
  readonly length: string | null
  readonly accept: string | undefined
}

interface Panel {
  /** `http://127.0.0.1:40123` */
  readonly url: string
  readonly arrivals: readonly Arrival[]
}

/** The key of an administrator, as fixtures/pterodactyl/api-keys.ts has it. */
export const key = 'ptla_full'

/**
 * Serves the demo world as the live panel would answer, on a port that closes with the test: the documented user 4,
 * made-up users 5 to 124, and 39 servers, of which 5 owns the first, 11 the next two and 17 the three after those.
 */
export async function openPanel(): Promise<Panel> {
  const server = createHttpServer(
    [createPterodactyl({ fidelity: 'observed', world: demo })],
    () => {},
  )
  const arrivals: Arrival[] = []
  server.on('request', ({ method, url, headers }) => {
    const { accept, 'content-length': length = null } = headers
    arrivals.push({ line: `${method} ${url}`, length, accept })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return { url: `http://127.0.0.1:${portOf(server.address())}`, arrivals }
}

/** The whole numbers from one to another. */
export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, nth) => from + nth)

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address ? address.port : 0
