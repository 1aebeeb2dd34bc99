import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { demo } from '../../fixtures/index.ts'
import { apis, createOverplane } from '../../handlers/index.ts'
import manifest from '../../package.json' with { type: 'json' }
import { runOpenApi } from '../../server/commands/openapi.ts'
import { runPact } from '../../server/commands/pact.ts'
import { runServe } from '../../server/commands/serve.ts'
import { runVerify } from '../../server/commands/verify.ts'
import { parseServeArguments } from '../../server/line/arguments.ts'
import { UsageError } from '../../server/line/usage.ts'
import { serve } from '../../server/serve/serve.ts'
import { builtCommand } from '../built.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const command = builtCommand()
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

function run(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  [program = '', ...before]: readonly string[] = [process.execPath],
): Run {
  const child = spawn(program, [...before, command, ...args], {
    cwd: root,
    env: { ...process.env, PORT: '', HOST: '', ...env },
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
  await expect.poll(out).toMatch(/listening on http:\/\/127\.0\.0\.1:\d+[\s\S]*Oberplan/)
  return /http:\/\/127\.0\.0\.1:\d+/.exec(out())?.[0] ?? ''
}

describe('contract-doubles serve', () => {
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
    expect(server.out()).toContain('nothing to copy: the documented account is not in this world')
    const headers = { Authorization: 'Bearer ptla_a' }
    const list = await fetch(`${url}/api/application/users`, { headers })
    expect(await list.json()).toHaveProperty('meta.pagination.total', 0)
    expect(list.headers.get('X-RateLimit-Remaining')).toBe('239')
    expect((await fetch(`${url}/api/core/user`, { headers })).status).toBe(404)
    server.child.kill('SIGTERM')
    expect(await server.exit).toBe(0)
  })

  it('starts without faker, and makes up other people for another seed all the same', async () => {
    const server = run(['serve', '--port', '0', '--seed', '2', '--quiet'])
    const response = await fetch(`${await ready(server)}/__admin/state`)
    const { $double: _, ...made } = createOverplane({ world: demo, seed: 2 }).snapshot()
    expect(await response.json()).toMatchObject({ overplane: made })
  })

  it('is watched where nothing is configured, too', async () => {
    const server = run(['serve', '--port', '0', '--watch', '--world', 'empty'])
    const response = await fetch(`${await ready(server)}/api/core/user`)
    expect(response.status).toBe(401)
    server.child.kill('SIGTERM')
    expect(await server.exit).toBe(0)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'has kept its state when %s has ended it',
    async signal => {
      const folder = await mkdtemp(join(tmpdir(), 'kept-'))
      const state = join(folder, 'state.json')
      try {
        const server = run(['-p', '0', '--world', 'empty'], { CONTRACT_DOUBLES_STATE: state })
        const url = await ready(server)
        const body = JSON.stringify({ overplane: { users: [{ email: 'ada@example.com' }] } })
        expect((await fetch(`${url}/__admin/state`, { method: 'PUT', body })).status).toBe(204)
        server.child.kill(signal)
        expect(await server.exit).toBe(0)
        const next = run(['-p', '0', '--world', 'demo', '--state', state])
        const kept = await fetch(`${await ready(next)}/__admin/state`)
        expect(await kept.json()).toMatchObject({
          overplane: { users: [{ email: 'ada@example.com' }] },
          pterodactyl: { users: [] },
        })
        next.child.kill('SIGKILL')
        await next.exit
      } finally {
        await rm(folder, { recursive: true })
      }
    },
  )

  it.each([['help'], ['--help'], ['-h'], ['--port 0 -h']])(
    'tells of all commands, and what serve takes: %s',
    async args => {
      const help = run(args.split(' '))
      expect(await help.exit).toBe(0)
      for (const part of [
        'serve',
        'openapi <api>',
        'schema [options]',
        'verify <api>',
        'pact <api>',
        '-p, --port <n>',
      ]) {
        expect(help.out()).toContain(part)
      }
      for (const part of ['-v, --version', '--admin-token <token>', 'within 10 seconds', '1024']) {
        expect(help.out()).toContain(part)
      }
      for (const part of [
        'CONTRACT_DOUBLES_RATE_LIMIT=1',
        'PORT and HOST',
        '--json',
        'Exit code',
      ]) {
        expect(help.out()).toContain(part)
      }
    },
  )

  it.each([
    ['help verify', '--read-only'],
    ['verify -h', '--read-only'],
    ['verify overplane --help --url', '--read-only'],
    ['help pact', '--consumer <name>'],
    ['pact --help', '--consumer <name>'],
    ['help pact check', '<files>'],
    ['diff --help', '<before>'],
    ['help openapi', '--output <file>'],
    ['openapi -h', '--output <file>'],
    ['help serve', '--port <n>'],
  ])('tells what one command takes: %s', async (args, part) => {
    const help = run(args.split(' '))
    expect([await help.exit, help.err()]).toEqual([0, ''])
    expect(help.out()).toContain(part)
    expect(help.out()).toContain('-h, --help')
  })

  it.each(['--version', '-v', 'verify -v', 'openapi --version'])(
    'tells its version: %s',
    async args => {
      const version = run(args.split(' '))
      expect(await version.exit).toBe(0)
      expect(version.out()).toBe(`${manifest.version}\n`)
    },
  )

  it('takes a port by -p', async () => {
    const server = run(['-p', '0', '--world', 'empty'])
    await ready(server)
    server.child.kill('SIGTERM')
    expect(await server.exit).toBe(0)
  })

  it('exits with 2 and one sentence where it cannot listen', async () => {
    const blocker = createServer().listen(0, '127.0.0.1')
    await once(blocker, 'listening')
    const { port } = Object(blocker.address())
    const taken = run(['-p', String(port), '--world', 'empty'])
    const strange = run(['--host', '192.0.2.1', '-p', '0', '--world', 'empty'])
    expect(await Promise.all([taken.exit, strange.exit])).toEqual([2, 2])
    blocker.close()
    expect(taken.err()).toMatch(/^Failed to listen on 127\.0\.0\.1:\d+: the port is taken\. .*\n$/)
    expect(strange.err()).toMatch(/^Failed to listen on 192\.0\.2\.1:0: .*\n$/)
    expect(taken.out() + strange.out()).toBe('')
  })

  it('serves on, without its log, where the reader of its output has gone', async () => {
    const server = run(['--port', '0', '--world', 'documented'])
    const url = await ready(server)
    server.child.stdout?.destroy()
    const headers = { Authorization: 'Bearer sk_1' }
    for (let nth = 0; nth < 20; nth += 1) {
      expect((await fetch(`${url}/api/core/user`, { headers })).status).toBe(200)
    }
    expect(server.err()).toBe('')
    server.child.stderr?.destroy()
    expect((await fetch(`${url}/api/core/user`, { headers })).status).toBe(200)
    server.child.kill('SIGTERM')
    expect(await server.exit).toBe(0)
  })

  it.each([
    [
      ['--port', 'x'],
      'Failed to read --port: "x" is no whole number from 0 to 65535. Give one, as in --port 1.',
    ],
    [
      ['bogus'],
      'Failed to find the command "bogus": there are serve, new, openapi, schema, verify, proxy, check, diff, pact, pact check. Run with --help.',
    ],
    [
      ['serve', '--port', '-1'],
      'Failed to read --port: "-1" is no whole number from 0 to 65535. Give one, as in --port 1.',
    ],
    [
      ['openapi'],
      'Failed to print a document: no API is named. Choose one of overplane, pterodactyl, oberplan, control.',
    ],
    [
      ['openapi', 'overplan', '--output', 'x.json'],
      'Failed to print a document: there is no API "overplan". Choose one of overplane, pterodactyl, oberplan, control.',
    ],
    [
      ['openapi', 'overplane', '--json'],
      "Failed to read the arguments: Unknown option '--json'. Run with --help for the list.",
    ],
    [
      ['help', 'bogus'],
      'Failed to find the command "bogus": there are serve, new, openapi, schema, verify, proxy, check, diff, pact, pact check. Run with --help.',
    ],
  ])('refuses %j in one sentence, and exits with 2', async (args, sentence) => {
    const server = run(args)
    expect(await server.exit).toBe(2)
    expect(server.err()).toBe(`${sentence}\n`)
    expect(server.out()).toBe('')
  })
})

describe('a log in JSON', () => {
  it('is one object a line, on both sides and without colours, whatever happens', async () => {
    const deed = encodeURIComponent("throw new Error('oh')")
    const server = run(['--world', 'empty'], {
      CONTRACT_DOUBLES_JSON: '1',
      CONTRACT_DOUBLES_PORT: '0',
      CONTRACT_DOUBLES_PROT: '1',
      FORCE_COLOR: '1',
      NODE_OPTIONS: `--import "data:text/javascript,process.on('SIGUSR2',()=>{${deed}})"`,
    })
    await expect.poll(server.out).toContain('\n')
    const { url } = JSON.parse(server.out())
    expect((await fetch(`${url}/api/core/user`)).status).toBe(401)
    await expect.poll(server.out).toContain('listUsers')
    server.child.kill('SIGUSR2')
    await expect.poll(server.err).toContain('oh')
    server.child.kill('SIGTERM')
    expect(await server.exit).toBe(0)
    const eventsOf = (text: string) =>
      text
        .trim()
        .split('\n')
        .map(line => JSON.parse(line).event)
    expect(eventsOf(server.out())).toEqual(['listening', 'request'])
    expect(eventsOf(server.err())).toEqual(['notice', 'notice'])
  })
})

describe('a signal', () => {
  /** A server that never gets to the end of its closing. */
  const hanging = `data:text/javascript,import{Server}from'node:net';Server.prototype.close=()=>{process.stderr.write('closing')}`

  it.each([
    ['SIGTERM', 'SIGTERM', 143],
    ['SIGINT', 'SIGTERM', 143],
  ] as const)('while it stops after another ends it: %s, %s', async (first, second, code) => {
    const server = run(['-p', '0', '--world', 'empty'], { NODE_OPTIONS: `--import "${hanging}"` })
    await ready(server)
    server.child.kill(first)
    await expect.poll(server.err).toContain('closing')
    expect(server.child.exitCode).toBe(null)
    server.child.kill(second)
    expect(await server.exit).toBe(code)
  })

  it('stops it while requests are under way', async () => {
    const server = run(['-p', '0', '--world', 'empty'])
    const url = await ready(server)
    const headers = { Authorization: 'Bearer sk_1' }
    const silence = { api: 'overplane', operation: 'listUsers', fault: 'silence' }
    await fetch(`${url}/__admin/overrides`, { method: 'POST', body: JSON.stringify(silence) })
    const asked = fetch(`${url}/api/core/user`, { headers }).catch(() => 'broken')
    server.child.kill('SIGTERM')
    expect(await server.exit).toBe(0)
    expect(await asked).toBe('broken')
  })

  it('stops it as the first process of a container too', async () => {
    // Where this machine lets nobody make a container it is a process like any other.
    const alone = 'unshare --user --pid --fork --map-root-user --kill-child'.split(' ')
    const canContain = spawnSync('env', [...alone, 'true']).status === 0
    const args = ['serve', '-p', '0', '--world', 'empty']
    const server = canContain ? run(args, {}, ['env', ...alone, process.execPath]) : run(args)
    const url = await ready(server)
    const { pid } = server.child
    const children = () => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    process.kill(Number(canContain ? children() : pid), 'SIGTERM')
    expect(await server.exit).toBe(0)
    await expect(fetch(url)).rejects.toThrow()
  })
})

describe('what is thrown beside all requests', () => {
  it.each(["throw new Error('oh')", "Promise.reject(new Error('oh'))"])(
    'is told, and the server goes on: %s',
    async deed => {
      const preloaded = `data:text/javascript,process.on('SIGUSR2',()=>{${encodeURIComponent(deed)}})`
      const server = run(['--port', '0', '--world', 'empty'], {
        NODE_OPTIONS: `--import "${preloaded}"`,
      })
      const url = await ready(server)
      server.child.kill('SIGUSR2')
      await expect.poll(server.err).toBe('Failed beside any request: oh. The server goes on.\n')
      expect((await fetch(`${url}/__admin/journal`)).status).toBe(200)
      server.child.kill('SIGTERM')
      expect(await server.exit).toBe(0)
    },
  )
})

describe('the other commands', () => {
  it('end quietly where the reader of their output has gone', async () => {
    const printing = run(['openapi', 'overplane'])
    printing.child.stdout?.destroy()
    expect([await printing.exit, printing.err()]).toEqual([0, ''])
  })

  it('print a document, or write it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'openapi-'))
    const file = join(folder, 'x.json')
    const [printing, writing] = [
      run(['openapi', 'oberplan']),
      run(['openapi', 'oberplan', '--output', file]),
    ]
    expect(await Promise.all([printing.exit, writing.exit])).toEqual([0, 0])
    expect(writing.out()).toBe(`Wrote ${file}\n`)
    const wanted = await readFile(join(root, 'fixtures/openapi/oberplan.json'), 'utf8')
    expect(await readFile(file, 'utf8')).toBe(wanted)
    expect(printing.out()).toBe(wanted)
    expect(await readdir(folder)).toEqual(['x.json'])
    await rm(folder, { recursive: true })
  })

  it.each(
    Object.entries({ serve: runServe, openapi: runOpenApi, verify: runVerify, pact: runPact }),
  )('exit with 2 where they are used wrongly: %s', async (name, runCommand) => {
    const lines: string[] = []
    const stderr = vi.spyOn(process.stderr, 'write').mockImplementation(text => {
      lines.push(String(text))
      return true
    })
    try {
      for (const [args, sentence] of [
        [['--nothing'], "Failed to read the arguments: Unknown option '--nothing'."],
        [['-x'], "Failed to read the arguments: Unknown option '-x'."],
        [['--config'], 'Failed to read the arguments: --config has no value.'],
        [['--config', ''], 'Failed to read the arguments: --config is empty.'],
        [['--version=1'], 'Failed to read the arguments: --version takes no value, and got "1".'],
        [['overplane', '--config', 'no.ts'], name === 'serve' ? '"overplane" is no' : '"no.ts"'],
        [['nobody', '--consumer', 'x'], 'Failed to'],
        [['overplane', 'oberplan', '--consumer', 'x', '--url', 'y'], 'Failed to'],
      ] as const) {
        lines.length = 0
        expect([args, await runCommand(args, text => lines.push(text))]).toEqual([args, 2])
        expect(lines).toEqual([expect.stringContaining(sentence)])
      }
    } finally {
      stderr.mockRestore()
    }
  })

  it('say where they cannot write, before they do anything', async () => {
    const writing = run(['openapi', 'oberplan', '--output', '/no/x.json'])
    expect(await writing.exit).toBe(2)
    expect(writing.err()).toMatch(
      /^Failed to write the document "\/no\/x\.json": ENOENT: .+\. Name a file in a folder that exists\.\n$/,
    )
  })
})

