import { rmSync } from 'node:fs'
import { build, type Plugin } from 'esbuild'
import { filesOf } from './files.ts'

/**
 * Bundles the command once more for whoever has configured nothing: a few files load in a third of the time of some
 * hundreds. They lie beside the server, where what they look for lies. Gives the files of packages that went in.
 */
export async function buildCommand(): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: { quick: 'dist/server/main.js' },
    outdir: 'dist/server',
    chunkNames: 'quick-[hash]',
    bundle: true,
    splitting: true,
    minifySyntax: true,
    minifyWhitespace: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Only the demo world needs it, and its people weigh more than all the rest.
    external: ['@faker-js/faker'],
    metafile: true,
    plugins: [withoutMsw],
    logLevel: 'warning',
  })
  for (const file of filesOf('.js.map').filter(file => file.startsWith('server/quick'))) {
    rmSync(`dist/${file}`)
  }
  return Object.keys(metafile.inputs)
}

/** A server intercepts nothing: nobody asks it for handlers. */
const withoutMsw: Plugin = {
  name: 'without msw',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^msw$/ }, ({ path }) => ({ path, namespace: 'none' }))
    onLoad({ filter: /./, namespace: 'none' }, () => ({ contents: nothing }))
  },
}

const nothing = 'export class HttpHandler {}; export const isCommonAssetRequest = () => false'
