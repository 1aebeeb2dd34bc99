/** By what it is told whether a request is for an API. */
interface Addressed {
  /** The only origin that is answered for; without it any is. */
  readonly origin: string | undefined
  readonly credentials?: RegExp | undefined
}

/**
 * Whether a request may be for the API at all. Without a base URL any origin will do, but for that of the page itself:
 * the API of an application may have paths like these, and so its callers have to show credentials like these too.
 */
export function isFor(
  { origin, credentials = /./ }: Addressed,
  { url, headers }: Request,
): boolean {
  const { origin: asked } = new URL(url)
  if (origin !== undefined) return asked === origin
  const own = typeof location === 'undefined' ? undefined : location.origin
  return asked !== own || credentials.test(headers.get('authorization') ?? '')
}
