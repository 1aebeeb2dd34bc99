import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { overplane } from '../../handlers/overplane/index.ts'
import { startProxy } from '../../server/commands/proxy/proxy.ts'

/** A provider that keeps the bytes that it is sent, and sends these once it has seen the end of a request. */
export async function createRaw(reply: string | ((socket: Socket) => void), end = '\r\n\r\n') {
  const seen: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    let text = ''
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', chunk => {
      text += chunk.toString('latin1')
      if (!text.endsWith(end)) return
      seen.push(text)
      text = ''
      if (typeof reply === 'string') socket.write(reply, 'latin1')
      else reply(socket)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${Object(server.address()).port}`,
    host: `127.0.0.1:${Object(server.address()).port}`,
    seen,
    sockets,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A proxy before whatever stands at an address, which keeps what it prints. */
export async function createProxy(baseUrl: string, isInsecure = false) {
  const printed: string[] = []
  const suite = await overplane.suite()
  const running = await startProxy(
    { api: overplane, suite, baseUrl, isInsecure },
    { port: 0, host: '127.0.0.1', adminToken: undefined },
    text => printed.push(text),
  )
  return { ...running, printed }
}

/** Sends bytes, and gives all that comes until it matches, or the connection ends. */
export async function talk(url: string, bytes: string, until: RegExp = /$^/): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let text = ''
  socket.write(bytes, 'latin1')
  await new Promise<void>(resolve => {
    socket.on('data', chunk => {
      text += chunk.toString('latin1')
      if (until.test(text)) resolve()
    })
    socket.on('close', () => resolve())
    socket.on('error', () => resolve())
  })
  socket.destroy()
  return text
}

/** Stands before a port, and keeps all bytes that go through it, each way in their order. */
export async function createTap(url: string) {
  const there: Buffer[] = []
  const back: Buffer[] = []
  const { hostname, port } = new URL(url)
  const server = createServer(socket => {
    const other = connect(Number(port), hostname)
    socket.on('data', chunk => there.push(chunk))
    other.on('data', chunk => back.push(chunk))
    for (const [one, two] of [
      [socket, other],
      [other, socket],
    ] as const) {
      one.pipe(two)
      one.on('error', () => two.destroy())
      one.on('close', () => two.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${Object(server.address()).port}`,
    /** What went to the port, and what came back. */
    bytes: () => [there, back].map(chunks => Buffer.concat(chunks).toString('latin1')),
    close: () => server.close(),
  }
}
