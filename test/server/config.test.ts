import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineConfig } from '../../contract/define.ts'
import { apis } from '../../handlers/index.ts'
import { configOf, type Run } from '../../server/commands/command.ts'
import { runOpenApi } from '../../server/commands/openapi.ts'
import { runPact } from '../../server/commands/pact.ts'
import { runServe } from '../../server/commands/serve.ts'
import { serveUsage } from '../../server/commands/serve-usage.ts'
import { runVerify } from '../../server/commands/verify.ts'
import { parseServeArguments } from '../../server/line/arguments.ts'
import { overviewOf } from '../../server/line/help.ts'
import { serve } from '../../server/serve/serve.ts'
import { library } from '../define/library.ts'

const config = defineConfig({
  apis: { library },
  worlds: {
    'two books': {
      library: db => {
        db.book.create({ isbn: 'one', title: 'One' })
        db.book.create({ isbn: 'two', title: 'Two' })
      },
    },
  },
  serve: { port: 0, world: 'two books', quiet: true, seed: 7 },
})

const headers = { 'X-Library-Key': 'key_1' }

let folder: string
let nth = 0
const errors: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'config-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => {
  errors.length = 0
  vi.spyOn(process.stderr, 'write').mockImplementation(text => errors.push(String(text)) > 0)
})
afterEach(() => vi.restoreAllMocks())

/** What a command says, with a file for its configuration. */
async function told(run: Run, args: readonly string[], text: string) {
  nth += 1
  const file = join(folder, `config-${nth}.mjs`)
  await writeFile(file, text)
  const lines: string[] = []
  const code = await run([...args, '--config', file], line => lines.push(line))
  return {
    file,
    code,
    out: lines.join('\n'),
    err: errors.join('').replaceAll(file, '<file>').replace(`config-${nth}.mjs`, '<file>'),
  }
}

/** A configuration of the library, from a file that is no module of these tests. */
const api = `{
  name: 'library', title: 'Library', documentedUrl: 'https://api.library.test/v1',
  documented() {}, create() {}, suite() {}, openapi: async () => ({ openapi: '3.1.0' }),
}`
const whole = `export default { apis: { library: ${api} }, worlds: { rainy: {} }, serve: { port: 4030 } }`

describe('a configuration', () => {
  it('is served as it says: its APIs and no others, in its world, by its port', async () => {
    const { url, doubles, close } = await serve({ config })
    try {
      const list = await fetch(`${url}/v1/books`, { headers })
      expect(await list.json()).toMatchObject({ books: [{ isbn: 'one' }, { isbn: 'two' }] })
      expect(doubles.library.db.book.count()).toBe(2)
      expect((await fetch(`${url}/api/core/user`)).status).toBe(404)
    } finally {
      await close()
    }
  })

  it('has worlds that a running server can be put into', async () => {
    const { url, doubles, close } = await serve({ config, world: 'empty' })
    const reset = (world: string) =>
      fetch(`${url}/__admin/reset?world=${world}`, { method: 'POST' })
    try {
      expect((await reset('two%20books')).status).toBe(204)
      expect(doubles.library.db.book.count()).toBe(2)
      expect((await reset('demo')).status).toBe(204)
      expect(doubles.library.db.book.getAll()).toMatchObject([{ isbn: 'book_dune' }])
      const wrong = await reset('three')
      expect([wrong.status, await wrong.json()]).toMatchObject([
        400,
        {
          detail:
            'Failed to POST /__admin/reset: "world" is "three". Give one of documented, empty, demo, two books.',
        },
      ])
    } finally {
      await close()
    }
  })

  it('may take ours along, with people made up for them in the demo world', async () => {
    const lines: string[] = []
    const all = defineConfig({ apis: { ...apis, library } })
    const { url, doubles, close } = await serve({ config: all, port: 0, world: 'demo' }, line =>
      lines.push(line),
    )
    try {
      expect(doubles.overplane.db.user.count()).toBe(61)
      expect(doubles.library.db.book.count()).toBe(1)
      expect(lines[0]).toContain(
        `Library  ${url}/v1\n  X-Library-Key: key_123\n  curl -H 'X-Library-Key: key_123' '${url}/v1/books'`,
      )
    } finally {
      await close()
    }
  })

  it('gives the arguments of serve their defaults; the environment and the command line win', async () => {
    const of = (args: readonly string[], env = {}) => parseServeArguments(args, env, config)
    expect(await of([])).toMatchObject({ port: 0, world: 'two books', quiet: true, seed: 7 })
    expect(await of([], { PORT: '5' })).toHaveProperty('port', 5)
    expect(await of(['-p', '6', '--world', 'empty', '--seed', '1'], { PORT: '5' })).toMatchObject({
      ...{ port: 6, world: 'empty', seed: 1 },
    })
    await expect(of(['--api', 'overplane'])).rejects.toThrow(
      'Failed to read --api: there is no "overplane". Choose from library.',
    )
    await expect(of(['--world', 'x'])).rejects.toThrow(
      'Failed to read --world: there is no "x". Choose from documented, empty, demo, two books.',
    )
  })

  it('is what the help of every command tells', async () => {
    const help = async (run: Run) => (await told(run, ['--help'], whole)).out
    expect(await help(runServe)).toMatch(/some of library; [\s\S]*documented, empty, demo, rainy;/)
    expect(await help(runServe)).toContain('default 4030')
    expect(await help(runOpenApi)).toMatch(/<api> +library, or control\b/)
    expect(await help(runVerify)).toContain('Library http://127.0.0.1:4030/v1')
    expect(await help(runPact)).toContain('http://127.0.0.1:4030')
    const { file } = await told(runOpenApi, ['--help'], whole)
    expect(overviewOf([], serveUsage, await configOf(['--config', file]))).toContain(
      'some of library;',
    )
  })

  it('is what the other commands choose from', async () => {
    expect(await told(runOpenApi, ['library'], whole)).toMatchObject({
      code: 0,
      out: '{\n  "openapi": "3.1.0"\n}',
    })
    expect(await told(runVerify, ['overplane'], whole)).toMatchObject({
      code: 2,
      err: 'Failed to verify: there is no API "overplane". Choose one of library.\n',
    })
  })
})

