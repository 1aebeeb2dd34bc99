/** A HAR file of version 1.2: plain JSON. */
export interface Har {
  readonly log: {
    readonly version: '1.2'
    readonly creator: { readonly name: string; readonly version: string }
    readonly entries: readonly HarEntry[]
    /** What is not all there, as a sentence; absent where nothing is missing. */
    readonly comment?: string
  }
}

/** A header, a parameter of a query, or a field of a form. */
export interface Pair {
  readonly name: string
  readonly value: string
}

/** A call, and its reply. */
export interface HarEntry {
  /** ISO 8601. */
  readonly startedDateTime: string
  /** Milliseconds. */
  readonly time: number
  readonly request: {
    readonly method: string
    readonly url: string
    readonly httpVersion: string
    readonly cookies: readonly Pair[]
    readonly headers: readonly Pair[]
    readonly queryString: readonly Pair[]
    readonly postData?: { readonly mimeType: string; readonly text: string }
    readonly headersSize: number
    readonly bodySize: number
  }
  readonly response: {
    /** 0 where no reply ever came. */
    readonly status: number
    readonly statusText: string
    readonly httpVersion: string
    readonly cookies: readonly Pair[]
    readonly headers: readonly Pair[]
    readonly content: { readonly size: number; readonly mimeType: string; readonly text?: string }
    readonly redirectURL: string
    readonly headersSize: number
    readonly bodySize: number
  }
  readonly cache: Readonly<Record<string, never>>
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number }
  /** What the contract says of it. */
  readonly _contract: {
    readonly api?: string
    readonly operation?: string
    readonly violations: readonly string[]
    readonly breaches?: readonly string[]
  }
}
