import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect, Server as Listener, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createOverplane } from '../../handlers/index.ts'
import { createHttpServer, type HttpOptions } from '../../server/http/http.ts'
import { serve } from '../../server/serve/serve.ts'

const servers = new Set<Server>()

afterEach(() => {
  vi.restoreAllMocks()
  for (const server of servers) server.close().closeAllConnections()
  servers.clear()
})

async function stand(bounds: NonNullable<HttpOptions['bounds']> = {}) {
  const server = createHttpServer([createOverplane()], undefined, { bounds })
  servers.add(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = Object(server.address())
  return { port: Number(port), url: `http://127.0.0.1:${port}` }
}

/** A connection, and all that comes back until it ends. */
function open(port: number, text = ''): { socket: Socket; all: Promise<string> } {
  const socket = connect(port, '127.0.0.1', () => socket.write(text))
  let received = ''
  socket.on('data', chunk => {
    received += chunk
  })
  const all = new Promise<string>(resolve => {
    socket.on('error', () => {}).once('close', () => resolve(received))
  })
  return { socket, all }
}

const key = 'Authorization: Bearer sk_1'
const request = (method: string, path: string, body = '', last = false) =>
  `${method} ${path} HTTP/1.1\r\nHost: localhost\r\n${key}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${last ? 'Connection: close\r\n' : ''}\r\n${body}`

/** The statuses in what came back, in their order. */
const statusesIn = (text: string) =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))

describe('requests that are sent at once on one connection', () => {
  const user = '/api/core/user/user_abc123'
  const create = JSON.stringify({ email: 'a@b.co', first_name: 'A' })
  const idle = JSON.stringify({ email: 'x'.repeat(1_048_577) })

  it.each([
    [
      'a DELETE and a GET',
      [
        ['DELETE', user],
        ['GET', user],
      ],
      [200, 404],
    ],
    [
      'a DELETE with a body and a GET',
      [
        ['DELETE', user, '{}'],
        ['GET', user],
      ],
      [200, 404],
    ],
    [
      'two GETs around a DELETE',
      [
        ['GET', user],
        ['DELETE', user],
        ['GET', user],
      ],
      [200, 200, 404],
    ],
    [
      'several DELETEs and GETs',
      [
        ['DELETE', user],
        ['GET', user],
        ['DELETE', user],
        ['GET', user],
        ['HEAD', user],
      ],
      [200, 404, 404, 404, 404],
    ],
    [
      'a reset after a DELETE',
      [
        ['DELETE', user],
        ['POST', '/__admin/reset'],
        ['GET', user],
      ],
      [200, 204, 200],
    ],
    [
      'a refused body and a GET',
      [
        ['POST', '/api/core/user', '{'],
        ['GET', user],
      ],
      [400, 200],
    ],
    ['a body that is too large', [['DELETE', user, idle]], [413]],
  ] as const)('take effect in their order: %s', async (_, asked, statuses) => {
    const { port } = await stand()
    const texts = asked.map(([method, path, body], nth) =>
      request(method, path, body, nth === asked.length - 1),
    )
    const { all } = open(port, texts.join(''))
    expect(statusesIn(await all)).toEqual(statuses)
  })

  it('take effect in their order where a body comes in pieces', async () => {
    const { port } = await stand()
    const { socket, all } = open(port, `${request('POST', '/api/core/user', create).slice(0, -5)}`)
    await once(socket, 'connect')
    socket.write(`${create.slice(-5)}${request('GET', '/api/core/user?limit=1', '', true)}`)
    const text = await all
    expect(statusesIn(text)).toEqual([200, 200])
    expect(text).toContain('"total":2')
  })

  it('wait for none of another connection', async () => {
    const { port, url } = await stand()
    const { socket } = open(port, request('DELETE', user, '{}').slice(0, -1))
    await once(socket, 'connect')
    const headers = { Authorization: 'Bearer sk_1' }
    expect((await fetch(url + user, { headers })).status).toBe(200)
    socket.destroy()
  })
})

