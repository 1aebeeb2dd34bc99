import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOverplane, createPterodactyl } from '../../handlers/index.ts'
import { type Served, serve } from '../../server/serve/serve.ts'

let served: Served
beforeAll(async () => {
  served = await serve(
    {
      ...{ port: 0, host: '127.0.0.1', apis: ['overplane'], world: 'documented', seed: 1 },
      ...{ fidelity: 'documented', quiet: true },
    },
    () => {},
  )
})
afterAll(() => served.close())

const post = async (override: unknown) => {
  const body = JSON.stringify({
    api: 'overplane',
    operation: 'listUsers',
    ...Object(override),
  })
  const response = await fetch(`${served.url}/__admin/overrides`, { method: 'POST', body })
  return { status: response.status, body: await response.json() }
}

/** What cannot be done, and the part of the sentence that names the key, the value and what is possible. */
const refused: readonly (readonly [override: object, sentence: string])[] = [
  [{}, 'nothing is to happen. Give a "status", a "delay", a "fault" or "headers".'],
  [{ status: '400' }, '"status" is "400". Give a documented status, a number.'],
  [{ status: null }, '"status" is null. Give'],
  [{ status: 418 }, 'it documents no status 418. Choose from 200, 400, 401, 429.'],
  [{ status: 400, colour: 1 }, 'there is no "colour". Choose from status, headers, body, example'],
  [{ status: 400, headers: { 'X Bad': '1' } }, '"headers.X Bad" is "1". Give headers that HTTP'],
  [{ status: 400, headers: { '': '1' } }, '"headers." is "1". Give headers that HTTP can carry'],
  [{ status: 400, headers: { 'X-A': 'a\nb: c' } }, '"headers.X-A" is "a\nb: c". Give headers'],
  [{ status: 400, headers: { 'X-A': 'a\rb' } }, '"headers.X-A" is'],
  [{ status: 400, headers: { 'X-A': '\u0000' } }, '"headers.X-A" is'],
  [{ status: 400, headers: { 'X-A': 'é–' } }, '"headers.X-A" is "é–". Give headers'],
  [{ status: 400, headers: { 'X-A': 1 } }, '"headers.X-A" is 1. Give headers'],
  [{ status: 400, headers: { 'X-A': 'a'.repeat(5000) } }, '"headers.X-A" is'],
  [{ status: 400, headers: { 'content-length': '3' } }, '"headers.content-length" is "3". Give'],
  [{ status: 400, headers: { 'Transfer-Encoding': 'chunked' } }, '"headers.Transfer-Encoding" is'],
  [{ status: 400, headers: { CONNECTION: 'close' } }, '"headers.CONNECTION" is "close". Give'],
  [{ status: 400, headers: 'X-A: 1' }, '"headers" is "X-A: 1". Give headers'],
  [{ status: 400, headers: [] }, '"headers" is a list. Give headers'],
  [
    { status: 400, fault: 'bogus' },
    '"fault" is "bogus". Give reset, truncated, malformed, silence',
  ],
  [{ status: 400, fault: null }, '"fault" is null. Give reset'],
  [{ fault: { outage: 200 } }, '"fault.outage" is 200. Give reset, truncated'],
  [{ fault: { outage: 503, down: true } }, '"fault" is an object. Give reset'],
  [{ status: 400, fault: { outage: 503 } }, 'an outage has no "status" of its own. Leave it out.'],
  [{ fault: { outage: 503 }, body: {} }, 'an outage has no "body" of its own. Leave it out.'],
  [{ fault: { outage: 503 }, example: 'A' }, 'an outage has no "example" of its own. Leave it'],
  [
    { status: 503 },
    'it documents no status 503, and an outage is fault: { outage: 503 }. Choose from 200, 400',
  ],
  [
    { status: 400, delay: 'x' },
    '"delay" is "x". Give whole milliseconds from 0 to 3600000, or two',
  ],
  [{ status: 400, delay: -5 }, '"delay" is -5. Give whole milliseconds'],
  [{ status: 400, delay: 0.5 }, '"delay" is 0.5. Give whole milliseconds'],
  [{ status: 400, delay: 1e10 }, '"delay" is 10000000000. Give whole milliseconds'],
  [{ status: 400, delay: null }, '"delay" is null. Give whole milliseconds'],
  [{ status: 400, delay: [1, 2, 3] }, '"delay" is a list. Give whole milliseconds'],
  [{ status: 400, delay: [3, 1] }, '"delay" is a list. Give whole milliseconds'],
  [{ status: 400, delay: [1] }, '"delay" is a list. Give whole milliseconds'],
  [{ status: 400, delay: [] }, '"delay" is a list. Give whole milliseconds'],
  [{ status: 400, times: 'two' }, '"times" is "two". Give a whole number from 1.'],
  [{ status: 400, times: 0 }, '"times" is 0. Give a whole number from 1.'],
  [{ status: 400, times: 1.5 }, '"times" is 1.5. Give a whole number from 1.'],
  [{ status: 400, times: null }, '"times" is null. Give a whole number from 1.'],
  [{ status: 400, where: 'x' }, '"where" is "x". Give an object with params, query or body.'],
  [{ status: 400, where: [] }, '"where" is a list. Give an object with params, query or body.'],
  [
    { status: 400, where: { qury: {} } },
    'there is no "where.qury". Choose from params, query, body',
  ],
  [{ status: 400, where: { query: 'x' } }, '"where.query" is "x". Give an object with a part of'],
  [{ status: 400, where: { params: { id: 1 } } }, 'its path has no parameter "id".'],
  [
    { status: 400, example: 'Nobody' },
    'it has no example "Nobody": give a body. Choose from A negative',
  ],
  [
    { status: 400, example: 'A', body: {} },
    'there are a "body" and an "example". Give one of them.',
  ],
  [{ body: {} }, 'there is no "status". Give the one that the reply is to have.'],
  [
    { status: 400, body: {} },
    'the body breaks the contract at "error" (expected object, and is missing).',
  ],
  [
    { status: 200, body: { data: Array(25).fill({}), has_more: false, total: 1 } },
    'the body breaks the contract at "data.0.id" (expected string, and is missing), "data.0.created_at" (expected string, and is missing), "data.0.updated_at" (expected string, and is missing) and',
  ],
]

