import type { Auth } from '../answer/auth.ts'
import type { Contract, Example } from '../answer/endpoint.ts'

/** The Authorization header of the first request that the pages print with one. */
export const documentedCredentials = (contract: Contract): string | undefined =>
  Object.values(contract)
    .flatMap(({ examples = [] }) => examples)
    .map(({ request }) => request.headers.Authorization)
    .find(authorization => authorization !== undefined)

/** The header with the documented credentials, wherever they stand in one: of the first request that shows it. */
export function documentedHeaders(contract: Contract): Readonly<Record<string, string>> {
  for (const { auth, examples = [] } of Object.values(contract)) {
    const name = typeof auth === 'string' ? 'Authorization' : Reflect.get(auth, 'header')
    const value = examples[0]?.request.headers[name]
    if (value !== undefined) return { [name]: value }
  }
  return {}
}

/** The key of the first request that the pages print with one, in a header or a parameter of its own. */
export function documentedKey(contract: Contract): string | undefined {
  const keys = Object.values(contract).flatMap(({ auth, examples = [] }) =>
    typeof auth === 'string' ? [] : examples.map(({ request }) => keyIn(auth, request)),
  )
  return keys.find(key => key !== undefined)
}

function keyIn(
  auth: Exclude<Auth, string>,
  { headers, path }: Example['request'],
): string | undefined {
  if ('header' in auth) return headers[auth.header]
  return new URL(path, 'http://localhost').searchParams.get(auth.query) ?? undefined
}

/** The name of a way to show credentials, among the document's security schemes. */
export const schemeName = (auth: Auth): string => (typeof auth === 'string' ? auth : 'key')

/** A way to show credentials, as a security scheme. */
export function schemeOf(auth: Auth) {
  if (typeof auth === 'string') return { type: 'http', scheme: auth } as const
  return 'header' in auth
    ? ({ type: 'apiKey', in: 'header', name: auth.header } as const)
    : ({ type: 'apiKey', in: 'query', name: auth.query } as const)
}
