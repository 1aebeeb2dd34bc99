import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderOf, load as loadFrom, made, textsOf, write } from './written.ts'

const folder = folderOf('documents')
const load = (name: string) => loadFrom(name, folder)

const root = fileURLToPath(new URL('../..', import.meta.url))
const require = createRequire(import.meta.url)

/** What is written, each out of a document of another manner; the first of none. */
const written = {
  shop: undefined,
  tides: 'tides.yaml',
  ferry: 'ferry.json',
  ledger: 'ledger.yaml',
  parts: 'parts.yaml',
  orchard: 'orchard.yaml',
} as const
const names = Object.keys(written)

beforeAll(async () => {
  for (const [name, document] of Object.entries(written))
    await write(await made(name, document), folder)
  await writeFile(join(folder, 'vitest.config.mjs'), 'export default {}')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What a program of a package says, with its exit code. */
const run = (bin: string, ...args: readonly string[]) =>
  new Promise<{ readonly code: number | null; readonly output: string }>(done => {
    const env = Object.fromEntries(
      Object.entries({ ...process.env, NO_COLOR: '1' }).filter(([name]) => !/^VITEST/.test(name)),
    )
    const child = execFile(
      process.execPath,
      [bin, ...args],
      { cwd: root, env },
      (_, stdout, stderr) => done({ code: child.exitCode, output: stdout + stderr }),
    )
  })

const binOf = (name: string, file: string): string =>
  join(dirname(require.resolve(`${name}/package.json`)), file)

describe('what is written of documents of six manners', () => {
  it('compiles in strict mode', async () => {
    const flags =
      '--ignoreConfig --strict --noEmit --module nodenext --target es2023 --allowImportingTsExtensions --skipLibCheck'
    const files = names.flatMap(name =>
      ['index', 'factories', `${name}.test`].map(file => join(folder, name, `${file}.ts`)),
    )
    const tsc = binOf('typescript', 'bin/tsc')
    expect(await run(tsc, ...flags.split(' '), ...files)).toEqual({ code: 0, output: '' })
  })

  it('is formatted and clean under the rules of this package', async () => {
    const folders = names.map(name => join(folder, name))
    const biome = binOf('@biomejs/biome', 'bin/biome')
    const { code, output } = await run(biome, 'check', '--vcs-enabled=false', ...folders)
    expect(code, output).toBe(0)
  })

  it('passes the tests that are written with it: each double keeps its contract', async () => {
    const { code, output } = await run(
      binOf('vitest', 'vitest.mjs'),
      ...['run', '--root', folder, '--no-isolate'],
    )
    expect(code, output).toBe(0)
    expect(output).toMatch(/Test Files +6 passed/)
    expect(output).toMatch(/Tests +12 passed/)
  })

  it('exports documents that redocly finds no error in', async () => {
    const files = await Promise.all(
      names.map(async name => {
        const file = join(folder, `${name}.json`)
        await writeFile(file, JSON.stringify(await (await load(name)).openapi()))
        return file
      }),
    )
    const redocly = binOf('@redocly/cli', 'bin/cli.js')
    const { code, output } = await run(redocly, 'lint', '--extends', 'recommended', ...files)
    expect(code, output).toBe(0)
  })
})

const key = { 'X-Tide-Key': 'any' }
const json = async (response: Response): Promise<unknown> => response.json()

describe('the double out of a document', () => {
  it('holds what the document shows, and keeps what it is told', async () => {
    const { fetch } = (await load('tides')).create()
    const url = 'https://api.tides.test/v2/stations'
    expect(await json(await fetch(url, { headers: key }))).toEqual({
      stations: [
        {
          ...{ id: 'st_hirtshals', name: 'Hirtshals', region: 'north', depth: 4.5 },
          opened_at: '2021-05-01T08:00:00Z',
        },
      ],
      total: 1,
    })
    const body = JSON.stringify({ name: 'Esbjerg', region: 'south' })
    const created = await fetch(url, { method: 'POST', headers: key, body })
    expect(created.status).toBe(201)
    const { id } = Object(await json(created))
    expect(await json(await fetch(`${url}/${id}`, { headers: key }))).toMatchObject({
      ...{ id, name: 'Esbjerg', region: 'south' },
    })
    const south = await fetch(`${url}?region=south&limit=1`, { headers: key })
    expect(await json(south)).toMatchObject({ stations: [{ id }], total: 1 })
    await fetch(`${url}/${id}`, { method: 'DELETE', headers: key })
    expect((await fetch(`${url}/${id}`, { headers: key })).status).toBe(404)
  })

  it('says no in the words of the document', async () => {
    const { fetch } = (await load('tides')).create()
    const url = 'https://api.tides.test/v2/stations'
    const refused = await fetch(url, { method: 'POST', headers: key, body: '{"name":"x"}' })
    expect(refused.status).toBe(422)
    expect(await json(refused)).toEqual({
      status: 422,
      message: '"name" must have a length of at least 2.',
    })
    expect((await fetch(url)).status).toBe(401)
  })

  it('answers the documented example where there is no entity', async () => {
    const { fetch } = (await load('tides')).create()
    const url = 'https://api.tides.test/v2/stations/any/forecast'
    expect(await json(await fetch(url, { headers: key }))).toEqual({
      ...{ high: '2024-06-01T11:20:00Z', height: 1.4 },
    })
  })

  it('goes on from a cursor, in the envelopes of the document', async () => {
    const { fetch } = (await load('ledger')).create()
    const url = 'https://ledger.test/v1/entries'
    const headers = { Authorization: 'Bearer any' }
    for (const amount of [1, 2]) {
      const body = JSON.stringify({ entry: { amount, currency: 'DKK' } })
      expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(201)
    }
    const seen: unknown[] = []
    let cursor = ''
    do {
      const query = cursor === '' ? '' : `&cursor=${cursor}`
      const page = Object(await json(await fetch(`${url}?page_size=2${query}`, { headers })))
      seen.push(...page.data.map(({ amount }: { readonly amount: number }) => amount))
      expect(page.has_more).toBe(page.next_cursor !== null)
      cursor = page.next_cursor ?? ''
    } while (cursor !== '')
    expect(seen).toHaveLength(3)
    expect(seen).toEqual(expect.arrayContaining([1, 2]))
  })

  it('keeps what stands in an envelope, and what is sent in the form in which it is kept', async () => {
    const { fetch } = (await load('orchard')).create({ world: 'empty' })
    const url = 'https://orchard.test/api/trees'
    const headers = { Authorization: 'Bearer any' }
    const plant = async (place: object) => {
      const body = JSON.stringify({ kind: 'Pear', place })
      return Object(await json(await fetch(url, { method: 'POST', headers, body }))).tree
    }
    const tree = await plant({ type: 'row', id: '7' })
    expect(tree).toEqual({ id: tree.id, kind: 'Pear', place: { type: 'row', id: '7' } })
    expect(await json(await fetch(`${url}/${tree.id}`, { headers }))).toEqual({ tree })
    expect(await plant({ type: 'row' })).toEqual({ id: expect.any(String), kind: 'Pear' })
  })

  it('keeps what is sent in one of several forms, and gives nothing another id', async () => {
    const { fetch } = (await load('orchard')).create({ world: 'empty' })
    const url = 'https://orchard.test/api/ladders'
    const headers = { Authorization: 'Bearer any' }
    const send = async (method: string, to: string, body: object) =>
      Object(await json(await fetch(to, { method, headers, body: JSON.stringify(body) })))
    const ladder = await send('POST', url, { height: 2.5, by: 'Ada' })
    expect(ladder).toEqual({ id: ladder.id, height: 2.5, by: 'Ada' })
    const one = `${url}/${ladder.id}`
    const changed = { id: ladder.id, height: 3, by: 'Ada' }
    expect(await send('PATCH', one, { id: 'another', height: 3 })).toEqual(changed)
    expect(await json(await fetch(one, { headers }))).toEqual(changed)
  })

  it('of Swagger 2.0 counts its ids, and takes Basic', async () => {
    const { fetch } = (await load('ferry')).create()
    const url = 'https://ferry.test/api/crossings'
    const headers = { Authorization: `Basic ${btoa('a:b')}` }
    const body = JSON.stringify({ from: 'Esbjerg', to: 'Fanø' })
    const created = await fetch(url, { method: 'POST', headers, body })
    expect(await json(created)).toEqual({ id: 13, from: 'Esbjerg', to: 'Fanø', cars: 0 })
    expect(await json(await fetch(`${url}/12`, { headers }))).toEqual({
      ...{ id: 12, from: 'Norddeich', to: 'Juist', cars: 8 },
    })
  })
})

describe('a hostile document', () => {
  it('writes nowhere but into its folder', async () => {
    const paths = [...textsOf(await made('parts', 'parts.yaml')).keys()]
    expect(paths).toEqual([
      ...['schemas.ts', 'entities.ts', 'dialect.ts', 'operations/parts.ts', 'operations/escape.ts'],
      ...['index.ts', 'factories.ts', 'parts.test.ts'],
    ])
  })

  it('is text in what is written, and never code', async () => {
    const { contract } = (await load('parts')).create()
    expect(contract).toMatchObject({
      showPart: { summary: "Show'); process.exit(1); ('", path: '/parts/:partId' },
    })
    const operations = textsOf(await made('parts', 'parts.yaml')).get('operations/parts.ts')
    expect(operations).toContain(`"Show'); process.exit(1); ('"`)
    expect(operations).toContain("'// a comment\\nthat goes on */ `\\u0024{process.exit(1)}`'")
  })
})

describe('what cannot be expressed', () => {
  it('is told at the end, and beside its place', async () => {
    const one = await made('tides', 'tides.yaml')
    expect([...one.plan.losses.all]).toEqual([
      ['that a body may be left out', ['updateStation']],
      ['the response header X-Cached', ['getForecast 200']],
      ['the header X-Trace', ['getForecast']],
    ])
    expect(textsOf(one).get('operations/forecasts.ts')).toContain(
      '// Not expressed: the response header X-Cached (200); the header X-Trace.\n// To do: it answers the same whatever is asked.\nexport const getForecast = op',
    )
  })
  it('is told once of all the replies of an operation', async () => {
    const texts = textsOf(await made('orchard', 'orchard.yaml'))
    expect(texts.get('operations/trees.ts')).toContain(
      '// Not expressed: the response header X-Left (200, 404).\nexport const fellTree = op',
    )
  })
})

describe('what has no name in a document', () => {
  it('is called by the path that it stands at', async () => {
    const texts = textsOf(await made('orchard', 'orchard.yaml'))
    const names = [...(texts.get('schemas.ts') ?? '').matchAll(/^export const (\w+)/gm)]
    expect(names.map(([, name]) => name)).toContain('TreesReply')
  })
})
