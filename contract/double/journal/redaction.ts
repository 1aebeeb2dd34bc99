// What is secret, and what stands in its place in all that is shown, exported or logged. Nothing else decides that.

/** Stands in the place of a secret. */
export const veil = '…'

/** Names, in lower case and without what joins their words: `X-Api-Key`, `apiKey` and `api_key` are one. */
const secret =
  /password|passwd|passphrase|secret(?!ar)|token|credential|cookie|authorization|(?:api|access|private|auth|session|ssh|signing|encryption)key|passcode|sessionid|^(?:pwd|pass|pin|otp|auth|jwt|bearer|cvv)$/

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')

/** Whether what goes by this name, be it a field, a parameter or a header, is secret. */
export const isSecret = (name: string): boolean => secret.test(plain(name))

/** Whether one of the names within is: `items.0.token`, `filter[api_key]`. */
export const isSecretPath = (path: string, is = isSecret): boolean => path.split(/[.[\]]/).some(is)

/** What is secret, and what stands in its place. */
export interface Veiling {
  isSecret(name: string): boolean
  cover(sent: unknown): unknown
}

/** For what is shown: a secret that is there becomes "…". An API may have names of its own. */
export function veiling(own: readonly string[] = []): Veiling {
  const names = new Set(own.map(plain))
  return {
    isSecret: name => isSecret(name) || names.has(plain(name)),
    cover: sent => (isTelling(sent) ? veil : sent),
  }
}

/** Nobody learns a secret from a flag, from null or from nothing. */
const isTelling = (sent: unknown): boolean =>
  sent !== undefined && sent !== null && sent !== '' && typeof sent !== 'boolean'

/** For what is to be sent again: of the same type and length, so that it is answered as the secret was. */
export function disguised(sent: unknown): unknown {
  if (typeof sent === 'string') return lookalike.repeat(sent.length / 8 + 1).slice(0, sent.length)
  if (typeof sent === 'number') return 0
  if (Array.isArray(sent)) return sent.map(disguised)
  if (typeof sent !== 'object' || sent === null) return sent
  return Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, disguised(value)]))
}

const lookalike = 'redacted'

/** How an identity is proved: the word before the blank. What does not begin with one is all secret. */
export const schemeOf = (authorization: string): string | undefined =>
  /^[a-z][a-z\d-]{0,19}(?=\s+\S)/i.exec(authorization)?.[0]

/** A refusal may begin to quote the credentials that it refuses: such words are left out. */
export function unquoting(authorization = '', instead: string = veil): (part: unknown) => unknown {
  const sent = authorization.slice(schemeOf(authorization)?.length).trim()
  const start = sent.slice(0, 4)
  if (start === '') return part => part
  return part =>
    typeof part === 'string'
      ? part
          .split(' ')
          .map(word => (word.includes(start) ? instead : word))
          .join(' ')
      : part
}
