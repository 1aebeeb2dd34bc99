import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Config } from '../../contract/config/config.ts'
import { checkConfig, isWorldFile } from '../../contract/config/form.ts'
import { messageOf, UsageError, whyOf } from '../line/usage.ts'
import { fileOf } from '../line/values.ts'
import { usualConfig } from './configured.ts'
import { defaultOf } from './loading.ts'

/**
 * What a project has configured: in the file that is named, or in the one of the working folder. Without a file it is
 * the APIs of this package; with one it is exactly what stands there.
 */
export async function configAt(named: string | undefined, source = '--config'): Promise<Config> {
  const file = named === undefined ? usualConfig() : named
  if (file === undefined) return { apis: (await import('../../handlers/index.ts')).apis }
  const path = resolve(file)
  const name = named ?? basename(path)
  if (!existsSync(path)) {
    throw new UsageError(
      `Failed to read ${fileOf(source, name)}: there is no such file. Name one that there is.`,
    )
  }
  refuseStranger(name, path)
  // What serves is part of no project.
  const exported = await orRefusal(name, () => defaultOf(path, () => import('../serve/serve.ts')))
  if (exported === undefined) {
    throw refusal(
      name,
      'it has no default export. Give it one, as in export default defineConfig({ apis: { todos } }).',
    )
  }
  return placed(checked(name, exported), dirname(path))
}

/** A slip in the configuration is one of its author's: a sentence, and no stack. */
function checked(name: string, exported: unknown): Config {
  try {
    return checkConfig(exported, `read "${name}"`)
  } catch (cause) {
    throw new UsageError(messageOf(cause), { cause })
  }
}

/** The files that it names are told from its own folder, whatever folder it is read from. */
function placed(config: Config, folder: string): Config {
  const { worlds = {}, serve } = config
  const { world, state } = serve ?? {}
  const files = Object.entries(worlds).map(([name, one]) => [
    name,
    typeof one === 'string' ? resolve(folder, one) : one,
  ])
  const isFile = world !== undefined && !Object.hasOwn(worlds, world) && isWorldFile(world)
  return {
    ...config,
    ...(config.worlds && { worlds: Object.fromEntries(files) }),
    ...(serve && {
      serve: {
        ...serve,
        ...(isFile && { world: resolve(folder, world) }),
        ...(state !== undefined && { state: resolve(folder, state) }),
      },
    }),
  }
}

async function orRefusal<Value>(name: string, step: () => Promise<Value>): Promise<Value> {
  try {
    return await step()
  } catch (cause) {
    if (cause instanceof UsageError) throw cause
    throw refusal(name, whyOf(cause, 'Mend it, or name another with --config <file>.'), cause)
  }
}

const refusal = (name: string, why: string, cause?: unknown): UsageError =>
  new UsageError(`Failed to read "${name}": ${why}`, { cause })

/**
 * A configuration takes the package that is installed beside it. This command must be of the same one: what the one has
 * noted of an API, another would not find.
 */
function refuseStranger(name: string, path: string): void {
  const [theirs, ours] = [packageBeside(path), packageBeside(fileURLToPath(import.meta.url))]
  if (theirs === undefined || theirs === ours) return
  throw refusal(
    name,
    `it takes the contract-doubles of ${theirs}, and this command is the one of ${ours}. Run the one that is installed there, as in npx contract-doubles.`,
  )
}

/** The folder of the package, as who stands at a path finds it. */
function packageBeside(path: string): string | undefined {
  try {
    return dirname(createRequire(path).resolve('contract-doubles/package.json'))
  } catch {
    return undefined
  }
}
