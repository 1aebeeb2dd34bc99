import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createOberplan, createOverplane } from '../../handlers/index.ts'
import { runServe } from '../../server/commands/serve.ts'
import { type Served, serve } from '../../server/serve/serve.ts'
import type { ServeOptions } from '../../server/serve/serve-options.ts'
import { built } from '../built.ts'

let folder: string
let file: string
const errors: string[] = []
const running: Served[] = []
const children = new Set<ChildProcess>()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'state-'))
  file = join(folder, 'state.json')
  errors.length = 0
  vi.spyOn(process.stderr, 'write').mockImplementation(text => errors.push(String(text)) > 0)
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
  for (const { close } of running.splice(0)) await close()
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
})

async function start(options: ServeOptions = {}): Promise<Served> {
  const served = await serve({ port: 0, world: 'documented', state: file, ...options })
  running.push(served)
  return served
}

const kept = async () => JSON.parse(await readFile(file, 'utf8'))
const emails = ({ doubles }: Served) => doubles.overplane.db.user.getAll().map(one => one.email)
const add = ({ doubles }: Served, email: string) => doubles.overplane.db.user.create({ email })
const headers = { Authorization: 'Bearer sk_1' }

describe('a file that keeps a state', () => {
  it('has what the doubles hold when the server closes, and the next one goes on from there', async () => {
    const first = await start()
    const body = JSON.stringify({ email: 'ada@example.com', first_name: 'Ada' })
    await fetch(`${first.url}/api/core/user`, { method: 'POST', headers, body })
    first.doubles.overplane.override('listUsers', { status: 401 })
    await first.close()
    expect(await kept()).toEqual(first.doubles.snapshot())
    const second = await start({ world: 'empty' })
    expect(second.doubles.snapshot()).toEqual(first.doubles.snapshot())
    expect(second.doubles.overplane.overrides.list).toEqual([])
    expect(add(second, 'x@example.com').id).toBe(add(first, 'x@example.com').id)
  })

  it('is written on each change, and has it without a close', async () => {
    const served = await start()
    await expect.poll(async () => (await readdir(folder)).includes('state.json')).toBe(true)
    add(served, 'ada@example.com')
    const users = async () =>
      (await kept()).overplane.users.map(Object).map(({ email }: { email: string }) => email)
    await expect.poll(users).toContain('ada@example.com')
    await fetch(`${served.url}/__admin/reset?world=empty`, { method: 'POST' })
    await expect.poll(users).toEqual([])
    const put = JSON.stringify({ overplane: { users: [{ email: 'bob@example.com' }] } })
    await fetch(`${served.url}/__admin/state`, { method: 'PUT', body: put })
    await expect.poll(users).toEqual(['bob@example.com'])
  })

  it('is written for a message alone too, and not any more after the close', async () => {
    const oberplan = createOberplan()
    const changes: string[] = []
    oberplan.watch(() => changes.push('change'))
    await oberplan.fetch('/v1/users/me', {
      method: 'PUT',
      headers: { Authorization: `Basic ${btoa('user@oberplan.com:mypassword')}` },
      body: JSON.stringify({ email: 'new@example.com' }),
    })
    expect([oberplan.outbox.length, changes.length]).toEqual([1, 2])
    const served = await start()
    await served.close()
    add(served, 'late@example.com')
    await served.close()
    expect((await kept()).overplane.users).toHaveLength(1)
  })

  it('stands in the place of the world, which a reset goes to all the same', async () => {
    await writeFile(file, JSON.stringify({ overplane: { users: [{ email: 'ada@example.com' }] } }))
    const lines: string[] = []
    const served = await serve({ port: 0, world: 'documented', state: file }, line =>
      lines.push(line),
    )
    running.push(served)
    expect(lines[0]).toContain('listening on')
    expect(emails(served)).toEqual(['ada@example.com'])
    expect(served.doubles.overplane.journal.entries).toEqual([])
    expect(served.doubles.oberplan.db.user.count()).toBe(1) // which it does not name
    await fetch(`${served.url}/__admin/reset`, { method: 'POST' })
    expect(emails(served)).toEqual(['user@example.com'])
  })

  it('has all APIs, also those that are not served', async () => {
    const first = await start({ apis: ['overplane'] })
    add(first, 'ada@example.com')
    await first.close()
    expect(Object.keys(await kept())).toEqual(['overplane', 'pterodactyl', 'oberplan'])
  })

  it('has a state of many pieces as it is', async () => {
    const users = Array.from({ length: 1001 }, (_, nth) => ({ email: `user${nth}@example.com` }))
    const served = await start({ world: { name: 'crowd', overplane: { users } } })
    await served.close()
    expect(await kept()).toEqual(served.doubles.snapshot())
  })

  it('may be led to by a link, and has nothing beside it, not even what was left there', async () => {
    await writeFile(join(folder, '.real.json.999999999.tmp'), '{')
    await writeFile(join(folder, '.real.json.999999999.last.tmp'), '{')
    await writeFile(join(folder, `.real.json.${process.ppid}.tmp`), 'of another that runs')
    await writeFile(join(folder, 'real.json'), '{}')
    await symlink('real.json', file)
    const served = await start()
    add(served, 'ada@example.com')
    await served.close()
    expect(await readdir(folder)).toEqual([
      `.real.json.${process.ppid}.tmp`,
      'real.json',
      'state.json',
    ])
    expect((await kept()).overplane.users).toHaveLength(2)
  })
})

