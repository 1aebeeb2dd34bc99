import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createOverplane } from '../../handlers/index.ts'
import { runDiff } from '../../server/commands/diff/diff.ts'
import { createRunner } from '../command-runner.ts'
import { type Edits, edited } from './parcels.ts'

let folder: string
const runPlain = createRunner(runDiff)

const inFolder = (name: string) => join(folder, name)
const write = (name: string, value: unknown) =>
  writeFile(inFolder(name), typeof value === 'string' ? value : JSON.stringify(value))

const removed: Edits = [[['paths', '/parcels/{id}', 'delete'], undefined]]
const narrower: Edits = [
  [['components', 'schemas', 'NewParcel', 'properties', 'note', 'maxLength'], 3],
]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'diff-'))
  await write('before.json', edited())
  await write('removed.json', edited(removed))
  await write('narrower.json', edited(narrower))
})
afterAll(() => rm(folder, { recursive: true }))

async function run(...args: readonly string[]) {
  const { out, ...told } = await runPlain(...args)
  return { ...told, out: out.replaceAll(`${folder}/`, '') }
}

const compare = (before: string, after: string, ...more: readonly string[]) =>
  run(inFolder(before), inFolder(after), ...more)

describe('contract-doubles diff', () => {
  it('says that nothing changed, and exits with 0', async () => {
    expect(await compare('before.json', 'before.json')).toEqual({
      code: 0,
      out: 'before.json -> before.json: nothing changed',
      err: '',
    })
  })

  it('tells what breaks, where, and by which rule, and exits with 1', async () => {
    const { code, out } = await compare('before.json', 'narrower.json')
    expect(code).toBe(1)
    expect(out).toBe(
      [
        'Parcels, breaking:',
        '  createParcel: NewParcel.note in requests: "maxLength 40" -> "maxLength 3"',
        '    A limit leaves less room than before. (limit-tightened)',
        '',
        'before.json -> narrower.json: 1 breaking, 0 perhaps, 0 harmless',
      ].join('\n'),
    )
  })

  it('exits with 0 where nothing breaks', async () => {
    const { code, out } = await compare('removed.json', 'before.json')
    expect(code).toBe(0)
    expect(out).toContain(
      '  deleteParcel: There is an operation that there was not. (operation-added)',
    )
  })

  it('finds nothing in an API that is as it was, and takes it by its name', async () => {
    const { code, out } = await run('fixtures/openapi/overplane.json', 'overplane')
    expect(out).toBe('fixtures/openapi/overplane.json -> overplane: nothing changed')
    expect(code).toBe(0)
  })

  it('says which calls of pacts and journals would break', async () => {
    const post = { method: 'POST', path: '/v1/parcels' }
    const headers = { 'content-type': 'application/json' }
    const entry = (nth: number, note: string) => ({
      ...{ nth, ...post, headers, body: { size: 'small', note }, reply: { status: 422 } },
    })
    await write('journal.json', [entry(1, 'one'), entry(2, 'much more')])
    const interaction = {
      description: 'a parcel with a note',
      request: { ...post, headers, body: { size: 'small', note: 'fragile' } },
      response: { status: 201 },
    }
    const stranger = { ...interaction, request: { method: 'GET', path: '/v1/lockers' } }
    await write('pact.json', {
      consumer: { name: 'shop' },
      provider: { name: 'Parcels' },
      interactions: [interaction, stranger],
    })
    const files = ['--journal', inFolder('journal.json'), '--pact', inFolder('pact.json')]
    const { code, out } = await compare('before.json', 'narrower.json', ...files)
    expect(code).toBe(1)
    expect(out).toContain('    breaks 2 calls: shop: a parcel with a note, 2. POST /v1/parcels\n')
    expect(out).toContain(
      'of 4 recorded calls 2 would break, 0 may, and 1 are none of the contract',
    )
  })

  it('reads the journal of a double as it is', async () => {
    const double = createOverplane()
    const headers = { Authorization: 'Bearer sk_test_mine' }
    await double.fetch('/api/core/user/user_abc123', { headers })
    await write('own.json', JSON.stringify(double.journal.entries))
    const document = JSON.parse(await readFile('fixtures/openapi/overplane.json', 'utf8'))
    await write('old.json', document)
    document.components.schemas.User.required = ['id']
    await write('new.json', document)
    const { out } = await compare('old.json', 'new.json', '--journal', inFolder('own.json'))
    expect(out).toContain('breaks 1 call: 1. GET /api/core/user/user_abc123')
    expect(out).toContain('of 1 recorded call 1 would break, 0 may')
  })

  it('writes its reports', async () => {
    const names = ['report.json', 'report.xml', 'report.md'] as const
    const [json, junit, markdown] = names.map(inFolder)
    const report = `json=${json},junit=${junit},markdown=${markdown}`
    expect((await compare('before.json', 'removed.json', '--report', report)).code).toBe(1)
    const [first = '', second = '', third = ''] = await Promise.all(
      names.map(name => readFile(inFolder(name), 'utf8')),
    )
    expect(JSON.parse(first)).toMatchObject({
      counts: { breaking: 1, perhaps: 0, harmless: 0 },
      documents: [
        {
          title: 'Parcels',
          changes: [
            {
              rule: 'operation-removed',
              verdict: 'breaking',
              says: 'An operation is gone.',
              operations: ['deleteParcel'],
            },
          ],
        },
      ],
    })
    expect(second).toContain('tests="1" failures="1"')
    expect(second).toContain('<testcase classname="Parcels" name="operation-removed deleteParcel">')
    expect(third).toContain(
      '| deleteParcel |  | `operation-removed` | An operation is gone. |  |  |  |',
    )
  })

  it('writes nothing where a report cannot be written', async () => {
    const { code, err } = await compare('before.json', 'before.json', '--report', 'html=x.html')
    expect(code).toBe(2)
    expect(err).toBe(
      'Failed to read --report: "html=x.html" names no report. Give junit=<file>, json=<file> or markdown=<file>.\n',
    )
  })

  it('compares folders file by file', async () => {
    await mkdir(inFolder('one'))
    await mkdir(inFolder('two'))
    await write('one/parcels.json', edited())
    await write('one/gone.json', edited())
    await write('two/parcels.json', edited(narrower))
    const { code, out } = await compare('one', 'two')
    expect(code).toBe(1)
    expect(out).toContain('gone.json\n    The whole API is gone. (document-removed)')
    expect(out).toContain('one -> two: 2 breaking, 0 perhaps, 0 harmless')
    expect((await compare('one/parcels.json', 'two')).out).toContain('1 breaking')
    expect((await compare('one/gone.json', 'two')).err).toContain(
      'two" has no "gone.json". Name two documents, or two folders.',
    )
  })
})

