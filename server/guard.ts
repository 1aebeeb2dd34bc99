import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Why a request may not control the doubles; nothing where it may. What is open anybody may ask who is no page of another's. */
export type Guard = (request: Asking, isOpen?: boolean) => string | undefined

/** What is looked at: a header can be made up, the address of the peer cannot. */
interface Asking {
  readonly headers: IncomingHttpHeaders
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/**
 * Lets this machine control the doubles, and whoever shows the token. No page of another site may: neither by a fetch,
 * which names its Origin, nor by what a page loads, which browsers mark, nor by a name of its own that leads to this
 * machine, which the Host tells.
 */
export function createGuard(token?: string): Guard {
  const wanted = token === undefined ? undefined : hashOf(token)
  return (request, isOpen = false) => {
    if (isForeign(request.headers)) return foreign
    if (isOpen || isShown(wanted, request.headers)) return undefined
    if (!isLoopback(request.socket.remoteAddress ?? '')) return remote
    const { host = '' } = request.headers
    if (isLocal.test(host)) return undefined
    return `"${host}" is no name of this machine. Ask for localhost, 127.0.0.1 or [::1].`
  }
}

const foreign = 'a page of another origin asks. Open it by its address, or ask from a program.'
const remote =
  'it is asked from another machine. Send the token that --admin-token gave, or that was printed at the start, as "Authorization: Bearer <token>".'

/** Whether a page of another origin asks, or a page of another site makes the browser ask. */
function isForeign({
  origin,
  host,
  'sec-fetch-site': site = 'none',
}: IncomingHttpHeaders): boolean {
  if (origin !== undefined && origin !== `http://${host}`) return true
  return site !== 'none' && site !== 'same-origin'
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
