import { createRequire } from 'node:module'

/** The version of this package. */
export function versionOfPackage(): string {
  const { version } = createRequire(import.meta.url)('contract-doubles/package.json')
  return version
}
