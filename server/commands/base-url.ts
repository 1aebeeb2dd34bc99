import type { Config } from '../../contract/config/config.ts'
import { basePathOf } from '../../contract/double/base-path.ts'
import type { Suite } from '../../contract/verify/suite.ts'
import { UsageError } from '../line/usage.ts'
import { localOriginOf } from '../serve/local.ts'

/** Where each API would stand on the server of the doubles. */
export const localBasesOf = (config: Config): string =>
  Object.values(config.apis)
    .map(({ title, documentedUrl }) => `${title} ${localBaseOf(config, documentedUrl)}`)
    .join('\n')

const localBaseOf = (config: Config, documentedUrl: string): string =>
  localOriginOf(config) + basePathOf({ baseUrl: documentedUrl })

/** A base URL, in the place of the documented one; else a sentence says what to give, of what is being done. */
export function baseUrlIn(
  text: string | undefined,
  doing: string,
  { documentedUrl }: Pick<Suite, 'documentedUrl'>,
  config: Config,
): string {
  const remedy = `Give the one that stands for ${documentedUrl}, as in --url ${localBaseOf(config, documentedUrl)}.`
  if (text === undefined) throw new UsageError(`Failed to ${doing}: there is no --url. ${remedy}`)
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url && /^https?:$/.test(url.protocol) && url.username === '' && url.search === ''
  if (isPlain) return url.href
  throw new UsageError(`Failed to read --url: "${text}" is no base URL. ${remedy}`)
}
