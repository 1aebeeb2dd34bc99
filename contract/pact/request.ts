import { toBase64 } from '../answer/auth.ts'
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
  readonly veiling: Veiling
}

/** A call as a request of a Pact file, with the headers that a contract cares about, and without secrets. */
export function toRequest(
  trace: Trace,
  route: Route,
  { credentials, veiling }: Disguise,
): PactRequest {
  const { method, path, search, headers, text } = trace.call
  const query = toQuery(search, veiling)
  const type = text === '' ? undefined : headers['content-type']
  const sent = {
    Authorization: authorizationOf(trace, route, credentials),
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

function toQuery(search: string, veiling: Veiling): Lists | undefined {
  const query = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(search)) {
    const values = query.get(name) ?? []
    const isCovered = isSecretPath(name, veiling.isSecret)
    values.push(isCovered ? String(veiling.cover(value)) : redactedText(value, veiling))
    query.set(name, values)
  }
  return query.size > 0 ? Object.fromEntries(query) : undefined
}

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
