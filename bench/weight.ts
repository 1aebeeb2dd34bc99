import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const entries = ['overplane', 'pterodactyl', 'oberplan']

/** What one API adds to a browser bundle beyond msw and `@mswjs/data`: kilobytes, minified, and gzipped. */
export async function benchWeight(): Promise<void> {
  const rows = await Promise.all(entries.map(weigh))
  console.log('Kilobytes that one API adds to a browser bundle beyond msw and @mswjs/data:')
  console.table(rows)
}

async function weigh(api: string) {
  const { outputFiles, metafile } = await build({
    entryPoints: [`handlers/${api}/index.ts`],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    external: ['msw', '@mswjs/data', '@mswjs/data/*'],
  })
  const [{ contents } = { contents: new Uint8Array() }] = outputFiles
  const hasFaker = Object.keys(metafile.inputs).some(path => path.includes('@faker-js'))
  return {
    api,
    minified: toKilobytes(contents.length),
    gzipped: toKilobytes(gzipSync(contents, { level: 9 }).length),
    faker: hasFaker ? 'in it' : 'not in it',
  }
}

const toKilobytes = (bytes: number): number => Math.round(bytes / 100) / 10
