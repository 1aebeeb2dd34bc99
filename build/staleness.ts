import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = ['contract', 'handlers', 'factories', 'fixtures', 'server', 'inspector']

/** A source that has changed since the package was built, if there is one. */
export function changedSinceBuilt(): string | undefined {
  const built = statSync(join(root, 'dist/server/bin.cjs'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  return sources.flatMap(filesIn).find(path => statSync(path).mtimeMs > built)
}

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(tsx?|json|css)$/.test(name))
    .map(name => join(root, folder, name))
