import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Why a request may not control the doubles; nothing where it may. What is open anybody may ask who is no page of another's. */
export type Guard = (request: Asking, isOpen?: boolean) => string | undefined

/** What is looked at: a header can be made up, the address of the peer cannot. */
interface Asking {
  readonly headers: IncomingHttpHeaders
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/** Whom the guard lets in besides. */
export interface Allowed {
  /** Names of this machine, with a port or without for any: `doubles:4010`. */
  readonly hosts?: readonly string[] | undefined
  /** Origins of pages: `http://localhost:5173`. */
  readonly origins?: readonly string[] | undefined
}

/**
 * Lets this machine control the doubles, and whoever shows the token. No page of another site may: neither by a fetch,
 * which names its Origin, nor by what a page loads, which browsers mark, nor by a name of its own that leads to this
 * machine, which the Host tells.
 *
 * The token stands for the address of the peer and for the Host, and never for the Origin. An origin that is allowed
 * stands for the Origin alone, a host for the Host alone.
 */
export function createGuard(token?: string, { hosts = [], origins = [] }: Allowed = {}): Guard {
  const wanted = token === undefined ? undefined : hashOf(token)
  const isOurs = namedBy(hosts)
  return (request, isOpen = false) => {
    if (isForeign(request.headers, origins)) return foreign
    if (isOpen || isShown(wanted, request.headers)) return undefined
    if (!isLoopback(request.socket.remoteAddress ?? '')) return remote
    const { host = '' } = request.headers
    if (isOurs(host)) return undefined
    return `"${host}" is no name of this machine. Ask for localhost, 127.0.0.1 or [::1], or allow it with --allow-host.`
  }
}

const foreign =
  'a page of another origin asks. Open it by its address, ask from a program, or allow the origin with --allow-origin.'
const remote =
  'it is asked from another machine. Send the token that --admin-token gave, or that was printed at the start, as "Authorization: Bearer <token>".'

/** Whether a page of another origin asks, or a page of another site makes the browser ask. */
function isForeign(
  { origin, host, 'sec-fetch-site': site = 'none' }: IncomingHttpHeaders,
  origins: readonly string[],
): boolean {
  if (origin !== undefined && origins.includes(origin)) return false
  if (origin !== undefined && origin !== `http://${host}`) return true
  return site !== 'none' && site !== 'same-origin'
}

/** Whether a Host is a name of this machine: one that every machine has, or one that is allowed. */
function namedBy(allowed: readonly string[]): (host: string) => boolean {
  const names = new Set(allowed.map(name => name.toLowerCase()))
  return host => {
    const name = host.toLowerCase()
    return isLocal.test(host) || names.has(name) || names.has(name.replace(/:\d+$/, ''))
  }
}

const isLocal = /^(localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)(:\d+)?$/

/** Whether an address is this machine's own, for nobody else to reach. */
export const isLoopback = (address: string): boolean =>
  address === '::1' || /^(::ffff:)?127\./.test(address)

/** Whether a request shows the token, if there is one to show. */
const isShown = (wanted: Buffer | undefined, headers: IncomingHttpHeaders): boolean =>
  wanted !== undefined && timingSafeEqual(hashOf(shownIn(headers)), wanted)

function shownIn({ authorization = '', 'x-admin-token': own }: IncomingHttpHeaders): string {
  if (typeof own === 'string') return own
  return authorization.toLowerCase().startsWith('bearer ') ? authorization.slice(7).trim() : ''
}

/** Texts of any length, as what can be compared in the same time. */
const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()
