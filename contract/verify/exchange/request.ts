import { toSent } from '../../answer/auth.ts'
import { filledPath, paramsIn } from '../../answer/path.ts'
import type { Suite } from '../suite.ts'
import type { Sent } from './exchange.ts'
import { type Secrets, spliced } from './secrets.ts'

/** A request before it is sent, and as a shell line. */
export interface Prepared {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  readonly curl: string
}

interface Where {
  readonly suite: Suite
  readonly baseUrl: string
  readonly credentials: string
  readonly secrets: Secrets
}

export function prepare(where: Where, target: string, sent: Sent): Prepared {
  const { method, path } = placeOf(where.suite, target)
  const as = credentialsOf(where, target, sent)
  const own = as === null ? undefined : toSent(where.suite.auth, as)
  const query = own?.query ? { ...sent.query, [own.query[0]]: own.query[1] } : sent.query
  const url = where.baseUrl + filledPath(path, name => sent.params?.[name] ?? '') + searchOf(query)
  const body = sent.text ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body))
  const type = { 'Content-Type': sent.type ?? 'application/json' }
  const headers = { Accept: 'application/json', ...(body === undefined ? {} : type) }
  const curl = [
    method === 'GET' ? 'curl' : `curl -X ${method}`,
    spliced(url, where.secrets),
    ...(as === null ? [] : signatureOf(where, as)),
    ...Object.entries(headers).map(([name, value]) => `-H '${name}: ${value}'`),
    ...(body === undefined ? [] : [`-d ${spliced(body, where.secrets)}`]),
  ].join(' ')
  return { method, url, headers: { ...headers, ...own?.headers }, body, curl }
}

const credentialsOf = ({ suite, credentials }: Where, target: string, { as }: Sent) =>
  suite.contract[target]?.auth === 'none' ? null : as === undefined ? credentials : as

function placeOf({ contract }: Suite, target: string): { method: string; path: string } {
  const endpoint = contract[target]
  if (endpoint) return { method: endpoint.method.toUpperCase(), path: endpoint.path }
  const [method = '', path = ''] = target.split(' ')
  return { method, path }
}

function searchOf(query: Sent['query']): string {
  if (query === undefined) return ''
  const entries = Object.entries(query).map(([name, value]) => [name, String(value)])
  return `?${new URLSearchParams(entries)}`
}

/** Credentials as an option of curl; those of a query stand in the URL. */
function signatureOf({ suite: { auth }, secrets }: Where, as: string): string[] {
  if (auth === 'basic') return [`-u ${spliced(as, secrets)}`]
  return Object.entries(toSent(auth, as).headers).map(
    ([name, value]) => `-H ${spliced(`${name}: ${value}`, secrets)}`,
  )
}

/** What names one thing to an operation: the last parameter of its path, whatever that is called. */
export function naming(path: string, id: string | number): Pick<Sent, 'params'> {
  const name = paramsIn(path).at(-1) ?? 'id'
  return { params: { [name]: id } }
}
