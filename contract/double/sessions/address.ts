/** The header, and the cookie, by which a request names its session. */
export const sessionHeader = 'X-Contract-Double-Session'

/** Where a request goes: its path, and the name of the session that it is for. */
export interface Address {
  readonly path: string
  readonly session?: string
}

/**
 * The session that a request names, for clients that can set a header, a cookie, or nothing but the address: then the
 * path begins with it. A path that an API has itself is left alone.
 *
 * @example addressOf('/@ada/v1/users/me', {}, () => false) // { path: '/v1/users/me', session: 'ada' }
 */
export function addressOf(
  path: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  isTaken: (path: string) => boolean,
): Address {
  // Mostly there is none: this is asked of every call.
  if (path.charCodeAt(1) === at && !isTaken(path)) return inPath(path)
  const named = headers[lowerHeader]
  if (named !== undefined) return { path, session: String(named) }
  const { cookie } = headers
  const session = cookie === undefined ? undefined : inCookie(String(cookie))
  return session === undefined ? { path } : { path, session }
}

const at = '@'.charCodeAt(0)
const lowerHeader = sessionHeader.toLowerCase()

function inPath(path: string): Address {
  const end = path.indexOf('/', 1)
  const session = path.slice(2, end === -1 ? undefined : end)
  return { path: end === -1 ? '/' : path.slice(end), session }
}

function inCookie(cookies: string): string | undefined {
  for (const one of cookies.split(';')) {
    const [name = '', value] = one.split('=')
    if (name.trim().toLowerCase() === lowerHeader) return value?.trim() ?? ''
  }
  return undefined
}
