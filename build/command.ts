import { rmSync } from 'node:fs'
import { type InputOptions, type Plugin, rolldown } from 'rolldown'
import { trimmed } from './data.ts'
import { modulesIn } from './files.ts'

/**
 * Builds the command of the package for whoever has configured nothing: one file, and a few more that are loaded when they
 * are asked for, start in a quarter of the time of some hundreds. It is CommonJS, which Node.js loads faster, and lies
 * beside the server, where what it looks for lies. Gives the files of packages that went in.
 */
export async function buildCommand(): Promise<string[]> {
  const start = createStart()
  const bundle = await rolldown({
    ...usual,
    input: { bin: 'dist/server/bin.js' },
    plugins: [...usual.plugins, start.plugin],
  })
  const { output } = await bundle.write({
    dir: 'dist/server',
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'command-[name]-[hash].cjs',
    codeSplitting: { groups: [{ name: 'start', test: start.has }] },
    minify: true,
  })
  for (const file of ['bin.js', 'bin.d.ts']) rmSync(`dist/server/${file}`)
  return modulesIn(output)
}

/** Bundles a command into a single file; gives its text, and the files that went in. */
export async function bundleWhole(entry: string): Promise<{ text: string; files: string[] }> {
  const bundle = await rolldown({ ...usual, input: entry })
  const { output } = await bundle.generate({ format: 'cjs', codeSplitting: false, minify: true })
  return { text: output[0].code, files: modulesIn(output) }
}

/** What is loaded at the start whatever is asked for: its modules belong together in one file. */
function createStart() {
  const imports = new Map<string, readonly string[]>()
  const roots = new Set<string>()
  let reached: ReadonlySet<string> | undefined
  const plugin: Plugin = {
    name: 'start',
    moduleParsed({ id, importedIds, isEntry }) {
      imports.set(id, importedIds)
      if (isEntry || served.test(id)) roots.add(id)
    },
  }
  return {
    plugin,
    has(id: string): boolean {
      reached ??= reachedFrom(roots, imports)
      return reached.has(id)
    },
  }
}

/** What `serve` waits for. */
const served =
  /[/\\](server[/\\]((serve|commands)[/\\]serve|serve[/\\]followed)|handlers[/\\]index)\.[jt]s$/

function reachedFrom(
  roots: ReadonlySet<string>,
  imports: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const reached = new Set(roots)
  // A set is gone through with what is added meanwhile.
  for (const id of reached) for (const other of imports.get(id) ?? []) reached.add(other)
  return reached
}

/** A server intercepts nothing: nobody asks it for handlers. */
const withoutMsw: Plugin = {
  name: 'without msw',
  resolveId: id => (id === 'msw' ? none : undefined),
  load: id => (id === none ? nothing : undefined),
}

const none = '\0msw'
const nothing = 'export class HttpHandler {}; export const isCommonAssetRequest = () => false'

/**
 * Whom the demo world has for the usual seed is written down: faker weighs more than all the rest, and is loaded when
 * another seed is asked for. Since Node.js 20.19 an ES module can be required.
 */
const lateFaker: Plugin = {
  name: 'late faker',
  resolveId: id => (id === fakers ? `\0${fakers}` : undefined),
  load: id => (id === `\0${fakers}` ? late : undefined),
}

const fakers = '@faker-js/faker/locale/en'
const late = `import { createRequire } from 'node:module'
const required = () => createRequire(import.meta.url)('${fakers}').faker
export const faker = new Proxy({}, { get: (_, key) => required()[key] })`

const usual: InputOptions & { plugins: Plugin[] } = {
  platform: 'node',
  plugins: [withoutMsw, lateFaker, trimmed],
  logLevel: 'warn',
  // What is loaded late elsewhere is here at the start.
  checks: { ineffectiveDynamicImport: false },
}
