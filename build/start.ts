import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { compileFunction, constants } from 'node:vm'
import { isConfigured, mayBeWatched } from '../server/config/configured.ts'

// Starts the command out of these sources: as one file, which is bundled anew when one of them has changed. By itself each
// of some hundreds of modules would be looked at, and the server would start four times later.

const bundle = resolve('node_modules/.cache/contract-doubles/bin.cjs')
const args = process.argv.slice(2)

if (isConfigured(args, process.env) || mayBeWatched(args, process.env)) {
  await import('../server/main.ts')
} else run(readBundle() ?? (await makeBundle()))

/** The bundle, where all that went in is as it was. */
function readBundle(): string | undefined {
  try {
    const [head = '', text = ''] = readFileSync(bundle, 'utf8').split('\0')
    const known: Readonly<Record<string, number>> = JSON.parse(head)
    const isFresh = Object.entries(known).every(([file, time]) => statSync(file).mtimeMs === time)
    return isFresh ? text : undefined
  } catch {
    return undefined
  }
}

async function makeBundle(): Promise<string> {
  const { bundleWhole } = await import('./command.ts')
  const { files, text } = await bundleWhole('server/bin.ts')
  const times = files.map(file => [file, statSync(file).mtimeMs] as const)
  mkdirSync(dirname(bundle), { recursive: true })
  writeFileSync(`${bundle}.${process.pid}`, `${JSON.stringify(Object.fromEntries(times))}\0${text}`)
  renameSync(`${bundle}.${process.pid}`, bundle)
  return text
}

/** Runs it as Node.js would: tsx, which has started this, would look for TypeScript in it. */
function run(text: string): void {
  // What it looks for lies where the sources are.
  const [__filename, __dirname] = [resolve('server/bin.ts'), resolve('server')]
  const given = { require: createRequire(__filename), __filename, __dirname }
  const module = { exports: {} }
  const names = ['module', 'exports', ...Object.keys(given)]
  const start = compileFunction(text, names, {
    filename: bundle,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  start(module, module.exports, ...Object.values(given))
}
