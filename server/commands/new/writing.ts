import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { usualConfig } from '../../config/configured.ts'
import { writeWhole } from '../../files/writing.ts'
import { messageOf, UsageError } from '../../line/usage.ts'
import { configFile, filesOf } from './code/project.ts'
import type { Plan } from './plan/plan.ts'

/** What was written, from the working folder. */
export interface WrittenFiles {
  readonly files: readonly string[]
  /** The configuration that is there already, which has to be told of the API. */
  readonly config: string | undefined
}

/** Writes all files of an API, each as a whole, into a folder of its name. */
export async function writeAll(plan: Plan, isForced: boolean): Promise<WrittenFiles> {
  const { name } = plan
  if (existsSync(name) && !isForced) {
    throw new UsageError(
      `Failed to write "${name}": there is such a folder. Give another name, or write over it with --force.`,
    )
  }
  const files = filesOf(plan).map(({ path, text }) => ({ path: join(name, path), text }))
  const config = usualConfig()
  const all = config === undefined ? [...files, configFile(plan)] : files
  for (const { path, text } of all) {
    await folderOf(path)
    await writeWhole({ what: 'the description', path }, text)
  }
  return { files: all.map(({ path }) => path), config }
}

async function folderOf(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
  } catch (cause) {
    throw new UsageError(
      `Failed to write "${path}": ${messageOf(cause)}. Name an API whose folder can be made.`,
      { cause },
    )
  }
}
