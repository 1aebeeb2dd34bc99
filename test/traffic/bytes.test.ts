import type { Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createProxy, createRaw, talk } from './raw.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

/** A proxy before a provider that answers with these bytes. */
async function standing(reply: Parameters<typeof createRaw>[0], end?: string) {
  const provider = await createRaw(reply, end)
  closing.push(provider.close)
  const proxy = await createProxy(provider.url)
  closing.push(proxy.close)
  return { provider, proxy }
}

const lines = (...all: readonly string[]): string => all.join('\r\n')

describe('what goes through a proxy', () => {
  it('is the same bytes on both sides, but for the Host', async () => {
    const body = '{"email":"ada@example.com",\n "first_name" : "Ad\u00e4"}'
    const reply = lines(
      'HTTP/1.1 200 Fine By Me',
      'x-Strange-CASE: one',
      'Set-Cookie: a=1; Path=/',
      'Content-Type: application/json; charset=utf-8',
      'Set-Cookie: b=2',
      'Content-Length: 9',
      'Date: yesterday',
      '',
      '{"a" : 1}',
    )
    const { provider, proxy } = await standing(reply, '}')
    const request = (host: string) =>
      lines(
        'POST /api/core/user?x=%20+&y HTTP/1.1',
        'accept: */*',
        `HOST: ${host}`,
        'X-TwIcE: 1',
        'X-TwIcE: 2',
        'Authorization: Bearer sk_test_...',
        'Content-Type: application/json',
        `content-LENGTH: ${body.length}`,
        'Accept-Encoding: gzip, br',
        'Cookie: a=1',
        'Origin: http://app.example.com',
        'Empty: ',
        '',
        body,
      )
    const said = await talk(proxy.url, request('example.com'), /1\}$/)
    expect(said).toBe(reply)
    expect(provider.seen).toEqual([request(provider.host)])
  })

  it('keeps chunks, trailers and a body that begins before the request is over', async () => {
    const reply = lines(
      'HTTP/1.1 200 OK',
      'Trailer: X-Sum',
      'Transfer-Encoding: chunked',
      '',
      '3',
      'abc',
      '0',
      'X-Sum: 6',
      '',
      '',
    )
    const { provider, proxy } = await standing(reply, 'X-End: 1\r\n\r\n')
    const request = (host: string) =>
      lines(
        'PUT /anything HTTP/1.1',
        `Host: ${host}`,
        'TE: trailers',
        'Transfer-Encoding: chunked',
        '',
        '5',
        'hello',
        '0',
        'X-End: 1',
        '',
        '',
      )
    const said = await talk(proxy.url, request('x'), /X-Sum: 6\r\n\r\n$/)
    expect(said).toBe(reply)
    expect(provider.seen).toEqual([request(provider.host)])
  })

  it('has nothing of the connections in it, and nothing that a caller has named as its own', async () => {
    const reply = lines(
      'HTTP/1.1 204 No Content',
      'Connection: keep-alive, X-Hop',
      'Keep-Alive: timeout=9',
      'X-Hop: 1',
      'X-Own: 1',
      '',
      '',
    )
    const { provider, proxy } = await standing(reply)
    const request = lines(
      'GET / HTTP/1.1',
      'Host: x',
      'Connection: Upgrade, X-Mine',
      'Upgrade: h2c',
      'X-Mine: 1',
      'Proxy-Connection: keep-alive',
      'X-Other: 1',
      '',
      '',
    )
    const said = await talk(proxy.url, request, /\r\n\r\n$/)
    expect(said).toBe(lines('HTTP/1.1 204 No Content', 'X-Own: 1', '', ''))
    expect(provider.seen).toEqual([
      lines('GET / HTTP/1.1', `Host: ${provider.host}`, 'X-Other: 1', '', ''),
    ])
  })

  it('sends no length and no chunks for a POST that has neither', async () => {
    const { provider, proxy } = await standing('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
    await talk(proxy.url, 'POST /x HTTP/1.1\r\nHost: x\r\n\r\n', /\r\n\r\n$/)
    expect(provider.seen).toEqual([`POST /x HTTP/1.1\r\nHost: ${provider.host}\r\n\r\n`])
  })

  it('ends as the provider ends it, where a body is as long as its connection', async () => {
    const { proxy } = await standing(socket =>
      socket.end('HTTP/1.1 200 OK\r\nA: b\r\n\r\nall of it'),
    )
    const said = await talk(proxy.url, 'GET /x HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(said).toBe('HTTP/1.1 200 OK\r\nA: b\r\n\r\nall of it')
  })

  it('breaks off where the provider breaks off', async () => {
    const { proxy } = await standing(socket => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', () => socket.destroy())
    })
    const said = await talk(proxy.url, 'GET /api/core/user HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(said).toBe('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf')
    const { apis } = await proxy.close()
    expect(apis[0]?.unjudged).toEqual({ 'its body broke off': 1 })
  })

  it('waits for the word of the provider where the caller waits for it', async () => {
    const { provider, proxy } = await standing(socket => {
      socket.write('HTTP/1.1 100 Continue\r\n\r\n')
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'))
    })
    const head = 'PUT /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n'
    expect(await talk(proxy.url, head, /\r\n\r\n$/)).toBe('HTTP/1.1 100 Continue\r\n\r\n')
    expect(provider.seen).toEqual([head.replace('Host: x', `Host: ${provider.host}`)])
  })

  it('comes as it comes: the head before the body is there, and the first part before the last', async () => {
    const { provider, proxy } = await standing(socket =>
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'),
    )
    const { body } = await fetch(`${proxy.url}/events`)
    const reader = body?.getReader()
    for (const part of ['one', 'two']) {
      for (const socket of provider.sockets) socket.write(`3\r\n${part}\r\n`)
      const { value } = (await reader?.read()) ?? {}
      expect(new TextDecoder().decode(value)).toBe(part)
    }
    await reader?.cancel()
  })

  it('goes by another connection where the provider has closed the one that waited, if it only reads', async () => {
    const known = new Set<Socket>()
    const { provider, proxy } = await standing(socket => {
      if (known.size === known.add(socket).size) socket.destroy()
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi')
    })
    const ask = async (method: string) => {
      const response = await fetch(`${proxy.url}/x`, { method })
      await response.text()
      return response.status
    }
    expect([await ask('GET'), await ask('GET'), await ask('DELETE')]).toEqual([200, 200, 502])
    expect(provider.seen.map(text => text.split(' ')[0])).toEqual(['GET', 'GET', 'GET', 'DELETE'])
  })

  it('is given up at the provider where the caller gives it up', async () => {
    const { provider, proxy } = await standing(() => {})
    const leaving = new AbortController()
    const asked = fetch(`${proxy.url}/slow`, { signal: leaving.signal }).catch(error => error.name)
    await expect.poll(() => provider.seen.length).toBe(1)
    leaving.abort()
    expect(await asked).toBe('AbortError')
    await expect.poll(() => provider.sockets.size).toBe(0)
  })

  it('goes at the pace of a slow reader: the proxy takes no more in than it gives out', async () => {
    let written = 0
    const chunk = Buffer.alloc(2 ** 16, 'x')
    const { provider, proxy } = await standing(socket => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n')
      const more = () => {
        let isOpen = true
        while (isOpen && !socket.destroyed) {
          isOpen = socket.write(chunk)
          written += chunk.length
        }
      }
      socket.on('drain', more)
      more()
    })
    const response = await fetch(`${proxy.url}/large`)
    let before = -1
    // It stops once every buffer on the way is full.
    await expect
      .poll(
        () => {
          const isStill = written === before
          before = written
          return isStill
        },
        { interval: 300 },
      )
      .toBe(true)
    expect(written).toBeLessThan(100_000_000)
    await response.body?.cancel()
    await expect.poll(() => provider.sockets.size).toBe(0)
  })
})

