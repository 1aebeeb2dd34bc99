import { documentedCredentials } from '../contract/openapi/credentials.ts'
import type { ServedDouble } from './served.ts'

/** The documentation's own credentials: a token, or an account's email and password. */
export interface Credentials {
  readonly token?: string
  readonly account?: readonly string[]
}

/** The credentials of the first printed request that has any. */
export function credentialsOf({ contract }: Pick<ServedDouble, 'contract'>): Credentials {
  return toCredentials(documentedCredentials(contract) ?? '')
}

/** What an Authorization header says. */
export function toCredentials(authorization: string): Credentials {
  const [scheme, value = ''] = authorization.split(' ')
  if (scheme === 'Bearer') return { token: value }
  if (scheme !== 'Basic') return {}
  const [, email = '', password = ''] = /^([^:]*):(.*)$/.exec(atob(value)) ?? []
  return { account: [email, password] }
}
