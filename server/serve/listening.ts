import type { Server } from 'node:http'
import { createServer, type Server as Listener } from 'node:net'
import { UsageError } from '../line/usage.ts'

/** Where a server listens. */
interface Stand {
  /** `http://127.0.0.1:4010` */
  readonly url: string
  /** Stops at once, whatever is under way. */
  close(): Promise<void>
}

/** Where to listen: without a host, or on localhost, it is both loopbacks; port 0 takes a free one. */
interface Wanted {
  readonly host: string | undefined
  readonly port: number
}

/** Listens, or says in a sentence why it cannot. */
export async function listen(server: Server, { host = 'localhost', port }: Wanted): Promise<Stand> {
  server.on('error', goOn)
  if (host === 'localhost') return listenAtBoth(server, port, port === 0 ? attempts : 1)
  await listenAt(server, host, port)
  return standOf(server, [server])
}

/** A connection that cannot be taken, say for want of file handles, is its caller's loss alone. */
const goOn = (): void => {}

/** How often a port is tried that is free at one loopback, and may be taken at the other. */
const attempts = 20

/** A name such as localhost leads to 127.0.0.1 in some programs, and to ::1 in others. */
async function listenAtBoth(server: Server, port: number, left: number): Promise<Stand> {
  await listenAt(server, '127.0.0.1', port)
  // As an HTTP server makes its sockets, which the one server then takes for its own.
  const other = createServer({ allowHalfOpen: true, noDelay: true }, socket => {
    server.emit('connection', socket)
  })
  other.maxConnections = server.maxConnections
  other.on('error', goOn)
  try {
    await listenAt(other, '::1', portOf(server))
    return standOf(server, [server, other])
  } catch (error) {
    if (!isTaken(error)) return standOf(server, [server]) // this machine has no ::1
    await closed(server)
    if (left > 1) return listenAtBoth(server, port, left - 1)
    throw error
  }
}

function listenAt(listener: Listener, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => reject(toUsageError(error, host, port))
    listener.once('error', refuse)
    listener.listen(port, host, () => {
      listener.off('error', refuse)
      resolve()
    })
  })
}

const standOf = (server: Server, listeners: readonly Listener[]): Stand => ({
  url: urlOf(server),
  async close() {
    const all = listeners.map(closed)
    server.closeAllConnections()
    await Promise.all(all)
  },
})

const closed = (listener: Listener): Promise<void> =>
  new Promise(resolve => {
    listener.close(() => resolve())
  })

function urlOf(server: Server): string {
  const address = server.address()
  if (typeof address !== 'object' || address === null) return String(address)
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return `http://${host}:${address.port}`
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && Reflect.get(Object(error.cause), 'code') === 'EADDRINUSE'

function toUsageError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const [why, remedy] =
    error.code === 'EADDRINUSE'
      ? ['the port is taken', 'Choose another with --port, or 0 for any free one']
      : [error.message, 'Choose another --host or --port']
  const address = host.includes(':') ? `[${host}]` : host
  return new UsageError(`Failed to listen on ${address}:${port}: ${why}. ${remedy}.`, {
    cause: error,
  })
}
