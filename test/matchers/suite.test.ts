import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { patience } from '../patience.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const vitest = join(root, 'node_modules/vitest/vitest.mjs')

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contract-doubles-matchers-'))
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
})
afterAll(() => rm(folder, { recursive: true }))

const door = JSON.stringify(join(root, 'handlers/vitest.ts'))
const overplane = JSON.stringify(join(root, 'handlers/overplane/index.ts'))

/** Tests of another file's making, one of which sends a wrong request and takes no notice. */
const doubles = `
  import { afterAll, beforeAll } from 'vitest'
  import { server, test } from './shared.ts'

  const users = 'https://api.overplane.dev/api/core/user'
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
  afterAll(() => server.close())
  test('is right', async ({ double }) => {
    await fetch(users, { headers: { Authorization: 'Bearer sk_1' } })
    if (double.journal.entries.length !== 1) throw new Error('it was sent elsewhere')
  })
  test('is wrong', async ({ double }) => void (await fetch(users)))`

/** A suite of somebody else: with globals and without, registered in each file, twice, or in a setup file. */
const files = {
  'vitest.config.mjs': `
    const include = ['globals.test.ts', 'imports.test.ts']
    const test = { globals: true, include }
    // One thread for all that need none of their own: each loads the sources anew.
    const one = { ...test, isolate: false, fileParallelism: false }
    export default {
      test: {
        pool: 'threads',
        projects: [
          { test: { ...test, name: 'isolated' } },
          { test: { ...one, name: 'together', include: [...include, 'failing.test.ts'] } },
          { test: { ...one, name: 'set up', include: ['bare.test.ts'], setupFiles: 'setup.ts' } },
          { test: { ...one, name: 'doubles', include: ['first.test.ts', 'second.test.ts'] } },
        ],
      },
    }`,
  'setup.ts': `import ${door}`,
  'globals.test.ts': `
    import ${door}
    import { createOverplane } from ${overplane}

    it('has the global expect', () => expect(createOverplane()).toHaveNoViolations())
    it.concurrent("has the test's own", async ({ expect }) => {
      expect.assertions(1)
      expect(createOverplane()).not.toHaveReceived('createUser')
    })`,
  'imports.test.ts': `
    import { expect, test as base, vi } from 'vitest'
    import { createOverplane } from ${overplane}
    import ${door}

    vi.resetModules()
    await import(${door})

    const test = base.extend({ overplane: async ({}, use) => use(createOverplane()) })
    test('has fixtures', ({ overplane, expect }) => expect(overplane).toHaveNoViolations())
    test('waits', async ({ overplane }) => {
      setTimeout(() => overplane.fetch('/api/core/user'), 50)
      await vi.waitFor(() => expect(overplane).toHaveReceived('listUsers', { status: 401 }))
      await expect.poll(() => overplane).toHaveReceived('listUsers')
      expect.soft(overplane).not.toHaveNoViolations()
    })`,
  'bare.test.ts': `
    import { createOverplane } from ${overplane}

    it('is set up', () => expect(createOverplane()).not.toHaveReceived('createUser'))`,
  'shared.ts': `
    import { setupServer } from 'msw/node'
    import { doubleTest } from ${door}
    import { createOverplane } from ${overplane}

    export const server = setupServer()
    export const test = doubleTest(server, createOverplane)`,
  'first.test.ts': doubles,
  'second.test.ts': doubles,
  'failing.test.ts': `
    import { expect, test } from 'vitest'
    import ${door}
    import { createOverplane } from ${overplane}

    test('fails', async () => {
      const overplane = createOverplane()
      const headers = { Authorization: 'Bearer sk_1' }
      const body = JSON.stringify({ email: 'ada@example.com', first_name: 'Ada' })
      await overplane.fetch('/api/core/user', { method: 'POST', headers, body })
      expect(overplane).toHaveReceived('createUser', {
        status: 200,
        body: { email: expect.stringContaining('@'), first_name: expect.stringMatching(/^E/) },
      })
    })`,
}

function run() {
  const own = /^(VITEST|NODE_ENV|NODE_OPTIONS|TEST)/
  const rest = Object.entries(process.env).filter(([name]) => !own.test(name))
  const env = { ...Object.fromEntries(rest), NO_COLOR: '1' }
  return new Promise<string>(done => {
    const args = [vitest, 'run', '--reporter=verbose']
    execFile(process.execPath, args, { env, cwd: folder, timeout: patience }, (_, out, err) =>
      done(out + err),
    )
  })
}

describe('a suite that imports contract-doubles/vitest', () => {
  let output: string
  beforeAll(async () => {
    output = await run()
  })

  it.each([
    ['isolated', 4],
    ['together', 4],
    ['set up', 1],
  ])('has the matchers, with globals and without: %s', (project, count) => {
    const lines = output
      .split('\n')
      .filter(line => line.includes(` |${project}| `) && !line.includes(' failing.test.ts > '))
    expect(lines, output).toHaveLength(count)
    expect(lines.filter(line => !/^ +✓ /.test(line))).toEqual([])
  })

  it('is shown what was sent beside what was expected', () => {
    expect(output).toContain(`Error: Failed to verify "createUser": expected a call with
  {"status":200,"body":{"email":"StringContaining @","first_name":"StringMatching /^E/"}}
, but it was called 1 time:
  1. POST /api/core/user {"query":{},"body":{"email":"ada@example.com","first_name":"Ada"}} -> 200

- Expected
+ Received

  {
    "body": {
      "email": "ada@example.com",
-     "first_name": StringMatching /^E/,
+     "first_name": "Ada",
    },
    "status": 200,
  }

`)
    expect(output).toMatch(/^ +Tests +4 failed \| 10 passed \(14\)$/m)
  })

  it('fails for its wrong requests, and where its tests are those of another file', () => {
    const lines = output.split('\n')
    const among = (text: string) => lines.filter(line => line.includes(text)).length
    expect(
      among(' ✓ |doubles| first.test.ts > is right') +
        among(' ✓ |doubles| second.test.ts > is right'),
    ).toBe(1)
    expect(among(' × |doubles| ')).toBe(3)
    expect(among('   → The application sent what the API does not take:')).toBe(1)
    expect(
      among(
        '   → Failed to give the test a double: its doubleTest was called for the tests of another file. Call doubleTest in this one.',
      ),
    ).toBe(2)
  })
})
