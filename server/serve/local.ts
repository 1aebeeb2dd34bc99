import type { Config } from '../../contract/config/config.ts'

/** Where the server of a project stands on its machine, unless it was told otherwise. */
export const localOriginOf = ({ serve }: Config): string =>
  `http://127.0.0.1:${serve?.port || 4010}`
