import { createPool } from './pool.ts'
import { sendBy, type Transport } from './transport.ts'

/** `double.fetch`: no network, no interception. */
export function createFetchTransport(): Transport {
  const pool = createPool(double => sendBy(double.fetch, new URL(double.baseUrl).origin))
  return { name: 'double.fetch', run: subject => pool.lend(subject, subject.run) }
}
