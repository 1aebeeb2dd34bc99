import { afterEach, beforeEach, expect, it } from 'vitest'
import { defineConfig } from '../../contract/define.ts'
import { apis } from '../../handlers/index.ts'
import { type Served, serve } from '../../server/serve/serve.ts'

const scenarios = {
  'bad day': {
    overplane: { overrides: { listUsers: { status: 400 } }, settings: { errorRate: 0 } },
    oberplan: { settings: { errorRate: { rate: 1, status: 502 } } },
  },
} as const

let served: Served
beforeEach(async () => {
  const config = defineConfig({ apis, scenarios })
  served = await serve({ config, port: 0, world: 'documented', delay: [0, 1], errorRate: 1 })
})
afterEach(() => served.close())

const ask = async (line: string, body?: unknown) => {
  const [method = '', path = ''] = line.split(' ')
  const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) }
  const response = await fetch(`${served.url}${path}`, {
    ...init,
    headers: { Authorization: 'Bearer sk_1' },
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.endsWith('json')
  return { status: response.status, body: isJson ? JSON.parse(text) : text }
}
const listed = async () => (await ask('GET /api/core/user')).status

it('serves with a delay and an error rate, which change while it runs', async () => {
  expect(await listed()).toBe(503)
  expect((await ask('PATCH /__admin/settings', { errorRate: 0 })).status).toBe(204)
  expect(await listed()).toBe(200)
  const { body } = await ask('GET /__admin/settings?api=overplane')
  expect(body.overplane).toMatchObject({ delay: [0, 1], errorRate: 0, rateLimit: false })
})

it('switches what is configured as a scenario on and off, for every API that has a part in it', async () => {
  await ask('PATCH /__admin/settings', { errorRate: 0 })
  expect((await ask('POST /__admin/scenarios/bad%20day/on')).status).toBe(204)
  expect([await listed(), (await ask('GET /v1/users/me')).status]).toEqual([400, 502])
  expect((await ask('POST /__admin/scenarios/bad%20day/off')).status).toBe(204)
  expect([await listed(), (await ask('GET /v1/users/me')).status]).toEqual([200, 401])
  expect((await ask('POST /__admin/scenarios/good%20day/on')).body.detail).toBe(
    'There is no scenario "good day".',
  )
})

it.each<readonly [string, unknown, string]>([
  ['PATCH /__admin/settings', { delay: -1 }, '"delay" is -1. Give milliseconds, two of them'],
  ['PATCH /__admin/settings', { delay: { listUsers: 5 } }, 'there is no operation "listUsers" to'],
  ['PATCH /__admin/settings', { readings: { overplane: { a: 1 } } }, 'there is no "a"'],
  ['PATCH /__admin/settings', {}, ''],
  ['PUT /__admin/scenarios/x', { overplan: {} }, 'there is no API "overplan"'],
  [
    'PUT /__admin/scenarios/x',
    { oberplan: {}, overplane: { overrides: { listUsers: { status: 999 } } } },
    'it documents no status 999',
  ],
])('changes nothing where a part of it is wrong: %s %j', async (line, body, why) => {
  const before = await ask('GET /__admin/settings')
  const { status, body: told } = await ask(line, body)
  expect([status, told.detail ?? '']).toEqual([
    why === '' ? 204 : 400,
    expect.stringContaining(why),
  ])
  expect(await ask('GET /__admin/settings')).toEqual(before)
  const { body: scenarios } = await ask('GET /__admin/scenarios')
  expect(JSON.stringify(scenarios)).not.toContain('"x"')
})

it('is told of a scenario that no API has a part in, before it serves', async () => {
  const config = { apis, scenarios: { 'bad day': { overplan: {} } } }
  await expect(serve({ config: config as never, port: 0 })).rejects.toThrow('overplan')
})
