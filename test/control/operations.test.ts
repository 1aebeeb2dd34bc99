import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { controlOperations } from '../../contract/control/operations.ts'
import { createDoubles } from '../../handlers/index.ts'
import manifest from '../../package.json' with { type: 'json' }
import { type Served, serve } from '../../server/serve.ts'

let served: Served

beforeEach(async () => {
  served = await serve({ port: 0, world: 'documented' })
})
afterEach(() => served.close())

/** How each operation is asked so that it succeeds, the status of that, and what is in the body. */
const asks: Readonly<
  Record<string, readonly [line: string, status: number, has?: unknown, body?: object]>
> = {
  readJournal: [
    'GET /journal',
    200,
    expect.arrayContaining([{ api: null, dropped: 0, entries: expect.any(Array) }]),
  ],
  clearJournal: ['DELETE /journal?api=oberplan', 204],
  listOverrides: [
    'GET /overrides',
    200,
    [{ api: 'overplane', id: 1, operation: 'listUsers', override: { status: 400 }, left: null }],
  ],
  addOverride: [
    'POST /overrides',
    201,
    { id: 1 },
    { api: 'overplane', operation: 'listUsers', status: 400 },
  ],
  removeOverrides: ['DELETE /overrides?id=1', 204],
  listReadings: ['GET /readings?api=pterodactyl', 200, { pterodactyl: expect.any(Array) }],
  followReadings: ['PATCH /readings', 204, undefined, { pterodactyl: { deleteStatus: 204 } }],
  readClocks: [
    'GET /clock?api=oberplan',
    200,
    { oberplan: { now: expect.any(String), isFrozen: false } },
  ],
  turnClocks: [
    'PATCH /clock?api=overplane',
    200,
    { overplane: { now: '2030-06-01T12:00:00.000Z', isFrozen: true } },
    { freeze: '2030-06-01T12:00:00Z' },
  ],
  listMessages: [
    'GET /outbox',
    200,
    [expect.objectContaining({ api: 'oberplan', to: 'new@example.com' })],
  ],
  resetDoubles: ['POST /reset?world=empty', 204],
  readSettings: [
    'GET /settings?api=oberplan',
    200,
    { oberplan: { rateLimit: false, delay: 0, errorRate: 0, readings: expect.any(Object) } },
  ],
  changeSettings: [
    'PATCH /settings',
    204,
    undefined,
    { delay: [0, 0], readings: { pterodactyl: { deleteStatus: 204 } } },
  ],
  listScenarios: [
    'GET /scenarios',
    200,
    { overplane: [{ name: 'bad day', isOn: false }], pterodactyl: [], oberplan: [] },
  ],
  addScenario: [
    'PUT /scenarios/worse',
    204,
    undefined,
    { overplane: { overrides: { listUsers: { status: 400 } } } },
  ],
  removeScenario: ['DELETE /scenarios/bad%20day', 204],
  switchScenarioOn: ['POST /scenarios/bad%20day/on', 204],
  switchScenarioOff: ['POST /scenarios/bad%20day/off?api=overplane', 204],
  listCheckpoints: [
    'GET /checkpoints',
    200,
    { overplane: ['begun'], pterodactyl: ['begun'], oberplan: ['begun'] },
  ],
  addCheckpoint: ['POST /checkpoints', 204, undefined, { name: 'signed up' }],
  restoreCheckpoint: ['POST /checkpoints/begun/restore', 204],
  dropCheckpoint: ['DELETE /checkpoints/begun?api=oberplan', 204],
  listSessions: ['GET /sessions', 200, [expect.objectContaining({ name: 'ada', uses: 1 })]],
  openSession: ['POST /sessions', 201, expect.objectContaining({ name: 'bob' }), { name: 'bob' }],
  dropSessions: ['DELETE /sessions', 204],
  readState: [
    'GET /state?api=oberplan',
    200,
    {
      $schema: expect.any(String),
      oberplan: expect.objectContaining({ users: [expect.anything()] }),
    },
  ],
  replaceState: ['PUT /state', 204, undefined, { overplane: { users: [{}] } }],
  describeState: [
    'GET /state/schema.json',
    200,
    expect.objectContaining({ $schema: 'https://json-schema.org/draft/2020-12/schema' }),
  ],
  showDocs: ['GET /docs?api=oberplan', 200],
  loadDocsFile: ['GET /docs/swagger-ui.css', 200],
  documentControl: [
    'GET /openapi/control.json',
    200,
    expect.objectContaining({ openapi: '3.1.0' }),
  ],
  documentApi: ['GET /openapi/oberplan.json', 200, expect.objectContaining({ openapi: '3.1.0' })],
  exportPact: [
    'GET /pact/oberplan.json?consumer=web-shop',
    200,
    expect.objectContaining({ consumer: { name: 'web-shop' } }),
  ],
  checkHealth: [
    'GET /health',
    200,
    { status: 'ok', version: manifest.version, apis: ['overplane', 'pterodactyl', 'oberplan'] },
  ],
}

async function ask(line: string, body?: object) {
  const [method = '', path] = line.split(' ')
  const init = { method, ...(body && { body: JSON.stringify(body) }) }
  const response = await fetch(`${served.url}/__admin${path}`, init)
  const text = await response.text()
  const type = response.headers.get('Content-Type')
  const isJson = type?.endsWith('json')
  return { status: response.status, type, body: isJson ? JSON.parse(text) : text }
}

const names = Object.keys(controlOperations)

