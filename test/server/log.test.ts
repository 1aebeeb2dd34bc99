import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createOverplane } from '../../handlers/index.ts'
import type { Exchange } from '../../server/http/http.ts'
import { toJsonLine } from '../../server/serve/json-log.ts'
import { hasColours, lineOf } from '../../server/serve/log.ts'
import { serve } from '../../server/serve/serve.ts'
import type { ServeOptions } from '../../server/serve/serve-options.ts'

const exchange: Exchange = {
  at: new Date('2024-01-15T09:30:00Z'),
  ...{ method: 'GET', path: '/api/core/user', search: '', status: 200, milliseconds: 1.26 },
  ...{ operation: 'overplane/listUsers', entry: undefined, fault: undefined },
  ...{ failure: undefined, isLeft: false },
}

/** What the journal has of a call. */
async function entryOf(path: string, init: RequestInit = {}) {
  const overplane = createOverplane()
  const response = await overplane.fetch(path, {
    ...init,
    headers: { Authorization: 'Bearer sk_1', ...init.headers },
  })
  return { entry: overplane.journal.entries[0], status: response.status }
}

/** A server, and what it prints. */
async function logged() {
  const lines: string[] = []
  const served = await serve({ port: 0, world: 'documented' }, line => lines.push(line))
  return { ...served, lines }
}

describe('the line of a request', () => {
  it('has the method, the path, the status, the time and the operation', () => {
    expect(lineOf(exchange)).toBe('GET /api/core/user 200 1.3 ms overplane/listUsers')
  })

  it('has the query', () => {
    expect(lineOf({ ...exchange, search: '?limit=1&offset=2' })).toBe(
      'GET /api/core/user?limit=1&offset=2 200 1.3 ms overplane/listUsers',
    )
  })

  it.each(['api_key', 'token', 'access_token', 'client_secret', 'PASSWORD'])(
    'has no %s of a query',
    name => {
      const line = lineOf({ ...exchange, search: `?a=1&${name}=sk_live&b=2&${name}=x=y` })
      expect(line).toContain(`?a=1&${name}=…&b=2&${name}=… `)
    },
  )

  it('has what breaks the contract, and what a real API would ignore, below it', async () => {
    const body = JSON.stringify({ email: 1, colour: 'red' })
    const told = await entryOf('/api/core/user?page=2', { method: 'POST', body })
    expect(
      lineOf({ ...exchange, ...told })
        .split('\n')
        .slice(1),
    ).toEqual([
      '  violation: "email" in the body breaks the rule "type string".',
      '  violation: The body lacks "first_name".',
      '  warning: The query has "page", which is not documented: a real API may ignore it.',
      '  warning: The body has "colour", which is not documented: a real API may ignore it.',
    ])
  })

  it('says that a reply was forced', async () => {
    const told = await entryOf('/api/core/user', { headers: { Prefer: 'code=401' } })
    expect(lineOf({ ...exchange, ...told })).toBe(
      'GET /api/core/user 401 1.3 ms overplane/listUsers\n  forced',
    )
  })

  it('says what was to go wrong with a reply', async () => {
    const { url, doubles, lines, close } = await logged()
    const headers = { Authorization: 'Bearer sk_1' }
    doubles.overplane.override('listUsers', { status: 200, fault: 'reset' })
    await expect(fetch(`${url}/api/core/user`, { headers })).rejects.toThrow()
    await expect.poll(() => lines.at(-1)).toMatch(/ overplane\/listUsers\n {2}forced: reset$/)
    await close()
  })

  it('says that a caller had gone before a reply was there', async () => {
    const { url, lines, close } = await logged()
    const asked = request(`${url}/api/core/user`, { method: 'POST' }).on('error', () => {})
    asked.write('{', () => asked.destroy())
    await expect
      .poll(() => lines.at(-1))
      .toContain('the caller had gone before the reply was there')
    await close()
  })

  it('tells the nearest endpoints of a path that is none', async () => {
    const told = await entryOf('/api/core/users')
    const [, violation, near] = lineOf({ ...exchange, ...told }).split('\n')
    expect(violation).toBe('  violation: No endpoint has this path.')
    expect(near).toBe('  near: GET /api/core/user ("user" for "users").')
  })

  it('says what has failed, and that a caller had gone', () => {
    const told = { ...exchange, status: 500, failure: 'Failed to answer "x": y.', isLeft: true }
    expect(lineOf(told).split('\n').slice(1)).toEqual([
      '  Failed to answer "x": y.',
      '  the caller had gone before the reply was there',
    ])
  })

  it('keeps to what can be read, and moves no cursor', async () => {
    const path = `/api/core/user?${Array.from({ length: 50 }, (_, nth) => `p${nth}=1`).join('&')}`
    const many = await entryOf(path)
    const lines = lineOf({ ...exchange, ...many }).split('\n')
    expect(lines).toHaveLength(7)
    expect(lines.at(-1)).toBe('  warning: and 45 more')
    const long = lineOf({ ...exchange, search: `?${'x'.repeat(10_000)}` })
    expect(long.length).toBeLessThan(400)
    const evil = await entryOf('/api/core/user?%1b[2Jx%0a%0d%07%c2%9b=1')
    expect(lineOf({ ...exchange, ...evil }).replace(/\n {2}/g, '')).not.toMatch(/\p{Cc}/u)
  })

  it('is coloured only where it is asked for', () => {
    expect(lineOf(exchange)).not.toContain('\u001b')
    for (const [status, colour] of [
      [200, 32],
      [404, 33],
      [500, 31],
    ]) {
      expect(lineOf({ ...exchange, status: Number(status) }, true)).toContain(
        `\u001b[${colour}m${status}`,
      )
    }
  })
})

