import type { IncomingMessage } from 'node:http'

/** Any origin may call, with credentials, and read every header that a double sends. */
export function corsHeaders({ headers: { origin } }: IncomingMessage): Record<string, string> {
  if (origin === undefined) return {}
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': exposed.join(', '),
    Vary: 'Origin',
  }
}

/** Whether a browser asks beforehand what it may send. */
export const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined

/** What a preflight is answered, besides the headers of any reply. */
export const preflightHeaders = ({ headers }: IncomingMessage): Record<string, string> => ({
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers': headers['access-control-request-headers'] ?? '*',
  'Access-Control-Max-Age': '600',
})

/** These origins may call the control API, and no other; what they show of who asks is the token, and no cookie. */
export function controlCorsHeaders(
  { headers: { origin = '' } }: IncomingMessage,
  origins: readonly string[],
): Record<string, string> {
  if (origins.length === 0) return {}
  if (!origins.includes(origin)) return { Vary: 'Origin' }
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Expose-Headers': 'Allow, Content-Length',
    Vary: 'Origin',
  }
}

/** A browser shows a page no header that is not named here; with credentials `*` names none. */
const exposed = [
  'Allow',
  'Content-Length',
  'Preference-Applied',
  'Retry-After',
  'WWW-Authenticate',
  'X-Contract-Double',
  'X-Contract-Double-Nearest',
  'X-Contract-Double-Session',
  'X-Contract-Double-Session-Note',
  'X-Rate-Limit-RequestLimit',
  'X-Rate-Limit-RequestRemaining',
  'X-Rate-Limit-RequestReset',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
]
