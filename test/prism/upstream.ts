import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { ServedDouble } from '../../contract/control/controlled.ts'
import { createHttpServer } from '../../server/http/http.ts'
import { createPool, type Pool } from '../transports/pool.ts'

/** The request header that names the double to ask: Prism passes it on, and no double knows it. */
export const standHeader = 'x-stand'

/** A port behind which many standalone servers stand, each with a double of its own. */
export interface Upstream {
  readonly origin: string
  /** Puts a server for a double behind the port; the name is for the header. */
  stand(double: ServedDouble): string
  /** Lends the names of servers. */
  readonly lend: Pool<string>['lend']
  close(): Promise<void>
}

/** One port for all of them, since a proxy has a single upstream. */
export async function openUpstream(): Promise<Upstream> {
  const servers: Server[] = []
  const server = createServer((request, response) => {
    servers[Number(request.headers[standHeader])]?.emit('request', request, response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const stand = (double: ServedDouble) =>
    String(servers.push(createHttpServer([double], () => {})) - 1)
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    stand,
    lend: createPool(stand).lend,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
