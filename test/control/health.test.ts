import { once } from 'node:events'
import { request, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createOverplane } from '../../handlers/index.ts'
import { createHttpServer } from '../../server/http/http.ts'

const running = new Set<Server>()

afterEach(() => {
  for (const server of running) server.close().closeAllConnections()
  running.clear()
})

/** Asks a server as if from this address. */
async function stand(remoteAddress: string) {
  const server = createHttpServer([createOverplane()], undefined, { adminToken: 's3cret' })
  running.add(server)
  server.on('connection', socket => {
    Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = Object(server.address())
  return async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const asking = request({ host: '127.0.0.1', port, path: `/__admin${path}`, method, headers })
    const [response] = await once(asking.end(), 'response')
    let text = ''
    for await (const chunk of response) text += chunk
    return { status: response.statusCode, body: text === '' ? undefined : JSON.parse(text) }
  }
}

describe('the health of a server', () => {
  it('is told to another machine without a token, and by any name', async () => {
    const ask = await stand('172.17.0.1')
    expect(await ask('/health')).toMatchObject({
      status: 200,
      body: { status: 'ok', apis: ['overplane'] },
    })
    expect((await ask('/health', { Host: 'doubles.internal:8080' })).status).toBe(200)
    expect((await ask('/health', {}, 'HEAD')).status).toBe(200)
    expect((await (await stand('127.0.0.1'))('/health', { Host: 'lb.internal' })).status).toBe(200)
  })

  it('is all that such a caller is told', async () => {
    const ask = await stand('172.17.0.1')
    for (const path of ['/journal', '/openapi/control.json', '/nothing', '/health/', '/docs']) {
      expect([path, (await ask(path)).status]).toEqual([path, 403])
    }
    expect((await ask('/health', {}, 'POST')).status).toBe(403)
  })

  it('is told to no page of another origin', async () => {
    const ask = await stand('127.0.0.1')
    const { status, body } = await ask('/health', { Origin: 'https://example.com' })
    expect([status, body.title]).toEqual([403, 'Forbidden'])
    expect((await ask('/health', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
  })
})
