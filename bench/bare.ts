import { createServer } from 'node:http'

// The limit: node:http answering the same JSON text to everything.
const text = process.argv[2] ?? ''
const server = createServer((_, response) => {
  response.writeHead(200, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  })
  response.end(text)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(`listening on http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`)
})
