import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { ApiDefinition } from '../../contract/api.ts'
import { filesOf } from '../../server/commands/new/code/project.ts'
import { type Made, planOf } from '../../server/commands/new/making.ts'
import { built } from '../built.ts'

/** A folder within the package, so that its own name leads to what was built. */
export const folderOf = (name: string): string =>
  fileURLToPath(new URL(`../.new/${name}/`, import.meta.url))

const nothing = { only: [], ids: new Map<string, string>() }

/** An API as the command makes it, out of a document beside this file or of none. */
export const made = (name: string, document?: string): Promise<Made> =>
  planOf({
    name,
    openapi: document && fileURLToPath(new URL(`documents/${document}`, import.meta.url)),
    har: undefined,
    corrections: nothing,
  })

/** The text of each file of an API, by its path. */
export const textsOf = ({ plan }: Made): ReadonlyMap<string, string> =>
  new Map(filesOf(plan).map(({ path, text }) => [path, text]))

/** Writes all files of an API into a folder of its own, below this one. */
export async function write(one: Made, folder: string): Promise<void> {
  built('contract/define.js') // throws where it is older than its sources
  const own = join(folder, one.plan.name)
  await rm(own, { recursive: true, force: true })
  for (const [path, text] of textsOf(one)) {
    const file = join(own, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}

/** The API that was written. */
export async function load(name: string, folder: string): Promise<ApiDefinition> {
  const module: object = await import(pathToFileURL(join(folder, name, 'index.ts')).href)
  const [api] = Object.values(module)
  return api
}
