import { once } from 'node:events'
import { type IncomingMessage, request, type Server } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { apis, createOverplane } from '../../handlers/index.ts'
import { createGuard } from '../../server/admin/guard.ts'
import { createHttpServer } from '../../server/http/http.ts'
import { type Served, serve } from '../../server/serve/serve.ts'
import type { ServeOptions } from '../../server/serve/serve-options.ts'

const host = 'localhost:4010'
const asks = (remoteAddress: string | undefined, headers: Record<string, string> = {}) => ({
  headers: { host, ...headers },
  socket: { remoteAddress },
})

describe('whoever controls the doubles', () => {
  const guard = createGuard()

  it.each(['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])(
    'may do so from this machine, at %s',
    address => expect(guard(asks(address))).toBeUndefined(),
  )

  it.each([
    '192.0.2.7',
    '172.17.0.1',
    '10.0.0.1',
    '::ffff:192.0.2.7',
    'fe80::1',
    '2001:db8::1',
    '1270.0.0.1',
    '::11',
    undefined,
  ])('may not do so from another, whatever its Host says: %s', address => {
    for (const name of ['localhost', host, '127.0.0.1:4010', '[::1]:4010']) {
      expect(guard(asks(address, { host: name }))).toContain('asked from another machine')
    }
  })

  it.each(['localhost', 'localhost:4010', '127.0.0.1:4010', '[::1]:4010', '0.0.0.0:4010'])(
    'may call this machine %s',
    name => expect(guard(asks('127.0.0.1', { host: name }))).toBeUndefined(),
  )

  it.each(['evil.example', 'evil.example:4010', 'localhost.evil.example', '127.0.0.1.nip.io', ''])(
    'may not call it %s: that name may be of a page that was led here',
    name => expect(guard(asks('127.0.0.1', { host: name }))).toContain('no name of this machine'),
  )

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'http://localhost:5173' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    { origin: `http://${host}`, 'sec-fetch-site': 'cross-site' },
  ])('is no page of another origin: %j', headers => {
    expect(guard(asks('127.0.0.1', headers))).toContain('a page of another origin')
    const shown = { ...headers, 'x-admin-token': 's3cret' }
    expect(createGuard('s3cret')(asks('127.0.0.1', shown))).toContain('a page of another origin')
  })

  it.each([
    { origin: `http://${host}` },
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
  ])('may be a page of this server, or its reader: %j', headers => {
    expect(guard(asks('127.0.0.1', headers))).toBeUndefined()
  })
})

describe('a token', () => {
  const guard = createGuard('s3cret')

  it.each([
    { authorization: 'Bearer s3cret' },
    { authorization: 'bearer s3cret' },
    { 'x-admin-token': 's3cret' },
    { 'x-admin-token': 's3cret', host: 'doubles.example:8080' },
  ])('opens the control API from anywhere: %j', headers => {
    expect(guard(asks('192.0.2.7', headers))).toBeUndefined()
  })

  it.each([
    {},
    { authorization: 'Bearer wrong' },
    { authorization: 'Bearer ' },
    { authorization: 'Basic s3cret' },
    { authorization: 's3cret' },
    { 'x-admin-token': 's3cre' },
    { 'x-admin-token': 's3cret2' },
    { 'x-admin-token': '' },
  ])('does not where it is wrong: %j', headers => {
    expect(guard(asks('192.0.2.7', headers))).toContain('Send the token')
  })

  it('is not asked for on this machine', () => {
    expect(guard(asks('127.0.0.1'))).toBeUndefined()
  })

  it('does not exist unless somebody has set one', () => {
    for (const token of ['', 'undefined']) {
      expect(createGuard()(asks('192.0.2.7', { 'x-admin-token': token }))).toBeDefined()
    }
  })
})

describe('a host that is allowed', () => {
  const guard = createGuard('s3cret', { hosts: ['doubles', 'Mock.test:4010', '[fd00::1]:80'] })

  it.each([
    'doubles',
    'doubles:4010',
    'doubles:80',
    'DOUBLES:4010',
    'mock.test:4010',
    'MOCK.TEST:4010',
    '[fd00::1]:80',
    'localhost:4010',
  ])('is a name of this machine: %s', name => {
    expect(guard(asks('127.0.0.1', { host: name }))).toBeUndefined()
  })

  it.each([
    'evil.example',
    'doubles.evil.example',
    'evil.example:4010',
    'mock.test',
    'mock.test:80',
    'doubles:4010:80',
    'doubles:',
    'xdoubles',
    '[fd00::1]',
    '',
  ])('lets no other name in: %s', name => {
    expect(guard(asks('127.0.0.1', { host: name }))).toContain('allow it with --allow-host')
  })

  it('stands for the Host alone: neither for the address of who asks, nor for its Origin', () => {
    const named = { host: 'doubles:4010' }
    expect(guard(asks('172.18.0.3', named))).toContain('Send the token')
    expect(guard(asks('172.18.0.3', { ...named, 'x-admin-token': 's3cret' }))).toBeUndefined()
    const foreign = { ...named, origin: 'http://evil.example' }
    expect(guard(asks('127.0.0.1', foreign))).toContain('a page of another origin')
    const own = { ...named, origin: 'http://doubles:4010' }
    expect(guard(asks('127.0.0.1', own))).toBeUndefined()
  })
})

