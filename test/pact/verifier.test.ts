import { createServer, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { ServedDouble } from '../../contract/control/controlled.ts'
import { createOverplane, createPterodactyl } from '../../handlers/index.ts'
import { createHttpServer } from '../../server/http/http.ts'
import { pactOf, sessions } from './session.ts'
import { stopVerifier, verifyPact, whyNot } from './verifier.ts'

const reason = await whyNot()
const servers: Server[] = []

afterAll(stopVerifier)

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
})

async function urlOf(server: Server): Promise<string> {
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${Object(server.address()).port}`
}

/** Serves a double; `lines` get what it is asked, and how it answers. */
const serve = (double: ServedDouble, lines: string[] = []) =>
  urlOf(
    createHttpServer([double], ({ method, path, status }) =>
      lines.push(`${method} ${path} ${status}`),
    ),
  )

/** Puts a provider into the states that the sessions name. */
const serveStates = ({ overrides, reset }: ServedDouble) =>
  urlOf(
    createServer(async (request, response) => {
      const { action, state, params } = JSON.parse(await text(request))
      if (action === 'setup' && state === 'the documented account') reset()
      if (action === 'setup' && params.operation !== undefined) {
        overrides.add(params.operation, { status: params.status, times: 1 })
      }
      response.end()
    }),
  )

/** A provider that writes its booleans as texts. */
const drifted = (double: ServedDouble): ServedDouble => ({
  ...double,
  answer(call) {
    const { body, ...reply } = double.answer(call)
    if (body === undefined) return reply
    const textual = (_: string, value: unknown) =>
      typeof value === 'boolean' ? String(value) : value
    return { ...reply, body: JSON.parse(JSON.stringify(body), textual) }
  },
})

const why = reason === '' ? '' : ` (skipped: ${reason})`

describe.skipIf(reason !== '')(`the Pact verifier${why}`, () => {
  it.each(sessions)('accepts the pact of a $api consumer', async session => {
    const { pact } = await pactOf(session)
    const provider = session.create()
    const lines: string[] = []
    const url = await serve(provider, lines)
    expect(await verifyPact(pact, url, await serveStates(provider))).toEqual({})
    expect(lines).toEqual(
      pact.interactions.map(
        ({ request, response }) => `${request.method} ${request.path} ${response.status}`,
      ),
    )
  })

  it.each([
    ['overplane', 'retrieveUser: GET', "Expected 'true' (String) to be the same type as true"],
    ['pterodactyl', 'getUser: GET', "Expected 'false' (String) to be the same type as false"],
    ['oberplan', 'getUserSettings: GET', "Expected 'true' (String) to be the same type as true"],
  ])('rejects a drifted provider of %s', async (api, start, mismatch) => {
    const session = sessions.find(one => one.api === api) ?? expect.fail()
    const { pact } = await pactOf(session)
    const provider = session.create()
    const url = await serve(drifted(provider))
    const findings = await verifyPact(pact, url, await serveStates(provider))
    const found = Object.entries(findings).find(([description]) => description.startsWith(start))
    expect(found?.[1]).toEqual(expect.arrayContaining([expect.stringContaining(mismatch)]))
  })

  it('asks for forced replies, and for what credentials led to, by their states alone', async () => {
    const session = sessions.find(({ api }) => api === 'pterodactyl') ?? expect.fail()
    const { pact } = await pactOf(session)
    expect(Object.keys(await verifyPact(pact, await serve(session.create())))).toEqual([
      'deleteUser: DELETE /api/application/users/4 answers 403',
      'listUsers: GET /api/application/users answers 429',
    ])
  })

  it('minds no other values, no more or fewer rows, and no value where there was none', async () => {
    const consumer = createOverplane({ world: 'empty' })
    const headers = { Authorization: 'Bearer sk_live_mine' }
    const list = (search: string) => consumer.fetch(`/api/core/user${search}`, { headers })
    await list('')
    for (const name of ['Ada', 'Eve', 'Zoe']) {
      consumer.db.user.create({ id: name, email: `${name}@b.c`, first_name: name })
    }
    await list('?limit=3')
    await list('?limit=1&offset=1')
    await list('?offset=1')
    const pact = await consumer.journal.toPact({ consumer: 'crm' })
    expect(pact.interactions).toHaveLength(4)
    expect(await verifyPact(pact, await serve(createOverplane()))).toEqual({})
  })

  it('asks without a body by HEAD, and with forms and broken JSON as they were sent', async () => {
    const consumer = createPterodactyl()
    const form = 'email=ada%40b.co&username=ada&first_name=A&last_name=B&external_id=c%26d'
    const post = (type: string, body: string) =>
      consumer.fetch('/api/application/users', {
        method: 'POST',
        headers: { Authorization: 'Bearer ptla_mine', 'Content-Type': type },
        body,
      })
    const headers = { Authorization: 'Bearer ptla_mine' }
    await consumer.fetch('/api/application/users/4', { method: 'HEAD', headers })
    await post('application/x-www-form-urlencoded', form)
    await post('application/json', '{"email": "é')
    const provider = createPterodactyl()
    const pact = await consumer.journal.toPact({ consumer: 'crm' })
    expect(await verifyPact(pact, await serve(provider))).toEqual({})
    expect(provider.journal.entries.map(({ method, body }) => [method, body])).toEqual(
      consumer.journal.entries.map(({ method, body }) => [method, body]),
    )
  })

  it('reads bodies as deep as a pact tells them, and no file with deeper ones', async () => {
    const consumer = createOverplane()
    const headers = { Authorization: 'Bearer sk_1', 'Content-Type': 'application/json' }
    const post = (levels: number) => {
      const deep = `${'['.repeat(levels - 1)}1${']'.repeat(levels - 1)}`
      const body = `{"email":"a@b.c","first_name":"A","deep":${deep}}`
      return consumer.fetch('/api/core/user', { method: 'POST', headers, body })
    }
    for (const levels of [99, 100, 101, 512]) await post(levels)
    const provider = createOverplane()
    const pact = await consumer.journal.toPact({ consumer: 'crm' })
    expect(await verifyPact(pact, await serve(provider))).toEqual({})
    expect(provider.journal.calls('createUser')).toHaveLength(2)
    expect(pact.metadata.contractDoubles?.leftOut).toEqual([
      '3. POST /api/core/user: its body nests deeper than 100 levels.',
      '4. POST /api/core/user: its body nests deeper than 100 levels.',
    ])
  })
})
