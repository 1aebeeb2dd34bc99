import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { builtCommand } from '../built.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const command = builtCommand()
const running = new Set<ChildProcess>()
const typed = await readFile(join(root, 'examples/own-api/src/harbour.ts'), 'utf8')
const { code: plain } = await transform(typed, { loader: 'ts' })
let folder: string

// A project of somebody's own: an API, a configuration that imports it, and a world in a file. To load tsx takes as long
// as all else: most tests do without.
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watching-'))
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  await write('package.json', JSON.stringify({ type: 'module' }))
  await write('world.json', worldOf('Nordstern'))
  await write('harbour.js', plain)
  await write('contract-doubles.config.js', configured)
})
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
  // A server whose supervisor has gone may still write.
  await rm(folder, { recursive: true, force: true, maxRetries: 50 })
})

const configured = `
import { defineConfig } from 'contract-doubles/define'
import { harbour } from './harbour.js'

export default defineConfig({
  apis: { harbour },
  worlds: { doom: { harbour: () => process.exit(3) } },
  serve: { port: 0, world: './world.json', quiet: true },
})
`

const write = (name: string, text: string) => writeFile(join(folder, name), text)
const rewrite = async (name: string, from: string, to: string) => {
  const text = await readFile(join(folder, name), 'utf8')
  expect(text).toContain(from)
  await write(name, text.replace(from, to))
}

/** The same project in TypeScript. */
async function inTypeScript() {
  await rm(join(folder, 'harbour.js'))
  await rm(join(folder, 'contract-doubles.config.js'))
  await write('harbour.ts', typed)
  await write('contract-doubles.config.ts', configured.replace('harbour.js', 'harbour.ts'))
}

const worldOf = (...boats: readonly string[]) =>
  JSON.stringify({ harbour: { bookings: boats.map((boat, nth) => ({ berth: `A${nth}`, boat })) } })

interface Run {
  readonly child: ChildProcess
  readonly url: string
  /** All that it has said. */
  readonly said: () => string
  /** Once it has ended, and whoever else writes to its output. */
  readonly end: Promise<number | null>
  /** Waits for what it says from now on. */
  says(what: string | RegExp): Promise<void>
}

function start(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Omit<Run, 'url'> {
  const child = spawn(process.execPath, [command, 'serve', '--watch', ...args], {
    ...{ cwd: folder, detached: true },
    env: { ...process.env, PORT: '', HOST: '', ...env },
  })
  running.add(child)
  let text = ''
  let read = 0
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      text += chunk
    })
  }
  return {
    child,
    said: () => text,
    end: once(child, 'close').then(([code]: (number | null)[]) => code ?? null),
    async says(what) {
      await expect.poll(() => text.slice(read)).toMatch(what)
      read = text.length
    },
  }
}

async function watching(args?: readonly string[], env?: NodeJS.ProcessEnv): Promise<Run> {
  const run = start(args, env)
  await run.says(/listening[\s\S]*http:\S+/)
  return { ...run, url: /http:\/\/[\d.]+:\d+/.exec(run.said())?.[0] ?? '' }
}

const key = { 'X-Harbour-Key': 'hk_1' }
const inSession = (name: string) => ({ ...key, 'X-Contract-Double-Session': name })

const book = (url: string, boat: string, headers: Record<string, string> = key) =>
  fetch(`${url}/v2/bookings`, {
    ...{ method: 'POST', headers },
    body: JSON.stringify({ berth: 'B1', boat }),
  })

async function boats(url: string, headers: Record<string, string> = key): Promise<unknown> {
  const { bookings } = await (await fetch(`${url}/v2/bookings`, { headers })).json()
  return bookings.map(({ boat }: { boat: string }) => boat)
}

const control = (url: string, method: string, path: string, body?: object) =>
  fetch(`${url}/__admin${path}`, { method, ...(body && { body: JSON.stringify(body) }) })

const anew = (file: string) => new RegExp(`"${file}" has changed[\\s\\S]*listening on`)