describe('a revision of git', () => {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      cwd: inFolder('repository'),
      stdio: 'pipe',
    })
  const here = process.cwd()

  beforeAll(async () => {
    await mkdir(inFolder('repository/fixtures/openapi'), { recursive: true })
    git('init', '-q')
    await write('repository/fixtures/openapi/parcels.json', edited())
    git('add', '.')
    git('commit', '-qm', 'one')
    git('tag', 'v1')
    await write('repository/fixtures/openapi/parcels.json', edited(removed))
    git('commit', '-qam', 'two')
  })
  beforeEach(() => process.chdir(inFolder('repository')))
  afterEach(() => process.chdir(here))

  it('has its documents in fixtures/openapi', async () => {
    const { code, out } = await run('v1', 'HEAD')
    expect(out).toContain('v1 -> HEAD: 1 breaking, 0 perhaps, 0 harmless')
    expect(code).toBe(1)
  })

  it('has a document at a path, which is compared with a file', async () => {
    const { code, out } = await run(
      'v1:fixtures/openapi/parcels.json',
      'fixtures/openapi/parcels.json',
    )
    expect(out).toContain('  deleteParcel\n    An operation is gone. (operation-removed)')
    expect(code).toBe(1)
  })

  it.each([
    ['v9', 'Failed to read "v9": git knows no such revision or file. Name a file or a folder'],
    ['v1:nothing.json', 'Failed to read "v1:nothing.json": git knows no such revision or file. '],
    ['--', 'Failed to compare: 1 are named. Name two, as in diff v0.1.0 HEAD.'],
    ['v1:.git', 'Failed to read "v1:.git": git knows no such revision or file. '],
    ['v1:', 'Failed to read "v1:": there is no document in it, *.json. '],
  ])('that is none is told: %s', async (named, sentence) => {
    const { code, err } = await run('HEAD', named)
    expect(err).toContain(sentence)
    expect(code).toBe(2)
  })

  it('that begins like an option is no option of git', async () => {
    const { code, err } = await run('HEAD', '--', '--batch-all-objects')
    expect(err).toContain('"--batch-all-objects": no revision begins with a hyphen.')
    expect(code).toBe(2)
  })

  it('is told to be out of reach where there is no git, or no repository', async () => {
    vi.stubEnv('PATH', inFolder('repository'))
    expect((await run('v1', 'HEAD')).err).toContain(
      'Failed to read "v1": there is no git on this machine. ',
    )
    vi.unstubAllEnvs()
    process.chdir(folder)
    expect((await run('v1', 'HEAD')).err).toContain(
      'Failed to read "v1": this folder is in no git repository. ',
    )
  })
})

