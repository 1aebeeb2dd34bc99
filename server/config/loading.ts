import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../line/usage.ts'

/**
 * What a file exports by default, TypeScript or JavaScript, ES module or CommonJS.
 *
 * Of the loaders of TypeScript it is tsx, where the project has it: its hooks leave the addresses of modules as they
 * are, so that a configuration gets the very kernel that runs this command. (Its `tsImport` gives each module an address
 * of its own, jiti requires what it finds: either would bring a second one.) Without tsx the runtime may read the types
 * itself.
 *
 * What is loaded `before` tsx is not compiled once more by it.
 */
export async function defaultOf(
  path: string,
  before: () => Promise<unknown> = async () => {},
): Promise<unknown> {
  const isTyped = /\.m?ts$/.test(path)
  if (isTyped) await register(path, before)
  try {
    return unwrapped(await import(pathToFileURL(path).href))
  } catch (cause) {
    if (Object(cause).code !== 'ERR_UNKNOWN_FILE_EXTENSION') throw cause
    throw new UsageError(
      `Failed to load "${path}": Node.js ${process.versions.node} reads no TypeScript. Install tsx beside it (npm install --save-dev tsx), or write it in JavaScript.`,
      { cause },
    )
  }
}

/** Has the tsx of a project load its TypeScript from here on, what is imported later included: as `--import tsx` does. */
async function register(path: string, before: () => Promise<unknown>): Promise<void> {
  const loader = loaderBeside(path)
  if (loader === undefined) return
  await before()
  await import(pathToFileURL(loader).href)
}

function loaderBeside(path: string): string | undefined {
  try {
    return createRequire(path).resolve('tsx')
  } catch {
    return undefined
  }
}

/** What CommonJS calls its default is one more level down, once or twice. */
function unwrapped(module: unknown): unknown {
  const exported: unknown = Reflect.get(Object(module), 'default')
  return Object.hasOwn(Object(exported), 'default') ? unwrapped(exported) : exported
}
