import { once } from 'node:events'
import type { Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { ServedDouble } from '../../contract/control/controlled.ts'
import type { Delivery } from '../../contract/double/delivery.ts'
import { createOverplane } from '../../handlers/index.ts'
import { createHttpServer, type Exchange } from '../../server/http/http.ts'

const running = new Set<Server>()

afterEach(async () => {
  for (const server of running) {
    server.close().closeAllConnections()
    await once(server, 'close')
  }
  running.clear()
})

const headers = { Authorization: 'Bearer sk_test_...' }
const path = '/api/core/user/user_abc123'

/** A server of one double with a fault, and of one that is well. */
async function stand(fault: Partial<ServedDouble>, onExchange?: (one: Exchange) => unknown) {
  const failures: string[] = []
  const ill: ServedDouble = {
    ...createOverplane({ baseUrl: 'http://x/ill' }),
    name: 'ill',
    ...fault,
  }
  const well = createOverplane()
  const server = createHttpServer([ill, well], onExchange, {
    onFailure: sentence => failures.push(sentence),
  })
  running.add(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${Object(server.address()).port}`
  const ask = async (at: string, init: RequestInit = {}) => {
    const response = await fetch(url + at, { headers, ...init })
    return { status: response.status, body: JSON.parse((await response.text()) || 'null') }
  }
  return { ask, failures, isUp: async () => (await ask(path)).status === 200 }
}

const thrower = (thrown: unknown) => (): never => {
  throw thrown
}

const delivering = (delivery: Delivery): Partial<ServedDouble> => ({ answer: () => delivery })

const cycle: Record<string, unknown> = {}
cycle.self = cycle
const endless = { toJSON: thrower(new RangeError('Invalid string length')) }
const nothing: unknown = Object.create(null)

const places: readonly (readonly [string, Partial<ServedDouble>])[] = [
  ['a resolver that throws', { answer: thrower(new Error('no such thing')) }],
  ['a resolver that throws a sentence', { answer: thrower(new Error('Failed to answer "x": y.')) }],
  ['a resolver that throws a text', { answer: thrower('a text') }],
  ['a resolver that throws nothing', { answer: thrower(undefined) }],
  ['a resolver that throws what has no text', { answer: thrower(nothing) }],
  ['a router that throws', { operationAt: thrower(new Error('no way')) }],
  ['a body that holds itself', delivering({ status: 200, body: cycle })],
  ['a body that JSON does not know', delivering({ status: 200, body: 1n })],
  ['a body that is too long', delivering({ status: 200, body: endless })],
  ['a header name that is none', delivering({ status: 200, headers: { 'X Bad': '1' } })],
  ['a header of two lines', delivering({ status: 200, headers: { 'X-Bad': 'a\nb: c' } })],
  ['a header that is no Latin-1', delivering({ status: 200, headers: { 'X-Bad': 'é–' } })],
  ['a status that is too low', delivering({ status: 99 })],
  ['a status that is too high', delivering({ status: 1000 })],
  ['a status that is no number', delivering({ status: Number.NaN })],
  ['a delayed body that holds itself', delivering({ status: 200, body: cycle, delay: 1 })],
  [
    'a delayed header that is none',
    delivering({ status: 200, headers: { 'X Bad': '1' }, delay: 1 }),
  ],
  [
    'a header that is none on half a body',
    delivering({ status: 200, body: {}, headers: { 'X Bad': '1' }, fault: 'truncated' }),
  ],
]

describe('what is thrown on the way of a request', () => {
  it.each(places)('is a 500 with a sentence, counted, and no end: %s', async (_, fault) => {
    const { ask, failures, isUp } = await stand(fault)
    for (const method of ['GET', 'PATCH']) {
      const body = method === 'GET' ? null : '{}'
      const reply = await ask(`/ill${path}`, { method, body })
      expect(reply).toEqual({
        status: 500,
        body: {
          type: 'about:blank',
          title: 'Internal Server Error',
          status: 500,
          detail: expect.stringMatching(/^Failed to .+\.$/s),
        },
      })
    }
    expect(failures).toHaveLength(2)
    if (!fault.operationAt) expect(await isUp()).toBe(true)
  })

  it('is a 500 where the nearest endpoints cannot be told', async () => {
    const contract = new Proxy({}, { ownKeys: thrower(new Error('no keys')) })
    const { ask, failures } = await stand({ contract })
    expect(await ask('/ill/nothing')).toMatchObject({ status: 500 })
    expect(failures).toEqual(['Failed to answer "GET /ill/nothing": no keys.'])
  })

  it('is a 500 where the journal cannot tell the log', async () => {
    const { journal } = createOverplane()
    const broken = {
      ...journal,
      get last() {
        return thrower(new Error('no entries'))()
      },
    }
    const { ask, failures, isUp } = await stand({ journal: broken }, () => {})
    expect(await ask(`/ill${path}`)).toMatchObject({ status: 500 })
    expect(failures).toEqual([`Failed to answer "GET /ill${path}": no entries.`])
    expect(await isUp()).toBe(true)
  })

  it.each([
    ['throws', thrower(new Error('disk full'))],
    ['rejects', async () => thrower(new Error('disk full'))()],
  ])('is counted where the log %s, and the reply is what it was', async (_, log) => {
    const { ask, failures, isUp } = await stand({}, log)
    expect((await ask(path)).status).toBe(200)
    await expect.poll(() => failures).toEqual([`Failed to answer "GET ${path}": disk full.`])
    expect(await isUp()).toBe(true)
  })

  it('is told to whoever reads the log', async () => {
    const told: Exchange[] = []
    const { ask } = await stand({ answer: thrower(new Error('oh')) }, one => told.push(one))
    await ask(`/ill${path}`)
    await expect
      .poll(() => told)
      .toMatchObject([{ status: 500, failure: `Failed to answer "GET /ill${path}": oh.` }])
  })
})

describe('what is thrown by the control API', () => {
  it.each([
    [
      'at once',
      {
        journal: {
          ...createOverplane().journal,
          get entries() {
            return thrower(new Error('oh'))()
          },
        },
      },
      'GET',
      '/__admin/journal',
    ],
    [
      'later',
      { openapi: async () => thrower(new Error('oh'))() },
      'GET',
      '/__admin/openapi/ill.json',
    ],
    ['when it is sent', { openapi: async () => Object(cycle) }, 'GET', '/__admin/openapi/ill.json'],
    ['by a reset', { reset: thrower(new Error('oh')) }, 'POST', '/__admin/reset'],
  ] as const)('is a sentence, %s', async (_, fault, method, at) => {
    const { ask, isUp } = await stand(fault)
    const { status, body } = await ask(at, { method })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(body.detail).toEqual(expect.any(String))
    expect(await isUp()).toBe(true)
  })

  it('is a 500 that is counted where the reply cannot be sent', async () => {
    const { ask, failures } = await stand({ openapi: async () => Object(cycle) })
    expect((await ask('/__admin/openapi/ill.json')).status).toBe(500)
    expect(failures).toHaveLength(1)
  })

  it.each([
    ['lists', '['.repeat(513) + ']'.repeat(513)],
    ['objects', `${'{"a":'.repeat(513)}1${'}'.repeat(513)}`],
    ['lists that nest very deep', '['.repeat(100_000) + ']'.repeat(100_000)],
  ])('is no stack: a body of more than 512 %s is refused', async (_, body) => {
    const { ask, isUp } = await stand({})
    expect(await ask('/__admin/overrides', { method: 'POST', body })).toMatchObject({
      status: 400,
      body: { detail: 'Failed to read the body: it is more than 512 levels deep.' },
    })
    expect(await isUp()).toBe(true)
  })

  it.each([
    ['{', 400, 'it is no JSON'],
    [new Uint8Array([0x22, 0xe9, 0x22]), 400, 'it is not valid UTF-8'],
    [new Uint8Array([0x1f, 0x8b, 8]), 400, 'it is compressed, and only plain JSON is read'],
    ['x'.repeat(1_048_577), 413, 'it is larger than 1048576 bytes'],
  ])('says why it cannot read a body', async (body, status, why) => {
    const { ask } = await stand({})
    const said = await ask('/__admin/overrides', { method: 'POST', body })
    const detail = `Failed to read the body: ${why}.`
    expect(said).toMatchObject({ status, body: { type: 'about:blank', status, detail } })
  })
})
