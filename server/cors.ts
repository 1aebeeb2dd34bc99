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

export const preflightHeaders = (request: IncomingMessage): Record<string, string> => ({
  ...corsHeaders(request),
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers': request.headers['access-control-request-headers'] ?? '*',
  'Access-Control-Max-Age': '600',
})

/** A browser shows a page no header that is not named here; with credentials `*` names none. */
const exposed = [
  'Allow',
  'Content-Length',
  'Preference-Applied',
  'Retry-After',
  'WWW-Authenticate',
  'X-Contract-Double',
  'X-Contract-Double-Nearest',
  'X-Rate-Limit-RequestLimit',
  'X-Rate-Limit-RequestRemaining',
  'X-Rate-Limit-RequestReset',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
]
