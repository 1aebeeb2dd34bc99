import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { apis, createOverplane } from '../../handlers/index.ts'
import { runPactCheck } from '../../server/commands/pact-check/pact-check.ts'
import { createRunner } from '../command-runner.ts'

let folder: string
const run = createRunner(runPactCheck)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pact-check-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => {
  // Each is made anew otherwise, by hundreds of calls of doubles.
  for (const api of [apis.overplane, apis.oberplan]) {
    vi.spyOn(api, 'openapi').mockImplementation(async () => documentOf(api.name))
  }
})

const documentOf = async (api: string) =>
  JSON.parse(await readFile(`fixtures/openapi/${api}.json`, 'utf8'))

/** Writes what is given into files, runs the command on them, and gives what it said without the folder's name. */
async function check(pacts: readonly unknown[], ...more: readonly string[]) {
  const files = await Promise.all(
    pacts.map(async (pact, nth) => {
      const file = join(folder, `${nth + 1}.json`)
      await writeFile(file, typeof pact === 'string' ? pact : JSON.stringify(pact))
      return file
    }),
  )
  const { code, out, err } = await run(...files, ...more)
  const plain = (text: string) => text.replaceAll(`${folder}/`, '')
  return { code, out: plain(out), err: plain(err) }
}

const Authorization = 'Bearer sk_test_mine'
const user = {
  description: 'a user that is there',
  request: { method: 'get', path: '/api/core/user/user_abc123', headers: { Authorization } },
  response: { status: 200, body: { id: 'user_abc123', enabled: true } },
}
const wrong = { ...user, description: 'a teapot', response: { status: 418 } }

const pactOf = (version: string, interactions: readonly unknown[], provider = 'Overplane') => ({
  consumer: { name: 'web-shop' },
  provider: { name: provider },
  interactions,
  metadata: { pactSpecification: { version } },
})

