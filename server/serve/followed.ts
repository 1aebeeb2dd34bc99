import { readFile } from 'node:fs/promises'
import type { Config } from '../../contract/config/config.ts'
import type { Words } from '../../contract/control/controlled.ts'
import { readingsByApi } from '../../contract/readings/by-api.ts'
import type { Choices } from '../../contract/readings/choice.ts'
import { messageOf, UsageError } from '../line/usage.ts'
import { fileOf } from '../line/values.ts'

/** The words of the readings of what is configured. */
export const wordsOf =
  ({ apis }: Pick<Config, 'apis'>): Words =>
  async name =>
    (await apis[name]?.readings()) ?? {}

/** Values of readings, by API; each double makes sure of its own. */
type ByApi = Readonly<Record<string, Choices>>

/** What stands in files, over what is configured: what a later one says goes over what an earlier one does. */
export async function readingsIn(
  files: readonly string[],
  { apis, serve }: Pick<Config, 'apis' | 'serve'>,
  source = '--readings',
): Promise<ByApi> {
  const names = Object.keys(apis)
  const all = [readingsByApi(serve?.readings, names, 'serve')]
  for (const file of files) {
    const doing = `read ${fileOf(source, file)}`
    all.push(readingsByApi(await jsonOf(file, doing), names, doing))
  }
  const told = names.map(name => [name, Object.assign({}, ...all.map(one => one[name]))] as const)
  return Object.fromEntries(told)
}

async function jsonOf(file: string, doing: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new UsageError(
      `Failed to ${doing}: ${messageOf(cause)}. Name a file that "verify --save" wrote, or one like { "<api>": { "<reading>": <value> } }.`,
      { cause },
    )
  }
}
