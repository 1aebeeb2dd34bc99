import { fileURLToPath } from 'node:url'
import { changedSinceBuilt } from '../build/staleness.ts'

/** The command as it is installed, an argument for `node`. */
export const builtCommand = (): string => built('server/bin.cjs')

/**
 * What was built of a source, as in `handlers/index.js`; throws where that was before the last change. A process of its
 * own loads it in a third of the time that the sources take.
 */
export function built(file: string): string {
  const changed = changedSinceBuilt()
  if (changed === undefined) return fileURLToPath(new URL(`../dist/${file}`, import.meta.url))
  throw new Error(`Failed to run "dist/${file}": "${changed}" is newer. Run npm run build first.`)
}