describe('a document of somebody else', () => {
  const paths = (statuses: string) =>
    `paths: { /x: { get: { operationId: showX, responses: { ${statuses} } } } }`

  it('may be YAML, in several files', async () => {
    await write(
      'one.yaml',
      `openapi: 3.0.3\ninfo: { title: X }\n${paths("'200': { description: x }")}`,
    )
    await write(
      'two.yml',
      "openapi: 3.0.3\ninfo: { title: X }\npaths: { /x: { get: { operationId: showX, responses: { $ref: 'replies.yml' } } } }",
    )
    await write('replies.yml', "'204': { description: none }")
    const { code, out } = await compare('one.yaml', 'two.yml')
    expect(out).toContain('(status-removed)')
    expect(code).toBe(1)
  })

  it('may be JSON in several files, of a folder too', async () => {
    const document = { openapi: '3.1.0', info: { title: 'X' } }
    const get = (responses: object) => ({ '/x': { get: { operationId: 'showX', responses } } })
    const whole = { ...document, paths: get({ 200: { description: 'x' } }) }
    const reaching = { ...document, paths: get({ $ref: '../replies.json' }) }
    await write('replies.json', {})
    await mkdir(inFolder('was'))
    await mkdir(inFolder('is'))
    await write('was/x.json', whole)
    await write('is/x.json', { ...document, paths: get({ $ref: 'parts/replies.json' }) })
    await mkdir(inFolder('is/parts'))
    await write('is/parts/replies.json', { 204: { description: 'none' } })
    expect((await compare('was', 'is')).out).toContain('(status-removed)')
    await write('is/x.json', reaching)
    expect((await compare('was', 'is')).err).toContain(
      '("../replies.json" is outside of the document\'s folder)',
    )
  })

  it('may be of Swagger 2.0', async () => {
    const swagger = { swagger: '2.0', info: { title: 'X' }, basePath: '/v1' }
    const get = { operationId: 'showX', responses: { 200: { description: 'x' } } }
    await write('old.json', { ...swagger, paths: { '/x': { get } } })
    await write(
      'new.yaml',
      `openapi: 3.0.3\ninfo: { title: X }\nservers: [{ url: /v1 }]\n${paths("'200': { description: x }")}`,
    )
    expect(await compare('old.json', 'new.yaml')).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing changed'),
    })
  })

  it('is refused in a sentence where it refers to what is not beside it', async () => {
    await write('odd.yaml', "openapi: 3.0.3\npaths: { /x: { $ref: '../elsewhere.yaml' } }")
    const { code, err } = await compare('odd.yaml', 'odd.yaml')
    expect(err).toMatch(
      /^Failed to read "\S*odd.yaml": a reference in it cannot be followed \(there is no file "\.\.\/elsewhere\.yaml"\)\. Mend it there\.\n$/,
    )
    expect(code).toBe(2)
  })
})

