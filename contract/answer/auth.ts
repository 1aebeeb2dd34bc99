import type { Call } from './call.ts'

/** How a caller shows who it is: a key as Bearer, an account as Basic, or a key in a header or a query parameter. */
export type Auth = 'bearer' | 'basic' | { readonly header: string } | { readonly query: string }

/**
 * What a caller shows, without its scheme; `undefined` where it shows nothing of the kind.
 *
 * @example credentialsIn('bearer', { ...call, headers: { authorization: 'Bearer sk_1' } }) // => sk_1
 */
export function credentialsIn(auth: Auth, { headers, search }: Call): string | undefined {
  if (typeof auth !== 'string') {
    const sent =
      'header' in auth
        ? headers[auth.header.toLowerCase()]
        : new URLSearchParams(search).get(auth.query)
    return sent || undefined
  }
  const { authorization = '' } = headers
  const scheme = authorization.slice(0, auth.length + 1).toLowerCase()
  const sent = authorization.slice(auth.length + 1).trim()
  if (scheme !== `${auth} ` || sent === '') return undefined
  return auth === 'bearer' ? sent : fromBase64(sent)
}

/** The text that Base64 holds, as UTF-8; what is none is empty. */
function fromBase64(base64: string): string {
  try {
    const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
    return new TextDecoder().decode(bytes)
  } catch {
    return ''
  }
}

/** Credentials as they are sent: a header, or a parameter of the query. */
export function toSent(
  auth: Auth,
  credentials: string,
): {
  readonly headers: Readonly<Record<string, string>>
  readonly query?: readonly [string, string]
} {
  if (typeof auth !== 'string') {
    return 'header' in auth
      ? { headers: { [auth.header]: credentials } }
      : { headers: {}, query: [auth.query, credentials] }
  }
  const sent = auth === 'bearer' ? `Bearer ${credentials}` : `Basic ${toBase64(credentials)}`
  return { headers: { Authorization: sent } }
}

/** The Base64 of a text's UTF-8, which `btoa` alone does not give; byte by byte, however long it is. */
export const toBase64 = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join(''))
