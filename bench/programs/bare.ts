import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Bare } from '../load/bare.ts'

// The limit: node:http that sends what it was told to, or what it was sent, after it has parsed it.

process.on('message', (replies: readonly Bare[]) => {
  Promise.all(replies.map(listening)).then(ports => process.send?.(ports))
})
process.send?.('ready')

function listening(bare: Bare): Promise<number> {
  const server = createServer(bare.echoes ? echoing(bare) : sending(bare))
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

function sending({ status, headers, hasDate, body }: Bare) {
  return (_: IncomingMessage, response: ServerResponse): void => {
    response.sendDate = hasDate
    response.writeHead(status, headers)
    response.end(body)
  }
}

function echoing({ status, headers, hasDate }: Bare) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = JSON.stringify(JSON.parse(Buffer.concat(parts).toString()))
      response.sendDate = hasDate
      response.writeHead(status, { ...headers, 'Content-Length': Buffer.byteLength(body) })
      response.end(body)
    })
  }
}
