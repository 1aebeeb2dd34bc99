import { writeSync } from 'node:fs'
import { type LoadHook, register } from 'node:module'
import { fileURLToPath } from 'node:url'
import { isMainThread } from 'node:worker_threads'
import { look } from './look.ts'

// A server that is watched loads this before all else: it ends with its supervisor, even where that is killed, and
// tells it of each file that it loads.
if (isMainThread && process.channel) {
  process.on('disconnect', () => process.exit())
  process.channel.unref()
  register(import.meta.url)
}

/** Where the supervisor reads: hooks run in a thread of their own, which has no other way to it. */
const reports = 4

/** A hook of Node.js. A file is looked at before it is read: who writes it meanwhile has changed it. */
export const load: LoadHook = (url, context, next) => {
  if (url.startsWith('file:') && !url.includes('/node_modules/')) tell(fileURLToPath(url))
  return next(url, context)
}

function tell(path: string): void {
  try {
    writeSync(reports, `${JSON.stringify(look(path))}\n`)
  } catch {
    // The supervisor has gone, and this process is about to.
  }
}
