import { ownOf } from '../../answer/own.ts'

/** What a request prefers by RFC 7240: `Prefer: code=400, example="A negative limit"`. */
export interface Preference {
  /** The status of a documented reply, as it was sent. */
  readonly code?: string
  /** The title of an example. */
  readonly example?: string
  /** The status of what stands before the provider: `Prefer: outage=503`. */
  readonly outage?: string
  /** Seconds to wait, which may be parts of one: `Prefer: wait=1.5`. */
  readonly wait?: string
}

/** The preferences of a header; of one that stands twice the first counts, and what is unknown is ignored. */
export function readPreference(header: string | undefined): Preference | undefined {
  if (header === undefined) return undefined
  const known = ['code', 'example', 'outage', 'wait'] as const
  const sent = Object.fromEntries(pairsIn(header).reverse())
  const preferred = known.flatMap(name => {
    const value = ownOf(sent, name)
    return value === undefined ? [] : [[name, value] as const]
  })
  return preferred.length > 0 ? Object.fromEntries(preferred) : undefined
}

/** Names in lower case with their values, which may be quoted, and need not be although they have blanks. */
function pairsIn(header: string): [name: string, value: string][] {
  return partsOf(header).map(part => {
    const equals = part.indexOf('=')
    if (equals === -1) return [part.trim().toLowerCase(), '']
    const value = part.slice(equals + 1).trim()
    const isQuoted = value.startsWith('"') && value.endsWith('"') && value.length > 1
    return [part.slice(0, equals).trim().toLowerCase(), isQuoted ? value.slice(1, -1) : value]
  })
}

/** What stands between commas or semicolons, those within quotes left alone. */
function partsOf(header: string): string[] {
  const parts: string[] = []
  let start = 0
  let isQuoted = false
  for (let index = 0; index <= header.length; index += 1) {
    const letter = header[index]
    if (letter === '"') isQuoted = !isQuoted
    if (letter !== undefined && (isQuoted || (letter !== ',' && letter !== ';'))) continue
    parts.push(header.slice(start, index))
    start = index + 1
  }
  return parts
}