describe('an origin that is allowed', () => {
  const origin = 'http://localhost:5173'
  const guard = createGuard('s3cret', { origins: [origin, 'https://app.example.com'] })

  it.each([
    { origin },
    { origin, 'sec-fetch-site': 'same-site' },
    { origin, 'sec-fetch-site': 'cross-site' },
    { origin: 'https://app.example.com', 'sec-fetch-site': 'cross-site' },
  ])('has pages that control the doubles: %j', headers => {
    expect(guard(asks('127.0.0.1', headers))).toBeUndefined()
  })

  it.each([
    { origin: 'http://localhost:5174' },
    { origin: 'http://localhost' },
    { origin: 'https://localhost:5173' },
    { origin: 'http://app.example.com' },
    { origin: 'https://app.example.com.evil.example' },
    { origin: 'null' },
    { origin: '' },
    { 'sec-fetch-site': 'cross-site' },
  ])('is none of the others, with a token or without: %j', headers => {
    expect(guard(asks('127.0.0.1', headers))).toContain('allow the origin with --allow-origin')
    const shown = { ...headers, 'x-admin-token': 's3cret' }
    expect(guard(asks('127.0.0.1', shown))).toContain('a page of another origin')
  })

  it('stands for the Origin alone: neither for the address of who asks, nor for the Host', () => {
    expect(guard(asks('192.0.2.7', { origin }))).toContain('Send the token')
    expect(guard(asks('192.0.2.7', { origin, 'x-admin-token': 's3cret' }))).toBeUndefined()
    expect(guard(asks('127.0.0.1', { origin, host: 'evil.example' }))).toContain('no name of this')
  })
})

describe('a server that is told whom to let in', () => {
  const origin = 'http://localhost:5173'
  let served: Served

  beforeAll(async () => {
    served = await serve({
      ...{ port: 0, world: 'empty', adminToken: 's3cret' },
      ...{ allowHosts: ['doubles'], allowOrigins: [origin] },
    })
  })
  afterAll(() => served.close())

  /** By node:http, because `fetch` sets Host and Origin as it likes. */
  function ask(headers: Record<string, string>, path = '/__admin/journal', method = 'GET') {
    return new Promise<IncomingMessage>((resolve, reject) => {
      const asked = request(served.url + path, { method, headers }, response => {
        response.resume()
        resolve(response)
      })
      asked.once('error', reject).end()
    })
  }
  const cors = ({ headers }: IncomingMessage) =>
    Object.entries(headers).filter(([name]) => name.startsWith('access-control-'))

  it('refuses a page that was led to this machine, and takes a name that is allowed', async () => {
    expect((await ask({ Host: 'evil.example' })).statusCode).toBe(403)
    expect((await ask({ Host: 'evil.example', Origin: 'http://evil.example' })).statusCode).toBe(
      403,
    )
    expect((await ask({ Host: 'doubles:4010' })).statusCode).toBe(200)
  })

  it('lets a page of an allowed origin read what it says, a refusal too', async () => {
    const wanted = [
      ['access-control-allow-origin', origin],
      ['access-control-expose-headers', 'Allow, Content-Length'],
    ]
    for (const [path, status] of [
      ['/__admin/journal', 200],
      ['/__admin/journal?limit=x', 400],
      ['/__admin/nothing', 404],
    ] as const) {
      const response = await ask({ Origin: origin }, path)
      expect([response.statusCode, cors(response)]).toEqual([status, wanted])
      expect(response.headers).toMatchObject({
        vary: 'Origin',
        'x-content-type-options': 'nosniff',
      })
    }
    const refused = await ask({ Origin: origin, Host: 'evil.example' })
    expect([refused.statusCode, cors(refused)]).toEqual([403, wanted])
  })

  it('answers what a page of it asks beforehand, and nobody else', async () => {
    const beforehand = {
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'x-admin-token',
    }
    const allowed = await ask({ ...beforehand, Origin: origin }, '/__admin/reset', 'OPTIONS')
    expect(allowed.statusCode).toBe(204)
    expect(Object.fromEntries(cors(allowed))).toEqual({
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'Allow, Content-Length',
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': 'x-admin-token',
      'access-control-max-age': '600',
    })
    const foreign = { ...beforehand, Origin: 'http://evil.example', 'X-Admin-Token': 's3cret' }
    const refused = await ask(foreign, '/__admin/reset', 'OPTIONS')
    expect([refused.statusCode, cors(refused)]).toEqual([403, []])
  })

  it('says nothing to pages of others, and to programs what it always says', async () => {
    const foreign = await ask({ Origin: 'http://evil.example' })
    expect([foreign.statusCode, cors(foreign)]).toEqual([403, []])
    const program = await ask({})
    expect([program.statusCode, cors(program)]).toEqual([200, []])
  })

  it('lets no page in unless it is told to', async () => {
    const plain = await serve({ port: 0, world: 'empty' })
    const headers = { Origin: origin, 'Access-Control-Request-Method': 'GET' }
    for (const method of ['GET', 'OPTIONS']) {
      const response = await fetch(`${plain.url}/__admin/journal`, { method, headers })
      expect(response.status).toBe(403)
      expect([...response.headers.keys()].filter(name => /^(access-|vary)/.test(name))).toEqual([])
    }
    await plain.close()
  })

  it('goes by its configuration where it is told nothing else', async () => {
    const config = { apis, serve: { port: 0, world: 'empty', allowOrigins: [origin] } }
    const statusOf = async (told: ServeOptions) => {
      const { url, close } = await serve(told)
      const { status } = await fetch(`${url}/__admin/journal`, { headers: { Origin: origin } })
      await close()
      return status
    }
    expect(await statusOf({ config })).toBe(200)
    expect(await statusOf({ config, allowOrigins: [] })).toBe(403)
  })
})

