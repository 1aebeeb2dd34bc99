import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOverplane } from '../../handlers/index.ts'
import { runPact } from '../../server/commands/pact.ts'
import { createHttpServer } from '../../server/http/http.ts'
import { type Served, serve } from '../../server/serve/serve.ts'
import { createRunner } from '../command-runner.ts'

const settings = {
  port: 0,
  host: '127.0.0.1',
  apis: ['overplane', 'oberplan'],
  world: 'documented',
  seed: 1,
  fidelity: 'documented',
  quiet: true,
} as const

let served: Served
let folder: string
const run = createRunner(runPact)

beforeEach(async () => {
  served = await serve(settings, () => {})
  folder = await mkdtemp(join(tmpdir(), 'pact-'))
})
afterEach(async () => {
  await served.close()
  await rm(folder, { recursive: true })
})

const up = async (server: Server): Promise<string> => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${Object(server.address()).port}`
}

const down = (server: Server) =>
  new Promise(resolve => {
    server.close(resolve)
    server.closeAllConnections()
  })

const call = (path = '/api/core/user/user_abc123') =>
  fetch(served.url + path, { headers: { Authorization: 'Bearer sk_live_mine' } })

const here = () => ['overplane', '--url', `${served.url}/v1`, '--consumer', 'web-shop']

describe('contract-doubles pact', () => {
  it('prints what a running server was asked', async () => {
    await call()
    const { code, out, err } = await run(...here())
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(JSON.parse(out)).toMatchObject({
      consumer: { name: 'web-shop' },
      provider: { name: 'Overplane' },
      interactions: [
        {
          description: 'retrieveUser: GET /api/core/user/user_abc123 answers 200',
          request: {
            method: 'GET',
            path: '/api/core/user/user_abc123',
            headers: { Authorization: ['Bearer sk_test_...'] },
          },
        },
      ],
    })
    expect(out).not.toContain('sk_live_mine')
  })

  it('writes it to a file, for another provider', async () => {
    await call()
    await call('/api/core/user')
    const file = join(folder, 'pact.json')
    const { code, out } = await run(...here(), '--provider', 'users & co', '--output', file)
    expect({ code, out }).toEqual({ code: 0, out: `Wrote ${file} (interactions: 2)` })
    const text = await readFile(file, 'utf8')
    expect(text).toMatch(/^\{\n {2}"consumer"[\s\S]+\}\n$/)
    expect(JSON.parse(text).provider).toEqual({ name: 'users & co' })
  })

  it('tells what the journal no longer had', async () => {
    const forgetful = createOverplane({ journal: 1 })
    for (const path of ['/api/core/user', '/api/core/user/user_abc123']) {
      await forgetful.fetch(path, { headers: { Authorization: 'Bearer sk_live_mine' } })
    }
    const server = createHttpServer([forgetful], () => {})
    const { code, out, err } = await run(
      'overplane',
      '--consumer',
      'crm',
      '--url',
      await up(server),
    )
    await down(server)
    expect(code).toBe(0)
    expect(JSON.parse(out).metadata.contractDoubles).toEqual({ dropped: 1 })
    expect(err).toBe(
      'Older calls are missing (1): the journal no longer had them. Export sooner, or clear it with DELETE /__admin/journal.\n',
    )
  })

  it('shows a token to a server on another machine', async () => {
    const far = createOverplane()
    await far.fetch('/api/core/user', { headers: { Authorization: 'Bearer sk_live_mine' } })
    const server = createHttpServer([far], undefined, { adminToken: 's3cret' })
    server.on('connection', socket => {
      Object.defineProperty(socket, 'remoteAddress', { value: '192.0.2.7' })
    })
    const args = ['overplane', '--consumer', 'crm', '--url', await up(server)]
    const shown = await run(...args, '--admin-token', 's3cret')
    const refused = await run(...args)
    await down(server)
    expect(JSON.parse(shown.out).interactions).toHaveLength(1)
    expect(refused.code).toBe(2)
    expect(refused.err).toContain('says: Failed to control the doubles: it is asked from another')
  })

  it('exits with 2 where nothing was called, and writes no file', async () => {
    const { code, out, err } = await run(...here(), '--output', join(folder, 'pact.json'))
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toBe(
      `Failed to export a pact: no endpoint was called at ${served.url} so far. Run the consumer's tests against it.\n`,
    )
    expect(await readdir(folder)).toEqual([])
  })

  it('exits with 2 where the server has no such API', async () => {
    const { code, err } = await run('nothing', ...here().slice(1))
    expect(code).toBe(2)
    expect(err).toBe(
      `Failed to export a pact: ${served.url} says: There is no API "nothing" here. Choose from overplane, oberplan.\n`,
    )
  })

  it('exits with 2 where nobody answers, or somebody else', async () => {
    const other = createServer((_, response) => response.end('<html>'))
    const url = await up(other)
    const strange = await run('overplane', '--consumer', 'crm', '--url', url)
    await down(other)
    expect(strange.code).toBe(2)
    expect(strange.err).toContain(
      `${url} is no server of Contract Doubles. Start one with "contract-doubles serve"`,
    )
    const { code, err } = await run('overplane', '--consumer', 'crm', '--url', url)
    expect(code).toBe(2)
    expect(err).toContain(`nobody answers at ${url} (ECONNREFUSED). Start one`)
  })

  it.each([
    [[], 'Failed to export a pact: no API is named. Name one, as in pact overplane.'],
    [['overplane', 'oberplan'], 'there is no API "overplane oberplan".'],
    [['overplane'], 'there is no --consumer. Name it, as in --consumer web-shop.'],
    [['overplane', '--consumer', ' '], 'there is no --consumer.'],
    [['overplane', '--consumer', 'a', '--provider', ''], '--provider is empty.'],
    [['overplane', '--consumer', 'a', '--url', 'here'], '"here" is no address.'],
    [['overplane', '--consumer', 'a', '--url', 'http://a:b@here'], 'is no address.'],
    [
      ['overplane', '--consumer', 'a', '--output', '/no/x'],
      'Failed to write the pact "/no/x": ENOENT',
    ],
    [['overplane', '--nothing'], "Failed to read the arguments: Unknown option '--nothing'."],
  ])('exits with 2 and one sentence for %j', async (args, sentence) => {
    const { code, out, err } = await run(...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(sentence)
    expect(err.split('\n')).toHaveLength(2)
  })

  it('explains itself', async () => {
    const { code, out } = await run('--help')
    expect(code).toBe(0)
    expect(out).toContain('--consumer')
  })
})
