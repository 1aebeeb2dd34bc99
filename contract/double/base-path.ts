/** The path of a base URL, without a slash at its end. */
export const basePathOf = ({ baseUrl }: { readonly baseUrl: string }): string =>
  new URL(baseUrl).pathname.replace(/\/+$/, '')
