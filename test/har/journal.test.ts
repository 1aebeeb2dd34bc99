import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Har } from '../../contract/har/form.ts'
import { createOverplane } from '../../handlers/index.ts'
import { type Served, serve } from '../../server/serve/serve.ts'

const key = { Authorization: 'Bearer sk_live_mine' }
const at = () => new Date('2026-01-01T00:00:00Z')

describe('journal.toHar()', () => {
  it('tells each call as HAR 1.2 has it, without its secrets', async () => {
    const double = createOverplane({ now: at, world: 'empty' })
    const body = { email: 'ada@example.com', first_name: 'Ada', password: 'hunter22' }
    await double.fetch('/api/core/user?token=t0ps3cret&limit=1', {
      method: 'POST',
      headers: { ...key, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    const { log } = await double.journal.toHar()
    expect(log).toMatchObject({
      version: '1.2',
      creator: { name: 'Contract Doubles' },
      entries: [
        {
          startedDateTime: '2026-01-01T00:00:00.000Z',
          request: {
            method: 'POST',
            url: 'https://api.overplane.dev/api/core/user?token=redactedr&limit=1',
            httpVersion: 'HTTP/1.1',
            cookies: [],
            headers: [
              { name: 'authorization', value: 'Bearer …' },
              { name: 'content-type', value: 'application/json' },
            ],
            queryString: [
              { name: 'token', value: 'redactedr' },
              { name: 'limit', value: '1' },
            ],
            postData: {
              mimeType: 'application/json',
              text: '{"email":"ada@example.com","first_name":"Ada","password":"redacted"}',
            },
            headersSize: -1,
            bodySize: 68,
          },
          response: {
            status: 200,
            content: {
              mimeType: 'application/json',
              text: expect.stringMatching(/^\{"id":"user_/),
            },
            redirectURL: '',
          },
          cache: {},
          timings: { send: 0, receive: 0 },
          _contract: { operation: 'createUser', violations: [] },
        },
      ],
    })
    const text = JSON.stringify(log)
    for (const secret of ['sk_live_mine', 't0ps3cret', 'hunter22'])
      expect(text).not.toContain(secret)
  })

  it('has the violations of a call, and none of what was dropped', async () => {
    const double = createOverplane({ journal: 1 })
    await double.fetch('/api/core/user', { headers: key })
    await double.fetch('/api/core/user')
    const { log } = await double.journal.toHar()
    expect(log.entries.map(entry => entry._contract)).toEqual([
      { operation: 'listUsers', violations: ['The credentials are missing.'] },
    ])
    expect(log.comment).toBe('Older calls are missing (1).')
  })

  it('tells a reply that never came by the status 0, and one without a body by none', async () => {
    const double = createOverplane()
    double.override('listUsers', { fault: 'silence', times: 1 })
    const call = { method: 'GET', origin: 'http://x', path: '/api/core/user', search: '', text: '' }
    double.journeyOf({ ...call, headers: { authorization: key.Authorization } })
    await double.fetch('/api/core/user', { method: 'HEAD', headers: key })
    const { log } = await double.journal.toHar()
    expect(log.entries.map(({ response }) => [response.status, response.content])).toEqual([
      [0, { size: 0, mimeType: '' }],
      [200, { size: 0, mimeType: 'application/json' }],
    ])
  })
})

describe('GET /__admin/har', () => {
  let served: Served
  beforeEach(async () => {
    served = await serve({ port: 0, world: 'documented' })
  })
  afterEach(() => served.close())

  const harOf = async (query = ''): Promise<Har> => {
    const response = await fetch(`${served.url}/__admin/har${query}`)
    expect(response.status).toBe(200)
    return (await response.json()) as Har
  }
  const linesOf = ({ log }: Har) =>
    log.entries
      .map(({ request, _contract: { api } }) => [api, new URL(request.url).pathname])
      .toSorted()

  it('has the calls of all APIs, of one, or of a session', async () => {
    await fetch(`${served.url}/api/core/user`, { headers: key })
    await fetch(`${served.url}/nothing/here`)
    await fetch(`${served.url}/v1/users/me`)
    await fetch(`${served.url}/@ada/api/core/user/user_abc123`, { headers: key })
    expect(linesOf(await harOf())).toEqual([
      [undefined, '/nothing/here'],
      ['oberplan', '/v1/users/me'],
      ['overplane', '/api/core/user'],
    ])
    expect(linesOf(await harOf('?api=oberplan'))).toEqual([['oberplan', '/v1/users/me']])
    expect(linesOf(await harOf('?session=ada'))).toEqual([
      ['overplane', '/api/core/user/user_abc123'],
    ])
    expect(JSON.stringify(await harOf())).not.toContain('sk_live_mine')
  })
})
