import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { createDoublesOf } from '../../contract/double/doubles.ts'
import { demo, documented } from '../../fixtures/index.ts'
import { apis, createDoubles } from '../../handlers/index.ts'
import { suites, verify } from '../../handlers/verify.ts'
import manifest from '../../package.json' with { type: 'json' }
import type { Run } from '../../server/commands/command.ts'
import { runOpenApi } from '../../server/commands/openapi.ts'
import { runServe } from '../../server/commands/serve.ts'
import { runVerify } from '../../server/commands/verify.ts'

const root = new URL('../../', import.meta.url)

/** What a command says of itself. */
async function helpOf(run: Run): Promise<string> {
  const lines: string[] = []
  expect(await run(['--help'], line => lines.push(line))).toBe(0)
  return lines.join('\n')
}

describe('the list of APIs', () => {
  it('has all that have a folder', async () => {
    const entries = await readdir(new URL('handlers', root), { withFileTypes: true })
    const folders = entries.filter(entry => entry.isDirectory()).map(({ name }) => name)
    expect(Object.keys(apis).toSorted()).toEqual(folders.toSorted())
  })

  it('has each under its own name', () => {
    expect(Object.values(apis).map(({ name }) => name)).toEqual(Object.keys(apis))
  })

  it('is what provider verifications choose from', () => {
    expect(suites).toBe(apis)
  })
})

describe.each(Object.values(apis))('$title is whole: it', api => {
  const { name, title, documentedUrl, create } = api

  it('has a double that stands where its pages say', () => {
    const double = create()
    expect(double).toMatchObject({ name, title, baseUrl: documentedUrl })
    expect(createDoubles()[name].name).toBe(name)
  })

  it('has a document, which is checked in', async () => {
    expect(await api.openapi()).toMatchObject({ openapi: '3.1.0', info: { title } })
    expect(existsSync(new URL(`fixtures/openapi/${name}.json`, root))).toBe(true)
  })

  it('has a suite, which its own double passes', async () => {
    expect(await api.suite()).toMatchObject({ name, title, documentedUrl })
    const { counts } = await verify(api, create().fetch, { readOnly: true })
    expect(counts).toMatchObject({ breaches: 0, failed: 0 })
    expect(counts.passed).toBeGreaterThan(0)
  })

  it('is part of the documented and of the demo world, which has more', () => {
    const sizeIn = (world: typeof demo) => JSON.stringify(create({ world }).snapshot()).length
    expect(create({ world: documented }).snapshot()).toEqual(create().snapshot())
    expect(sizeIn(documented)).toBeGreaterThan(
      JSON.stringify(create({ world: 'empty' }).snapshot()).length,
    )
    expect(sizeIn(demo)).toBeGreaterThan(sizeIn(documented))
  })

  it('is an entry of the package, with types for every resolution', () => {
    const types: Readonly<Record<string, readonly string[]>> = manifest.typesVersions['*']
    const entry = `handlers/${name}/index`
    expect(manifest.exports).toHaveProperty([`./${name}`], {
      import: { types: `./dist/${entry}.d.ts`, default: `./dist/${entry}.js` },
      require: { types: `./dist/cjs/${entry}.d.ts`, default: `./dist/cjs/${entry}.js` },
    })
    expect(types[name]).toEqual([`./dist/cjs/${entry}.d.ts`])
  })

  it('is told by the help of every command that takes it', async () => {
    for (const run of [runServe, runOpenApi, runVerify]) {
      expect(await helpOf(run)).toMatch(new RegExp(`\\b${name}\\b`))
    }
  })

  it('has a page with its operations', async () => {
    const page = await readFile(fileURLToPath(new URL(`docs/apis/${name}.md`, root)), 'utf8')
    for (const operation of Object.keys(create().contract)) {
      expect(page).toMatch(new RegExp(`^\\| \`${operation}\``, 'm'))
    }
  })
})

describe("doubles of a list of one's own", () => {
  const { overplane, oberplan } = apis

  it('are those, each where the path of its pages goes on behind the base URL', () => {
    const doubles = createDoublesOf({ overplane, oberplan }, { baseUrl: 'http://localhost:4010/' })
    expect(Object.keys(doubles.snapshot())).toEqual(['overplane', 'oberplan'])
    expect(doubles.overplane.baseUrl).toBe('http://localhost:4010')
    expect(doubles.oberplan.baseUrl).toBe('http://localhost:4010/v1')
    expect(doubles.oberplan.outbox).toEqual([])
    expect(doubles.handlers).toHaveLength(
      doubles.overplane.handlers.length + doubles.oberplan.handlers.length,
    )
  })

  it('take a world of theirs, and no part for another', () => {
    const fill = vi.fn()
    createDoublesOf({ overplane, oberplan }, { world: { name: 'mine', oberplan: fill }, seed: 7 })
    expect(fill).toHaveBeenCalledExactlyOnceWith(expect.anything(), 7)
    const world = { name: 'mine', pterodactyl: fill }
    expect(() => createDoublesOf({ overplane, oberplan }, { world })).toThrow(
      'Failed to find the world: there is no "pterodactyl". Choose from name, overplane, oberplan.',
    )
  })

  it('are refused where a name is not its own, or means something else', () => {
    expect(() => createDoublesOf({ overplan: overplane })).toThrow(
      'Failed to create the doubles: the API "overplane" stands under "overplan". Give it under its own name.',
    )
    for (const name of ['name', 'fetch', 'handlers', 'reset', 'journal', 'snapshot', 'restore']) {
      expect(() => createDoublesOf({ [name]: { ...overplane, name } })).toThrow(
        `Failed to create the doubles: an API cannot be called "${name}", which is something else here. Give it another name.`,
      )
    }
  })
})
