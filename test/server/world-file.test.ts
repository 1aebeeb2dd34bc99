import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineConfig } from '../../contract/define.ts'
import { apis } from '../../handlers/index.ts'
import { runServe } from '../../server/commands/serve.ts'
import { configAt } from '../../server/config/config.ts'
import { worldsOf } from '../../server/files/worlds.ts'
import { parseServeArguments } from '../../server/line/arguments.ts'
import { type Served, serve } from '../../server/serve/serve.ts'
import type { ServeOptions } from '../../server/serve/serve-options.ts'

let folder: string
const errors: string[] = []
const running: Served[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'worlds-'))
  errors.length = 0
  vi.spyOn(process.stderr, 'write').mockImplementation(text => errors.push(String(text)) > 0)
})
afterEach(async () => {
  vi.restoreAllMocks()
  for (const { close } of running.splice(0)) await close()
  await rm(folder, { recursive: true })
})

/** A file of this name with a text, or with a value as JSON. */
async function put(name: string, content: unknown): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

async function start(options: ServeOptions): Promise<Served> {
  const served = await serve({ port: 0, ...options })
  running.push(served)
  return served
}

const emails = ({ doubles }: Served) => doubles.overplane.db.user.getAll().map(one => one.email)
const reset = (served: Served, query = '') =>
  fetch(`${served.url}/__admin/reset${query}`, { method: 'POST' })
const team = { overplane: { users: [{ email: 'ada@example.com' }, { email: 'bob@example.com' }] } }

describe('a world in a file', () => {
  it('is entities as JSON: what it does not name is empty, and a reset goes back to it', async () => {
    const world = await put('team.json', { $schema: './state.schema.json', ...team })
    const served = await start({ world })
    expect(emails(served)).toEqual(['ada@example.com', 'bob@example.com'])
    expect(served.doubles.oberplan.db.user.count()).toBe(0)
    served.doubles.overplane.db.user.deleteMany({ where: {} })
    await rm(world) // it has been read
    expect((await reset(served)).status).toBe(204)
    expect(emails(served)).toEqual(['ada@example.com', 'bob@example.com'])
  })

  it('is what a server gave of its state', async () => {
    const first = await start({ world: 'demo' })
    const state = await (await fetch(`${first.url}/__admin/state`)).json()
    const second = await start({ world: await put('demo.json', state) })
    expect(second.doubles.snapshot()).toEqual(first.doubles.snapshot())
  })

  it.each(['mjs', 'js', 'mts', 'ts'])('is what a module exports by default: .%s', async ending => {
    const world = await put(
      `team.${ending}`,
      `export default {
        overplane: db => { db.user.create({ email: 'ada@example.com' }) },
        oberplan: { users: [{ email: 'bob@example.com' }] },
      }`,
    )
    await put('package.json', { type: 'module' })
    const served = await start({ world })
    expect(emails(served)).toEqual(['ada@example.com'])
    expect(served.doubles.oberplan.db.user.getAll()).toMatchObject([{ email: 'bob@example.com' }])
    expect(served.doubles.pterodactyl.db.user.count()).toBe(0)
  })

  it('begins with the mark that some editors begin with', async () => {
    const served = await start({ world: await put('team.json', `\ufeff${JSON.stringify(team)}`) })
    expect(emails(served)).toHaveLength(2)
  })

  it('is a file by its folder or its ending, and a name without them', async () => {
    const config = defineConfig({ apis, worlds: { 'team.json': {}, team: {} } })
    const worldOf = async (text: string) =>
      (await parseServeArguments(['--world', text], {}, config)).world
    for (const text of [
      './team',
      'a/b',
      'a\\b',
      'x.json',
      'x.ts',
      'x.mts',
      'x.js',
      'x.mjs',
      'team',
    ]) {
      expect(await worldOf(text)).toBe(text)
    }
    for (const text of ['x.toml', 'json', 'x.cts']) {
      await expect(worldOf(text)).rejects.toThrow(`there is no "${text}". Choose from documented`)
    }
  })
})