describe('the colours of a log', () => {
  const terminal = { isTTY: true }
  const pipe = {}

  it('are for a terminal that has some', () => {
    expect(hasColours(terminal, { TERM: 'xterm' })).toBe(true)
    expect(hasColours(terminal, { TERM: 'dumb' })).toBe(false)
    expect(hasColours(pipe, { TERM: 'xterm' })).toBe(false)
    expect(hasColours({ isTTY: false }, { TERM: 'xterm' })).toBe(false)
  })

  it('are as NO_COLOR and FORCE_COLOR say, as everywhere in Node.js', () => {
    expect(hasColours(terminal, { TERM: 'xterm', NO_COLOR: '1' })).toBe(false)
    expect(hasColours(terminal, { TERM: 'xterm', FORCE_COLOR: '0' })).toBe(false)
    expect(hasColours(pipe, { FORCE_COLOR: '1' })).toBe(true)
    expect(hasColours(pipe, { FORCE_COLOR: '' })).toBe(true)
    expect(hasColours(pipe, { FORCE_COLOR: '0' })).toBe(false)
    expect(hasColours(pipe, { NO_COLOR: '1' })).toBe(false)
  })
})

describe('the line of a request as JSON', () => {
  const parsed = (told: Partial<Exchange>) => JSON.parse(toJsonLine({ ...exchange, ...told }))

  it('has the same keys for every request', () => {
    expect(toJsonLine(exchange)).toBe(
      '{"event":"request","time":"2024-01-15T09:30:00.000Z","api":"overplane","operation":"listUsers","method":"GET","path":"/api/core/user","search":"","status":200,"milliseconds":1.26,"violations":[],"warnings":[],"forced":false,"fault":null,"failure":null,"isLeft":false}',
    )
    const failed = { operation: '', failure: 'Failed to answer "x": y.', status: 500, isLeft: true }
    expect(parsed(failed)).toMatchObject({ ...failed, api: null, operation: null })
    expect(Object.keys(parsed(failed))).toEqual(Object.keys(parsed({})))
    expect(parsed({ operation: 'overplane' })).toMatchObject({ api: 'overplane', operation: null })
  })

  it('has what breaks the contract, what a real API would ignore, and what was forced', async () => {
    const body = JSON.stringify({ email: 1, colour: 'red' })
    const told = await entryOf('/api/core/user', { method: 'POST', body })
    expect(parsed(told)).toMatchObject({
      violations: [
        '"email" in the body breaks the rule "type string".',
        'The body lacks "first_name".',
      ],
      warnings: ['The body has "colour", which is not documented: a real API may ignore it.'],
      forced: false,
    })
    const forced = await entryOf('/api/core/user', { headers: { Prefer: 'code=401' } })
    expect(parsed(forced)).toMatchObject({ status: 401, forced: true })
    expect(parsed({ fault: 'reset' })).toHaveProperty('fault', 'reset')
    expect(parsed({ fault: { outage: 503 } })).toHaveProperty('fault', 'outage 503')
  })

  it('has no secrets, is one line, and no longer than a collector takes', async () => {
    const told = await entryOf(`/api/core/user?${'p=1&'.repeat(2000)}`)
    const search = `?token=sk_live&a=\u0007\u2028\u009b${'x'.repeat(20_000)}`
    const line = toJsonLine({ ...exchange, ...told, path: `/${'y'.repeat(20_000)}`, search })
    expect(line).not.toContain('sk_live')
    expect(line).not.toMatch(/\p{Cc}/u)
    expect(line.length).toBeLessThan(8000)
  })

  it('is all that a server prints, from its start on', async () => {
    const lines: string[] = []
    const told = { port: 0, world: 'documented', json: true, isColoured: true } as const
    const { url, doubles, close } = await serve(told, line => lines.push(line))
    const headers = { Authorization: 'Bearer sk_1' }
    await fetch(`${url}/api/core/user?api_key=sk_live`, { headers })
    await fetch(`${url}/nothing/here`)
    await fetch(`${url}/__admin/clock`)
    await expect.poll(() => lines).toHaveLength(4)
    await close()
    const [start, ...requests] = lines.map(line => JSON.parse(line))
    expect(start).toEqual({
      ...{ event: 'listening', time: expect.stringMatching(/^\d{4}-.*Z$/), url },
      apis: [
        { name: 'overplane', url },
        { name: 'pterodactyl', url },
        { name: 'oberplan', url: `${url}/v1` },
      ],
      ...{ world: 'documented', seed: 1, fidelity: 'documented' },
    })
    expect(requests).toMatchObject([
      { api: 'overplane', operation: 'listUsers', search: '?api_key=…', status: 200 },
      { api: null, operation: null, path: '/nothing/here', status: 404 },
      { api: null, operation: null, path: '/__admin/clock', status: 200, violations: [] },
    ])
    expect(doubles.overplane.journal.entries).toHaveLength(1)
  })

  it('tells a token that was made up, and none that was given', async () => {
    const startOf = async (options: ServeOptions) => {
      const lines: string[] = []
      const told = { port: 0, host: '0.0.0.0', world: 'empty', json: true, quiet: true } as const
      const { close } = await serve({ ...told, ...options }, line => lines.push(line))
      await close()
      return JSON.parse(lines.join('\n'))
    }
    expect((await startOf({})).adminToken).toMatch(/^[0-9a-f]{32}$/)
    expect(await startOf({ adminToken: 'given' })).not.toHaveProperty('adminToken')
    expect(await startOf({ host: '127.0.0.1' })).not.toHaveProperty('adminToken')
  })
})

