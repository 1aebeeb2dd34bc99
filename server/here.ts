/**
 * A file or folder, from where the server lies: `fromHere('./swagger-ui/')`. That is the same folder wherever a bundler has
 * put this module, one folder deep.
 */
export const fromHere = (path: string): URL => new URL(path, new URL('../server/', import.meta.url))