describe('the worlds of a configuration', () => {
  it('may stand in files, from its own folder, and are chosen by their names', async () => {
    await mkdir(join(folder, 'worlds'))
    await put('worlds/team.json', team)
    const file = await put(
      'contract-doubles.config.mjs',
      `export default { apis: globalThis.theseApis, serve: { world: './worlds/team.json', state: './state.json' },
        worlds: { team: './worlds/team.json', one: { overplane: { users: [{ email: 'one@example.com' }] } } } }`,
    )
    Object.assign(globalThis, { theseApis: apis })
    const config = await configAt(file)
    expect(config.serve).toEqual({
      world: join(folder, 'worlds/team.json'),
      state: join(folder, 'state.json'),
    })
    const served = await serve({
      config: { ...config, serve: {} },
      port: 0,
      world: config.serve?.world ?? '',
    })
    running.push(served as never)
    const all = () => Object(served.doubles.overplane?.db).user.count()
    expect(all()).toBe(2)
    const to = (name: string) => reset(served as never, `?world=${name}`)
    expect([(await to('one')).status, all()]).toEqual([204, 1])
    expect([(await to('team')).status, all()]).toEqual([204, 2])
    const wrong = await to('nope')
    expect(await wrong.json()).toMatchObject({
      detail: expect.stringContaining('Give one of documented, empty, demo, team, one.'),
    })
  })

  it('are no files of the machine for whoever asks over HTTP', async () => {
    const served = await start({ world: 'empty' })
    const path = await put('team.json', team)
    const reply = await reset(served, `?world=${encodeURIComponent(path)}`)
    expect([reply.status, emails(served)]).toEqual([400, []])
  })

  it('are the same objects whenever they are asked for, and read anew after a failure', async () => {
    const config = defineConfig({ apis, worlds: { team: join(folder, 'team.json'), mine: team } })
    const worlds = worldsOf(config)
    await expect(worlds.named('team')).rejects.toThrow('there is no such file')
    await put('team.json', team)
    for (const name of ['team', 'mine', 'demo']) {
      const [first, second] = [await worlds.named(name), await worlds.named(name)]
      expect(first).toBe(second)
      expect(first).toMatchObject({ name })
    }
  })

  it.each([
    ['x', '"worlds.team" is "x". Give worlds by name'],
    [5, '"worlds.team" is 5. Give worlds by name'],
    [{ overplan: {} }, 'the world "team": there is no "overplan". Choose from name, overplane'],
  ])('are refused where they are none: %j', async (team, sentence) => {
    const config = { apis, worlds: { team } } as never
    await expect(serve({ config, port: 0 })).rejects.toThrow(sentence)
  })
})

describe('a world that cannot be read is one sentence, and exit code 2:', () => {
  const remedy =
    'Give JSON, as in { "overplane": { "users": [{ "email": "ada@example.com" }] } }, or a module that exports a world by default.'
  it.each<readonly [string, string, string, string]>([
    [
      'it is no JSON',
      'w.json',
      '{\n  "overplane": {},\n}',
      `: it is no JSON at line 3, column 1. ${remedy}`,
    ],
    ['it is empty', 'w.json', '', `: it is no JSON at line 1, column 1. ${remedy}`],
    ['it is a list', 'w.json', '[]', ': it is a list. Give entities by API, as in {'],
    ['it is too deep', 'w.json', '['.repeat(600), `: it is more than 512 levels deep. ${remedy}`],
    [
      'it is of other APIs',
      'w.json',
      '{"overplan":{}}',
      ': there is no "overplan". Choose from name, overplane, pterodactyl, oberplan.',
    ],
    ['it exports nothing', 'w.mjs', 'export const a = 1', `: it has no default export. ${remedy}`],
    [
      'it exports no world',
      'w.mjs',
      'export default () => {}',
      ': it is a function. Give entities by API',
    ],
    ['it throws', 'w.mjs', '\nthrow new Error("oh")', `: oh (w.mjs:2). ${remedy}`],
    ['its name is none', 'w.mjs', 'export default { name: 5 }', ': "name" is 5. Give a text.'],
  ])('%s', async (_, name, text, sentence) => {
    const file = await put(name, text)
    expect(await runServe(['-p', '0', '--world', file], () => {})).toBe(2)
    const [told = '', ...more] = errors
    expect(told.startsWith(`Failed to read the world "${file}"${sentence}`)).toBe(true)
    expect([told.match(/\n/g)?.length, more]).toEqual([1, []])
  })

  it('there is none, or it is a folder', async () => {
    for (const [name, why] of [
      ['no.json', 'there is no such file'],
      ['no.mjs', 'there is no such file'],
      ['', 'it is a folder'],
    ] as const) {
      const file = `${folder}/${name}`
      expect(await runServe(['-p', '0', '--world', file], () => {})).toBe(2)
      expect(errors.pop()).toBe(`Failed to read the world "${file}": ${why}. ${remedy}\n`)
    }
  })

  it('it is no UTF-8, or larger than what is read', async () => {
    const file = join(folder, 'w.json')
    await writeFile(file, new Uint8Array([0x22, 0xff, 0x22]))
    await expect(serve({ world: file })).rejects.toThrow(': it is not valid UTF-8. Give')
    await truncate(file, 256 * 1_048_576 + 1)
    await expect(serve({ world: file })).rejects.toThrow(
      ': it is larger than 268435456 bytes. Give',
    )
  })

  it.each([
    ['w.json', '{ "overplane": { "users": [{ "email": "a@example.com" }, { "email": 5 }] } }'],
    ['w.mjs', 'export default { overplane: { users: [{}, { email: 5 }] } }'],
  ])('it does not fit: %s', async (name, text) => {
    const file = await put(name, text)
    expect(await runServe(['-p', '0', '--world', file], () => {})).toBe(2)
    expect(errors.join('')).toBe(
      'Failed to fill "overplane" with the world "w": its "users" is wrong in entity 2 at "email" (expected string, not 5). Give what snapshot() gave, or entities as in { "users": [{ … }] }.\n',
    )
  })

  it('it throws while it fills', async () => {
    const file = await put('w.mjs', '\nexport default { overplane() { throw new Error("oh") } }')
    expect(await runServe(['-p', '0', '--world', file], () => {})).toBe(2)
    expect(errors.join('')).toBe('Failed to run what is configured: oh (w.mjs:2). Mend it there.\n')
  })
})
