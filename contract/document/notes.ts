import type { Contract, Method } from '../endpoint.ts'

/** A request as the documentation prints it, and the reply that it prints for it. */
export interface Example {
  readonly title: string
  readonly request: {
    readonly method: Uppercase<Method>
    /** The full path with its query, as printed. */
    readonly path: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
  }
  readonly reply: { readonly status: number; readonly body?: unknown }
}

/** A decision of ours where the documentation is silent. */
export interface Assumption {
  readonly says: string
  readonly because: string
}

/** A known difference between what the documentation says and what the live system was seen to do. */
export interface Deviation {
  readonly about: string
  readonly documented: string
  readonly observed: string
}

/** Where the double differs from the live system on purpose. */
export interface Departure {
  readonly about: string
  readonly live: string
  readonly double: string
}

/** Our decisions about an API: those for every endpoint, and those for one operation by its name. */
export interface Remarks<C extends Contract = Contract> {
  readonly assumptions: readonly Assumption[]
  readonly departures: readonly Departure[]
  readonly operations: { readonly [Name in keyof C]?: readonly Assumption[] }
}
