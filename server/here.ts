/**
 * A file or folder, from where the server lies: `fromHere('./swagger-ui/')`. That is the same folder wherever a bundler has
 * put this module, one folder deep.
 */
export const fromHere = (path: string): URL => new URL(path, new URL('../server/', own))

// Apart: of both in one Vite makes an address of a page.
const own = import.meta.url
