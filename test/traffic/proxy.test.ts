import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecure } from 'node:https'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { toText } from '../../contract/traffic/reports.ts'
import { verify } from '../../contract/verify/verify.ts'
import { createOverplane, type OverplaneDouble } from '../../handlers/index.ts'
import { overplane } from '../../handlers/overplane/index.ts'
import { createHttpServer } from '../../server/http/http.ts'
import { certificate } from './certificate.ts'
import { createProxy, createTap } from './raw.ts'

const key = { Authorization: 'Bearer sk_test_...' }
const json = { ...key, 'Content-Type': 'application/json' }

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function up(server: ReturnType<typeof createServer>, scheme = 'http'): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(async () => {
    server.close()
    server.closeAllConnections()
  })
  return `${scheme}://127.0.0.1:${Object(server.address()).port}`
}

async function standBefore(provider: RequestListener) {
  const proxy = await createProxy(await up(createServer(provider)))
  closing.push(proxy.close)
  return proxy
}

/** What a proxy came to, once all that it has passed on was judged. */
async function reportOf({ close }: Awaited<ReturnType<typeof createProxy>>) {
  const report = await close()
  const [own] = report.apis
  if (!own) throw new Error('There is no report.')
  return { ...own, skipped: report.skipped, text: toText(report) }
}