// What the command does between its arguments and its exit code needs no process: each costs a second or two.
describe('the arguments of contract-doubles serve', () => {
  it('ask for the demo world unless they name another, and for quiet', async () => {
    const lines: string[] = []
    const told = await parseServeArguments(['--port', '0', '--quiet'], {}, { apis })
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
    const told = await parseServeArguments(['--port', String(port)], {}, { apis })
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
    [
      ['--port'],
      'Failed to read the arguments: --port has no value. Give one, as in --port <n>. Run with --help for the list.',
    ],
    [
      ['--host', '--quiet'],
      'Failed to read the arguments: --host has no value. Give one, as in --host <address>. Run with --help for the list.',
    ],
    [
      ['--host', ''],
      'Failed to read the arguments: --host is empty. Give it a value, or leave it out. Run with --help for the list.',
    ],
    [
      ['--quiet=yes'],
      'Failed to read the arguments: --quiet takes no value, and got "yes". Run with --help for the list.',
    ],
    [
      ['overplane'],
      'Failed to read the arguments: "overplane" is no option, and serve takes nothing else. Run with --help for the list.',
    ],
    [['-x'], "Failed to read the arguments: Unknown option '-x'. Run with --help for the list."],
    [
      ['--constructor'],
      "Failed to read the arguments: Unknown option '--constructor'. Run with --help for the list.",
    ],
    [
      ['--now', 'tomorrow'],
      'Failed to read --now: "tomorrow" is no time. Give one, as in --now 2024-01-15T09:30:00Z.',
    ],
    [
      ['--seed', '1.5'],
      'Failed to read --seed: "1.5" is no whole number from 0 to 2147483647. Give one, as in --seed 1.',
    ],
    [
      ['--port=-1'],
      'Failed to read --port: "-1" is no whole number from 0 to 65535. Give one, as in --port 1.',
    ],
    [
      ['--allow-host', 'http://doubles'],
      'Failed to read --allow-host: "http://doubles" is no name of a host. Give one, as in --allow-host doubles:4010.',
    ],
    [
      ['--allow-origin', 'http://localhost:5173/'],
      'Failed to read --allow-origin: "http://localhost:5173/" is no origin. Give one, as in --allow-origin http://localhost:5173.',
    ],
    [
      ['--allow-host', 'a,,b'],
      'Failed to read --allow-host: "" is no name of a host. Give one, as in --allow-host doubles:4010.',
    ],
    [
      ['--admin-token', 'a b'],
      'Failed to read --admin-token: "a b" cannot be sent in a header. Give letters, digits and signs of ASCII, without blanks.',
    ],
  ])('are refused in one sentence: %j', async (args, sentence) => {
    await expect(parseServeArguments(args, {}, { apis })).rejects.toThrow(new UsageError(sentence))
  })

  it('name several hosts and origins, apart or with commas between them', async () => {
    const args =
      '--allow-host a,b:80 --allow-host c --allow-origin http://a --allow-origin http://b'
    expect(await parseServeArguments(args.split(' '), {}, { apis })).toMatchObject({
      allowHosts: ['a', 'b:80', 'c'],
      allowOrigins: ['http://a', 'http://b'],
    })
  })

  it('name the environment where the port comes from it', async () => {
    await expect(parseServeArguments([], { PORT: 'x' }, { apis })).rejects.toThrow(
      `Failed to read the environment's PORT: "x" is no whole number from 0 to 65535. Give one, as in PORT=1.`,
    )
  })

  it.each([
    [['-p', '5'], 5],
    [['-p5'], 5],
    [['--port=5'], 5],
    [['--port', '4', '--port', '5'], 5],
  ])('give the port as every command line does: %j', async (args, port) => {
    expect(await parseServeArguments(args, { PORT: '6' }, { apis })).toHaveProperty('port', port)
  })
})
