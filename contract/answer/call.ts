/** The smallest thing that a WHATWG `Request` and a `node:http` message can both be read as. */
export interface Call {
  /** Upper case. */
  readonly method: string
  /** Scheme and host, as the caller knows them: `http://127.0.0.1:4010`. */
  readonly origin: string
  /** The URL's path as it was sent, still percent-encoded. */
  readonly path: string
  /** The URL's query, with its question mark; empty where there is none. */
  readonly search: string
  /** The name of the session that it is for; none for what is outside of all. */
  readonly session?: string
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The body, `''` where there is none or too much; what is no UTF-8 has replacement characters in its place. */
  readonly text: string
  /** Why the body could not be read: larger than `bodyLimit`, compressed, or not UTF-8. */
  readonly fault?: 'size' | 'compressed' | 'encoding'
}

/** The largest body that is read, in bytes. */
export const bodyLimit = 1_048_576
