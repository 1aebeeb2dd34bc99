import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Served, serve } from '../../server/serve/serve.ts'

let served: Served

beforeEach(async () => {
  served = await serve({ port: 0, world: 'documented' })
})
afterEach(() => served.close())

const key = { Authorization: 'Bearer sk_test_secret_of_ada' }

/** Sends a call to an API of the server. */
const call = (path: string, init: RequestInit = {}) =>
  fetch(served.url + path, { headers: key, ...init })

/** Asks the control API. */
async function ask(line: string) {
  const [method = '', path] = line.split(' ')
  const response = await fetch(`${served.url}/__admin${path}`, { method })
  const text = await response.text()
  const isJson = response.headers.get('Content-Type')?.includes('json')
  return { status: response.status, body: isJson ? JSON.parse(text) : text }
}

const createWrongly = () =>
  call('/api/core/user', {
    method: 'POST',
    body: JSON.stringify({ email: 7, first_name: "O'Hara", password: 'hunter2' }),
  })

describe('a call of the journal', () => {
  it('comes with what the contract expects of it', async () => {
    await call('/api/core/user?limit=5')
    const { body } = await ask('GET /journal/1?api=overplane')
    expect(body).toMatchObject({ api: 'overplane', differences: [], near: [] })
    expect(body.entry).toMatchObject({ nth: 1, operation: 'listUsers', query: { limit: '5' } })
    expect(body.expected).toMatchObject({
      ...{ operation: 'listUsers', method: 'GET', path: '/api/core/user' },
      auth: 'Authorization: Bearer <key>',
      query: { type: 'object', properties: { limit: { description: expect.any(String) } } },
    })
    const statuses = body.expected.replies.map(({ status }: { status: number }) => status)
    expect(statuses).toEqual([200, 400, 401, 429])
  })

  it('says where it differs from that, field by field', async () => {
    await createWrongly()
    const { body } = await ask('GET /journal/1?api=overplane')
    expect(body.differences).toEqual([{ in: 'body', at: 'email', how: 'expected string, not 7' }])
  })

  it('says what may have been meant, the nearest first, segment by segment', async () => {
    await call('/api/core/usr')
    const { body } = await ask('GET /journal/1?api=overplane')
    expect(body.expected).toBeUndefined()
    expect(body.near[0]).toMatchObject({
      ...{ api: 'overplane', operation: 'listUsers', method: 'GET', path: '/api/core/user' },
      differences: ['"user" for "usr"'],
      steps: [
        { sent: 'api', wanted: 'api' },
        { sent: 'core', wanted: 'core' },
        { sent: 'usr', wanted: 'user' },
      ],
    })
  })

  it('is found among those that no API has, where none is named', async () => {
    await call('/nowhere/near')
    expect((await ask('GET /journal/1')).body).toMatchObject({ api: null, near: [] })
    expect(await ask('GET /journal/2')).toMatchObject({
      status: 404,
      body: { detail: 'There is no call 2 here: the journal has never had it, or no longer.' },
    })
  })

  it('is told without a secret', async () => {
    await createWrongly()
    for (const line of ['', '/curl', '/vitest']) {
      const { body } = await ask(`GET /journal/1${line}?api=overplane`)
      expect(JSON.stringify(body)).not.toMatch(/hunter2|secret_of_ada/)
    }
  })
})

describe('an exported call', () => {
  it('is a line for a shell, whatever is in it', async () => {
    await createWrongly()
    const { body } = await ask('GET /journal/1/curl?api=overplane')
    expect(body).toBe(
      [
        `curl -X POST '${served.url}/api/core/user' \\`,
        "  -H 'authorization: Bearer sk_test_...' \\",
        "  -H 'content-type: text/plain;charset=UTF-8' \\",
        `  --data-raw '{"email":7,"first_name":"O'\\''Hara","password":"…"}'`,
        '',
      ].join('\n'),
    )
  })

  it('is a test, which does what the call did', async () => {
    await call('/api/core/user?limit=5')
    const { body } = await ask('GET /journal/1/vitest?api=overplane')
    expect(body).toContain('it("overplane/listUsers: GET /api/core/user answers 200"')
    const program = String(body).replace(/^import .*$/gm, '')
    const ran: string[] = []
    const run = new Function('it', 'expect', `${program}`)
    await new Promise<void>((resolve, reject) =>
      run((name: string, test: () => Promise<void>) => {
        ran.push(name)
        test().then(resolve, reject)
      }, expect),
    )
    expect(ran).toHaveLength(1)
  })

  it('is an interaction of a Pact file, where a contract promises it', async () => {
    await call('/api/core/user')
    await call('/api/core/usr')
    expect((await ask('GET /journal/1/pact?api=overplane')).body).toMatchObject({
      type: 'Synchronous/HTTP',
      request: { method: 'GET', path: '/api/core/user' },
    })
    expect(await ask('GET /journal/2/pact?api=overplane')).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('no contract promises it') },
    })
  })

  it('has no other form', async () => {
    await call('/api/core/user')
    expect((await ask('GET /journal/1/powershell?api=overplane')).body.detail).toBe(
      'Failed to GET /__admin/journal/1/powershell: there is no form "powershell". Choose from curl, vitest, pact.',
    )
  })
})

describe('a call that is sent again', () => {
  it('does again what it did, with the credentials that it had', async () => {
    const body = JSON.stringify({ email: 'ada@example.com', first_name: 'Ada' })
    await call('/api/core/user', { method: 'POST', body })
    expect(await ask('POST /journal/1/resend?api=overplane')).toEqual({
      status: 200,
      body: { nth: 2, status: 200 },
    })
    expect(served.doubles.overplane.db.user.count()).toBe(3)
  })

  it('meets what is forced', async () => {
    await call('/api/core/user')
    served.doubles.overplane.override('listUsers', { status: 429 })
    expect((await ask('POST /journal/1/resend?api=overplane')).body).toEqual({
      nth: 2,
      status: 429,
    })
  })

  it('belongs to an API', async () => {
    await call('/nowhere')
    expect((await ask('POST /journal/1/resend')).body.detail).toContain(
      'no API has its path, so none can be asked again',
    )
  })
})