describe('a state that cannot be read is one sentence, exit code 2, and stays as it is:', () => {
  it.each<readonly [string, string]>([
    ['', ': it is no JSON at line 1, column 1. Mend it, or put it away to start from the world.'],
    ['{"overplane":\n{"users":[{]}}', ': it is no JSON at line 2, column 12. Mend it'],
    ['null', ': it is null. Give what snapshot() gave.'],
    ['{"overplan":{}}', ': there is no "overplan". Choose from overplane, pterodactyl, oberplan'],
    [
      '{"overplane":{"users":[{"id":"user_1","email":5}]}}',
      ', the API "overplane": its "users" is wrong in the entity "user_1" at "email" (expected string, not 5).',
    ],
  ])('%s', async (text, sentence) => {
    await writeFile(file, text)
    expect(await runServe(['-p', '0', '--state', file], () => {})).toBe(2)
    const [told = '', ...more] = errors
    expect(told.startsWith(`Failed to read the state "${file}"${sentence}`)).toBe(true)
    expect([told.match(/\n/g)?.length, more]).toEqual([1, []])
    expect(await readFile(file, 'utf8')).toBe(text)
    expect(await readdir(folder)).toEqual(['state.json'])
  })

  it('a folder, or one in a folder that there is not', async () => {
    for (const [state, why] of [
      [folder, 'it is a folder'],
      [join(folder, 'no/state.json'), 'ENOENT'],
    ] as const) {
      expect(await runServe(['-p', '0', '--state', state], () => {})).toBe(2)
      expect(errors.pop()).toContain(`Failed to write the state "${state}": ${why}`)
    }
  })

  it('and it is not written where the server cannot start', async () => {
    const { url } = await start({ state: join(folder, 'other.json') })
    const port = Number(new URL(url).port)
    await expect(serve({ port, host: '127.0.0.1', state: file })).rejects.toThrow('port is taken')
    expect(await readdir(folder)).not.toContain('state.json')
  })
})

