import { statSync } from 'node:fs'

/** A file, and what it looked like when it was read. */
export interface Seen {
  readonly path: string
  readonly look: string
}

/** What a file looks like from outside, whatever is in it: what was written anew looks otherwise. */
export function look(path: string): Seen {
  const stat = statSync(path, { throwIfNoEntry: false })
  return { path, look: stat ? `${stat.mtimeMs} ${stat.size} ${stat.ino}` : 'not there' }
}
