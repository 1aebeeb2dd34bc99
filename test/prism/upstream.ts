import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createHttpServer, type ServedDouble } from '../../server/http.ts'
import type { Case } from '../cases/case.ts'
import { doubleOf } from '../transports/transport.ts'

/** The request header that names the double to ask: Prism passes it on, and no double knows it. */
export const standHeader = 'x-stand'

/** A port behind which many standalone servers stand, each with a double of its own. */
export interface Upstream {
  readonly origin: string
  /** Puts a server for a double behind the port; the name is for the header. */
  stand(double: ServedDouble): string
  /** Runs with the name of a server whose double is as the case wants it, and the case's alone for so long. */
  lend(subject: Case, run: (stand: string) => Promise<void>): Promise<void>
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
    lend: createLending(stand),
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** To make a double takes longer than most cases do: one that is free again is used again. */
function createLending(stand: Upstream['stand']): Upstream['lend'] {
  const free = new Map<string, { readonly double: ServedDouble; readonly name: string }[]>()
  return async (subject, run) => {
    const kind = [subject.api, subject.fidelity, subject.rateLimit].join()
    const idle = free.get(kind) ?? []
    free.set(kind, idle)
    const lent = idle.pop() ?? made(subject)
    lent.double.reset(subject.world ?? 'documented')
    await run(lent.name)
    idle.push(lent)
  }

  function made({ world: _, ...subject }: Case) {
    const double = doubleOf(subject)
    return { double, name: stand(double) }
  }
}