describe('a caller who takes his time', () => {
  it('is told so with a 408 where a body comes byte by byte', async () => {
    const { port } = await stand({ request: 200, headers: 100 })
    const { socket, all } = open(
      port,
      request('POST', '/api/core/user', 'x'.repeat(9)).slice(0, -9),
    )
    const drip = setInterval(() => socket.write('x'), 50)
    expect(await all).toMatch(/^HTTP\/1\.1 408 /)
    clearInterval(drip)
  })

  it('is told so with a 408 where the headers never end', async () => {
    const { port } = await stand({ request: 5000, headers: 100 })
    expect(await open(port, 'GET / HTTP/1.1\r\nHost: x\r\n').all).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('is left where nothing is ever sent', async () => {
    const { port } = await stand({ request: 5000, headers: 100 })
    expect(await open(port).all).toMatch(/^(HTTP\/1\.1 408 |$)/)
  })

  it('is left where nothing comes after a reply', async () => {
    const { port } = await stand({ idle: 50 })
    expect(statusesIn(await open(port, request('GET', '/api/core/user')).all)).toEqual([200])
  })
})

describe('connections', () => {
  it('are dropped where there are too many, and taken again where one has gone', async () => {
    const { port, url } = await stand({ connections: 2 })
    const held = [open(port), open(port)]
    for (const { socket } of held) await once(socket, 'connect')
    expect(await open(port, request('GET', '/api/core/user')).all).toBe('')
    for (const { socket, all } of held) {
      socket.destroy()
      await all
    }
    const headers = { Authorization: 'Bearer sk_1' }
    const status = () =>
      fetch(`${url}/api/core/user`, { headers }).then(
        one => one.status,
        () => 0,
      )
    await expect.poll(status).toBe(200)
  })

  it.each([
    ['garbage', 'nonsense\r\n\r\n', 400],
    ['a header that is none', 'GET / HTTP/1.1\r\nHost x\r\n\r\n', 400],
    ['headers that are too large', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
    ],
  ])('may bring %s, and the server goes on', async (_, text, status) => {
    const { port, url } = await stand()
    expect(statusesIn(await open(port, text).all)).toEqual([status])
    const headers = { Authorization: 'Bearer sk_1' }
    expect((await fetch(`${url}/api/core/user`, { headers })).status).toBe(200)
  })

  it('may break in the middle of anything, and the server goes on', async () => {
    const { port, url } = await stand()
    const texts = [
      '',
      'GET /',
      request('POST', '/api/core/user', '{}').slice(0, -1),
      request('GET', '/'),
    ]
    for (const text of [...texts, texts.join('')]) {
      const { socket, all } = open(port, text)
      await once(socket, 'connect')
      socket.resetAndDestroy()
      await all
    }
    const headers = { Authorization: 'Bearer sk_1' }
    expect((await fetch(`${url}/api/core/user`, { headers })).status).toBe(200)
  })
})

describe('both loopbacks', () => {
  const hasIpv6 = Object.values(networkInterfaces())
    .flat()
    .some(one => one?.address === '::1')
  const headers = { Authorization: 'Bearer sk_1' }
  const statusAt = async (origin: string) =>
    (await fetch(`${origin}/api/core/user`, { headers })).status

  const names = ['127.0.0.1', 'localhost', ...(hasIpv6 ? ['[::1]'] : [])]
  const expectBoth = async (port: number) => {
    const { url, close } = await serve({ port, world: 'documented' })
    const origins = names.map(name => `http://${name}:${new URL(url).port}`)
    for (const origin of origins) {
      expect(await statusAt(origin)).toBe(200)
      expect((await fetch(`${origin}/__admin/journal`)).status).toBe(200)
    }
    await close()
    for (const origin of origins) await expect(statusAt(origin)).rejects.toThrow()
    return Number(new URL(url).port)
  }

  it('answer on one port, be it a free one or one that is named', async () => {
    const free = await expectBoth(0)
    expect(await expectBoth(free)).toBe(free)
  })

  it('are one where a host is named', async () => {
    const { url, close } = await serve({ port: 0, host: '127.0.0.1', world: 'empty' })
    if (hasIpv6) await expect(statusAt(url.replace('127.0.0.1', '[::1]'))).rejects.toThrow()
    await close()
  })

  /** Lets every listener but those of IPv4 fail. */
  const failing = (code: string, times = Number.POSITIVE_INFINITY) => {
    const listen = Listener.prototype.listen
    let left = times
    vi.spyOn(Listener.prototype, 'listen').mockImplementation(function (this: Listener, ...args) {
      const [, host]: readonly unknown[] = args
      if (host !== '::1' || left <= 0) return Reflect.apply(listen, this, args)
      left -= 1
      const error = Object.assign(new Error(`listen ${code}`), { code })
      queueMicrotask(() => this.emit('error', error))
      return this
    })
  }

  it.each(['EADDRNOTAVAIL', 'EAFNOSUPPORT'])('may be one alone: %s', async code => {
    failing(code)
    const { url, close } = await serve({ port: 0, world: 'documented' })
    expect(await statusAt(url)).toBe(200)
    await close()
  })

  it('go on where a connection cannot be taken', async () => {
    const listeners: Listener[] = []
    const listen = Listener.prototype.listen
    vi.spyOn(Listener.prototype, 'listen').mockImplementation(function (this: Listener, ...args) {
      listeners.push(this)
      return Reflect.apply(listen, this, args)
    })
    const { url, close } = await serve({ port: 0, world: 'documented' })
    for (const one of listeners) one.emit('error', new Error('accept EMFILE'))
    expect(await statusAt(url)).toBe(200)
    await close()
  })

  it('have another free port where the first is taken at one of them', async () => {
    failing('EADDRINUSE', 3)
    const { url, close } = await serve({ port: 0, world: 'documented' })
    expect(await statusAt(url)).toBe(200)
    await close()
  })

  it('are refused where a port that was named is taken at one of them', async () => {
    const { url, close } = await serve({ port: 0, world: 'empty' })
    await close()
    failing('EADDRINUSE')
    const port = Number(new URL(url).port)
    await expect(serve({ port, world: 'empty' })).rejects.toThrow(
      `Failed to listen on [::1]:${port}: the port is taken. Choose another with --port, or 0 for any free one.`,
    )
    await expect(statusAt(url)).rejects.toThrow()
  })
})
