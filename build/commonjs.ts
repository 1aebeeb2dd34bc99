import { cpSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { build, type Plugin } from 'esbuild'
import manifest from '../package.json' with { type: 'json' }
import { filesOf, read } from './files.ts'

const sideEffects = manifest.sideEffects.map(path => path.replace('/dist', ''))

/** An ES module alone: Jest transforms no package, and not every Node.js that can `require` one may do so in a cycle. */
const esmOnly = /^@faker-js\/faker\b/

/**
 * Writes every module once more in CommonJS, for `require` and for the types of CommonJS packages: file by file, so
 * that all entries share what they have in common. Gives the files of packages that went in.
 */
export async function buildCommonJs(): Promise<string[]> {
  const types = filesOf('.d.ts')
  const modules = filesOf('.js').filter(
    file => !/^(server\/(main|bin)|inspector\/page)\.js$/.test(file),
  )
  const { metafile } = await build({
    entryPoints: modules.map(file => `dist/${file}`),
    outbase: 'dist',
    outdir: 'dist/cjs',
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // Without a flag of Node.js there is none in Jest.
    supported: { 'dynamic-import': false },
    metafile: true,
    plugins: [fileByFile],
    logLevel: 'warning',
    logOverride: { 'empty-import-meta': 'error' },
  })
  for (const file of types) {
    const path = `dist/cjs/${file}`
    cpSync(`dist/${file}`, path)
    writeFileSync(path, read(path).replace(esmTypes, "$& with { 'resolution-mode': 'import' }"))
  }
  writeFileSync('dist/cjs/package.json', JSON.stringify({ type: 'commonjs', sideEffects }))
  return Object.keys(metafile.inputs)
}

/** Their types for `require` are none at all: faker has an ES module alone, and msw no worker in Node.js. */
const esmTypes = /import type .* from '(@faker-js\/faker|msw\/browser)'/g

const fileByFile: Plugin = {
  name: 'file by file',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /./ }, ({ kind, path, importer }) => {
      if (kind === 'entry-point' || esmOnly.test(path) || importer.includes('/@faker-js/')) return
      if (isLate(path, importer)) return { path, namespace: 'late' }
      return { path, external: true }
    })
    onLoad({ filter: /./, namespace: 'late' }, ({ path }) => ({ contents: late(path) }))
    onLoad({ filter: /\/dist\/.*\.js$/ }, ({ path }) => ({ contents: located(path) }))
  },
}

/**
 * What makes msw's handlers is loaded when they are asked for, and msw with it: it needs a line of configuration in
 * Jest, which `double.fetch` can do without.
 */
const isLate = (path: string, importer: string): boolean =>
  path.endsWith('/adapters/msw.js') && importer.endsWith('/double/double.js')

const late = (path: string): string =>
  `Object.defineProperty(exports, 'toHandlers', { enumerable: true, get: () => require('${path}').toHandlers })`

/** What lies beside an ES module lies there for its CommonJS too. */
function located(path: string): string {
  const text = read(path)
  if (!text.includes('import.meta')) return text
  const file = relative(process.cwd(), path)
  const twin = relative(dirname(file.replace('dist', 'dist/cjs')), file)
  const own = `const ownUrl = new URL('${twin}', require('node:url').pathToFileURL(__filename)).href\n`
  return own + text.replaceAll('import.meta.url', 'ownUrl')
}
