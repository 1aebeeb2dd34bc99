import { rmSync, writeFileSync } from 'node:fs'
import { filesOf, read } from './files.ts'

/** Writes the worlds that are JSON as modules: not every Node.js, and no browser, imports JSON without a word. */
export function buildWorlds(): void {
  for (const file of filesOf('.json').filter(file => file.startsWith('fixtures/worlds/'))) {
    const text = JSON.stringify(JSON.parse(read(`dist/${file}`)))
    writeFileSync(`dist/${file}.js`, `export const written = JSON.parse(${JSON.stringify(text)})\n`)
    rmSync(`dist/${file}`)
  }
  for (const file of filesOf('.js').filter(file => file.startsWith('fixtures/'))) {
    const path = `dist/${file}`
    writeFileSync(path, read(path).replace(imported, "import { written } from '$1.js'"))
  }
}

const imported = /import written from '(.*\.json)' with \{ type: 'json' \}/
