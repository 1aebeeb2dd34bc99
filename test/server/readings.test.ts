import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { defineConfig } from '../../contract/define.ts'
import { apis } from '../../handlers/index.ts'
import { serveUsage } from '../../server/commands/serve-usage.ts'
import { readArguments } from '../../server/line/typed.ts'
import { readingsIn } from '../../server/serve/followed.ts'
import { type Served, serve } from '../../server/serve/serve.ts'
import type { ServeOptions } from '../../server/serve/serve-options.ts'
import { library } from '../define/library.ts'

const key = { Authorization: 'Bearer ptla_full' }
const saved = {
  api: 'pterodactyl',
  date: '2026-01-15T09:30:00Z',
  baseUrl: 'https://panel.example.com',
  version: '0.1.0',
  readings: { deleteStatus: '204' },
  beyond: { unauthenticatedStatus: 418 },
}

let folder: string
const running: Served[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readings-'))
})
afterAll(() => rm(folder, { recursive: true }))
afterEach(async () => {
  for (const { close } of running.splice(0)) await close()
})

async function started(options: ServeOptions = {}, print?: (line: string) => void) {
  const served = await serve({ port: 0, world: 'documented', ...options }, print)
  running.push(served)
  return served
}

async function file(name: string, content: unknown) {
  const path = join(folder, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const remove = async ({ url }: Served) =>
  (await fetch(`${url}/api/application/users/4`, { method: 'DELETE', headers: key })).status

async function ask({ url }: Served, method: string, path: string, sent?: unknown) {
  const body = sent === undefined ? undefined : JSON.stringify(sent)
  const response = await fetch(`${url}/__admin/${path}`, { method, ...(body && { body }) })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

const failed = async (served: Served, sent: unknown) => {
  const { status, body } = await ask(served, 'PATCH', 'readings', sent)
  return [status, body.detail]
}

describe('a server', () => {
  it('follows the readings that it is told', async () => {
    expect(await remove(await started())).toBe(200)
    const readings = { pterodactyl: { deleteStatus: 204 } } as const
    expect(await remove(await started({ readings }))).toBe(204)
    expect(await remove(await started({ readings: saved }))).toBe(204)
  })

  it('follows those that are configured, unless it is told others', async () => {
    const config = defineConfig({
      apis,
      serve: { readings: { pterodactyl: { deleteStatus: 204 } } },
    })
    expect(await remove(await started({ config }))).toBe(204)
    expect(await remove(await started({ config, readings: {} }))).toBe(200)
  })

  it('refuses what cannot be followed in a sentence', async () => {
    const readings: object = { pterodactyl: { deleteStatus: 418 } }
    await expect(started({ readings })).rejects.toThrow(
      'Failed to set the readings of the "pterodactyl" double: "deleteStatus" is 418. Give 200 or 204.',
    )
    const strange: object = { panel: {} }
    const config = { apis: { library }, serve: { readings: strange } }
    await expect(serve({ config })).rejects.toThrow(
      'Failed to serve: there is no "readings.panel". Choose from library.',
    )
  })

  it('says in its banner which of them it does not take as usual', async () => {
    const lines: string[] = []
    const readings = { pterodactyl: { deleteStatus: 204, unset: 'absent' } } as const
    await started({ readings }, line => lines.push(line))
    expect(lines[0]).toMatch(
      /\nReadings of pterodactyl: unset absent, deleteStatus 204\nInspector: /,
    )
    await started({}, line => lines.push(line))
    expect(lines[1]).not.toContain('Readings')
  })
})

describe('the control of readings', () => {
  it('tells each with its words, and the value that is followed', async () => {
    const served = await started({ readings: saved })
    const { body } = await ask(served, 'GET', 'readings?api=pterodactyl')
    expect(Object.keys(body)).toEqual(['pterodactyl'])
    expect(body.pterodactyl).toContainEqual({
      id: 'deleteStatus',
      of: ['deleteUser'],
      about: 'The status of a delete',
      takes: 200,
      or: { 204: 'As HTTP has it for what has no body.' },
      live: 204,
      because: 'The page says so. It prints no body, and the panel sends none.',
      source: 'documented',
      value: 204,
    })
    const all = await ask(served, 'GET', 'readings')
    expect(Object.keys(all.body)).toEqual(['overplane', 'pterodactyl', 'oberplan'])
  })

  it('changes some from now on', async () => {
    const served = await started()
    const { status } = await ask(served, 'PATCH', 'readings', {
      pterodactyl: { deleteStatus: 204 },
    })
    expect([status, await remove(served)]).toEqual([204, 204])
    expect(served.doubles.pterodactyl.readings.deleteStatus).toBe(204)
    await ask(served, 'POST', 'reset')
    expect(served.doubles.pterodactyl.readings.deleteStatus).toBe(204)
  })

  it('takes what a verification saved', async () => {
    const served = await started()
    expect((await ask(served, 'PATCH', 'readings', saved)).status).toBe(204)
    expect(served.doubles.pterodactyl.readings.deleteStatus).toBe(204)
  })

  it('changes all of them or none, over all APIs', async () => {
    const served = await started({ config: defineConfig({ apis: { ...apis, library } }) })
    const { pterodactyl, library: books } = served.doubles as unknown as Record<
      'pterodactyl' | 'library',
      { readonly readings: unknown }
    >
    const before = [pterodactyl.readings, books.readings]
    const sent = { pterodactyl: { deleteStatus: 204 }, library: { unset: 'gone' } }
    expect(await failed(served, sent)).toEqual([
      400,
      'Failed to set the readings of the "library" double: "unset" is "gone". Give null or absent.',
    ])
    expect([pterodactyl.readings, books.readings]).toEqual(before)
  })

  it.each([
    [{ panel: {} }, 'there is no "readings.panel". Choose from overplane, pterodactyl, oberplan.'],
    [[], 'it is a list. Give values by API, as in { "pterodactyl": { "deleteStatus": 204 } }.'],
    [undefined, 'it is missing. Give values by API'],
  ])('refuses %j', async (sent, sentence) => {
    const [status, error] = await failed(await started(), sent)
    expect(status).toBe(400)
    expect(error).toContain(`Failed to PATCH /__admin/readings: ${sentence}`)
  })
})

describe('the files of --readings', () => {
  it('are what a verification saved, or values by API; a later one goes over an earlier one', async () => {
    const files = [
      await file('saved.json', saved),
      await file('more.json', { pterodactyl: { unset: 'absent' }, overplane: {} }),
    ]
    const args = files.flatMap(name => ['--readings', name])
    expect(readArguments(serveUsage, args).values.readings).toEqual(files)
    const config = {
      apis,
      serve: { readings: { pterodactyl: { countdown: 'yes', unset: 'null' } } },
    }
    expect(await readingsIn(files, config)).toMatchObject({
      pterodactyl: { countdown: 'yes', unset: 'absent', deleteStatus: '204' },
      overplane: {},
    })
    const readings = await readingsIn(files, { apis })
    expect(await remove(await started({ readings }))).toBe(204)
  })

  it.each([
    ['none.json', undefined, /^Failed to read ".*none\.json": ENOENT.* Name a file that "verify/],
    ['text.json', 'deleteStatus', /^Failed to read ".*text\.json": Unexpected token.*Name a file/],
    ['list.json', [], /^Failed to read ".*list\.json": "readings" is a list\. Give readings by/],
    [
      'panel.json',
      { panel: {} },
      /^Failed to read ".*": there is no "readings.panel". Choose from/,
    ],
  ])('such as %s are refused in a sentence', async (name, content, sentence) => {
    const path = content === undefined ? join(folder, name) : await file(name, content)
    await expect(readingsIn([path], { apis })).rejects.toThrow(sentence)
  })
})