describe('what is wrong with a configuration is one sentence, and exit code 2:', () => {
  it.each([
    [
      'it throws',
      "throw new Error('oh')",
      'oh (<file>:1). Mend it, or name another with --config <file>.',
    ],
    [
      'it exports nothing by default',
      'export const apis = {}',
      'it has no default export. Give it one, as in export default defineConfig({ apis: { todos } }).',
    ],
    [
      'it is no object',
      'export default 5',
      'it is 5. Give what defineConfig() takes, as in { apis: { todos } }.',
    ],
    [
      'it has no APIs',
      'export default { apis: {} }',
      '"apis" is an object. Give APIs under their names, as defineApi() makes them: { todos }.',
    ],
    [
      'what should be an API is none',
      'export default { apis: { todos: () => {} } }',
      '"apis.todos" is a function. Give APIs under their names, as defineApi() makes them: { todos }.',
    ],
    [
      'an API goes by another name',
      `export default { apis: { books: ${api} } }`,
      'the API "library" stands under "books". Give it under its own name.',
    ],
    [
      'an API goes by the name of what controls it',
      `export default { apis: { control: { ...${api}, name: 'control' } } }`,
      'an API cannot be called "control", by which the document of the control API goes. Give it another name.',
    ],
    [
      'a world fills an API that is not there',
      `export default { apis: { library: ${api} }, worlds: { mine: { overplane() {} } } }`,
      ', the world "mine": there is no "overplane". Choose from name, library.',
    ],
    [
      'a world takes a name that is taken',
      `export default { apis: { library: ${api} }, worlds: { empty: {} } }`,
      'a world cannot be called "empty", which every API has. Give it another name.',
    ],
    [
      'it serves what it cannot',
      `export default { apis: { library: ${api} }, serve: { port: 'x' } }`,
      '"serve.port" is "x". Give a whole number from 0 to 65535, as in { port: 4010 }.',
    ],
    [
      'it has a key that is none',
      `export default { apis: { library: ${api} }, server: {} }`,
      'there is no "server". Choose from apis, worlds, scenarios, serve.',
    ],
  ])('%s', async (_, text, sentence) => {
    const { code, out, err } = await told(runOpenApi, ['library'], text)
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: `Failed to read "<file>"${sentence.startsWith(',') ? '' : ': '}${sentence}\n`,
    })
  })

  it.each([
    [
      'a world of it throws',
      'throw new Error("oops")',
      'Failed to run what is configured: oops (<file>:6). Mend it there.',
    ],
    [
      'a world of it breaks its model',
      'throw new TypeError("Failed to put it: no. Do.")',
      'Failed to put it: no. Do.',
    ],
  ])('%s', async (_, deed, sentence) => {
    const filling = api.replace('create() {}', `create({ world }) { ${deed} }`)
    const text = `export default {\n\n\n\n apis: { library:\n ${filling.replaceAll('\n', ' ')} } }`
    expect(await told(runServe, ['-p', '0'], text)).toMatchObject({ code: 2, err: `${sentence}\n` })
  })

  it('there is none of its name', async () => {
    expect(await runOpenApi(['library', '--config', 'no.ts'], () => {})).toBe(2)
    expect(errors).toEqual([
      'Failed to read "no.ts": there is no such file. Name one that there is.\n',
    ])
  })

  it('its world is none', async () => {
    await expect(serve({ config, world: 'x' })).rejects.toThrow(
      'Failed to find the world: there is no "x". Choose from documented, empty, demo, two books.',
    )
  })
})
