import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { runNew } from '../../server/commands/new/new.ts'
import { builtCommand } from '../built.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'new-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const place = async (name: string, text: string): Promise<string> => {
  const file = join(folder, name)
  await writeFile(file, text)
  return file
}

/** The command as it is installed, in a folder. */
const run = (cwd: string, ...args: readonly string[]) =>
  new Promise<{ code: number | null; stdout: string; stderr: string }>(done => {
    const child = execFile(
      process.execPath,
      [builtCommand(), 'new', ...args],
      { cwd },
      (_, stdout, stderr) => done({ code: child.exitCode, stdout, stderr }),
    )
    child.stdin?.end()
  })

describe('contract-doubles new', () => {
  it('writes an API into a new folder, says what, and what to do next', async () => {
    const cwd = await mkdtemp(join(folder, 'empty-'))
    const { code, stdout, stderr } = await run(cwd, 'shop')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe(`Wrote Shop: 5 operations.
  shop/schemas.ts
  shop/entities.ts
  shop/dialect.ts
  shop/operations.ts
  shop/index.ts
  shop/factories.ts
  shop/shop.test.ts
  contract-doubles.config.ts

entity  id  path         what can be done
Item    id  /items/{id}  list, create, read, update, delete
Where that is wrong, say --id <Schema>=<field> or --entity <Schema>, or change the files.

Next:
  npm install --save-dev contract-doubles msw@2 zod tsx vitest @faker-js/faker
  npx contract-doubles serve
  npx contract-doubles verify shop --url http://127.0.0.1:4010/v1
  npx vitest run shop
`)
    expect(await readFile(join(cwd, 'contract-doubles.config.ts'), 'utf8')).toBe(
      `${[
        "import { defineConfig } from 'contract-doubles/define'",
        "import { shop } from './shop/index.ts'",
        '',
        'export default defineConfig({ apis: { shop } })',
      ].join('\n')}\n`,
    )
  })

  it('writes over a folder only where it is told to', async () => {
    const cwd = await mkdtemp(join(folder, 'there-'))
    await mkdir(join(cwd, 'shop'))
    expect(await run(cwd, 'shop')).toEqual({
      ...{ code: 2, stdout: '' },
      stderr:
        'Failed to write "shop": there is such a folder. Give another name, or write over it with --force.\n',
    })
    expect(await readdir(cwd)).toEqual(['shop'])
    expect((await run(cwd, 'shop', '--force')).code).toBe(0)
  })
})

/** What is said on stderr, where nothing is written. */
async function refusalOf(...args: readonly string[]): Promise<string> {
  const said: string[] = []
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation(text => said.push(`${text}`) > 0)
  try {
    expect(await runNew(args, text => said.push(text), {})).toBe(2)
  } finally {
    spy.mockRestore()
  }
  return said.join('').replaceAll(folder, '')
}

const head = 'openapi: 3.0.0\ninfo: { title: T, version: "1" }\n'
const answering = (schema: string) =>
  `${head}paths: { /a: { get: { responses: { 200: { description: ok, content: { application/json: { schema: ${schema} } } } } } } }\n`
const bomb = Array.from(
  { length: 12 },
  (_, nth) => `b${nth + 1}: &b${nth + 1} [${Array(12).fill(`*b${nth}`).join(',')}]`,
)