describe('what is no contract', () => {
  const document = { openapi: '3.1.0', info: { title: 'x', version: '1' } }
  const get = (schema: unknown) => ({
    '/x': { get: { responses: { 200: { content: { 'application/json': { schema } } } } } },
  })

  it.each([
    [
      'a text',
      'hello',
      'it is no object. Give a document in JSON or YAML, as in "openapi: 3.1.0".',
    ],
    ['broken JSON', '{"openapi": ', 'it is neither JSON nor YAML (Unexpected end of JSON input). '],
    ['another object', '{}', 'it is no OpenAPI document. '],
    ['another version', 'openapi: 4.0.0', 'it is of version "4.0.0". '],
    [
      'too deep',
      `{"a":${'['.repeat(600)}${']'.repeat(600)}}`,
      'it is nested deeper than 200 levels. ',
    ],
    [
      'a reference to nothing',
      { ...document, paths: get({ $ref: '#/components/schemas/None' }) },
      'its reference "#/components/schemas/None" is not there. ',
    ],
    [
      'a reference to another file',
      { ...document, paths: get({ $ref: 'other.json#/X' }) },
      'a reference in it cannot be followed (there is no file "other.json"). ',
    ],
    [
      'a reference to itself',
      {
        ...document,
        paths: get({ $ref: '#/components/schemas/A' }),
        components: { schemas: { A: { $ref: '#/components/schemas/A' } } },
      },
      'its reference "#/components/schemas/A" refers to itself and to nothing else. ',
    ],
    [
      'schemas upon schemas',
      {
        ...document,
        paths: get({ $ref: '#/components/schemas/S0' }),
        components: {
          schemas: Object.fromEntries(
            Array.from({ length: 9000 }, (_, nth) => [
              `S${nth}`,
              { allOf: nth < 8999 ? [{ $ref: `#/components/schemas/S${nth + 1}` }] : [] },
            ]),
          ),
        },
      },
      'more than 500 of its schemas are made of each other. ',
    ],
  ])('is refused in a sentence: %s', async (_, text, sentence) => {
    await write('odd.json', text)
    const { code, err, out } = await compare('odd.json', 'odd.json')
    expect(err.replaceAll(`${folder}/`, '')).toContain(`Failed to read "odd.json": ${sentence}`)
    expect(err.split('\n')).toHaveLength(2)
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })

  it('is a file that is none, and a recording that is none', async () => {
    expect(
      (await compare('before.json', 'before.json', '--pact', inFolder('before.json'))).err,
    ).toContain('it is no pact: it has no interactions. ')
    expect(
      (await compare('before.json', 'before.json', '--journal', inFolder('x.json'))).err,
    ).toContain('there is no such file. ')
  })

  it('makes no trouble inside: whatever is of the wrong kind says nothing', async () => {
    const odd = { toString: 1 }
    const schema = { $ref: odd, type: odd, minimum: odd, properties: [odd], allOf: [5], anyOf: odd }
    const operation = (limit: unknown) => ({
      ...{ parameters: [{ name: odd, in: odd, schema: { ...schema, maximum: limit } }, 5] },
      ...{ responses: [odd], security: [{ odd: [odd] }], requestBody: { content: odd } },
    })
    const whole = (limit: unknown) => ({
      ...{ ...document, paths: { '/x': { get: operation(limit), post: 5 } } },
      ...{ components: { securitySchemes: { odd: { type: odd } } }, servers: odd },
      'x-readings': [null, 5, { id: odd, of: odd }],
    })
    await write('odd.json', whole(odd))
    await write('odder.json', whole([]))
    expect((await compare('odd.json', 'odder.json')).out).toContain('nothing changed')
  })
})

describe('a large or circular document', () => {
  const circle = (last: string) => ({
    openapi: '3.0.3',
    info: { title: 'Circle', version: '1' },
    paths: {
      '/n': {
        get: {
          operationId: 'n',
          responses: {
            200: {
              content: {
                'application/json': {
                  schema: { $ref: '#/components/schemas/N0' },
                },
              },
            },
          },
        },
      },
    },
    components: {
      schemas: Object.fromEntries(
        Array.from({ length: 2000 }, (_, nth) => [
          `N${nth}`,
          {
            type: 'object',
            properties: {
              next: { $ref: `#/components/schemas/N${(nth + 1) % 2000}` },
              other: { $ref: `#/components/schemas/N${(nth * 7) % 2000}` },
              value: { type: nth === 1999 ? last : 'string' },
            },
          },
        ]),
      ),
    },
  })

  it('is compared to its end', async () => {
    await write('circle.json', circle('string'))
    await write('turned.json', circle('integer'))
    const { code, out } = await compare('circle.json', 'turned.json')
    expect(out).toContain('n: N1999.value in replies: ["string"] -> ["integer"]')
    expect(code).toBe(1)
    expect((await compare('circle.json', 'circle.json')).out).toContain('nothing changed')
  })
})
