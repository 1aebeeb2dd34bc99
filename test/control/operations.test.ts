import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { controlOperations } from '../../contract/control/operations.ts'
import { createDoubles } from '../../handlers/index.ts'
import manifest from '../../package.json' with { type: 'json' }
import { type Served, serve } from '../../server/serve/serve.ts'

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
  readCall: [
    'GET /journal/1?api=overplane',
    200,
    expect.objectContaining({ api: 'overplane', differences: [], near: [] }),
  ],
  exportCall: ['GET /journal/1/curl?api=overplane', 200, expect.stringMatching(/^curl 'http/)],
  resendCall: ['POST /journal/1/resend?api=overplane', 200, { nth: 2, status: 200 }],
  watch: ['GET /events', 200, expect.stringMatching(/^id: \nevent: calls\ndata: \{"isWhole":true/)],
  listOperations: [
    'GET /operations?api=oberplan',
    200,
    [expect.objectContaining({ api: 'oberplan', operations: expect.any(Array) })],
  ],
  listWorlds: ['GET /worlds', 200, ['documented', 'empty', 'demo']],
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
  listEntities: [
    'GET /entities?api=oberplan',
    200,
    [
      expect.objectContaining({
        ...{ api: 'oberplan', name: 'users', count: 1, key: 'id', isMade: true },
      }),
    ],
  ],
  readEntities: [
    'GET /entities/users?api=overplane',
    200,
    { count: 1, found: 1, rows: [expect.anything()], gone: [] },
  ],
  addEntity: [
    'POST /entities/users?api=overplane',
    201,
    expect.objectContaining({ entity: expect.objectContaining({ email: 'ada@example.com' }) }),
    { email: 'ada@example.com' },
  ],
  changeEntity: [
    'PATCH /entities/servers/7?api=pterodactyl',
    200,
    expect.objectContaining({ id: 7, entity: expect.objectContaining({ name: 'Survival' }) }),
    { name: 'Survival' },
  ],
  removeEntity: ['DELETE /entities/servers/7?api=pterodactyl', 204],
  showInspector: ['GET /', 200, expect.stringContaining('/__admin/inspector/page.js')],
  loadInspectorFile: ['GET /inspector/page.css', 200],
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
  exportHar: ['GET /har?api=overplane', 200, { log: expect.objectContaining({ version: '1.2' }) }],
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
  const type = response.headers.get('Content-Type')
  const text = await (type === 'text/event-stream' ? beginningOf(response) : response.text())
  const isJson = type?.endsWith('json')
  return { status: response.status, type, body: isJson ? JSON.parse(text) : text }
}

/** What comes first of a reply that does not end. */
async function beginningOf({ body }: Response): Promise<string> {
  const reader = body?.getReader()
  const { value } = (await reader?.read()) ?? {}
  await reader?.cancel()
  return new TextDecoder().decode(value)
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
    if (reply.type === 'text/event-stream') return expect(Object(documented).events).toBeDefined()
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
      'listWorlds',
      'listSessions',
      'openSession',
      'loadDocsFile',
      'documentControl',
      'showInspector',
      'loadInspectorFile',
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
  if (/Call$/.test(name)) await listUsers()
  if (/^(change|remove)Entity$/.test(name)) await addServer()
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

const listUsers = () =>
  fetch(`${served.url}/api/core/user`, { headers: { Authorization: 'Bearer sk_1' } })

const addServer = () => ask('POST /entities/servers?api=pterodactyl&made=true', { id: 7 })

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