describe('a server that other machines reach', () => {
  const running = new Set<Server>()

  afterEach(() => {
    for (const server of running) server.close().closeAllConnections()
    running.clear()
  })

  it('is controlled by its token alone, as from behind the port of a container', async () => {
    const server = createHttpServer([createOverplane()], undefined, { adminToken: 's3cret' })
    running.add(server)
    // As if the other end of each connection were another machine.
    server.on('connection', socket => {
      Object.defineProperty(socket, 'remoteAddress', { value: '172.17.0.1' })
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const at = (path: string) => `http://127.0.0.1:${Object(server.address()).port}${path}`
    const journal = (headers: HeadersInit) => fetch(at('/__admin/journal'), { headers })
    const refused = await journal({})
    expect(refused.status).toBe(403)
    expect(refused.headers.get('Content-Type')).toBe('application/problem+json')
    expect(await refused.json()).toEqual({
      type: 'about:blank',
      title: 'Forbidden',
      status: 403,
      detail:
        'Failed to control the doubles: it is asked from another machine. Send the token that --admin-token gave, or that was printed at the start, as "Authorization: Bearer <token>".',
    })
    expect((await fetch(at('/__admin/reset'), { method: 'POST' })).status).toBe(403)
    expect((await journal({ Authorization: 'Bearer s3cret' })).status).toBe(200)
    expect((await journal({ 'X-Admin-Token': 's3cret' })).status).toBe(200)
    const headers = { Authorization: 'Bearer sk_1' }
    expect((await fetch(at('/api/core/user'), { headers })).status).toBe(200)
  })

  it('makes up a token of its own and prints it, unless it was given one', async () => {
    const tokens: string[] = []
    for (const adminToken of [undefined, undefined, 'given']) {
      const lines: string[] = []
      const more = adminToken === undefined ? {} : { adminToken }
      const told = { port: 0, host: '0.0.0.0', world: 'empty', ...more } as const
      const { close } = await serve(told, line => lines.push(line))
      await close()
      tokens.push(/X-Admin-Token: (\S+)'/.exec(lines.join('\n'))?.[1] ?? '')
    }
    expect(tokens).toEqual([
      expect.stringMatching(/^[0-9a-f]{32}$/),
      expect.stringMatching(/^[0-9a-f]{32}$/),
      'given',
    ])
    expect(tokens[0]).not.toBe(tokens[1])
  })

  it('prints none where it listens on loopback', async () => {
    for (const host of [undefined, 'localhost', '127.0.0.1']) {
      const lines: string[] = []
      const told = { port: 0, world: 'empty', ...(host !== undefined && { host }) } as const
      const { close } = await serve(told, line => lines.push(line))
      await close()
      expect(lines.join('\n')).not.toContain('Admin-Token')
    }
  })
})

describe('what the control API sends', () => {
  it('is for no browser to guess at, and its pages are for no frame', async () => {
    const { url, close } = await serve({ port: 0, world: 'empty' })
    const headersOf = async (path: string, init: RequestInit = {}) =>
      (await fetch(url + path, init)).headers
    for (const path of [
      '/__admin/journal',
      '/__admin/docs',
      '/__admin/docs/swagger-ui.css',
      '/__admin/openapi/overplane.json',
      '/__admin/nothing',
      '/__admin',
    ]) {
      expect((await headersOf(path)).get('X-Content-Type-Options')).toBe('nosniff')
    }
    const foreign = { headers: { Origin: 'https://evil.example' } }
    expect((await headersOf('/__admin/journal', foreign)).get('X-Content-Type-Options')).toBe(
      'nosniff',
    )
    const broken = { method: 'POST', body: '{' }
    expect((await headersOf('/__admin/overrides', broken)).get('X-Content-Type-Options')).toBe(
      'nosniff',
    )
    const page = await headersOf('/__admin/docs')
    expect(page.get('Content-Security-Policy')).toBe("frame-ancestors 'none'")
    await close()
  })
})
