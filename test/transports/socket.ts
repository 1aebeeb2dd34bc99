import type { AddressInfo } from 'node:net'
import { createHttpServer } from '../../server/http.ts'
import { doubleOf, sendBy, type Transport } from './transport.ts'

/** The standalone server on a real socket, asked by the real `fetch`. */
export const bySocket: Transport = {
  name: 'socket',
  async run(subject) {
    const server = createHttpServer([doubleOf(subject)], () => {})
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    try {
      await subject.run(sendBy(fetch, `http://127.0.0.1:${portOf(server.address())}`))
    } finally {
      await new Promise(resolve => {
        server.close(resolve)
        server.closeAllConnections()
      })
    }
  },
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address ? address.port : 0