describe('serve', () => {
  const headers = { Authorization: 'Bearer sk_1' }

  it('takes a world as an object, and gives what it serves', async () => {
    const world = {
      name: 'one',
      overplane: (db: import('../../handlers/index.ts').OverplaneDouble['db']) => {
        db.user.create({ id: 'user_1', email: 'ada@example.com', first_name: 'Ada' })
      },
    }
    const { url, doubles, failures, close } = await serve({ port: 0, world })
    const ask = async () => (await fetch(`${url}/api/core/user`, { headers })).json()
    expect(await ask()).toMatchObject({ total: 1, data: [{ first_name: 'Ada' }] })
    doubles.overplane.db.user.create({ email: 'bob@example.com', first_name: 'Bob' })
    expect(await ask()).toMatchObject({ total: 2 })
    expect(doubles.overplane.journal.entries).toHaveLength(2)
    expect(failures).toBe(0)
    await close()
  })

  it('needs nothing but a port, and nobody to print to', async () => {
    const { url, close } = await serve({ port: 0 })
    expect(await (await fetch(`${url}/api/core/user`, { headers })).json()).toMatchObject({
      total: 61,
    })
    await close()
  })

  it('prints to whoever is given, and counts what fails', async () => {
    const lines: string[] = []
    const served = await serve({ port: 0, world: 'documented' }, line => lines.push(line))
    expect(lines[0]).toContain('world documented, seed 1, fidelity documented')
    served.doubles.overplane.override('listUsers', {
      status: 200,
      body: { data: [], has_more: false, total: 0 },
    })
    const { journal } = served.doubles.overplane
    expect(journal.entries).toEqual([]) // of what the banner tried nothing is left
    await served.close()
  })

  it.each([
    [{ port: -1 }, '"port" is -1. Give a whole number from 0 to 65535, as in { port: 4010 }.'],
    [{ port: 1.5 }, '"port" is 1.5. Give a whole number from 0 to 65535'],
    [{ port: Number.NaN }, '"port" is NaN. Give a whole number from 0 to 65535'],
    [{ port: '0' }, '"port" is "0". Give a whole number from 0 to 65535'],
    [{ apis: ['github'] }, '"apis.0" is "github". Give a list with some of overplane, pter'],
    [
      { apis: 'overplane' },
      '"apis" is "overplane". Give a list with some of overplane, pterodactyl',
    ],
    [{ apis: [] }, '"apis" is a list. Give a list with some of overplane, pterodactyl, oberplan.'],
    [{ host: 5 }, '"host" is 5. Give a name or an address.'],
    [{ host: '' }, '"host" is "". Give a name or an address.'],
    [{ adminToken: '' }, '"adminToken" is "". Give letters, digits and signs of ASCII, without'],
    [{ adminToken: 5 }, '"adminToken" is 5. Give letters'],
    [{ adminToken: 'a b\n' }, '"adminToken" is "a b\n". Give letters'],
    [{ json: 1 }, '"json" is 1. Give true or false.'],
    [{ allowHosts: 'doubles' }, '"allowHosts" is "doubles". Give a list of hosts by name, with a'],
    [{ allowHosts: ['http://a'] }, '"allowHosts.0" is "http://a". Give a list of hosts by name'],
    [{ allowHosts: ['*'] }, '"allowHosts.0" is "*". Give a list of hosts by name'],
    [{ allowOrigins: ['*'] }, '"allowOrigins.0" is "*". Give a list of origins as browsers send'],
    [{ allowOrigins: ['null'] }, '"allowOrigins.0" is "null". Give a list of origins'],
    [{ allowOrigins: ['http://a/'] }, '"allowOrigins.0" is "http://a/". Give a list of origins'],
    [{ allowOrigins: ['http://a:80'] }, '"allowOrigins.0" is "http://a:80". Give a list of'],
    [{ bounds: 5 }, '"bounds" is 5. Give an object with headers, request, idle or connections.'],
    [{ bounds: { idle: 'x' } }, '"bounds.idle" is "x". Give a whole number from 1.'],
    [{ bounds: { connections: 0 } }, '"bounds.connections" is 0. Give a whole number from 1.'],
    [{ bounds: { headers: 2 ** 40 } }, '"bounds.headers" is 1099511627776. Give a whole'],
    [{ bounds: { wait: 1 } }, 'there is no "bounds.wait". Choose from headers, request, idle'],
    [{ quiet: 'yes' }, '"quiet" is "yes". Give true or false.'],
    [{ prot: 0 }, 'there is no "prot". Choose from port, host, apis, state, now, quiet'],
    [null, 'it is null. Give an object of options, as in { port: 4010 }.'],
    [4010, 'it is 4010. Give an object of options, as in { port: 4010 }.'],
  ])('refuses %j in a sentence', async (options, sentence) => {
    // What no TypeScript would let through comes from JavaScript.
    await expect(serve(options as ServeOptions)).rejects.toThrow(`Failed to serve: ${sentence}`)
  })

  it('refuses to print by what is no function', async () => {
    // @ts-expect-error a stream
    await expect(serve({ port: 0 }, process.stdout)).rejects.toThrow(
      'Failed to serve: it is an object. Give a function that prints a text',
    )
  })
})
