import type { Auth } from '../../contract/answer/auth.ts'
import type { Example } from '../../contract/answer/endpoint.ts'
import type { ServedDouble } from '../../contract/control/controlled.ts'

/** The documentation's own credentials: a token, an account's email and password, or a key under its name. */
export interface Credentials {
  readonly token?: string
  readonly account?: readonly string[]
  readonly key?: readonly [name: string, value: string]
}

/** The credentials of the first printed request that has any. */
export function credentialsOf({ contract }: Pick<ServedDouble, 'contract'>): Credentials {
  const shown = Object.values(contract).flatMap(({ auth, examples = [] }) =>
    examples.map(({ request }) => credentialsIn(auth, request)),
  )
  return shown.find(one => Object.keys(one).length > 0) ?? {}
}

/** What a request shows of who asks. */
export function credentialsIn(
  auth: Auth | 'none',
  { headers, path }: Example['request'],
): Credentials {
  if (typeof auth === 'string') return authorizedBy(headers.Authorization ?? '')
  const name = 'header' in auth ? auth.header : auth.query
  const { searchParams } = new URL(path, 'http://localhost')
  const value = 'header' in auth ? headers[name] : searchParams.get(name)
  return value ? { key: [name, value] } : {}
}

/** What an Authorization header says. */
function authorizedBy(authorization: string): Credentials {
  const [scheme, value = ''] = authorization.split(' ')
  if (scheme === 'Bearer') return { token: value }
  if (scheme !== 'Basic') return {}
  const [, email = '', password = ''] = /^([^:]*):(.*)$/.exec(atob(value)) ?? []
  return { account: [email, password] }
}
