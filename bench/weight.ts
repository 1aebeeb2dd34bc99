import { basename } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'
import { apis } from '../handlers/index.ts'

/** What one API adds to a browser bundle beyond msw: kilobytes of what `npm run build` built, minified, and gzipped. */
export async function benchWeight(): Promise<void> {
  const rows = await Promise.all(Object.keys(apis).map(weigh))
  console.log('Kilobytes that one API, as it was built last, adds to a browser bundle beyond msw:')
  console.table(rows)
}

async function weigh(api: string) {
  const { outputFiles, metafile } = await build({
    entryPoints: { [api]: `dist/handlers/${api}/index.js` },
    outdir: '.',
    bundle: true,
    minify: true,
    splitting: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    external: ['msw'],
  })
  const loaded = loadedAtOnce(metafile.outputs, `${api}.js`)
  const files = outputFiles.filter(({ path }) => loaded.includes(basename(path)))
  const contents = Buffer.concat(files.map(file => file.contents))
  const hasFaker = Object.keys(metafile.inputs).some(path => path.includes('@faker-js'))
  return {
    api,
    minified: toKilobytes(contents.length),
    gzipped: toKilobytes(gzipSync(contents, { level: 9 }).length),
    faker: hasFaker ? 'in it' : 'not in it',
  }
}

/** An output with all that it imports, without what is only imported when it is asked for. */
export function loadedAtOnce(outputs: Metafile['outputs'], path: string): string[] {
  const { imports = [] } = outputs[path] ?? {}
  const own = imports.filter(({ kind, external }) => kind === 'import-statement' && !external)
  return [path, ...own.flatMap(one => loadedAtOnce(outputs, one.path))]
}

const toKilobytes = (bytes: number): number => Math.round(bytes / 100) / 10
