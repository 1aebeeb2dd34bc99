import { createServer } from 'node:http'

// What it takes to start at all.
createServer((_, response) => {
  response.end('{}')
}).listen(Number(process.argv[2]), '127.0.0.1')
