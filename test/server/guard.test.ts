import { once } from 'node:events'
import type { Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { createOverplane } from '../../handlers/index.ts'
import { createGuard } from '../../server/guard.ts'
import { createHttpServer } from '../../server/http.ts'
import { serve } from '../../server/serve.ts'

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
