import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Served, serve } from '../../server/serve/serve.ts'

const settings = {
  port: 0,
  host: '127.0.0.1',
  apis: ['overplane', 'oberplan'],
  world: 'documented',
  seed: 1,
  fidelity: 'documented',
  quiet: true,
} as const
const headers = { Authorization: 'Bearer sk_1' }
let served: Served

beforeEach(async () => {
  served = await serve(settings, () => {})
})
afterEach(() => served.close())

const ask = async (method: string, path: string, body?: unknown, more: HeadersInit = {}) => {
  const init = { method, headers: more, ...(body !== undefined && { body: JSON.stringify(body) }) }
  const response = await fetch(served.url + path, init)
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}
const user = () => ask('GET', '/api/core/user/user_abc123', undefined, headers)

describe('the control API', () => {
  it('tells the journal, as a whole or in part, and clears it', async () => {
    await user()
    await ask('GET', '/api/core/user')
    const { body } = await ask('GET', '/__admin/journal?api=overplane')
    expect(body).toHaveLength(1)
    expect(body[0].entries.map(({ operation }: { operation: string }) => operation)).toEqual([
      'retrieveUser',
      'listUsers',
    ])
    const wrong = await ask('GET', '/__admin/journal?violations=1')
    expect(wrong.body[0].entries).toHaveLength(1)
    expect(wrong.body[0].entries[0].violations).toEqual(['The credentials are missing.'])
    expect((await ask('DELETE', '/__admin/journal')).status).toBe(204)
    expect((await ask('GET', '/__admin/journal')).body[0].entries).toEqual([])
  })

  it('tells overrides without the secrets in them, which are compared all the same', async () => {
    const where = { body: { new_password: 'hunter2' } }
    const override = { api: 'oberplan', operation: 'updateUserSettings', status: 400, where }
    expect((await ask('POST', '/__admin/overrides', override)).status).toBe(201)
    const { body } = await ask('GET', '/__admin/overrides')
    expect(body[0].override).toEqual({ status: 400, where: { body: { new_password: '…' } } })
    const account = { Authorization: `Basic ${btoa('user@oberplan.com:mypassword')}` }
    expect((await ask('PUT', '/v1/users/me', where.body, account)).status).toBe(400)
  })

  it('resets all or none, where a world throws', async () => {
    let fills = 0
    const other = await serve({
      port: 0,
      world: {
        name: 'fills once',
        oberplan() {
          fills += 1
          if (fills > 1) throw new Error('it is empty')
        },
      },
    })
    const { user } = other.doubles.overplane.db
    user.create({ email: 'ada@example.com', first_name: 'Ada' })
    const response = await fetch(`${other.url}/__admin/reset`, { method: 'POST' })
    expect([response.status, await response.json()]).toMatchObject([400, { detail: 'it is empty' }])
    expect(user.count()).toBe(1)
    await other.close()
  })

  it('tells what no API has in a journal of its own', async () => {
    await ask('GET', '/core/user')
    const own = async () => (await ask('GET', '/__admin/journal')).body.at(-1)
    expect(await own()).toMatchObject({
      api: null,
      entries: [
        {
          path: '/core/user',
          violations: [
            'No endpoint has this path.',
            'Near: GET /api/core/user ("/api" comes first).',
            expect.any(String),
            expect.any(String),
          ],
        },
      ],
    })
    await ask('POST', '/__admin/reset')
    expect(await own()).toMatchObject({ api: null, entries: [] })
  })

  it('forces replies, lists them, and takes them back', async () => {
    const override = { api: 'overplane', operation: 'retrieveUser', status: 404 }
    const { status, body } = await ask('POST', '/__admin/overrides', override)
    expect(status).toBe(201)
    expect((await user()).status).toBe(404)
    expect((await ask('GET', '/__admin/overrides')).body).toMatchObject([
      { id: body.id, api: 'overplane', operation: 'retrieveUser', left: null },
    ])
    expect((await ask('DELETE', `/__admin/overrides?id=${body.id}`)).status).toBe(204)
    expect((await user()).status).toBe(200)
    expect((await ask('DELETE', '/__admin/overrides?id=99')).status).toBe(404)
  })

  it('refuses an override that breaks the contract, in a sentence', async () => {
    const post = (body: unknown) => ask('POST', '/__admin/overrides', body)
    const status = { api: 'overplane', operation: 'retrieveUser', status: 418 }
    expect(await post(status)).toEqual({
      status: 400,
      body: {
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        detail:
          'Failed to override "retrieveUser": it documents no status 418. Choose from 200, 401, 404, 429.',
      },
    })
    expect((await post({ ...status, api: 'x' })).body.detail).toContain('there is no API "x"')
    expect((await post({ api: 'overplane', status: 400 })).body.detail).toContain(
      '"operation" is missing',
    )
    expect((await post([])).status).toBe(400)
  })

  it('breaks connections, cuts bodies, and delays them', async () => {
    const force = (operation: string, more: object) =>
      ask('POST', '/__admin/overrides', { api: 'overplane', operation, status: 200, ...more })
    await force('listUsers', { fault: 'reset', times: 1 })
    await expect(ask('GET', '/api/core/user', undefined, headers)).rejects.toThrow('fetch failed')
    await force('listUsers', { fault: 'truncated', times: 1 })
    await expect(ask('GET', '/api/core/user', undefined, headers)).rejects.toThrow()
    await force('listUsers', { fault: 'silence', times: 1 })
    const signal = AbortSignal.timeout(50)
    await expect(fetch(`${served.url}/api/core/user`, { headers, signal })).rejects.toThrow()
    await force('retrieveUser', { delay: 20, times: 1 })
    expect((await user()).status).toBe(200)
  })

  it('has the messages that an API would have sent, with links that work', async () => {
    const put = { body: JSON.stringify({ email: 'new@example.com' }), method: 'PUT' }
    const account = (email: string) => ({ Authorization: `Basic ${btoa(`${email}:mypassword`)}` })
    await fetch(`${served.url}/v1/users/me`, { ...put, headers: account('user@oberplan.com') })
    const { body } = await ask('GET', '/__admin/outbox')
    expect(body).toMatchObject([{ api: 'oberplan', to: 'new@example.com' }])
    expect(body[0].link.startsWith(`${served.url}/v1/users/activate/`)).toBe(true)
    expect((await fetch(body[0].link)).status).toBe(200)
    const me = await ask('GET', '/v1/users/me', undefined, account('new@example.com'))
    expect(me.status).toBe(200)
    expect((await ask('GET', '/__admin/outbox?api=overplane')).body).toEqual([])
  })

  it('puts the doubles back to their world', async () => {
    await ask('DELETE', '/api/core/user/user_abc123', undefined, headers)
    expect((await user()).status).toBe(404)
    expect((await ask('POST', '/__admin/reset')).status).toBe(204)
    expect((await user()).status).toBe(200)
  })

  it('is closed to pages of other origins', async () => {
    const stranger = { Origin: 'https://example.com' }
    expect((await ask('POST', '/__admin/reset', undefined, stranger)).status).toBe(403)
    expect((await ask('GET', '/__admin/journal', undefined, stranger)).status).toBe(403)
    expect((await ask('GET', '/__admin/journal', undefined, { Origin: served.url })).status).toBe(
      200,
    )
  })

  it('does as it is told, or refuses in a sentence and does nothing', async () => {
    await user()
    await ask('GET', '/api/core/user')
    const entries = async (query: string) => {
      const { body } = await ask('GET', `/__admin/journal?api=overplane&${query}`)
      return body[0].entries.map(({ operation }: { operation: string }) => operation)
    }
    expect(await entries('limit=1')).toEqual(['listUsers'])
    expect(await entries('limit=0')).toEqual([])
    expect(await entries('violations=true')).toEqual(['listUsers'])
    expect(await entries('violations=false')).toEqual(['retrieveUser'])
    expect(await entries('operation=retrieveUser')).toEqual(['retrieveUser'])

    const refused = [
      ['POST', 'reset?api=nope', 'there is no API "nope". Choose from overplane, oberplan.'],
      ['POST', 'reset?world=nope', '"world" is "nope". Give one of documented, empty, demo.'],
      ['POST', 'reset?wrld=empty', 'there is no "wrld". Choose from api, world, session.'],
      ['POST', 'reset?world=empty&world=demo', '"world" stands twice. Give it once.'],
      ['GET', 'journal?operation=nope', 'there is no operation "nope". Choose from retrieveUser'],
      ['GET', 'journal?operation=constructor', 'there is no operation "constructor".'],
      ['GET', 'journal?api=nope', 'there is no API "nope".'],
      ['GET', 'journal?limit=-1', '"limit" is "-1". Give a whole number.'],
      ['GET', 'journal?violations=maybe', '"violations" is "maybe". Give true or false.'],
      ['DELETE', 'journal?api=nope', 'there is no API "nope".'],
      ['GET', 'outbox?api=nope', 'there is no API "nope".'],
      ['GET', 'overrides?api=nope', 'there is no API "nope".'],
      ['DELETE', 'overrides?id=x', '"id" is "x". Give a whole number.'],
      ['DELETE', 'overrides?ids=1', 'there is no "ids". Choose from api, id, session.'],
      ['GET', 'docs?api=nope', 'there is no API "nope".'],
      ['GET', 'pact/overplane.json', '"consumer" is missing. Give the name of who asks.'],
      ['GET', 'pact/overplane.json?consumer=', '"consumer" is "". Give the name of who asks.'],
      ['GET', 'openapi/overplane.json?api=x', 'there is no "api".'],
    ] as const
    for (const [method, path, sentence] of refused) {
      const { status, body } = await ask(method, `/__admin/${path}`)
      expect([path, status, body.detail]).toEqual([path, 400, expect.stringContaining(sentence)])
    }
    const stray = await ask('DELETE', '/__admin/journal', { world: 'empty' })
    expect([stray.status, stray.body.detail]).toEqual([400, expect.stringContaining('no body')])
    expect((await user()).status).toBe(200)
    expect((await ask('GET', '/__admin/journal?limit=9')).body[0].entries).toHaveLength(3)
  })

  it('tells a journal of many large bodies, cut, and how many are no longer there', async () => {
    const body = `{"email":"${'x'.repeat(1_000_000)}`
    const post = () => fetch(`${served.url}/api/core/user`, { method: 'POST', headers, body })
    for (let nth = 0; nth < 80; nth += 1) expect((await post()).status).toBe(400)
    const { status, body: told } = await ask('GET', '/__admin/journal?api=overplane')
    expect(status).toBe(200)
    const [{ dropped, entries }] = told
    expect(dropped).toBeGreaterThan(10)
    expect(entries).toHaveLength(80 - dropped)
    expect(entries.at(-1).cut).toEqual(['The body of 1000010 characters is not shown whole.'])
    const head = await fetch(`${served.url}/__admin/journal`, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  it('puts the doubles into another world', async () => {
    expect((await ask('POST', '/__admin/reset?world=empty')).status).toBe(204)
    expect((await user()).status).toBe(404)
    expect((await ask('POST', '/__admin/reset?world=demo&api=overplane')).status).toBe(204)
    expect((await ask('GET', '/api/core/user', undefined, headers)).body.total).toBe(61)
    expect((await ask('POST', '/__admin/reset')).status).toBe(204)
    expect((await user()).status).toBe(200)
  })

  it('says what it can do where it is asked for something else', async () => {
    const { status, body } = await ask('GET', '/__admin/nothing')
    expect(status).toBe(404)
    expect(body.offer).toContain('GET /__admin/journal')
    const put = await ask('PUT', '/__admin/journal')
    expect(put).toMatchObject({ status: 405, body: { title: 'Method Not Allowed' } })
    expect(put.body.offer).toEqual(body.offer)
  })
})
