import { type FSWatcher, watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import { messageOf, type Say } from '../line/usage.ts'
import { look, type Seen } from './look.ts'

/** Files, and when they change. */
export interface Files {
  add(seen: Seen): void
  /** Forgets the files, and goes on watching their folders. */
  forget(): void
  /**
   * The name of a file that has changed since it was looked at, as soon as there is one; or of any source that is written
   * beside one, for what could not be loaded may have been missing.
   */
  changed(which?: 'any'): Promise<string>
  close(): void
}

/** Milliseconds without another event until files are looked at: an editor writes in several steps. */
const rest = 100

/** Watches folders, since many editors put another file in the place of the one that they write. */
export function createFiles(say: Say): Files {
  const looks = new Map<string, string>()
  const folders = new Map<string, FSWatcher>()
  const written = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let waiting: { readonly any: boolean; readonly done: (name: string) => void } | undefined

  const check = () => {
    const path = [...looks].find(([path, before]) => look(path).look !== before)?.[0]
    const name = path ?? (waiting?.any ? [...written].find(isSource) : undefined)
    written.clear()
    if (name === undefined) return
    waiting?.done(basename(name))
    waiting = undefined
  }
  const event = (name = '') => {
    written.add(name)
    clearTimeout(timer)
    timer = setTimeout(check, rest)
  }
  const watchFolder = (folder: string) => {
    if (folders.has(folder)) return
    try {
      const watcher = watch(folder, (_, name) => event(name ?? undefined))
      folders.set(folder, watcher)
      watcher.on('error', () => {
        folders.delete(folder) // it has gone
        watcher.close()
      })
    } catch (cause) {
      say(`Failed to watch "${folder}": ${messageOf(cause)}. What is written there starts nothing.`)
    }
  }
  return {
    add({ path, look: before }) {
      looks.set(path, before)
      watchFolder(dirname(path))
      if (look(path).look !== before) event(path)
    },
    forget: () => looks.clear(),
    changed: which =>
      new Promise(done => {
        waiting = { any: which === 'any', done }
        event()
      }),
    close() {
      clearTimeout(timer)
      for (const watcher of folders.values()) watcher.close()
    },
  }
}

const isSource = (name: string): boolean => /\.([cm]?[jt]sx?|json)$/i.test(name)