describe('what a proxy does not pass on', () => {
  it('is a tunnel, or a WebSocket: it says so, and what to do', async () => {
    const { provider, proxy } = await standing('')
    const tunnel = await talk(proxy.url, 'CONNECT example.com:443 HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(tunnel).toMatch(/^HTTP\/1\.1 501 Not Implemented\r\n/)
    expect(tunnel).toContain('without CONNECT.')
    const socket = await talk(
      proxy.url,
      'GET /x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      /\}$/,
    )
    expect(socket).toMatch(/^HTTP\/1\.1 501 Not Implemented\r\n/)
    expect(socket).toContain('Failed to pass on a WebSocket')
    expect(provider.seen).toEqual([])
  })

  it('is a reply that never came: that is a 502, as a problem', async () => {
    const { provider, proxy } = await standing('')
    await provider.close()
    closing.splice(closing.indexOf(provider.close), 1)
    const response = await fetch(`${proxy.url}/api/core/user`)
    expect(response.status).toBe(502)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toEqual({
      type: 'about:blank',
      title: 'Bad Gateway',
      status: 502,
      detail: `Failed to pass on to ${provider.url}: nobody answers there (ECONNREFUSED). Start the provider, or name another with --url.`,
    })
    const { apis } = await proxy.close()
    expect(apis[0]?.unjudged).toEqual({ 'there was none': 1 })
  })

  it('is a reply that is no HTTP', async () => {
    const { proxy } = await standing('What do you mean?\r\n\r\n')
    const response = await fetch(`${proxy.url}/x`)
    expect(response.status).toBe(502)
    expect(Object(await response.json()).detail).toContain('its reply is no HTTP/1.1')
  })
})