describe('contract-doubles serve --watch', () => {
  it('goes on at the same address with what the doubles held, sessions included, when a world has changed', async () => {
    const { url, says, child, end } = await watching()
    await book(url, 'Ada')
    expect((await book(url, 'Bob', inSession('bob'))).status).toBe(201)
    await control(url, 'PATCH', '/clock?session=bob', { freeze: '2030-06-01T12:00:00Z' })
    await control(url, 'PATCH', '/settings?session=bob', { delay: 1 })
    await control(url, 'POST', '/overrides?session=bob', {
      ...{ api: 'harbour', operation: 'showBooking', status: 404 },
    })
    const told = async (path: string) => (await control(url, 'GET', `${path}?session=bob`)).json()
    const paths = ['/clock', '/settings', '/overrides']
    const before = await Promise.all(paths.map(told))

    await write('world.json', worldOf('Morgana'))
    await says(anew('world.json'))
    expect(await boats(url)).toEqual(['Nordstern', 'Ada'])
    expect(await boats(url, inSession('bob'))).toEqual(['Nordstern', 'Bob'])
    expect(await Promise.all(paths.map(told))).toEqual(before)
    await control(url, 'POST', '/reset')
    expect(await boats(url)).toEqual(['Morgana'])
    expect(await boats(url, inSession('bob'))).toEqual(['Nordstern', 'Bob'])
    child.kill('SIGTERM')
    expect(await end).toBe(0)
  })

  it('begins in the world as it is now where nobody has changed anything', async () => {
    const { url, says } = await watching()
    expect(await boats(url)).toEqual(['Nordstern'])
    await write('world.json', worldOf('Morgana', 'Nordstern'))
    await says(anew('world.json'))
    expect(await boats(url)).toEqual(['Morgana', 'Nordstern'])
  })

  it('starts anew when what the configuration imports has changed, and for a state alone does not', async () => {
    await inTypeScript()
    const { url, says, said } = await watching(['--state', 'state.json'])
    await book(url, 'Adaline')
    await rewrite(
      'harbour.ts',
      'z.string().check(z.minLength(1))',
      'z.string().check(z.minLength(4))',
    )
    await says(anew('harbour.ts'))
    expect(await boats(url)).toEqual(['Nordstern', 'Adaline'])
    expect((await book(url, 'Bob')).status).toBe(422)
    expect(said().match(/has changed/g)).toHaveLength(1)
  })

  it('says what is wrong with a configuration, waits, and is as it was before once that is mended', async () => {
    await inTypeScript()
    const { url, says } = await watching()
    await book(url, 'Ada', inSession('ada'))
    await rewrite('contract-doubles.config.ts', 'apis:', 'apis: {')
    await says(
      /Failed to read "contract-doubles\.config\.ts"[\s\S]*starts again after the next change/,
    )
    await expect(fetch(url)).rejects.toThrow()
    await rewrite('contract-doubles.config.ts', 'apis: {', "apis: { gone: './gone.ts',")
    await says(
      /Failed to read "contract-doubles\.config\.ts"[\s\S]*starts again after the next change/,
    )
    await rewrite('contract-doubles.config.ts', "apis: { gone: './gone.ts',", 'apis:')
    await says(anew('contract-doubles.config.ts'))
    expect(await boats(url, inSession('ada'))).toEqual(['Nordstern', 'Ada'])
  })

  it('starts again too when a file that was missing is written', async () => {
    const { url, says } = await watching()
    await rewrite('contract-doubles.config.js', './harbour.js', './port.js')
    await says(/Failed to read[\s\S]*starts again after the next change/)
    await copyFile(join(folder, 'harbour.js'), join(folder, 'port.js'))
    await says(anew('port.js'))
    expect(await boats(url)).toEqual(['Nordstern'])
  })

  it('starts anew too when what CommonJS requires has changed', async () => {
    await rm(join(folder, 'contract-doubles.config.js'))
    await write('berths.cjs', "exports.boat = 'Nordstern'")
    await write(
      'contract-doubles.config.mjs',
      `
      import { overplane } from 'contract-doubles/overplane'
      import { boat } from './berths.cjs'
      const world = { overplane: { users: [{ email: boat + '@example.com' }] } }
      export default { apis: { overplane }, worlds: { world }, serve: { port: 0, world: 'world' } }
      `,
    )
    const { url, says } = await watching()
    await rewrite('berths.cjs', 'Nordstern', 'Morgana')
    await says(anew('berths.cjs'))
    const state = await (await control(url, 'GET', '/state')).json()
    expect(state.overplane.users).toMatchObject([{ email: 'Morgana@example.com' }])
  })

  it('waits for no configuration that never comes to an end', async () => {
    const { url, says } = await watching()
    await book(url, 'Ada')
    await rewrite(
      'contract-doubles.config.js',
      'export default',
      "console.log('endless'); setInterval(() => {}, 1000); await new Promise(() => {})\nexport default",
    )
    await says(/endless/)
    await write('contract-doubles.config.js', configured)
    await says(anew('contract-doubles.config.js'))
    expect(await boats(url)).toEqual(['Nordstern', 'Ada'])
  })

  it('begins in the world where a description no longer takes what was held, and says so', async () => {
    const { url, says } = await watching()
    await book(url, 'Ada')
    await book(url, 'Bob', inSession('bob'))
    await rewrite(
      'harbour.js',
      'z.string().check(z.minLength(1))',
      'z.string().check(z.minLength(4))',
    )
    await says(
      /Failed to keep the state of "harbour" in the session "bob": [^\n]*"bookings"[^\n]* It begins in its world\.\nFailed to keep the state of "harbour": [^\n]* It begins in its world\.\n[\s\S]*listening on/,
    )
    expect(await boats(url)).toEqual(['Nordstern'])
    expect(await boats(url, inSession('bob'))).toEqual(['Nordstern'])
  })

  it('says so where the server itself ends, and starts again after the next change', async () => {
    const { url, says } = await watching(['--json'])
    await book(url, 'Ada')
    await write('world.json', worldOf('Morgana'))
    await says(/has changed[\s\S]*"listening"/)
    await book(url, 'Bob')
    await control(url, 'POST', '/reset?world=doom').catch(() => 'broken')
    await says(/"event":"notice"[^\n]*The server has ended by exit code 3/)
    await write('world.json', worldOf('Nordstern'))
    await says(/has changed[\s\S]*"listening"/)
    expect(await boats(url)).toEqual(['Nordstern', 'Ada'])
  })

  it.each(['SIGKILL', 'SIGTERM'] as const)('leaves nobody behind after a %s', async signal => {
    const { url, child, end } = await watching()
    child.kill(signal)
    expect(await end).toBe(signal === 'SIGKILL' ? null : 0)
    await expect(fetch(url)).rejects.toThrow()
  })

  it('ends on the SIGINT that a terminal sends to both of its processes', async () => {
    const { url, child, end } = await watching()
    process.kill(-(child.pid ?? 0), 'SIGINT')
    expect(await end).toBe(0)
    await expect(fetch(url)).rejects.toThrow()
  })

  it('ends with 2 and one sentence where it cannot start at all', async () => {
    const wrong = start(['--port', 'x'])
    expect(await wrong.end).toBe(2)
    expect(wrong.said()).toMatch(/^Failed to read --port: "x" is no whole number.*\n$/)
    await write('contract-doubles.config.js', 'export default {')
    const broken = start()
    expect(await broken.end).toBe(2)
    expect(broken.said()).toMatch(/^Failed to read "contract-doubles\.config\.js": .*\n$/)
  })

  it('is told by the environment too', async () => {
    const child = spawn(process.execPath, [command], {
      cwd: folder,
      env: { ...process.env, PORT: '0', CONTRACT_DOUBLES_WATCH: '1' },
    })
    running.add(child)
    let text = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        text += chunk
      })
    }
    await expect.poll(() => text).toMatch(/listening on/)
    await write('world.json', worldOf('Morgana'))
    await expect.poll(() => text).toMatch(anew('world.json'))
    child.kill('SIGTERM')
    expect((await once(child, 'close'))[0]).toBe(0)
  })
})
