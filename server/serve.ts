import type { AddressInfo } from 'node:net'
import { createDoubles, type WorldChoice } from '../handlers/index.ts'
import type { ServeArguments } from './arguments.ts'
import { banner } from './banner.ts'
import { createHttpServer, type Exchange } from './http.ts'
import { UsageError } from './usage.ts'

/** A running server. */
export interface Served {
  /** `http://127.0.0.1:4010` */
  readonly url: string
  /** Stops at once, whatever is under way. */
  close(): Promise<void>
}

/** Serves doubles until it is closed; `print` gets the banner and a line for each request. */
export async function serve(
  { port, host, apis, world, seed, fidelity, rateLimit = false, quiet }: ServeArguments,
  print: (line: string) => void,
): Promise<Served> {
  const doubles = createDoubles({ world: await worldOf(world), seed, fidelity, rateLimit })
  const all = [doubles.overplane, doubles.pterodactyl, doubles.oberplan]
  const chosen = all.filter(({ name }) => apis.includes(name))
  const server = createHttpServer(chosen, exchange => quiet || print(lineOf(exchange)))

  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(toUsageError(error, host, port)))
    server.listen(port, host, resolve)
  })
  const url = urlOf(server.address())
  const introduction = banner(url, chosen, { world, seed, fidelity })
  for (const double of chosen) double.reset() // of what the banner tried
  print(introduction)
  return {
    url,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Only the demo world needs factories, and with them faker: no other waits for it. */
const worldOf = async (name: string): Promise<WorldChoice> => {
  if (name === 'demo') return (await import('../fixtures/worlds/demo.ts')).demo
  return name === 'empty' ? 'empty' : 'documented'
}

const lineOf = ({ method, path, status, milliseconds, operation }: Exchange): string =>
  `${method} ${path} ${status} ${milliseconds.toFixed(1)} ms ${operation}`.trimEnd()

function urlOf(address: AddressInfo | string | null): string {
  if (typeof address !== 'object' || address === null) return String(address)
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `http://${host}:${address.port}`
}

function toUsageError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const [why, remedy] =
    error.code === 'EADDRINUSE'
      ? ['the port is taken', 'Choose another with --port, or 0 for any free one']
      : [error.message, 'Choose another --host or --port']
  return new UsageError(`Failed to listen on ${host}:${port}: ${why}. ${remedy}.`, { cause: error })
}
