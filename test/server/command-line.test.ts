import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { parseServeArguments } from '../../server/arguments.ts'
import { serve } from '../../server/serve.ts'
import { UsageError } from '../../server/usage.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const running = new Set<ChildProcess>()

afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  running.clear()
})

interface Run {
  readonly child: ChildProcess
  readonly out: () => string
  readonly err: () => string
  readonly exit: Promise<number | null>
}

function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, PORT: '', ...env },
  })
  running.add(child)
  const texts = { out: '', err: '' }
  child.stdout.on('data', chunk => {
    texts.out += chunk
  })
  child.stderr.on('data', chunk => {
    texts.err += chunk
  })
  const exit = once(child, 'close').then(([code]: (number | null)[]) => code ?? null)
  return { child, out: () => texts.out, err: () => texts.err, exit }
}

async function ready({ out }: Run): Promise<string> {
  await expect
    .poll(out, { timeout: 20_000 })
    .toMatch(/listening on http:\/\/127\.0\.0\.1:\d+[\s\S]*Oberplan/)
  return /http:\/\/127\.0\.0\.1:\d+/.exec(out())?.[0] ?? ''
}

const slow = { timeout: 30_000 }

describe('contract-doubles serve', slow, () => {
  it('says where it listens, prints curl lines that work, and ends on SIGINT with exit 0', async () => {
    const server = run(['serve', '--port', '0', '--world', 'documented'])
    const url = await ready(server)
    const curls = server.out().match(/curl .*/g) ?? []
    expect(curls).toHaveLength(3)
    const [plain] = curls
    expect(plain).toBe(
      `curl -H 'Authorization: Bearer sk_test_...' '${url}/api/core/user/user_abc123'`,
    )
    expect(curls[2]).toBe(`curl -u 'user@oberplan.com:mypassword' '${url}/v1/users/me'`)
    server.child.kill('SIGINT')
    expect(await server.exit).toBe(0)
  })

  it('takes its port from the environment, the rest from arguments, and ends on SIGTERM', async () => {
    const server = run(
      '--api oberplan,pterodactyl --world empty --fidelity observed --rate-limit'.split(' '),
      { PORT: '0' },
    )
    const url = await ready(server)
    expect(server.out()).toContain('no credentials: this world has no account')
    const headers = { Authorization: 'Bearer ptla_a' }
    const list = await fetch(`${url}/api/application/users`, { headers })
    expect(await list.json()).toHaveProperty('meta.pagination.total', 0)
    expect(list.headers.get('X-RateLimit-Remaining')).toBe('239')
    expect((await fetch(`${url}/api/core/user`, { headers })).status).toBe(404)
    server.child.kill('SIGTERM')
    expect(await server.exit).toBe(0)
  })

  it('tells its arguments and its version', async () => {
    const [help, version] = [run(['--help']), run(['--version'])]
    expect(await Promise.all([help.exit, version.exit])).toEqual([0, 0])
    expect(help.out()).toContain('--fidelity')
    expect(help.out()).toContain('openapi <api>')
    expect(version.out()).toBe(`${manifest.version}\n`)
  })

  it.each([
    [
      ['--port', 'x'],
      'Failed to read --port: "x" is no whole number from 0 to 65535. Give one, as in --port 1.',
    ],
    [
      ['bogus'],
      'Failed to find the command "bogus": there are serve, openapi, verify and pact. Run with --help.',
    ],
  ])('refuses %j in one sentence, and exits with 1', async (args, sentence) => {
    const server = run(args)
    expect(await server.exit).toBe(1)
    expect(server.err()).toBe(`${sentence}\n`)
    expect(server.out()).toBe('')
  })
})

// What the command does between its arguments and its exit code needs no process: each costs a second or two.
describe('the arguments of contract-doubles serve', () => {
  it('ask for the demo world unless they name another, and for quiet', async () => {
    const lines: string[] = []
    const told = parseServeArguments(['--port', '0', '--quiet'], {})
    const { url, close } = await serve(told, line => lines.push(line))
    try {
      const headers = { Authorization: 'Bearer sk_1' }
      const body = await (await fetch(`${url}/api/core/user?limit=1`, { headers })).json()
      expect(body).toMatchObject({ has_more: true, total: 61 })
      expect(lines.join('\n')).toContain(url)
      expect(lines.join('\n')).not.toContain('GET /api/core/user')
    } finally {
      await close()
    }
  })

  it('name a port that is taken, and one sentence says so', async () => {
    const blocker = createServer().listen(0, '127.0.0.1')
    await once(blocker, 'listening')
    const address = blocker.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const told = parseServeArguments(['--port', String(port)], {})
    const refusal = await serve(told, () => {}).catch((error: unknown) => error)
    blocker.close()
    expect(refusal).toBeInstanceOf(UsageError)
    expect(refusal).toHaveProperty(
      'message',
      `Failed to listen on 127.0.0.1:${port}: the port is taken. Choose another with --port, or 0 for any free one.`,
    )
  })

  it.each([
    [
      ['--world', 'mars'],
      'Failed to read --world: there is no "mars". Choose from documented, empty, demo.',
    ],
    [
      ['--api', 'x'],
      'Failed to read --api: there is no "x". Choose from overplane, pterodactyl, oberplan.',
    ],
    [
      ['--foo'],
      "Failed to read the arguments: Unknown option '--foo'. Run with --help for the list.",
    ],
  ])('are refused in one sentence: %j', (args, sentence) => {
    expect(() => parseServeArguments(args, {})).toThrow(new UsageError(sentence))
  })
})
