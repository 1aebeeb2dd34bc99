import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtCommand } from '../built.ts'

const command = builtCommand()
const guide = await readFile(
  fileURLToPath(new URL('../../docs/scale-out.md', import.meta.url)),
  'utf8',
)

/** What the lines for nginx look for in a cookie and in a path, where the session stands in a group. */
const patternOf = (group: string): RegExp => {
  const [, flag = '', pattern = ''] =
    new RegExp(`"~(\\*?)([^"]*\\(\\?<${group}>[^"]*)" \\$${group};`).exec(guide) ?? []
  return new RegExp(pattern, flag === '*' ? 'i' : '')
}
const [inPath, inCookie] = [patternOf('in_path'), patternOf('in_cookie')]

/** As the maps for nginx have it. */
function sessionOf({ url = '/', headers }: IncomingMessage): string {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const byCookie = inCookie.exec(headers.cookie ?? '')?.groups?.in_cookie ?? 'none'
  const byHeader = String(headers['x-contract-double-session'] ?? '') || byCookie
  if (/^\/__admin(?:\/|$)/.test(pathname)) return searchParams.get('session') ?? byHeader
  return inPath.exec(pathname)?.groups?.in_path ?? byHeader
}

/** Sends each session to one of the servers, by a hash of its name. */
const createProxy = (urls: readonly string[]): Server =>
  createServer((asking, response) => {
    const hash = createHash('sha1').update(sessionOf(asking)).digest()
    const { method, url, headers } = asking
    const passed = request(`${urls[(hash[0] ?? 0) % urls.length]}${url}`, { method, headers })
    passed.on('response', answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    asking.pipe(passed)
  })

const children: ChildProcess[] = []
const urls: string[] = []
let proxy: Server
let url = ''

beforeAll(async () => {
  for (let nth = 0; nth < 2; nth += 1) {
    const args = [command, 'serve', '--port', '0', '--world', 'empty', '--json']
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    const [line] = await once(child.stdout, 'data')
    urls.push(JSON.parse(String(line)).url)
    child.stdout.resume()
  }
  proxy = createProxy(urls).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  url = `http://127.0.0.1:${Object(proxy.address()).port}`
})
afterAll(async () => {
  proxy.closeAllConnections()
  proxy.close()
  for (const child of children) child.kill('SIGKILL')
})

const key = { Authorization: 'Bearer sk_1' }
const names = Array.from({ length: 16 }, (_, nth) => `worker-${nth}`)

/** The ways in which a request names its session, one after the other. */
const ways = [
  (name: string) => ({ base: url, headers: { ...key, 'X-Contract-Double-Session': name } }),
  (name: string) => ({
    base: url,
    headers: { ...key, Cookie: `a=b; X-Contract-Double-Session=${name}` },
  }),
  (name: string) => ({ base: `${url}/@${name}`, headers: key }),
]
const wayOf = (name: string, nth: number) => {
  const way = ways[nth % ways.length]
  if (!way) throw new Error('there is no way')
  return way(name)
}

const create = async (name: string, nth: number) => {
  const { base, headers } = wayOf(name, nth)
  const body = JSON.stringify({ email: 'ada@example.com', first_name: name })
  return (await fetch(`${base}/api/core/user`, { method: 'POST', headers, body })).status
}
const namesSeen = async (name: string, nth: number): Promise<unknown> => {
  const { base, headers } = wayOf(name, nth)
  const { data } = await (await fetch(`${base}/api/core/user`, { headers })).json()
  return data.map(({ first_name }: { first_name: string }) => first_name)
}
const sessionsAt = async (base: string): Promise<string[]> => {
  const all = await (await fetch(`${base}/__admin/sessions`)).json()
  return all.map(({ name }: { name: string }) => name)
}

describe('two processes behind one address', () => {
  it('have each session in one of them, whichever way it is named, and each sees only what is its own', async () => {
    expect(await Promise.all(names.map(create))).toEqual(names.map(() => 200))
    for (const shift of [0, 1, 2]) {
      const seen = await Promise.all(names.map((name, nth) => namesSeen(name, nth + shift)))
      expect(seen).toEqual(names.map(name => [name]))
    }
    const [one = [], other = []] = await Promise.all(urls.map(sessionsAt))
    expect(one.length).toBeGreaterThan(0)
    expect(other.length).toBeGreaterThan(0)
    expect([...one, ...other].toSorted()).toEqual(names.toSorted())
  })

  it('are controlled session by session: by ?session=, and by a header for one that is not there yet', async () => {
    await Promise.all(
      names.map(name => fetch(`${url}/__admin/sessions?session=${name}`, { method: 'DELETE' })),
    )
    for (const name of names) {
      const opened = await fetch(`${url}/__admin/sessions`, {
        method: 'POST',
        headers: { 'X-Contract-Double-Session': name },
        body: JSON.stringify({ name, world: 'documented' }),
      })
      expect(opened.status).toBe(201)
      const state = { overplane: { users: [{ email: 'x@example.com', first_name: `of ${name}` }] } }
      const put = await fetch(`${url}/__admin/state?session=${name}`, {
        method: 'PUT',
        body: JSON.stringify(state),
      })
      expect(put.status).toBe(204)
    }
    const seen = await Promise.all(names.map((name, nth) => namesSeen(name, nth)))
    expect(seen).toEqual(names.map(name => [`of ${name}`]))
    for (const name of names) {
      const asked = await fetch(`${url}/__admin/journal?session=${name}&api=overplane`)
      expect((await asked.json())[0].entries).toHaveLength(1)
    }
  })

  it('have what names no session in one of them', async () => {
    const body = JSON.stringify({ email: 'ada@example.com', first_name: 'Ada' })
    for (let nth = 0; nth < 6; nth += 1) {
      await fetch(`${url}/api/core/user`, { method: 'POST', headers: key, body })
    }
    const countAt = async (base: string) =>
      (await (await fetch(`${base}/__admin/state`)).json()).overplane.users.length
    const counts = await Promise.all(urls.map(countAt))
    expect(Math.min(...counts)).toBe(0)
    expect(Math.max(...counts)).toBeGreaterThan(0)
  })
})