describe('an operation of the control API', () => {
  it('is driven here, whichever it is', () => {
    expect(Object.keys(asks).toSorted()).toEqual(names.toSorted())
  })

  it.each(Object.keys(asks))('answers as it is documented: %s', async name => {
    await prepare(name)
    const [line, status, has, sent] = asks[name] ?? ['', 0]
    const reply = await ask(line, sent)
    expect([reply.status, reply.body]).toEqual([status, has ?? expect.anything()])
    const { endpoint, brief } = controlOperations[name] ?? {}
    const documented = brief?.replies[status]
    const schema = endpoint?.responses[status]?.body
    if (typeof documented === 'string') expect([reply.type, reply.body]).toEqual([null, ''])
    else if (schema) expect(z.safeParse(schema, reply.body).error).toBeUndefined()
    else expect(Object(documented).types).toContain(reply.type)
  })

  it.each(names)('takes no parameter that it does not document, and none twice: %s', async name => {
    const line = (asks[name]?.[0] ?? '').replace(/\?.*/, '')
    const wrong = await ask(`${line}?colour=red`, asks[name]?.[3])
    expect([wrong.status, wrong.type]).toEqual([400, 'application/problem+json'])
    expect(wrong.body.detail).toContain(`Failed to ${line.replace(' ', ' /__admin')}: `)
    expect(wrong.body.detail).toMatch(/there is no "colour"|is missing/)
    const twice = await ask(`${line}?api=a&api=b`, asks[name]?.[3])
    expect(twice.body.detail).toContain('"api" stands twice. Give it once.')
  })

  it.each(names.filter(name => controlOperations[name]?.brief.session !== 'none'))(
    'knows no session here: %s',
    async name => {
      const [line = '', , , sent] = asks[name] ?? []
      const { status, type, body } = await ask(
        `${line}${line.includes('?') ? '&' : '?'}session=mine`,
        sent,
      )
      expect([status, type]).toEqual([404, 'application/problem+json'])
      const doing = line.replace(' ', ' /__admin').replace(/\?.*/, '')
      expect(body).toEqual({
        ...{ type: 'about:blank', title: 'Not Found', status: 404 },
        detail: `Failed to ${doing}: there is no session "mine". Open it with POST /__admin/sessions, or with a request that names it.`,
      })
    },
  )

  it('takes a session, unless it is the same in all of them', () => {
    const without = names.filter(name => controlOperations[name]?.brief.session === 'none')
    expect(without).toEqual([
      'listSessions',
      'openSession',
      'loadDocsFile',
      'documentControl',
      'checkHealth',
    ])
  })

  it('takes the body that it shows, and gives what it shows', () => {
    const shown = Object.entries(controlOperations).flatMap(([name, { endpoint, brief }]) => {
      const status = Number(Object.keys(brief.replies)[0])
      return [
        ...(brief.sends === undefined ? [] : [[name, endpoint.body, brief.sends] as const]),
        ...(brief.gives === undefined
          ? []
          : [[name, endpoint.responses[status]?.body, brief.gives] as const]),
      ]
    })
    expect(shown.length).toBeGreaterThan(6)
    for (const [name, schema, value] of shown) {
      expect([name, schema && z.safeParse(schema, value).success]).toEqual([name, true])
    }
  })
})

/** What has to have happened before. */
async function prepare(name: string) {
  if (name === 'listOverrides' || name === 'removeOverrides') await ask(...overriding)
  if (name === 'readJournal') await callAll()
  if (name === 'listMessages') await changeEmail()
  if (/Checkpoint/.test(name)) await ask('POST /checkpoints', { name: 'begun' })
  if (/Scenario/.test(name) && name !== 'addScenario') {
    await ask('PUT /scenarios/bad%20day', { overplane: { settings: { delay: 1 } } })
  }
  if (/Sessions$/.test(name)) await ask('POST /sessions', { name: 'ada' })
}

const overriding = [
  'POST /overrides',
  { api: 'overplane', operation: 'listUsers', status: 400 },
] as const

/** Calls of all sorts: well, wrong, with a body, and no API's. */
async function callAll() {
  const headers = { Authorization: 'Bearer sk_1' }
  await fetch(`${served.url}/api/core/user?colour=red`, { headers })
  await fetch(`${served.url}/api/core/user`)
  await fetch(`${served.url}/api/core/user`, { method: 'POST', headers, body: '{' })
  await fetch(`${served.url}/core/user`)
  const override = { api: 'overplane', operation: 'listUsers', fault: { outage: 503 } }
  await ask('POST /overrides', override)
  await fetch(`${served.url}/api/core/user`, { headers })
}

async function changeEmail() {
  await fetch(`${served.url}/v1/users/me`, {
    method: 'PUT',
    headers: { Authorization: `Basic ${btoa('user@oberplan.com:mypassword')}` },
    body: JSON.stringify({ email: 'new@example.com' }),
  })
}

describe('what is the same in code', () => {
  const coded = Object.values(controlOperations).flatMap(({ brief }) => brief.code ?? [])

  it.each(coded)('can be run as it is printed: %s', async code => {
    const doubles = createDoubles()
    doubles.checkpoint('signed up')
    doubles.overplane.scenarios.add('bad day', {})
    const ways = Object.values(doubles).filter(one => 'answer' in Object(one))
    const runs = await Promise.allSettled(ways.map(double => run(code, double)))
    expect(runs.map(({ status }) => status)).toContain('fulfilled')
    if (!code.endsWith(')')) {
      const values = runs.map(one => (one.status === 'fulfilled' ? typeof one.value : ''))
      expect(values).toContain('object')
    }
  })
})

/** An expression, with a double by its name. */
const run = (code: string, double: unknown): Promise<unknown> =>
  new Function('double', `return (async () => ${code})()`)(double)
