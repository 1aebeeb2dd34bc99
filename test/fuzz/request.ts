import type { Subject } from './subject.ts'

/** A request, as the arguments of `fetch`. */
export type Sent = { readonly url: string } & RequestInit

export const bytesOf = (text: string) => new TextEncoder().encode(text)

export const headersOf = ({ credentials }: Subject) => ({
  authorization: credentials,
  'content-type': 'application/json',
})

/** A request for an operation that is let in, still without query and body. */
export const requestOf = (subject: Subject, operation: string, id: string) => {
  const { baseUrl, contract } = subject.double
  const { method = 'get', path = '/' } = contract[operation] ?? {}
  return {
    url: baseUrl + path.replace(/:\w+/, () => id),
    method: method.toUpperCase(),
    headers: headersOf(subject),
  }
}
