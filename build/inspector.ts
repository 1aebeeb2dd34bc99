import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'
import { modulesIn, read } from './files.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = `${root}dist/inspector`

/**
 * Builds the page of the inspector, and the panel: each with its styles and its view library. Gives the files of packages
 * that went in, and the modules below `dist` that the panel asks for.
 */
export async function buildInspector(): Promise<{ builtIn: string[]; asked: string[] }> {
  keepTypesAlone()
  const page = await buildPage()
  const panel = await built(
    {
      lib: { entry: { panel: `${root}inspector/panel/mount.ts` }, formats: ['es'] },
      rolldownOptions: { output: { chunkFileNames: '[name].js' } },
    },
    [besideTheKernel],
  )
  const imported = panel.output.flatMap(one => (one.type === 'chunk' ? one.imports : []))
  const asked = imported.filter(id => id.startsWith('../')).map(id => id.replace('../', ''))
  return { builtIn: [page, panel].flatMap(({ output }) => modulesIn(output)), asked }
}

/** One script and one style, of names that the server knows. */
export const buildPage = (): Promise<Built> =>
  built({
    rolldownOptions: {
      input: { page: `${root}inspector/page/page.tsx` },
      output: { entryFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  })

/** The compiler has written all that the panel loads, file by file; of that the types of its door are wanted. */
function keepTypesAlone(): void {
  const path = `${dist}/panel/mount.d.ts`
  const types = read(path)
  rmSync(dist, { recursive: true })
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, types)
}

/** The kernel of the app's own doubles is the panel's too: it is not built in once more. */
const besideTheKernel: Plugin = {
  name: 'beside the kernel',
  enforce: 'pre',
  resolveId(source) {
    const [, file] = /^(?:\.\.\/)+((?:contract|handlers|factories)\/.+)\.ts$/.exec(source) ?? []
    return file === undefined ? null : { id: `../${file}.js`, external: true }
  },
}

type Built = Rolldown.RolldownOutput

async function built(options: object, plugins: Plugin[] = []): Promise<Built> {
  const result = await build({
    ...{ root, configFile: false, logLevel: 'warn', publicDir: false, plugins },
    build: {
      ...{ outDir: dist, emptyOutDir: false, target: 'es2023', modulePreload: false },
      ...options,
    },
  })
  const [only, ...more] = [result].flat()
  if (only && 'output' in only && more.length === 0) return only
  throw new Error('Failed to build the inspector: Vite gives more than one result, or none.')
}