describe('bad input', () => {
  it.each([
    ['no name', [], 'Failed to make an API: no name is given. Give one, as in new pet-shop.\n'],
    [
      'a name that would lead elsewhere',
      ['../shop'],
      'Failed to make an API: "../shop" is no name. Give one of lower-case letters, digits and hyphens, as in new pet-shop.\n',
    ],
    [
      'an id of nothing',
      ['shop', '--id', 'Pet'],
      'Failed to make an API: --id "Pet" names no field of a schema. Give both, as in --id Pet=tag.\n',
    ],
    [
      'an entity that is not there',
      ['shop', '--entity', 'Itm'],
      'Failed to make an API: there is no entity "Itm". Choose from Item.\n',
    ],
    [
      'an id of what is not there',
      ['shop', '--id', 'Itm=id'],
      'Failed to make an API: there is no entity "Itm". Choose from Item.\n',
    ],
    [
      'an id that is no field of what is written otherwise',
      ['shop', '--id', 'item=nme'],
      'Failed to make an API: "Item" has no text and no whole number "nme". Choose from id, name, amount, created_at.\n',
    ],
    [
      'an id that is no field',
      ['shop', '--id', 'Item=nme'],
      'Failed to make an API: "Item" has no text and no whole number "nme". Choose from id, name, amount, created_at.\n',
    ],
  ])('is told in one sentence: %s', async (_, args, sentence) => {
    expect(await refusalOf(...args)).toBe(sentence)
  })

  it.each([
    [
      'no document',
      'a: 1',
      'it is no OpenAPI document. Give one of OpenAPI 3.0, 3.1 or Swagger 2.0.',
    ],
    ['a list', '[1]', 'it is no object. Give a document in JSON or YAML, as in "openapi: 3.1.0".'],
    [
      'another version',
      'openapi: 4.0.0',
      'it is of version "4.0.0". Give one of OpenAPI 3.0, 3.1 or Swagger 2.0.',
    ],
    ['no paths', head, 'it has no operations. Give a document with paths.'],
    [
      'a broken reference',
      answering('{ $ref: "#/components/schemas/Gone" }'),
      'it refers to "#/components/schemas/Gone", which is not there. Mend it there.',
    ],
    [
      'references in a circle',
      `${answering('{ $ref: "#/components/schemas/A" }')}components: { schemas: { A: { $ref: "#/components/schemas/B" }, B: { $ref: "#/components/schemas/A" } } }\n`,
      '"#/components/schemas/A" refers to nothing but itself, in a circle. Mend it there.',
    ],
    [
      'a bomb of aliases',
      `${head}b0: &b0 [1,1,1,1,1,1,1,1,1,1]\n${bomb.join('\n')}\n`,
      'it unfolds to more than 4000000 values. Give a smaller document.',
    ],
    [
      'a deep document',
      `${'{"a":'.repeat(300)}1${'}'.repeat(300)}`,
      'it is nested deeper than 200 levels. Give a flatter document.',
    ],
    [
      'what is on the network',
      answering('{ $ref: "http://127.0.0.1:1/pet.yaml" }'),
      expect.stringMatching(
        /^a reference in it cannot be followed \(.*pet\.yaml.*\)\. Mend it there\.$/,
      ),
    ],
    [
      'a file outside of its folder',
      answering('{ $ref: "../../../../../../etc/hostname" }'),
      expect.stringMatching(/^a reference in it cannot be followed \(.*\)\. Mend it there\.$/),
    ],
  ])('is told in one sentence: %s', async (name, text, why) => {
    const file = await place(`${name.replaceAll(' ', '-')}.yaml`, text)
    const said = await refusalOf('shop', '--openapi', file)
    const [, told] = /^Failed to read "[^"]*": (.*)\n$/.exec(said) ?? [said, said]
    expect(told).toEqual(why)
  })

  it('is told in one sentence: no file', async () => {
    expect(await refusalOf('shop', '--openapi', 'gone.yaml')).toBe(
      'Failed to read "gone.yaml": there is no such file. Name a document in JSON or YAML.\n',
    )
  })

  it('is told in one sentence: YAML that is none', async () => {
    const file = await place('broken.yaml', 'a: [1\nb: {')
    expect(await refusalOf('shop', '--openapi', file)).toMatch(
      /^Failed to read "\/broken\.yaml": it is neither JSON nor YAML \(.*\)\. Mend it there\.\n$/,
    )
  })

  it('is no file that a link leads out to', async () => {
    const inner = await mkdtemp(join(folder, 'inner-'))
    await place('secret.yaml', 'type: string')
    await symlink(join(folder, 'secret.yaml'), join(inner, 'pet.yaml'))
    const file = join(inner, 'api.yaml')
    await writeFile(file, answering('{ $ref: "pet.yaml" }'))
    expect(await refusalOf('shop', '--openapi', file)).toMatch(
      /a reference in it cannot be followed/,
    )
  })
})
