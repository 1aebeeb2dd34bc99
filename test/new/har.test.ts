import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toText } from '../../contract/verify/report/reports.ts'
import { verify } from '../../contract/verify/verify.ts'
import { planOf } from '../../server/commands/new/making.ts'
import { folderOf, load, textsOf, write } from './written.ts'

const written = folderOf('har')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'har-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await rm(written, { recursive: true, force: true })
})

const call = (method: string, path: string, status: number, reply?: unknown, body?: unknown) => ({
  request: {
    ...{ method, url: `https://pets.example.com${path}` },
    headers: [{ name: 'Authorization', value: 'Bearer s3cr3t-t0ken' }],
    ...(body !== undefined && {
      postData: { mimeType: 'application/json', text: JSON.stringify(body) },
    }),
  },
  response: {
    status,
    content:
      reply === undefined
        ? { mimeType: 'x-unknown' }
        : { mimeType: 'application/json; charset=utf-8', text: JSON.stringify(reply) },
  },
})

const rex = {
  ...{ id: 8841, name: 'Rex', owner: { email: 'grace.hopper@navy.example', phone: '+4915112345' } },
  ...{ born_at: '2019-04-01T10:00:00Z', weight: 12.5, chip: null },
}
const { chip: _, ...tom } = { ...rex, id: 8842, name: 'Tom', chip: '978000001234567' }

const entries = [
  call('GET', '/v1/pets?limit=2&api_key=K3Y&who=Hopper', 200, { pets: [rex, tom], total: 2 }),
  call('GET', '/v1/pets/8841', 200, rex),
  call('GET', '/v1/pets/99', 404, { error: 'There is no pet 99, Grace.' }),
  call('POST', '/v1/pets', 201, { ...tom, id: 8843 }, { name: 'Tom', owner: rex.owner }),
  call('DELETE', '/v1/pets/8842', 204),
  call('GET', '/v1/owners/grace.hopper%40navy.example/visits', 200, { '8841': 'Hopper came' }),
  { request: { method: 'GET', url: 'https://ads.example.com/pixel', headers: [] }, response: {} },
]

const recorded = async (log: unknown) => {
  const har = join(folder, 'pets.har')
  await writeFile(har, JSON.stringify(log))
  const corrections = { only: [], ids: new Map<string, string>() }
  return planOf({ name: 'recorded', openapi: undefined, har, corrections })
}

describe('an API out of recorded traffic', () => {
  it('keeps what was seen of it, and its contract', async () => {
    await write(await recorded({ log: { entries } }), written)
    const api = await load('recorded', written)
    const double = api.create()
    expect(Object.values(double.contract).map(({ method, path }) => `${method} ${path}`)).toEqual([
      ...['get /v1/pets', 'post /v1/pets', 'get /v1/pets/:petId', 'delete /v1/pets/:petId'],
      'get /v1/owners/:ownerId/visits',
    ])
    expect(Object.keys(api.entities)).toEqual(['pet'])
    const headers = { Authorization: 'Bearer any' }
    const url = 'https://pets.example.com/v1/pets'
    const body = JSON.stringify({ name: 'Ada', owner: { email: 'a@b.de', phone: '1' } })
    const created = await double.fetch(url, { method: 'POST', headers, body })
    expect(created.status).toBe(201)
    const { id } = Object(await created.json())
    const shown = await double.fetch(`${url}/${id}`, { headers })
    expect(await shown.json()).toMatchObject({ id, name: 'Ada', owner: { email: 'a@b.de' } })
    const report = await verify(await api.suite(), double.fetch)
    expect(report.counts.breaches, toText(report)).toBe(0)
  })

  it('has none of the values that were seen', async () => {
    const all = [...textsOf(await recorded({ log: { entries } })).values()].join('\n')
    for (const value of [
      ...['s3cr3t', 'K3Y', 'Rex', 'Tom', 'Hopper', 'hopper', 'grace', '+4915112345', '978000001'],
      ...['8841', '8842', '8843', '12.5', '2019-04-01', 'Grace', 'There is no pet'],
    ])
      expect(all).not.toContain(value)
  })

  it.each([
    ['no calls', { log: { entries: [] } }, /it has no recorded calls/],
    [
      'nothing of an API',
      { log: { entries: entries.slice(-1) } },
      /none of its calls was answered/,
    ],
    ['something else', { a: 1 }, /it has no recorded calls/],
  ])('is refused in a sentence where there is %s', async (_, log, sentence) => {
    await expect(recorded(log)).rejects.toThrow(sentence)
  })
})
