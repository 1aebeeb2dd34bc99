import { rmSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { doors, filesOf, read } from './files.ts'

/** Removes types, and modules of CommonJS, that no door of the package leads to: those of the command are for nobody. */
export function removeUnreached(): void {
  const files = new Set([...filesOf('.d.ts'), ...filesOf('.js').filter(isCommonJs)])
  const reached = new Set(doors().filter(file => files.has(file)))
  // A set is gone through with what is added meanwhile.
  for (const file of reached) {
    for (const other of namedIn(file)) if (files.has(other)) reached.add(other)
  }
  for (const file of files) if (!reached.has(file)) rmSync(`dist/${file}`)
}

const isCommonJs = (file: string): boolean => file.startsWith('cjs/')

/** What a module, or its types, names relative to itself; types name modules, and mean their types. */
function namedIn(file: string): string[] {
  const names = [...read(`dist/${file}`).matchAll(/['"](\.{1,2}\/[^'"\n]+?)\.[jt]s['"]/g)]
  const ending = file.endsWith('.d.ts') ? '.d.ts' : '.js'
  return names.map(([, name = '']) => normalize(join(dirname(file), `${name}${ending}`)))
}
