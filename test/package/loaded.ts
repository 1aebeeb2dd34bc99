import type { Metafile } from 'esbuild'

/** An output with all that it imports, without what is only imported when it is asked for. */
export function loadedAtOnce(outputs: Metafile['outputs'], path: string): string[] {
  const { imports = [] } = outputs[path] ?? {}
  const own = imports.filter(({ kind, external }) => kind === 'import-statement' && !external)
  return [path, ...own.flatMap(one => loadedAtOnce(outputs, one.path))]
}
