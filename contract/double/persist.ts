import type { Snapshot, State } from './state.ts'

/** The part of the Web Storage API that is needed: `sessionStorage`, `localStorage`. */
export interface Storage {
  getItem(key: string): string | null
  setItem(key: string, text: string): void
}

/**
 * Keeps a state in a storage under a key: restores what is there, and from then on saves every change, all of
 * one task together. Says whether there was anything to restore.
 */
export function persist(state: State, storage: Storage, key: string): boolean {
  const isRestored = restore(state, storage.getItem(key))
  let isPending = false
  state.watch(() => {
    if (isPending) return
    isPending = true
    queueMicrotask(() => {
      isPending = false
      storage.setItem(key, JSON.stringify(state.snapshot()))
    })
  })
  return isRestored
}

/** What cannot be read, say of an older version, counts as nothing. */
function restore(state: State, text: string | null): boolean {
  if (text === null) return false
  try {
    const snapshot: Snapshot = JSON.parse(text)
    state.restore(snapshot)
    return true
  } catch {
    return false
  }
}
