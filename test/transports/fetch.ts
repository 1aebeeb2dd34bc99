import { doubleOf, sendBy, type Transport } from './transport.ts'

/** `double.fetch`: no network, no interception. */
export const byFetch: Transport = {
  name: 'double.fetch',
  async run(subject) {
    const double = doubleOf(subject)
    await subject.run(sendBy(double.fetch, new URL(double.baseUrl).origin))
  },
}
