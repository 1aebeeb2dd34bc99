import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join, parse, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import { onCore } from './machine.ts'
import type { Measure } from './measure.ts'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Where the bench puts what it makes and installs. */
export const work = join(root, 'bench/.work')
const sources = join(root, 'bench/programs')

/** The file that runs a program in plain Node.js: tsx would put something of its own around each function. */
export const program = (name: string): string => join(work, `${name}.mjs`)

/** Compiles the programs of `bench/programs`; of ours they take what was built, as any user does. */
export async function buildPrograms(): Promise<void> {
  await build({
    entryPoints: readdirSync(sources).map(file => join(sources, file)),
    outdir: work,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    plugins: [ofWhatIsBuilt],
    logLevel: 'warning',
  })
}

const ofWhatIsBuilt: Plugin = {
  name: 'of what is built',
  setup({ onResolve }) {
    onResolve({ filter: /^(\.\.\/)+(contract|handlers|fixtures|factories|server)\// }, given => {
      const { dir, name } = parse(relative(root, join(given.resolveDir, given.path)))
      return { path: relative(work, join(root, 'dist', dir, `${name}.js`)), external: true }
    })
  },
}

/** Runs a program on the core of the servers, and gives what it measured: it prints that as JSON. */
export async function measuredBy(
  name: string,
  args: readonly (string | number)[] = [],
): Promise<readonly Measure[]> {
  const command = onCore('server', [process.execPath, '--expose-gc', program(name)])
  const [file = '', ...rest] = [...command, ...args.map(String)]
  const child = spawn(file, rest, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const parts: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => parts.push(text))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`Failed to run "${name}" of the bench: it ended with ${code}.`)
  return JSON.parse(parts.join(''))
}
