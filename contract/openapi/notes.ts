/** A decision of ours where the documentation is silent. */
export interface Assumption {
  readonly says: string
  readonly because: string
}

/** Where the double differs from the live system on purpose. */
export interface Departure {
  readonly about: string
  readonly live: string
  readonly double: string
}

/** Our decisions about an API: those for every endpoint, and those for one operation by its name. */
export interface Remarks<Operation extends string = string> {
  readonly assumptions: readonly Assumption[]
  readonly departures: readonly Departure[]
  readonly operations: { readonly [Name in Operation]?: readonly Assumption[] }
}
