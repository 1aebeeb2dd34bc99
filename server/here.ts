/** A file or folder, from where the server lies: `fromHere('./swagger-ui/')`. Bundled or not, that is the same folder. */
export const fromHere = (path: string): URL => new URL(path, import.meta.url)