describe('contract-doubles pact check', () => {
  it('finds no fault in pacts of each version that the contract keeps', async () => {
    const { request, ...called } = user
    const list = { ...request, path: '/api/core/user', query: 'limit=2&offset=0' }
    const two = { ...called, request: list, response: { status: 200 } }
    const three = {
      ...called,
      request: { ...list, query: { limit: ['2'] } },
      response: two.response,
    }
    const four = {
      ...{ ...called, type: 'Synchronous/HTTP' },
      request: { ...request, headers: { Authorization: [Authorization] } },
      response: {
        status: 200,
        body: { content: { id: 'x' }, contentType: 'application/json', encoded: false },
      },
    }
    const pacts = [pactOf('2.0.0', [two]), pactOf('3.0.0', [three]), pactOf('4.0', [four])]
    const sum = 'web-shop -> Overplane: 0 faults, 0 warnings, 1 interaction'
    expect(await check(pacts)).toEqual({
      code: 0,
      out: `${sum} (1.json)\n${sum} (2.json)\n${sum} (3.json)`,
      err: '',
    })
  })

  it('finds none in what a double has exported', async () => {
    const double = createOverplane()
    const headers = { Authorization, 'Content-Type': 'application/json' }
    await double.fetch('/api/core/user/user_abc123', { headers: { Authorization } })
    await double.fetch('/api/core/user', { method: 'POST', headers, body: '{"first_name":' })
    await double.fetch('/api/core/user/nobody', { headers: { Authorization } })
    const pact = await double.journal.toPact({ consumer: 'crm' })
    const { code, out } = await check([pact])
    expect(out).toContain('crm -> Overplane: 0 faults, 0 warnings, 3 interactions')
    expect(code).toBe(0)
  })

  it('tells each fault with its interaction, its place and the rule, and exits with 1', async () => {
    const { code, out } = await check([pactOf('3.0.0', [user, wrong])])
    expect(code).toBe(1)
    expect(out).toBe(
      [
        'a teapot:',
        '  fault: Response status code not defined in spec file: 418 (response.status.unknown)',
        '    response.status: 418',
        '    the contract: GET /api/core/user/{id}',
        '',
        'web-shop -> Overplane: 1 fault, 0 warnings, 2 interactions (1.json)',
      ].join('\n'),
    )
  })

  it('reads a body that stands as Base64', async () => {
    const post = (body: unknown) => ({
      ...{ type: 'Synchronous/HTTP', description: 'a create', response: { status: 200 } },
      request: {
        ...{ method: 'POST', path: '/api/core/user' },
        headers: { Authorization: [Authorization], 'Content-Type': ['application/json'] },
        body: {
          content: btoa(JSON.stringify(body)),
          ...{ contentType: 'application/json', encoded: 'base64' },
        },
      },
    })
    const sound = post({ email: 'a@b.co', first_name: 'Ada' })
    expect((await check([pactOf('4.0', [sound])])).code).toBe(0)
    const { out } = await check([pactOf('4.0', [post({ email: 5, first_name: 'Ada' })])])
    expect(out).toContain('    request.body.email: 5\n')
  })

  it('tells that of matching rules the examples were checked, and messages were not', async () => {
    const matchingRules = { body: { '$.id': { matchers: [{ match: 'type' }] } } }
    const ruled = { ...user, response: { ...user.response, matchingRules } }
    const message = { type: 'Asynchronous/Messages', description: 'news', contents: {} }
    const { code, out } = await check([pactOf('4.0', [ruled, message])])
    expect(out).toContain(
      'note: 1 of the interactions have matching rules or generators: their examples were checked.\n',
    )
    expect(out).toContain('note: 1 of the interactions are messages: they were not checked.\n')
    expect(out).toContain('0 faults, 0 warnings, 1 interaction (1.json)')
    expect(code).toBe(0)
  })

  it('shows no secret, and no more than somebody would read', async () => {
    const request = { method: 'GET', path: '/api/core/user', headers: { 'X-Api-Key': 'sesame' } }
    const bare = { description: 'no key', request, response: { status: 200 } }
    const odd = { ...user, request: { ...user.request, path: '/api/core/user', query: 'nope=1' } }
    const warned = Array.from({ length: 30 }, (_, nth) => ({
      ...{ ...odd, description: `odd ${nth}`, response: { status: 200 } },
    }))
    const { out } = await check([pactOf('2.0.0', [...warned, bare])])
    expect(out.split('\n')[0]).toBe('no key:')
    expect(out).toContain('request.headers: {"x-api-key":"…"}')
    expect(out).not.toContain('sesame')
    expect(out).toContain('odd 9:\n')
    expect(out).not.toContain('odd 10:\n')
    expect(out).toContain('and 20 more interactions: --report json=<file> has all')
  })

  it('checks several at once, each against the API that it names', async () => {
    const settings = {
      description: 'the settings',
      request: { method: 'GET', path: '/v1/users/me', headers: { Authorization: 'Basic YTpi' } },
      response: { status: 200 },
    }
    const { code, out } = await check([
      pactOf('3.0.0', [user]),
      pactOf('3.0.0', [settings], 'oberplan'),
    ])
    expect(out.split('\n')).toEqual([
      'web-shop -> Overplane: 0 faults, 0 warnings, 1 interaction (1.json)',
      'web-shop -> Oberplan: 0 faults, 0 warnings, 1 interaction (2.json)',
    ])
    expect(code).toBe(0)
  })

  it('takes the API that is named where the provider goes by another name', async () => {
    const pact = pactOf('3.0.0', [user], 'user-service')
    expect((await check([pact], '--api', 'overplane')).code).toBe(0)
    const { code, err } = await check([pact])
    expect(err).toBe(
      'Failed to check "1.json": its provider is "user-service", and there are overplane, pterodactyl, oberplan. Say which one it is for, as in --api overplane.\n',
    )
    expect(code).toBe(2)
  })

  it('writes its reports', async () => {
    const names = ['report.json', 'report.xml', 'report.md'] as const
    const [json, junit, markdown] = names.map(name => join(folder, name))
    await check(
      [pactOf('3.0.0', [user, wrong])],
      '--report',
      `json=${json},junit=${junit},markdown=${markdown}`,
    )
    const [first = '', second = '', third = ''] = await Promise.all(
      names.map(name => readFile(join(folder, name), 'utf8')),
    )
    expect(JSON.parse(first)).toMatchObject({
      counts: { pacts: 1, interactions: 2 },
      pacts: [
        {
          ...{ consumer: 'web-shop', api: 'overplane' },
          interactions: [
            { description: 'a user that is there', findings: [] },
            {
              description: 'a teapot',
              findings: [
                { kind: 'fault', code: 'response.status.unknown', place: 'response.status' },
              ],
            },
          ],
        },
      ],
    })
    expect(second).toContain('<testsuite name="web-shop -&gt; Overplane" tests="2" failures="1"')
    expect(second).toContain('<testcase classname="Overplane" name="a user that is there"/>')
    expect(second).toContain('<failure type="response.status.unknown"')
    expect(third).toContain('| a teapot | fault | Response status code not defined')
  })

  it.each([
    ['broken JSON', '{"consumer":', 'it is no JSON at line 1, column 13'],
    ['another JSON', '[]', 'it is no pact: it has no interactions'],
    ['a pact without names', { interactions: [] }, 'it does not name its consumer and its prov'],
    ['no interactions', pactOf('3.0.0', []), 'it has no interactions, and there is nothing to'],
    [
      'messages alone',
      { ...pactOf('3.0.0', []), interactions: undefined, messages: [{ description: 'news' }] },
      'it is of messages, and these APIs are asked over HTTP',
    ],
    ['a later version', pactOf('5.0', [user]), 'it is a pact of version 5, and versions 1 to 4'],
    [
      'an interaction without a request',
      pactOf('3.0.0', [{ description: 'x' }]),
      'its interaction 1 has no request with a method and a path',
    ],
  ])('refuses %s in a sentence, and exits with 2', async (_, pact, why) => {
    const { code, err, out } = await check([pact])
    expect(err).toContain(`Failed to check "1.json": `)
    expect(err).toContain(why)
    expect(err.split('\n')).toHaveLength(2)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })

  it('says so where no pact is named', async () => {
    expect((await check([])).err).toBe(
      'Failed to check: no pact is named. Name one, as in pact check pact.json.\n',
    )
  })
})
