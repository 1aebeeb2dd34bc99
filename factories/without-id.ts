/** Values of an entity whose id is its model's to give, and may be given all the same. */
export type WithoutId<Values extends { readonly id: unknown }> = Omit<Values, 'id'> & {
  id?: Values['id']
}