describe('a proxy before a double', () => {
  let double: OverplaneDouble
  let proxy: Awaited<ReturnType<typeof createProxy>>
  beforeEach(async () => {
    double = createOverplane()
    proxy = await createProxy(await up(createHttpServer([double])))
    closing.push(proxy.close)
  })

  const admin = async (path: string) => (await fetch(`${proxy.url}/__admin${path}`)).json()

  it('finds nothing where both sides keep the contract', async () => {
    await (await fetch(`${proxy.url}/api/core/user`, { headers: key })).text()
    await (await fetch(`${proxy.url}/api/core/user/nobody`, { headers: key })).text()
    const { findings, counts, text } = await reportOf(proxy)
    expect(findings).toEqual([])
    expect(counts).toMatchObject({ calls: 2, judged: 2, breaches: 0, violations: 0 })
    expect(text.split('\n')).toEqual([
      expect.stringMatching(
        /^Overplane at http:\/\/127\.0\.0\.1:\d+: 0 breaches, 0 violations, 0 readings otherwise, 0 known departures, 2 calls \(2 judged\)$/,
      ),
      '  not called: createUser, updateUser, deleteUser, listProjectUsers, createProjectUser, updateProjectUser, deleteProjectUser, reorderProjectUsers (of 10 operations)',
    ])
  })

  it('tells the violations of the caller, each once, with the first call that showed it', async () => {
    for (const limit of ['x', 'y']) {
      await (await fetch(`${proxy.url}/api/core/user?limit=${limit}`, { headers: key })).text()
    }
    await (await fetch(`${proxy.url}/api/core/users`, { headers: key })).text()
    const { findings } = await reportOf(proxy)
    const origin = double.journal.last && expect.stringMatching(/^curl 'http:/)
    expect(findings).toMatchObject([
      {
        kind: 'violation',
        operation: 'listUsers',
        title: '"limit" in the query breaks the rule "type number".',
        seen: 'answered 400',
        times: 2,
        curl: origin,
      },
      {
        kind: 'violation',
        operation: 'GET /api/core/users',
        title: 'No endpoint has this path.',
        expected: 'GET /api/core/user ("user" for "users")',
        times: 1,
      },
    ])
    expect(proxy.printed.slice(1).map(text => text.split('\n')[0])).toEqual([
      'violation in listUsers: "limit" in the query breaks the rule "type number".',
      'violation in GET /api/core/users: No endpoint has this path.',
    ])
  })

  it('has what went by under /__admin: journal, report, pact, HAR, and no more', async () => {
    const body = JSON.stringify({ email: 'ada@example.com', password: 'hunter22' })
    await (
      await fetch(`${proxy.url}/api/core/user`, { method: 'POST', headers: json, body })
    ).text()
    await (await fetch(`${proxy.url}/api/elsewhere`)).text()
    await expect.poll(() => admin('/report')).toMatchObject({ apis: [{ counts: { calls: 2 } }] })
    expect(await admin('/journal?api=overplane')).toMatchObject([
      {
        api: 'overplane',
        entries: [
          {
            operation: 'createUser',
            headers: { authorization: 'Bearer …' },
            body: { email: 'ada@example.com', password: '…' },
            reply: { status: 400 },
            violations: ['The body lacks "first_name".'],
          },
          { path: '/api/elsewhere', violations: ['No endpoint has this path.'] },
        ],
      },
    ])
    expect(await admin('/pact/overplane.json?consumer=shop')).toMatchObject({
      interactions: [{ description: 'createUser: POST /api/core/user answers 400' }],
    })
    const har = await admin('/har')
    expect(har).toMatchObject({
      log: { entries: [{ response: { status: 400 } }, { response: { status: 401 } }] },
    })
    expect(JSON.stringify(har)).not.toMatch(/hunter22|sk_test/)
    expect(await admin('/health')).toMatchObject({ status: 'ok', apis: ['overplane'] })
    expect(await admin('/journal/1/curl?api=overplane').catch(() => 'text')).toBe('text')
    for (const path of ['/overrides', '/state', '/clock', '/sessions', '/worlds']) {
      expect(await admin(path)).toMatchObject({ status: 404, offer: expect.any(Array) })
    }
    expect(await admin('/journal?session=ada')).toMatchObject({
      status: 404,
      detail: expect.stringContaining('a proxy has no sessions'),
    })
    expect(double.journal.entries).toHaveLength(2)
  })

  it('shows to no page of another origin what went by', async () => {
    const headers = { Origin: 'http://evil.example.com' }
    expect((await fetch(`${proxy.url}/__admin/journal`, { headers })).status).toBe(403)
  })

  it('takes the request of a browser that asks beforehand for no call', async () => {
    const headers = { Origin: 'http://app.example.com', 'Access-Control-Request-Method': 'POST' }
    const { status } = await fetch(`${proxy.url}/api/core/user`, { method: 'OPTIONS', headers })
    expect(status).toBe(204)
    const { counts, skipped } = await reportOf(proxy)
    expect(counts.calls).toBe(0)
    expect(skipped).toEqual({ 'a browser asked beforehand': 1 })
  })

  it('lets a whole verification through as if it were not there, byte for byte', async () => {
    const inner = await createTap(await up(createHttpServer([double])))
    const tapped = await createProxy(inner.url)
    const outer = await createTap(tapped.url)
    closing.push(
      async () => void inner.close(),
      async () => void outer.close(),
      tapped.close,
    )
    const suite = await overplane.suite()
    const pause = async (milliseconds: number) => void double.clock.advance(milliseconds)
    const { counts } = await verify(suite, fetch, { baseUrl: outer.url, pause })
    expect(counts).toMatchObject({ breaches: 0, readings: 0, departures: 0 })
    // Only this belongs to each connection.
    const own = (text: string) => text.replaceAll(/^(host|connection|keep-alive): .*\r\n/gim, '')
    const [sent, said] = outer.bytes().map(own)
    expect(sent?.length).toBeGreaterThan(100_000)
    expect(inner.bytes().map(own)).toEqual([sent, said])
    const report = await reportOf(tapped)
    expect(report.findings.filter(({ kind }) => kind !== 'violation')).toEqual([])
    expect(report.counts).toMatchObject({ calls: counts.requests, judged: counts.requests - 3 })
    expect(report.unjudged).toEqual({ 'no operation was meant': 3 })
  })
})

describe('a proxy before another provider', () => {
  const page = { data: [], has_more: false, total: 'none' }

  it('tells a breach, with what the page prints, and shows nothing secret of it', async () => {
    const proxy = await standBefore((_, response) => {
      response.setHeader('Content-Type', 'application/json')
      response.end(JSON.stringify({ ...page, api_secret: 's3cret' }))
    })
    await (await fetch(`${proxy.url}/api/core/user`, { headers: key })).text()
    const { findings, text } = await reportOf(proxy)
    expect(findings).toMatchObject([
      {
        kind: 'breach',
        operation: 'listUsers',
        title: 'The body of a 200 is the documented one',
        expected: 'total: number',
        seen: '"none"',
        page: expect.stringContaining('It prints "total"'),
      },
    ])
    expect(text).not.toContain('s3cret')
  })

  it('tells of a secret that is wrong where it stands, and not what it is', async () => {
    const proxy = await standBefore((_, response) => {
      response.setHeader('Content-Type', 'application/json')
      response.end('{"id":"user_1","api_secret":424242}')
    })
    await (await fetch(`${proxy.url}/api/core/user/user_1`, { headers: key })).text()
    const { findings, text } = await reportOf(proxy)
    expect(findings).toContainEqual(
      expect.objectContaining({ kind: 'breach', expected: 'api_secret: string', seen: '…' }),
    )
    expect(text).not.toContain('424242')
  })

  it('tells a status that no page documents, and a failure, without the secrets in it', async () => {
    const proxy = await standBefore((_, response) => {
      response.writeHead(500, { 'Content-Type': 'application/json' })
      response.end('{"trace":"…","password":"hunter22"}')
    })
    await (await fetch(`${proxy.url}/api/core/user`, { headers: key })).text()
    const { findings } = await reportOf(proxy)
    expect(findings).toMatchObject([
      {
        kind: 'breach',
        title: 'Every status is a documented one',
        expected: '200, 400, 401, 429',
        seen: '500 {"trace":"…","password":"…"}',
      },
    ])
  })

  it('tells as a reading what the page leaves open, and accuses nobody of it', async () => {
    const proxy = await standBefore((request, response) => {
      request.resume()
      response.writeHead(422, { 'Content-Type': 'application/json' })
      response.end('{"message":"No."}')
    })
    const body = '{"email":"a@b.c"}'
    await (
      await fetch(`${proxy.url}/api/core/user`, { method: 'POST', headers: json, body })
    ).text()
    const { findings, counts } = await reportOf(proxy)
    expect(counts).toMatchObject({ breaches: 0, violations: 1 })
    expect(findings.filter(({ kind }) => kind === 'reading')).not.toEqual([])
  })

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['identity', (text: string) => Buffer.from(text)],
  ])('judges what is compressed with %s, and passes it on as it is', async (encoding, compress) => {
    const bytes = compress(JSON.stringify(page))
    const proxy = await standBefore((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': encoding })
      response.end(bytes)
    })
    const response = await fetch(`${proxy.url}/api/core/user`, { headers: key })
    expect(response.headers.get('content-encoding')).toBe(encoding)
    expect(await response.json()).toEqual(page)
    const { findings } = await reportOf(proxy)
    expect(findings).toMatchObject([{ kind: 'breach', expected: 'total: number' }])
  })

  it.each([
    ['too large', () => ({}), Buffer.alloc(5 * 2 ** 20, ' ')],
    [
      'too large',
      () => ({ 'Content-Encoding': 'gzip' }),
      gzipSync(Buffer.alloc(50 * 2 ** 20, ' ')),
    ],
    [
      'compressed in a way that is not read',
      () => ({ 'Content-Encoding': 'zstd' }),
      Buffer.from('x'),
    ],
    [
      'compressed in a way that is not read',
      () => ({ 'Content-Encoding': 'gzip' }),
      Buffer.from('x'),
    ],
  ])('does not judge a body that is %s, and says so', async (why, headersOf, bytes) => {
    const proxy = await standBefore((_, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', ...headersOf() })
      response.end(bytes)
    })
    const response = await fetch(`${proxy.url}/api/core/user`, { headers: key })
    await response.arrayBuffer().catch(() => {})
    const { findings, unjudged } = await reportOf(proxy)
    expect(findings).toEqual([])
    expect(unjudged).toEqual({ [`its body is ${why}`]: 1 })
  })

  it('holds no HEAD, no redirect and no 304 to what a body has to be', async () => {
    const statuses = [200, 304, 308]
    const proxy = await standBefore((_, response) => {
      response.writeHead(statuses.shift() ?? 500, { Location: '/x' })
      response.end()
    })
    const url = `${proxy.url}/api/core/user`
    await fetch(url, { headers: key, method: 'HEAD' })
    await fetch(url, { headers: { ...key, 'If-None-Match': '"1"' } })
    await fetch(url, { headers: key, redirect: 'manual' })
    const { findings, unjudged } = await reportOf(proxy)
    expect(findings).toEqual([])
    expect(unjudged).toEqual({
      'a HEAD has no body': 1,
      'its status is one of HTTP, and of no API': 2,
    })
  })

  it('stands before a part of a server, and leaves the rest of it alone', async () => {
    const url = await up(createServer((_, response) => response.end('hello')))
    const proxy = await createProxy(`${url}/staging`)
    closing.push(proxy.close)
    expect(await (await fetch(`${proxy.url}/api/core/user`)).text()).toBe('hello')
    expect(await (await fetch(`${proxy.url}/staging/favicon.ico`)).text()).toBe('hello')
    expect(await (await fetch(`${proxy.url}/staging/api/core/user`)).text()).toBe('hello')
    const { counts, skipped, findings } = await reportOf(proxy)
    expect(counts).toMatchObject({ calls: 1, breaches: 2, violations: 1 })
    expect(findings[0]).toMatchObject({
      kind: 'breach',
      title: 'The Content-Type of a 200 is JSON',
    })
    expect(skipped).toEqual({ 'no path of the API': 2 })
  })

  it('takes a certificate that nobody has signed only where it is told to', async () => {
    const url = await up(
      createSecure(certificate, (_, response) => response.end('hello')),
      'https',
    )
    const careful = await createProxy(url)
    closing.push(careful.close)
    const refused = await fetch(`${careful.url}/x`)
    expect(refused.status).toBe(502)
    expect(await refused.json()).toMatchObject({
      detail: `Failed to pass on to ${url}: its certificate is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT). Trust it with NODE_EXTRA_CA_CERTS, or take any with --insecure.`,
    })
    const insecure = await createProxy(url, true)
    closing.push(insecure.close)
    expect(await (await fetch(`${insecure.url}/x`)).text()).toBe('hello')
  })
})
