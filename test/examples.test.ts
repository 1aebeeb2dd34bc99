import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const running = new Set<ChildProcess>()

// A command is stopped with all that it started: npm, its shell and the runner are one group of processes.
afterEach(() => {
  for (const { pid } of running) if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  running.clear()
})

// An example runs as its reader runs it, and not as a part of the run above.
const own = /^(VITEST|NODE_ENV|NODE_OPTIONS|NODE_V8_COVERAGE|FORCE_COLOR|TEST|npm_)/
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name))),
  NO_COLOR: '1',
}

async function run(command: string, args: readonly string[], folder: string) {
  const child = spawn(command, args, { cwd: root + folder, env, detached: true })
  running.add(child)
  let output = ''
  const read = (chunk: unknown) => {
    output += chunk
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  const [code] = await once(child, 'close')
  running.delete(child)
  return { code, output }
}

describe('the examples', () => {
  it.each([
    ['jest-commonjs', 8, /^Tests: +8 passed, 8 total$/m],
    ['own-api', 5, /^ +Tests +5 passed \(5\)$/m],
    ['vitest', 18, /^ +Tests +18 passed \(18\)$/m],
    ['node-test', 19, /^. tests 19$[\s\S]*^. pass 19$/m],
    ['jest', 19, /^Tests: +19 passed, 19 total$/m],
  ])('%s runs its %d tests with one command, and ends by itself', async (name, _, tally) => {
    const { code, output } = await run('npm', ['test'], `examples/${name}`)
    expect(output).toMatch(tally)
    expect(output).not.toMatch(/did not exit|close timed out|open handle/i)
    expect(code, output).toBe(0)
  })

  // Of the others, those that say how to compile them, that line for a shell does it.
  it.each([
    ['vitest', 'node_modules/typescript'],
    ['jest-commonjs', 'examples/jest-commonjs/node_modules/typescript'],
  ])('%s compiles, with the types of the contract in its application', async (name, typescript) => {
    const compiler = `${root}${typescript}/bin/tsc`
    const { code, output } = await run(process.execPath, [compiler], `examples/${name}`)
    expect(output).toBe('')
    expect(code).toBe(0)
  })
})