describe('an override that cannot be', () => {
  it.each(refused)('is refused in code when it is set: %j', (override, sentence) => {
    const double = createOverplane()
    const set = double.overrides.add
    expect(() => set('listUsers', override)).toThrow(`Failed to override "listUsers": ${sentence}`)
    expect(double.overrides.list).toEqual([])
  })

  it.each(refused)('is refused over HTTP when it is set: %j', async (override, sentence) => {
    const { status, body } = await post(override)
    expect({ status, ...body }).toMatchObject({
      status: 400,
      detail: expect.stringContaining(JSON.parse(JSON.stringify(sentence))),
    })
    expect(await (await fetch(`${served.url}/__admin/overrides`)).json()).toEqual([])
  })

  it.each([[undefined], [null], [3], ['x'], [[]]])('is refused in code where it is %j', sent => {
    const double = createOverplane()
    // @ts-expect-error an override is an object
    expect(() => double.override('listUsers', sent)).toThrow(
      /^Failed to override "listUsers": it is .*\. Give an object, as in \{ status: 401 \}\.$/,
    )
    expect(() => double.overrides.add('nope', { status: 200 })).toThrow(
      'Failed to override "nope": there is no such operation. Choose from retrieveUser',
    )
  })

  // More faults than a call has room for on the stack.
  it('is refused in a sentence, however much is wrong with it', async () => {
    const many = { status: 200, body: { data: Array(20_000).fill({}), has_more: false, total: 1 } }
    expect((await post(many)).body.detail).toMatch(
      /^Failed to override "listUsers": the body breaks the contract at "data\.0\.id" \(expected/,
    )
    const keys = Object.fromEntries(Array.from({ length: 30_000 }, (_, nth) => [`k${nth}`, 1]))
    expect((await post(keys)).body.detail).toMatch(/there is no "k0", "k1", .* and 29980 more\./)
    const headers = Object.fromEntries(Object.keys(keys).map(name => [`${name} bad`, '1']))
    expect((await post({ status: 400, headers })).body.detail).toContain('"headers.k0 bad" is "1".')
  })

  it.each([
    [{ status: 400, where: { body: () => true } }, '"where" is no data.'],
    [{ status: 400, where: { query: { limit: () => true } } }, '"where" is no data.'],
    [{ status: 400, body: () => ({}) }, 'the body is no JSON.'],
    [{ status: 200, body: { data: [], has_more: false, total: () => 1 } }, 'the body is no JSON.'],
  ])('is refused where a function would be left out: %o', (sent, sentence) => {
    const double = createOverplane()
    expect(() => double.overrides.add('listUsers', sent)).toThrow(sentence)
    expect(double.overrides.list).toEqual([])
  })

  it.each(['truncated', 'malformed'] as const)(
    'is refused where there is nothing to be %s',
    fault => {
      const { overrides } = createPterodactyl()
      expect(() => overrides.add('deleteUser', { status: 204, fault })).toThrow(
        `Failed to override "deleteUser": its 204 has no body that could be ${fault}. Choose from reset, silence.`,
      )
      expect(overrides.add('deleteUser', { status: 404, fault })).toBe(1)
    },
  )

  it.each(['[]', 'null', '3', '"x"', ''])('is refused over HTTP where it is %j', async body => {
    const response = await fetch(`${served.url}/__admin/overrides`, { method: 'POST', body })
    expect(await response.json()).toMatchObject({
      detail: expect.stringMatching(
        /^Failed to POST .*: it is .*\. Give an object, as in \{ "api"/,
      ),
    })
  })

  it('is refused in a sentence that can be read, however long the names in it are', async () => {
    for (const key of ['api', 'operation', 'x'.repeat(100_000)]) {
      const { status, body } = await post({ status: 400, [key]: 'x'.repeat(500_000) })
      expect(status).toBe(400)
      expect(JSON.stringify(body).length).toBeLessThan(400)
    }
  })

  it('is refused where it is no data, or more of it than anybody needs', () => {
    const double = createOverplane()
    const circle: { self?: object } = {}
    circle.self = circle
    const { add } = double.overrides
    expect(() => add('listUsers', { status: 200, body: circle })).toThrow('the body is no JSON')
    expect(() => add('listUsers', { delay: 1, where: { body: circle } })).toThrow('is no data')
    for (let nth = 0; nth < 10_000; nth += 1) add('deleteUser', { delay: 1 })
    expect(() => add('listUsers', { status: 400 })).toThrow(
      'Failed to override "listUsers": there are 10000 overrides already. Take back those that are done.',
    )
    expect(double.overrides.remove()).toBe(true)
    expect(double.overrides.list).toEqual([])
  })
})

describe('an override that can be', () => {
  const headers = { Authorization: 'Bearer sk_1' }
  const users = '/api/core/user'

  it('matches numbers with the text that a query and a path carry', async () => {
    const double = createOverplane()
    double.override('listUsers', { status: 400, where: { query: { limit: 1 } } })
    double.override('listUsers', { status: 401, where: { query: { archived: true } } })
    const statusOf = async (query: string) =>
      (await double.fetch(users + query, { headers })).status
    expect(await statusOf('?limit=1')).toBe(400)
    expect(await statusOf('?limit=2')).toBe(200)
    expect(await statusOf('?archived=true')).toBe(401)
  })

  it('takes matchers in code, and what is only named like one as data', async () => {
    const double = createOverplane()
    const where = { body: { email: expect.stringContaining('@') } }
    double.override('createUser', { status: 400, where })
    const { status, body } = await post({ delay: 1, where: { query: { asymmetricMatch: 1 } } })
    expect(status).toBe(201)
    expect((await fetch(served.url + users, { headers })).status).toBe(200)
    await fetch(`${served.url}/__admin/overrides?id=${body.id}`, { method: 'DELETE' })
    const sent = JSON.stringify({ email: 'a@example.com', first_name: 'A' })
    const created = await double.fetch(users, { method: 'POST', headers, body: sent })
    expect(created.status).toBe(400)
  })

  it('keeps the body as it was when it was set', async () => {
    const double = createOverplane()
    const body = { id: 'user_1', deleted: true } as const
    double.override('deleteUser', { status: 200, body })
    Reflect.set(body, 'id', 'user_2')
    const gone = await double.fetch(`${users}/user_9`, { method: 'DELETE', headers })
    expect(await gone.json()).toEqual({ id: 'user_1', deleted: true })
  })

  it('puts its headers in the place of those of the same name, in whatever case', async () => {
    const double = createOverplane()
    double.override('listUsers', {
      status: 200,
      headers: { 'content-type': 'application/hal+json' },
    })
    const { headers: sent } = await double.fetch(users, { headers })
    expect(sent.get('Content-Type')).toBe('application/hal+json')
  })

  it('costs a call of another operation nothing', () => {
    const double = createOverplane()
    for (let nth = 0; nth < 1000; nth += 1) {
      double.override('listUsers', { delay: 1, where: { query: { nth } } })
    }
    let looked = 0
    const asked = () => {
      looked += 1
      return { params: {}, query: {}, body: {} }
    }
    const operation = double.operationAt('GET', `${users}/user_abc123`) ?? expect.fail()
    expect(double.overrides.take(operation, asked)).toBeUndefined()
    expect(looked).toBe(0)
  })
})
