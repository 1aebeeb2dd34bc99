import { readdirSync, readFileSync } from 'node:fs'
import manifest from '../package.json' with { type: 'json' }

/** The files below `dist` whose names end so, from there. */
export const filesOf = (ending: string): string[] =>
  readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith(ending))

/** The files below `dist` that a name of the package leads to, whoever asks. */
export const doors = (): string[] =>
  [
    ...JSON.stringify([manifest.exports, manifest.typesVersions]).matchAll(/"\.\/dist\/([^"]+)"/g),
  ].map(([, file = '']) => file)

/** The modules that went into what a bundler gives, but for those that it made up. */
export const modulesIn = (
  output: readonly { readonly type: string; readonly moduleIds?: readonly string[] }[],
): string[] => output.flatMap(({ moduleIds = [] }) => moduleIds).filter(id => !id.startsWith('\0'))

export const read = (path: string): string => readFileSync(path, 'utf8')

/** Replaces what must be there: the text of a package that has changed is not to go unnoticed. */
export function replaced(text: string, old: string, by: string): string {
  if (text.includes(old)) return text.replaceAll(old, () => by)
  throw new Error(
    `Failed to replace "${old}": it is not in the text any more. Compare build/ with the new version of the package.`,
  )
}
