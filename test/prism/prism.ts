import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { basePathOf } from '../../contract/double/base-path.ts'
import { type ApiName, apis } from '../../handlers/index.ts'

/** Where the paths of a document begin. */
export const basePathBy = (api: ApiName): string => basePathOf({ baseUrl: apis[api].documentedUrl })

/** The file of an API's document, as it is checked in. */
export const documentOf = (api: ApiName): string => pathOf(`../../fixtures/openapi/${api}.json`)

/** A running Prism before a server. */
export interface Prism {
  /** The base URL of each API, with Prism in the place of the server. */
  readonly urls: Readonly<Record<ApiName, string>>
  close(): void
}

/** Starts Prism as a proxy of `upstream`, in a process of its own, with the documents that are checked in. */
export async function startPrism(upstream: string): Promise<Prism> {
  const require = createRequire(import.meta.url)
  const cli = require.resolve('@stoplight/prism-cli')
  const targets = Object.values(apis).map(({ name }) => ({
    document: documentOf(name),
    upstream: upstream + basePathBy(name),
  }))
  const args = [cli, ...targets.map(target => JSON.stringify(target))]
  const child = fork(pathOf('./host.mjs'), args, { execArgv: [] })
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`Failed to start Prism: it ended with exit code ${code}. See what it printed.`)
  })
  const [started]: string[][] = await Promise.race([once(child, 'message'), ended])
  ended.catch(() => {}) // by now it ends because it is told to
  const urls = Object.fromEntries(Object.keys(apis).map((name, nth) => [name, started?.[nth]]))
  return { urls: urls as Prism['urls'], close: () => child.kill() }
}

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
