import { access, chmod, constants, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Print } from './printing.ts'
import { messageOf, UsageError } from './usage.ts'

/** What a command writes: `{ what: 'the report', path: 'report.xml' }`. */
interface Written {
  readonly what: string
  readonly path: string
}

/** Whether a file can be written is better known before the work than after it. */
export const expectWritable = (file: Written): Promise<void> =>
  orRefuse(file, async () => {
    await access(dirname(file.path), constants.W_OK)
    if ((await statOf(file.path))?.isDirectory()) throw new Error('it is a folder')
  })

/** Writes a file as a whole: whatever ends the process, it is the old one or the new one. */
export const writeWhole = (file: Written, text: string): Promise<void> =>
  orRefuse(file, async () => {
    const stats = await statOf(file.path)
    // A pipe or a device is not to be replaced by a file.
    if (stats && !stats.isFile()) return writeFile(file.path, text)
    const target = stats ? await realpath(file.path) : file.path
    const beside = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`)
    try {
      await writeFile(beside, text)
      if (stats) await chmod(beside, stats.mode)
      // A file that is mounted by itself, as into a container, cannot be replaced.
      await rename(beside, target).catch(() => writeFile(target, text))
    } finally {
      await rm(beside, { force: true })
    }
  })

/** Writes what a command makes to the file that was named, or prints it where none was. */
export async function printOrWrite(
  { what, path }: { readonly what: string; readonly path: string | undefined },
  text: string,
  print: Print,
): Promise<void> {
  if (path === undefined) return print(text.trimEnd())
  await expectWritable({ what, path })
  await writeWhole({ what, path }, text)
  print(`Wrote ${path}`)
}

const statOf = (path: string) => stat(path).catch(() => undefined)

async function orRefuse({ what, path }: Written, step: () => Promise<void>): Promise<void> {
  try {
    await step()
  } catch (cause) {
    throw new UsageError(
      `Failed to write ${what} "${path}": ${messageOf(cause)}. Name a file in a folder that exists.`,
      { cause },
    )
  }
}
