import { chmodSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import {
  access,
  chmod,
  constants,
  readdir,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Print } from '../line/printing.ts'
import { messageOf, UsageError } from '../line/usage.ts'

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

/**
 * Writes a file as a whole: whatever ends the process, it is the old one or the new one. A text may come in pieces, with
 * other work in between.
 */
export const writeWhole = (file: Written, text: string | Iterable<string>): Promise<void> =>
  orRefuse(file, async () => {
    const stats = await statOf(file.path)
    // A pipe or a device is not to be replaced by a file.
    if (stats && !stats.isFile()) return writeFile(file.path, text)
    const target = stats ? await realpath(file.path) : file.path
    const beside = besideOf(target, '.tmp')
    try {
      await writeFile(beside, text, { flush: true })
      if (stats) await chmod(beside, stats.mode)
      // A file that is mounted by itself, as into a container, cannot be replaced.
      await rename(beside, target).catch(() => writeFile(target, text))
    } finally {
      await rm(beside, { force: true })
    }
  })

/** The same at once, for a process that ends. */
export function writeWholeNow({ path }: Pick<Written, 'path'>, text: string): void {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats && !stats.isFile()) {
    writeFileSync(path, text)
    return
  }
  const target = stats ? realpathSync(path) : path
  // Another may be under way, and no longer be stopped.
  const beside = besideOf(target, '.last.tmp')
  try {
    writeFileSync(beside, text, { flush: true })
    if (stats) chmodSync(beside, stats.mode)
    renameSync(beside, target)
  } finally {
    rmSync(beside, { force: true })
  }
}

/** Removes what processes that were killed had begun to write beside a file. */
export async function sweep(path: string): Promise<void> {
  const target = await realpath(path).catch(() => path)
  const start = `.${basename(target)}.`
  for (const name of await readdir(dirname(target))) {
    const [, pid = ''] = /^(\d+)(?:\.last)?\.tmp$/.exec(name.slice(start.length)) ?? []
    const isLeft = name.startsWith(start) && pid !== '' && !isRunning(Number(pid))
    if (isLeft) await rm(join(dirname(target), name), { force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (cause) {
    return Object(cause).code === 'EPERM'
  }
}

const besideOf = (target: string, ending: string): string =>
  join(dirname(target), `.${basename(target)}.${process.pid}${ending}`)

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
