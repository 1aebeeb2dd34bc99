import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { overplane } from '../../handlers/overplane/index.ts'
import manifest from '../../package.json' with { type: 'json' }
import { serve } from '../../server/serve/serve.ts'
import { builtCommand } from '../built.ts'

const run = promisify(execFile)

/** Of a live system that reads its page otherwise. */
const live = { createStatus: 201, wrongMethodStatus: 405, unset: 'absent' } as const

const start = () =>
  serve(
    {
      ...{ port: 0, host: '127.0.0.1', world: 'documented', seed: 1, quiet: true },
      ...{ config: { apis: { overplane } }, readings: { overplane: live } },
    },
    () => {},
  )

let served: Awaited<ReturnType<typeof start>>
let folder: string
/** A whole verification, which takes its time: it lets some pass. */
let first: { code: number; out: string }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calibrating-'))
  served = await start()
  first = await verify('--save', 'live.json', '--record')
})
afterAll(async () => {
  await served.close()
  await rm(folder, { recursive: true })
})

/** Runs the command in a folder of its own; gives what it prints, and its exit code. */
async function verify(...args: readonly string[]): Promise<{ code: number; out: string }> {
  const all = [builtCommand(), 'verify', 'overplane', '--url', served.url, ...args]
  try {
    const { stdout } = await run(process.execPath, all, { cwd: folder })
    return { code: 0, out: stdout }
  } catch (error) {
    return { code: Number(Reflect.get(Object(error), 'code')), out: Object(error).stdout }
  }
}

const jsonOf = async (path: string) => JSON.parse(await readFile(join(folder, path), 'utf8'))

describe('verify --save', () => {
  it('writes what the provider takes, and a server and a verification follow it', async () => {
    expect(first.code).toBe(0)
    expect(first.out).toMatch(
      /^reading createStatus: The status of a create\n {2}expected {2}200\n/,
    )
    expect(first.out).toMatch(/0 breaches, 3 readings otherwise, 0 known departures/)
    const saved = await jsonOf('live.json')
    expect(saved).toMatchObject({
      ...{ api: 'overplane', baseUrl: served.url, version: manifest.version },
      readings: { ...live, fieldErrorStatus: 400 },
    })
    expect(Math.abs(Date.parse(saved.date) - Date.now())).toBeLessThan(600_000)
    expect(saved.beyond).toBeUndefined()

    const second = await verify('--readings', 'live.json', '--strict', '--read-only')
    expect(second.out).toMatch(/0 breaches, 0 readings otherwise, 0 known departures/)
    expect(second.code).toBe(0)
  })

  it('is refused before the first request where it cannot write', async () => {
    const { code, out } = await verify('--save', 'nowhere/live.json')
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })
})

describe('verify --strict', () => {
  it('exits with 1 where a reading is otherwise', async () => {
    expect((await verify('--strict', '--read-only')).code).toBe(1)
    expect((await verify('--read-only')).code).toBe(0)
  })
})

describe('verify --readings', () => {
  it.each([
    ['nothing at all', '{', 'Failed to read "wrong.json"'],
    ['an unknown reading', '{ "overplane": { "nothing": 1 } }', 'there is no "nothing"'],
    ['an unknown value', '{ "overplane": { "createStatus": 418 } }', '"createStatus" is 418'],
  ])('says in a sentence what is wrong with %s', async (_, text, sentence) => {
    await writeFile(join(folder, 'wrong.json'), text)
    const command = [builtCommand(), 'verify', 'overplane', '--url', served.url]
    const failed = run(process.execPath, [...command, '--readings', 'wrong.json'], { cwd: folder })
    const { code, stderr } = await failed.then(
      () => ({ code: 0, stderr: '' }),
      error => Object(error),
    )
    expect(code).toBe(2)
    expect(stderr).toContain(sentence)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })
})

describe('verify --record', () => {
  it('keeps the day on which each operation held, which documents and the server tell', async () => {
    expect(first.out).toContain('Recorded in fixtures/verdicts/overplane.json\n')
    const verdicts = await jsonOf('fixtures/verdicts/overplane.json')
    expect(Object.keys(verdicts.operations)).toHaveLength(10)
    expect(verdicts.operations.createUser).toEqual({ at: expect.any(String), held: true })

    const command = [builtCommand(), 'openapi', 'overplane']
    const { stdout } = await run(process.execPath, command, { cwd: folder })
    expect(JSON.parse(stdout).paths['/api/core/user'].post).toMatchObject({
      'x-validated-at': verdicts.operations.createUser.at,
    })
  })

  it('stands among the first lines of a server', async () => {
    const server = spawn(process.execPath, [builtCommand(), '--port', '0', '--quiet'], {
      cwd: folder,
    })
    let text = ''
    server.stdout.on('data', chunk => {
      text += chunk
    })
    try {
      await expect.poll(() => text).toContain('Oberplan')
      expect(text).toContain(`  verified: 10 of 10 operations hold at ${served.url}, `)
    } finally {
      server.kill('SIGKILL')
    }
  })

  it.each(['{', '{}', '{ "api": "oberplan", "baseUrl": "x", "operations": { "a": 1 } }'])(
    'is a sentence where the file of them is no such file: %s',
    async text => {
      await writeFile(join(folder, 'fixtures/verdicts/oberplan.json'), text)
      const failed = run(process.execPath, [builtCommand(), 'openapi', 'oberplan'], { cwd: folder })
      const { code, stderr } = await failed.catch(error => Object(error))
      await rm(join(folder, 'fixtures/verdicts/oberplan.json'))
      expect(code).toBe(2)
      expect(stderr).toMatch(/^Failed to read "fixtures\/verdicts\/oberplan\.json": .*\n$/)
    },
  )

  it('forgets nothing that it has not asked for', async () => {
    const before = await jsonOf('fixtures/verdicts/overplane.json')
    await verify('--record', '--read-only')
    const { operations } = await jsonOf('fixtures/verdicts/overplane.json')
    expect(operations.createUser).toEqual(before.operations.createUser)
    expect(operations.listUsers.at > before.operations.listUsers.at).toBe(true)
  })
})
