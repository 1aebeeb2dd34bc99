import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from '../../server/serve/serve.ts'

const lines: string[] = []
const settings = {
  port: 0,
  host: '127.0.0.1',
  world: 'documented',
  seed: 1,
  fidelity: 'documented',
  quiet: false,
} as const
const key = { Authorization: 'Bearer sk_test_...' }
let served: Served

beforeAll(async () => {
  served = await serve(settings, line => lines.push(line))
})
afterAll(() => served.close())

const get = (path: string, init: RequestInit = {}) =>
  fetch(served.url + path, { headers: key, ...init })

/** Sends what `fetch` would not send, and gives everything that comes back. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(served.url).port), '127.0.0.1', () => socket.write(text))
    let received = ''
    socket.on('data', chunk => {
      received += chunk
    })
    socket.once('end', () => resolve(received)).once('error', reject)
  })

describe('the standalone server', () => {
  it('says that it is a double, and which operation answered', async () => {
    const { headers } = await get('/api/core/user')
    expect(headers.get('X-Contract-Double')).toBe('overplane/listUsers')
    const unknown = await get('/api/core/nothing')
    expect(unknown.headers.get('X-Contract-Double')).toBe('overplane')
  })

  it('writes a line for each request', async () => {
    await get('/api/core/user/user_abc123?a=b')
    await expect
      .poll(() => lines.at(-1))
      .toMatch(/^GET \/api\/core\/user\/user_abc123\?a=b 200 \d+\.\d ms overplane\/retrieveUser\n/)
  })

  it('answers HEAD like GET, without the body', async () => {
    const [head, full] = await Promise.all([
      get('/api/core/user', { method: 'HEAD' }),
      get('/api/core/user'),
    ])
    expect(head.status).toBe(200)
    expect(head.headers.get('Content-Length')).toBe(String((await full.text()).length))
    expect(await head.text()).toBe('')
  })

  it('drops a body on GET', async () => {
    const body = '{broken'
    const answer = await raw(
      `GET /api/application/users/4 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ptla_a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(answer).toContain('"username":"test-user"')
  })

  it('takes a request line that names a whole URL', async () => {
    const answer = await raw(
      'GET http://api.overplane.dev/api/core/user?offset=1 HTTP/1.1\r\nHost: api.overplane.dev\r\nAuthorization: Bearer sk_1\r\nConnection: close\r\n\r\n',
    )
    expect(answer).toContain('{"data":[],"has_more":false,"total":1}')
  })

  it('refuses a body over 1 MiB in the words of the API, and takes one of exactly 1 MiB', async () => {
    const post = (length: number) =>
      get('/api/core/user', { method: 'POST', body: `"${'x'.repeat(length - 2)}"` })
    const large = await post(1_048_577)
    expect(large.status).toBe(413)
    expect(await large.json()).toEqual({
      error: {
        type: 'invalid_request_error',
        message: 'Request body larger than 1048576 bytes.',
      },
    })
    expect((await post(1_048_576)).status).toBe(400)
  })

  it('goes on after a client that gave up in the middle of its body', async () => {
    await new Promise<void>(resolve => {
      const request = httpRequest(`${served.url}/api/core/user`, {
        method: 'POST',
        headers: { ...key, 'Content-Length': '1000' },
      })
      request.once('error', () => resolve())
      request.write('{"email"', () => request.destroy())
      request.once('close', () => resolve())
    })
    expect((await get('/api/core/user')).status).toBe(200)
  })

  it('answers a path near none of the APIs with what may have been meant, and their base URLs', async () => {
    const user = [
      'GET /api/core/user ("/api" comes first)',
      'GET /api/core/user/:id ("/api" comes first, the parameter ":id" is missing)',
      'POST /api/core/user ("/api" comes first, the method is POST)',
    ]
    for (const [path, nearest] of [
      ['/', []],
      ['/nothing', []],
      ['/core/user', user],
    ] as const) {
      const response = await get(path)
      expect(response.status).toBe(404)
      expect(response.headers.get('Content-Type')).toBe('application/problem+json')
      expect(await response.json()).toEqual({
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
        detail: `No API here has a path like "${path}".`,
        nearest,
        baseUrls: {
          overplane: served.url,
          pterodactyl: served.url,
          oberplan: `${served.url}/v1`,
        },
      })
    }
  })

  it("answers an unknown path with the nearest API's 404", async () => {
    const bodyOf = async (path: string) => (await get(path)).json()
    expect(await bodyOf('/api/projects/x')).toHaveProperty('error.type', 'invalid_request_error')
    expect(await bodyOf('/api/application/x')).toHaveProperty('errors.0.status', '404')
    expect(await bodyOf('/v1/x')).toHaveProperty('error.code', 'resource_not_found')
  })
})

describe('a browser app of another origin', () => {
  const origin = 'http://localhost:5173'

  it('is allowed what its preflight asks for', async () => {
    const { status, headers } = await fetch(`${served.url}/v1/users/me`, {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'PUT',
        'Access-Control-Request-Headers': 'authorization,content-type',
      },
    })
    expect(status).toBe(204)
    expect(headers.get('Access-Control-Allow-Origin')).toBe(origin)
    expect(headers.get('Access-Control-Allow-Methods')).toContain('PUT')
    expect(headers.get('Access-Control-Allow-Headers')).toBe('authorization,content-type')
  })

  it('may read replies, refusals and headers', async () => {
    for (const path of ['/v1/users/me', '/v1/nothing', '/nothing']) {
      const { headers } = await fetch(served.url + path, { headers: { Origin: origin } })
      expect(headers.get('Access-Control-Allow-Origin')).toBe(origin)
      expect(headers.get('Access-Control-Expose-Headers')).toContain(
        'X-Rate-Limit-RequestRemaining',
      )
    }
  })

  it('gets no such headers where it named no origin', async () => {
    expect((await get('/api/core/user')).headers.get('Access-Control-Allow-Origin')).toBeNull()
  })
})