describe('a state that cannot be written', () => {
  it('is told once, and the server goes on; it is written when it can be', async () => {
    const served = await start()
    await expect.poll(async () => (await readdir(folder)).includes('state.json')).toBe(true)
    await rename(folder, `${folder}-gone`)
    add(served, 'ada@example.com')
    const failures = () => errors.filter(one => one.includes('Failed to write the state'))
    await expect.poll(failures).toHaveLength(1)
    expect(failures()[0]).toMatch(
      /ENOENT.*\. Name a file in a folder that exists\. The server goes on, and tries again after the next change\.\n$/,
    )
    add(served, 'bob@example.com')
    const list = await fetch(`${served.url}/api/core/user`, { headers })
    expect(await list.json()).toMatchObject({ total: 3 })
    await rename(`${folder}-gone`, folder)
    await served.close()
    expect((await kept()).overplane.users).toHaveLength(3)
    expect(failures()).toHaveLength(1)
  })

  it('is told at the close too, which ends all the same', async () => {
    const served = await start()
    await rm(folder, { recursive: true })
    await served.close()
    expect(errors.join('')).toContain('Failed to write the state')
  })
})

describe('a process that ends', () => {
  const server = pathToFileURL(built('server/index.js')).href

  /** A process that serves, and then does something. */
  function run(then: string): ChildProcess {
    const program = `const { serve } = await import(${JSON.stringify(server)})
      const served = await serve({ port: 0, world: 'empty', state: ${JSON.stringify(file)}, apis: ['overplane'] })
      const { user } = served.doubles.overplane.db
      ${then}`
    const args = ['--input-type=module', '--eval', program]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    children.add(child)
    return child
  }

  it('by process.exit, without a close, has written its last change', async () => {
    const child = run("user.create({ email: 'ada@example.com' }); process.exit(0)")
    await once(child, 'close')
    expect((await kept()).overplane.users).toMatchObject([{ email: 'ada@example.com' }])
    expect(await readdir(folder)).toEqual(['state.json'])
  })

  it('by kill -9 leaves a whole state, whenever that is, from which the next one goes on', async () => {
    // It tells of itself from its own first write on.
    const writes = `
      const { statSync } = await import('node:fs')
      const written = () => statSync(${JSON.stringify(file)}, { throwIfNoEntry: false })?.mtimeMs
      const first = written()
      const add = () => { for (let nth = 0; nth < 50; nth += 1) user.create({ email: 'x'.repeat(8_000) }) }
      if (user.count() === 0) for (let nth = 0; nth < 10; nth += 1) add()
      setInterval(add, 20)
      setInterval(() => written() !== first && console.log(user.count()), 5)`
    let before = 0
    for (const lines of [2, 20, 35, 50, 65]) {
      const child = run(writes)
      let seen = ''
      while (seen.split('\n').length < lines)
        seen += String((await once(child.stdout ?? child, 'data'))[0])
      child.kill('SIGKILL')
      await once(child, 'close')
      const { users } = (await kept()).overplane
      expect(users.length).toBeGreaterThan(before)
      expect(users.length % 50).toBe(0)
      before = users.length
    }
    expect((await stat(file)).size).toBeGreaterThan(4_000_000)
    const next = await start()
    expect(next.doubles.overplane.db.user.count()).toBe(before)
    expect((await readdir(folder)).filter(name => name.endsWith('.tmp'))).toEqual([])
  })
})

it('is told of each change of a double, however it comes about', () => {
  const { db, reset, restore, snapshot, watch } = createOverplane()
  let changes = 0
  watch(() => {
    changes += 1
  })
  const told = (change: () => unknown) => {
    const before = changes
    change()
    return changes > before
  }
  const where = { email: { equals: 'a@example.com' } }
  expect(told(() => db.user.create({ email: 'a@example.com' }))).toBe(true)
  expect(told(() => db.user.update({ where, data: { first_name: 'A' } }))).toBe(true)
  expect(told(() => db.user.delete({ where }))).toBe(true)
  expect(told(() => db.user.getAll())).toBe(false)
  expect(told(() => snapshot())).toBe(false)
  expect(told(() => restore(snapshot()))).toBe(true)
  expect(told(() => reset())).toBe(true)
})
