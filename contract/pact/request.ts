import { credentialsIn, toBase64 } from '../answer/auth.ts'
import type { Route } from '../answer/router.ts'
import type { Trace } from '../double/journal/entry.ts'
import { redactedText } from '../double/journal/redacted-text.ts'
import { isSecretPath, schemeOf, type Veiling } from '../double/journal/redaction.ts'
import { viewOf } from '../double/journal/view.ts'

type Lists = Readonly<Record<string, readonly string[]>>

/** A body of a Pact file: JSON, text, or the Base64 of text. */
export interface PactBody {
  readonly content: unknown
  readonly contentType?: string
  readonly encoded: false | 'base64'
}

export interface PactRequest {
  readonly method: string
  readonly path: string
  readonly query?: Lists
  readonly headers?: Lists
  readonly body?: PactBody
}

/** What stands in the place of secrets. */
export interface Disguise {
  /** In the place of credentials that were let in. */
  readonly credentials: string | undefined
  /** In the place of a key in a header, or in a parameter. */
  readonly key: string | undefined
  readonly veiling: Veiling
}

/** A call as a request of a Pact file, with the headers that a contract cares about, and without secrets. */
export function toRequest(
  trace: Trace,
  route: Route,
  { credentials, key, veiling }: Disguise,
): PactRequest {
  const { method, path, search, headers, text } = trace.call
  const keys = keysOf(trace, route, key)
  const query = toQuery(search, veiling, keys.query)
  const type = text === '' ? undefined : headers['content-type']
  const sent = {
    Authorization: authorizationOf(trace, route, credentials),
    ...keys.headers,
    // Whoever takes everything, as fetch and curl do unless they are told otherwise, asks for nothing.
    Accept: headers.accept === '*/*' ? undefined : headers.accept,
    'Content-Type': type,
  }
  const named = Object.entries(sent).flatMap(([name, value]) => (value ? [[name, [value]]] : []))
  return {
    method,
    path,
    ...(query && { query }),
    ...(named.length > 0 && { headers: Object.fromEntries(named) }),
    ...(text !== '' && { body: toBody(text, type, veiling) }),
  }
}

/** A query without secrets; its key is given. */
function toQuery(search: string, veiling: Veiling, keys: Keys): Lists | undefined {
  const query = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(search)) {
    const values = query.get(name) ?? []
    const isCovered = isSecretPath(name, veiling.isSecret)
    const told = isCovered ? String(veiling.cover(value)) : redactedText(value, veiling)
    values.push((Object.hasOwn(keys, name) ? keys[name] : undefined) ?? told)
    query.set(name, values)
  }
  return query.size > 0 ? Object.fromEntries(query) : undefined
}

/** The documented key in the place of one that was let in; of a refused one nothing. */
function keysOf(
  { call, reply }: Trace,
  { endpoint: { auth } }: Route,
  key: string | undefined,
): { readonly headers: Keys; readonly query: Keys } {
  if (typeof auth === 'string' || credentialsIn(auth, call) === undefined) {
    return { headers: {}, query: {} }
  }
  const shown = reply.status === 401 ? 'redacted' : key
  return 'header' in auth
    ? { headers: { [auth.header]: shown }, query: {} }
    : { headers: {}, query: { [auth.query]: shown } }
}

type Keys = Readonly<Record<string, string | undefined>>

/** The documented credentials in the place of those that were let in; of refused ones no more than their scheme. */
function authorizationOf(
  { call, reply }: Trace,
  { endpoint }: Route,
  credentials: string | undefined,
): string | undefined {
  const { authorization } = call.headers
  if (authorization === undefined || endpoint.auth === 'none') return undefined
  if (reply.status !== 401) return credentials
  const scheme = schemeOf(authorization)
  // As ASCII: a header of other letters could not be sent.
  return scheme === undefined ? 'redacted' : `${scheme} redacted`
}

function toBody(text: string, type: string | undefined, veiling: Veiling): PactBody {
  const json = parsed(text)
  const isJson = /[/+]json\b/i.test(type ?? '')
  const contentType = type === undefined ? {} : { contentType: type }
  if (json && (isJson || typeof json.value === 'object')) {
    return { content: viewOf(json.value, veiling).value, ...contentType, encoded: false }
  }
  const content = redactedText(text, veiling)
  // A verifier puts text into quotes where its type is JSON: what is broken would be whole again.
  if (isJson) return { content: toBase64(content), ...contentType, encoded: 'base64' }
  return { content, ...contentType, encoded: false }
}

/** The value that a text is the JSON of, if it is. */
export function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}
