/** What a request prefers by RFC 7240: `Prefer: code=422, example=name`. */
export interface Preference {
  readonly code?: number
  readonly example?: string
}

/** The preferences of a header; of one that stands twice the first counts, and what is unknown is ignored. */
export function readPreference(header: string | undefined): Preference | undefined {
  if (header === undefined) return undefined
  const named = new Map<string, string>()
  // A name begins only where no other goes on: tried at each of its letters, a long one would take the square of it.
  for (const [, name = '', quoted, plain] of header.matchAll(
    /(?<![\w-])([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s,;]*))/g,
  )) {
    const key = name.toLowerCase()
    if (!named.has(key)) named.set(key, quoted ?? plain ?? '')
  }
  const code = named.get('code')
  const example = named.get('example')
  if (code === undefined && example === undefined) return undefined
  return {
    ...(code !== undefined && { code: Number(code) }),
    ...(example !== undefined && { example }),
  }
}
