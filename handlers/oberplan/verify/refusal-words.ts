/**
 * What a refusal says: its code where its status is the one that goes with it, for another status has another code, and
 * the status itself.
 */
export const refusal =
  (wanted: number, code: string | RegExp, message = /./) =>
  ({ status }: { readonly status: number }) => ({
    error: { code: status === wanted ? code : /./, message, status },
    success: false,
  })
