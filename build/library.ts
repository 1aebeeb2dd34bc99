import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { rolldown } from 'rolldown'
import { doors, filesOf } from './files.ts'

/** Doors that no name of the package leads to: they are found by their place. */
const placed = ['server/main.js', 'server/watching/preload.js']

/**
 * Puts together what is loaded together: the doors of the package stay where they are, and behind each is a dozen files
 * instead of a hundred, which Node.js reads in half the time. Of the modules that went in the types are left. Others are
 * doors too where what was built before asks for them.
 */
export async function buildLibrary(others: readonly string[]): Promise<void> {
  const own = doors().filter(file => file.endsWith('.js') && isModule(file))
  const all = [...own, ...placed, ...others]
  const bundle = await rolldown({
    input: Object.fromEntries(all.map(file => [file.replace(/\.js$/, ''), `dist/${file}`])),
    platform: 'node',
    external: id => /^[a-z@]/.test(id) && !all.includes(id.replace(/^dist\//, '')),
    logLevel: 'warn',
  })
  const { output } = await bundle.generate({
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  })
  for (const file of filesOf('.js').filter(isModule)) rmSync(`dist/${file}`)
  for (const file of output) {
    const path = `dist/${file.fileName}`
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, file.type === 'chunk' ? file.code : file.source)
  }
}

const isModule = (file: string): boolean => !/^(cjs|inspector)\//.test(file)
