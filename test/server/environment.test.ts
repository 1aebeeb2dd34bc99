import { hostname } from 'node:os'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineConfig } from '../../contract/define.ts'
import { apis } from '../../handlers/index.ts'
import { runOpenApi } from '../../server/commands/openapi.ts'
import { runPact } from '../../server/commands/pact.ts'
import { runServe } from '../../server/commands/serve.ts'
import { serveUsage } from '../../server/commands/serve-usage.ts'
import { parseServeArguments } from '../../server/line/arguments.ts'
import { readArguments } from '../../server/line/typed.ts'
import { UsageError } from '../../server/line/usage.ts'
import { serve } from '../../server/serve/serve.ts'

const told = (env: Readonly<Record<string, string>>, args: readonly string[] = []) =>
  parseServeArguments(args, env, { apis })

const errors: string[] = []

beforeEach(() => {
  errors.length = 0
  vi.spyOn(process.stderr, 'write').mockImplementation(text => errors.push(String(text)) > 0)
})
afterEach(() => vi.restoreAllMocks())

describe('the environment of contract-doubles serve', () => {
  it('has each option, under its name', async () => {
    const env = {
      CONTRACT_DOUBLES_PORT: '0',
      CONTRACT_DOUBLES_HOST: '127.0.0.1',
      CONTRACT_DOUBLES_API: 'oberplan, overplane',
      CONTRACT_DOUBLES_WORLD: 'empty',
      CONTRACT_DOUBLES_STATE: 'state.json',
      CONTRACT_DOUBLES_SEED: '7',
      CONTRACT_DOUBLES_FIDELITY: 'observed',
      CONTRACT_DOUBLES_NOW: '2024-01-15T09:30:00Z',
      CONTRACT_DOUBLES_DELAY: '100-900',
      CONTRACT_DOUBLES_ERROR_RATE: '0.1',
      CONTRACT_DOUBLES_SESSIONS: '50',
      CONTRACT_DOUBLES_SESSION_IDLE: '15m',
      CONTRACT_DOUBLES_RATE_LIMIT: '1',
      CONTRACT_DOUBLES_WATCH: '0',
      CONTRACT_DOUBLES_QUIET: 'true',
      CONTRACT_DOUBLES_JSON: 'TRUE',
      CONTRACT_DOUBLES_ADMIN_TOKEN: 's3cret',
      CONTRACT_DOUBLES_ALLOW_HOST: 'doubles:4010, mock.test',
      CONTRACT_DOUBLES_ALLOW_ORIGIN: 'http://localhost:5173,https://app.example.com',
      CONTRACT_DOUBLES_READINGS: 'one.json, two.json',
      CONTRACT_DOUBLES_CONFIG: 'none.ts',
    }
    // Which options there are is not known here: none of them is without its variable.
    const names = Object.keys(serveUsage.options).map(name => name.toUpperCase().replace('-', '_'))
    expect(Object.keys(env).toSorted()).toEqual(
      [...names, 'CONFIG'].map(name => `CONTRACT_DOUBLES_${name}`).toSorted(),
    )
    expect(await told(env)).toEqual({
      port: 0,
      host: '127.0.0.1',
      apis: ['oberplan', 'overplane'],
      world: 'empty',
      state: 'state.json',
      seed: 7,
      fidelity: 'observed',
      now: '2024-01-15T09:30:00Z',
      delay: [100, 900],
      errorRate: 0.1,
      sessions: { most: 50, idle: '15m' },
      rateLimit: true,
      quiet: true,
      json: true,
      adminToken: 's3cret',
      allowHosts: ['doubles:4010', 'mock.test'],
      allowOrigins: ['http://localhost:5173', 'https://app.example.com'],
    })
    const { readings } = readArguments(serveUsage, [], env).values
    expect(readings).toEqual(['one.json', 'two.json'])
  })

  it('comes after what is typed, and before PORT, HOST and the configuration', async () => {
    const config = defineConfig({ apis, serve: { port: 1, host: '::1', quiet: true, seed: 3 } })
    const of = (env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
      parseServeArguments(args, env, config)
    const all = { CONTRACT_DOUBLES_PORT: '3', PORT: '2' }
    expect(await of(all, '--port', '4')).toHaveProperty('port', 4)
    expect(await of(all, '-p', '4')).toHaveProperty('port', 4)
    expect(await of(all)).toHaveProperty('port', 3)
    expect(await of({ PORT: '2' })).toHaveProperty('port', 2)
    expect(await of({})).toHaveProperty('port', 1)
    expect(await told({})).toHaveProperty('port', 4010)
    const hosts = { CONTRACT_DOUBLES_HOST: '127.0.0.2', HOST: '127.0.0.3' }
    expect(await of(hosts, '--host', '127.0.0.1')).toHaveProperty('host', '127.0.0.1')
    expect(await of(hosts)).toHaveProperty('host', '127.0.0.2')
    expect(await of({ HOST: '127.0.0.3' })).toHaveProperty('host', '127.0.0.3')
    expect(await of({ CONTRACT_DOUBLES_QUIET: '0' })).toMatchObject({ quiet: false, seed: 3 })
    expect(await of({ CONTRACT_DOUBLES_QUIET: 'false' }, '--quiet')).toHaveProperty('quiet', true)
    const several = { CONTRACT_DOUBLES_ALLOW_HOST: 'a,b' }
    expect(await of(several, '--allow-host', 'c')).toHaveProperty('allowHosts', ['c'])
  })

  it('has nothing where a variable is empty, as a compose file leaves it', async () => {
    const env = { CONTRACT_DOUBLES_PORT: '', PORT: '', HOST: '', CONTRACT_DOUBLES_QUIET: '' }
    const more = { CONTRACT_DOUBLES_CONFIG: '', CONTRACT_DOUBLES_ALLOW_HOST: '' }
    expect(await told({ ...env, ...more })).toEqual(await told({}))
  })

  it.each([
    [
      { CONTRACT_DOUBLES_PORT: 'x' },
      'CONTRACT_DOUBLES_PORT: "x" is no whole number from 0 to 65535. Give one, as in CONTRACT_DOUBLES_PORT=1.',
    ],
    [{ PORT: '-1' }, 'PORT: "-1" is no whole number from 0 to 65535. Give one, as in PORT=1.'],
    [
      { CONTRACT_DOUBLES_QUIET: 'yes' },
      'CONTRACT_DOUBLES_QUIET: "yes" is neither yes nor no here. Give 1 or true, 0 or false.',
    ],
    [
      { CONTRACT_DOUBLES_WORLD: 'mars' },
      'CONTRACT_DOUBLES_WORLD: there is no "mars". Choose from documented, empty, demo.',
    ],
    [
      { CONTRACT_DOUBLES_API: 'x' },
      'CONTRACT_DOUBLES_API: there is no "x". Choose from overplane, pterodactyl, oberplan.',
    ],
    [
      { CONTRACT_DOUBLES_DELAY: '9-1' },
      'CONTRACT_DOUBLES_DELAY: "9-1" are no milliseconds from 0 to 3600000. Give one, as in CONTRACT_DOUBLES_DELAY=100-900.',
    ],
    [
      { CONTRACT_DOUBLES_ERROR_RATE: '10%' },
      'CONTRACT_DOUBLES_ERROR_RATE: "10%" is no share from 0 to 1. Give one, as in CONTRACT_DOUBLES_ERROR_RATE=0.1.',
    ],
    [
      { CONTRACT_DOUBLES_SESSIONS: '0' },
      'CONTRACT_DOUBLES_SESSIONS: "0" is no whole number from 1 to 100000. Give one, as in CONTRACT_DOUBLES_SESSIONS=1.',
    ],
    [
      { CONTRACT_DOUBLES_SESSION_IDLE: 'long' },
      'CONTRACT_DOUBLES_SESSION_IDLE: "long" is no length of time. Give one, as in CONTRACT_DOUBLES_SESSION_IDLE=15m.',
    ],
    [
      { CONTRACT_DOUBLES_NOW: 'tomorrow' },
      'CONTRACT_DOUBLES_NOW: "tomorrow" is no time. Give one, as in CONTRACT_DOUBLES_NOW=2024-01-15T09:30:00Z.',
    ],
    [
      { CONTRACT_DOUBLES_ADMIN_TOKEN: 'a b' },
      'CONTRACT_DOUBLES_ADMIN_TOKEN: "a b" cannot be sent in a header. Give letters, digits and signs of ASCII, without blanks.',
    ],
    [
      { CONTRACT_DOUBLES_ALLOW_HOST: 'a,http://b' },
      'CONTRACT_DOUBLES_ALLOW_HOST: "http://b" is no name of a host. Give one, as in CONTRACT_DOUBLES_ALLOW_HOST=doubles:4010.',
    ],
    [
      { CONTRACT_DOUBLES_ALLOW_ORIGIN: '*' },
      'CONTRACT_DOUBLES_ALLOW_ORIGIN: "*" is no origin. Give one, as in CONTRACT_DOUBLES_ALLOW_ORIGIN=http://localhost:5173.',
    ],
  ])('is named where its value is wrong: %j', async (env, sentence) => {
    await expect(told(Object(env))).rejects.toThrow(
      new UsageError(`Failed to read the environment's ${sentence}`),
    )
  })

  it('is named where a file of it is wrong, and the exit code is 2', async () => {
    const run = (env: Readonly<Record<string, string>>) => runServe([], () => {}, env)
    expect(await run({ CONTRACT_DOUBLES_CONFIG: 'no.ts' })).toBe(2)
    expect(await run({ CONTRACT_DOUBLES_READINGS: 'no.json' })).toBe(2)
    expect(await run({ CONTRACT_DOUBLES_SEED: 'x' })).toBe(2)
    expect(errors.join('')).toMatch(
      /^Failed to read "no\.ts" of the environment's CONTRACT_DOUBLES_CONFIG: there is no such file\. Name one that there is\.\nFailed to read "no\.json" of the environment's CONTRACT_DOUBLES_READINGS: ENOENT.*\nFailed to read the environment's CONTRACT_DOUBLES_SEED: "x" .*\n$/,
    )
  })

  it.each(['my-laptop', 'x86_64-conda-linux-gnu', 'example.com', 'localhost.example', '300.1.1.1'])(
    'has a HOST for other programs where it is no address: %s',
    async HOST => expect(await told({ HOST })).not.toHaveProperty('host'),
  )

  it.each(['0.0.0.0', '127.0.0.1', '::', '::1', 'localhost'])(
    'has a HOST to listen on where it is an address: %s',
    async HOST => expect(await told({ HOST })).toHaveProperty('host', HOST),
  )

  it('may name any host by the variable that is for this program alone', async () => {
    const env = { CONTRACT_DOUBLES_HOST: 'doubles.test', HOST: '0.0.0.0' }
    expect(await told(env)).toHaveProperty('host', 'doubles.test')
  })

  it('may have what Kubernetes tells of a service that is called contract-doubles', async () => {
    const env = {
      CONTRACT_DOUBLES_PORT: 'tcp://10.0.0.7:4010',
      CONTRACT_DOUBLES_SERVICE_HOST: '10.0.0.7',
      CONTRACT_DOUBLES_SERVICE_PORT: '4010',
      CONTRACT_DOUBLES_SERVICE_PORT_HTTP: '4010',
      CONTRACT_DOUBLES_PORT_4010_TCP: 'tcp://10.0.0.7:4010',
      CONTRACT_DOUBLES_PORT_4010_TCP_ADDR: '10.0.0.7',
    }
    expect(await told({ ...env, PORT: '5' })).toEqual({ ...(await told({})), port: 5 })
    // The port is wrong only so that nothing is started.
    expect(await runServe(['--port', 'x'], () => {}, env)).toBe(2)
    expect(errors).toEqual([expect.stringContaining('--port: "x"')])
  })
})

describe('a variable that nothing reads', () => {
  /** What is said before the command finds that it cannot listen on such a host. */
  async function said(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
    const lines: string[] = []
    const code = await runServe(['--host', '192.0.2.1', ...args], text => lines.push(text), env)
    expect([code, lines]).toEqual([2, []])
    return errors.slice(0, -1).join('')
  }

  it.each([
    ['CONTRACT_DOUBLES_PROT', 'CONTRACT_DOUBLES_PORT'],
    ['CONTRACT_DOUBLES_RATELIMIT', 'CONTRACT_DOUBLES_RATE_LIMIT'],
    ['CONTRACT_DOUBLES_ALLOW_ORIGINS', 'CONTRACT_DOUBLES_ALLOW_ORIGIN'],
  ])('is told with the nearest that is read: %s', async (name, nearest) => {
    expect(await said({ [name]: '1' })).toBe(
      `serve reads no ${name} in the environment, and goes on without. The nearest that it reads is ${nearest}.\n`,
    )
  })

  it('is not told where it is for the tests, which have to know where the server is', async () => {
    expect(await said({ CONTRACT_DOUBLES_URL: 'http://doubles:4010' })).toBe('')
  })

  it('is told as JSON where the log is JSON', async () => {
    const message =
      'serve takes the environment\'s HOST for an address alone, and "my-mac" is none: it goes on without. Give a name by --host or CONTRACT_DOUBLES_HOST.'
    expect(await said({ HOST: 'my-mac' })).toBe(`${message}\n`)
    errors.length = 0
    const line = await said({ HOST: 'my-mac' }, '--json')
    expect(JSON.parse(line)).toEqual({ event: 'notice', time: expect.any(String), message })
  })

  it('leaves what keeps the server from starting JSON too', async () => {
    for (const [args, env] of [
      [['--json', '--port', 'x'], {}],
      [['--port', 'x'], { CONTRACT_DOUBLES_JSON: 'true' }],
      [['--nothing', '--json'], {}],
    ] as const) {
      errors.length = 0
      expect(await runServe(args, () => {}, env)).toBe(2)
      expect(errors.map(line => JSON.parse(line))).toMatchObject([
        { event: 'notice', message: expect.stringMatching(/^Failed to read /) },
      ])
    }
  })

  it('is none where a shell has the name of the machine in HOST', async () => {
    expect(await said({ HOST: hostname() })).toBe('')
  })
})

describe('the environment of the other commands', () => {
  it('has the configuration', async () => {
    const env = { CONTRACT_DOUBLES_CONFIG: 'no.ts' }
    expect(await runOpenApi(['overplane'], () => {}, env)).toBe(2)
    expect(errors.join('')).toContain("of the environment's CONTRACT_DOUBLES_CONFIG")
  })

  it('has the token of pact, and nothing else that would go unseen', async () => {
    const run = (env: Readonly<Record<string, string>>, url = 'http://127.0.0.1:1') =>
      runPact(['overplane', '--url', url, '--consumer', 'shop'], () => {}, env)
    expect(await run({ CONTRACT_DOUBLES_ADMIN_TOKEN: 'a b', CONTRACT_DOUBLES_OUTPUT: 'x' })).toBe(2)
    expect(errors.join('')).toContain("Failed to read the environment's CONTRACT_DOUBLES_ADMIN_")
    const lines: string[] = []
    const { url, doubles, close } = await serve({ port: 0, world: 'documented' })
    try {
      await doubles.overplane.fetch('/api/core/user')
      const args = ['overplane', '--url', url, '--consumer', 'shop']
      const env = { CONTRACT_DOUBLES_OUTPUT: '/no/where', CONTRACT_DOUBLES_SEED: 'x' }
      expect(await runPact(args, text => lines.push(text), env)).toBe(0)
      expect(JSON.parse(lines.join(''))).toHaveProperty('interactions.length', 1)
    } finally {
      await close()
    }
  })
})
