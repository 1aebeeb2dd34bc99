import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = ['contract', 'handlers', 'factories', 'fixtures', 'server']

/** The command as it is installed, an argument for `node`; throws where it was built before the last change. */
export function builtCommand(): string {
  const command = join(root, 'dist/server/bin.cjs')
  const built = statSync(command, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const changed = sources.flatMap(filesIn).filter(path => statSync(path).mtimeMs > built)
  if (changed.length === 0) return command
  throw new Error(
    `Failed to run "dist/server/bin.cjs": "${changed[0]}" is newer. Run npm run build first.`,
  )
}

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(ts|json)$/.test(name))
    .map(name => join(root, folder, name))
