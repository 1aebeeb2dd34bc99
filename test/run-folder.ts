import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder for what is made once, and used by several files. */
    runFolder: string
  }
}

/** Makes a folder for a run, and removes it afterwards. */
export async function setup({ provide }: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'contract-doubles-run-'))
  provide('runFolder', folder)
  return () => rm(folder, { recursive: true, force: true })
}
