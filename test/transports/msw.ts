import { setupServer } from 'msw/node'
import { createPool } from './pool.ts'
import { sendBy, type Transport } from './transport.ts'

/** msw's handlers behind `setupServer`, asked by the real `fetch`. */
export function createMswTransport(): Transport {
  const server = setupServer()
  const pool = createPool(double => double)
  return {
    name: 'setupServer',
    open: async () => server.listen({ onUnhandledRequest: 'error' }),
    run: subject =>
      pool.lend(subject, async ({ handlers, baseUrl }) => {
        server.resetHandlers(...handlers)
        await subject.run(sendBy(fetch, new URL(baseUrl).origin))
      }),
    close: async () => server.close(),
  }
}
