import type { Source } from './handlers.ts'

/**
 * Whether a request may be for the API at all. Without a base URL any origin will do, but for that of the page itself:
 * the API of an application may have paths like these, and so its callers have to show credentials like these too.
 */
export function isFor(
  { origin, credentials = /./ }: Pick<Source, 'origin' | 'credentials'>,
  { url, headers }: Request,
): boolean {
  const { origin: asked } = new URL(url)
  if (origin !== undefined) return asked === origin
  const own = typeof location === 'undefined' ? undefined : location.origin
  return asked !== own || credentials.test(headers.get('authorization') ?? '')
}
