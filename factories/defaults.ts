/** Where a model takes the values from that nobody gave. */
export interface Defaults {
  /** A new id behind a prefix, as in `user_1x3…`. */
  id(prefix: string): string
  /** A version 4 UUID. */
  uuid(): string
  /** The double's time, in the API's own notation. */
  now(): string
}

/** Values of an entity whose id is its model's to give, and may be given all the same. */
export type WithoutId<Values extends { readonly id: unknown }> = Omit<Values, 'id'> & {
  id?: Values['id']
}
