import { execFile } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { built } from '../built.ts'

const waits = [
  ['never comes', "fault: 'silence'"],
  ['comes in an hour', 'delay: 3_600_000'],
] as const

const asking = (wait: string) => `
  const double = createOverplane()
  double.override('listUsers', { status: 200, ${wait} })
  const ask = (fetch) =>
    fetch('https://api.overplane.dev/api/core/user', { signal: AbortSignal.timeout(50) })
      .catch(({ name }) => console.log(name))
`

/** A program of its own, by what was built: what it writes, to both of its outputs. */
async function run(program: string): Promise<{ stdout: string; stderr: string }> {
  const handlers = pathToFileURL(built('handlers/index.js')).href
  const imports = `
    import { setupServer } from 'msw/node'
    import { createOverplane } from '${handlers}'
  `
  const args = ['--input-type=module', '--eval', imports + program]
  return promisify(execFile)(process.execPath, args)
}

describe.each(waits)('a reply that %s', { timeout: 120_000 }, (_, wait) => {
  it('keeps a program running until it is given up, and no longer', async () => {
    const program = "await ask(double.fetch); console.log('over')"
    expect(await run(asking(wait) + program)).toEqual({
      stdout: 'TimeoutError\nover\n',
      stderr: '',
    })
  })

  it('does so by setupServer too, and nothing is printed', async () => {
    const program = `
      const server = setupServer(...double.handlers)
      server.listen({ onUnhandledRequest: 'error' })
      await ask(fetch)
      server.close()
    `
    expect(await run(asking(wait) + program)).toEqual({ stdout: 'TimeoutError\n', stderr: '' })
  })
})
