import { once } from 'node:events'
import type { Server } from 'node:http'
import { createHttpServer } from '../../server/http/http.ts'
import { createPool } from './pool.ts'
import { sendBy, type Transport } from './transport.ts'

/** The standalone server on a real socket, asked by the real `fetch`. */
export function createSocketTransport(): Transport {
  const servers: Server[] = []
  const pool = createPool(async double => {
    const server = createHttpServer([double], () => {})
    // `fetch` drops what is idle for too long: one side is enough.
    server.keepAliveTimeout = 0
    servers.push(server)
    await once(server.listen(0, '127.0.0.1'), 'listening')
    return sendBy(fetch, `http://127.0.0.1:${portOf(server)}`)
  })
  return {
    name: 'socket',
    run: subject => pool.lend(subject, subject.run),
    async close() {
      for (const server of servers) {
        server.close().closeAllConnections()
        await once(server, 'close')
      }
    },
  }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
