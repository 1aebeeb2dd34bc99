import { setupServer } from 'msw/node'
import { doubleOf, sendBy, type Transport } from './transport.ts'

/** msw's handlers behind `setupServer`, asked by the real `fetch`. */
export const byMsw: Transport = {
  name: 'setupServer',
  async run(subject) {
    const double = doubleOf(subject)
    const server = setupServer(...double.handlers)
    server.listen({ onUnhandledRequest: 'error' })
    try {
      await subject.run(sendBy(fetch, new URL(double.baseUrl).origin))
    } finally {
      server.close()
    }
  },
}
