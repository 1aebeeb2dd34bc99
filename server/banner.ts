import type { Example } from '../contract/answer/endpoint.ts'
import { basePathOf } from '../contract/double/base-path.ts'
import { toCredentials } from './credentials.ts'
import type { ServedDouble } from './served.ts'

/** How the server was told to be. */
interface Setting {
  readonly world: string
  readonly seed: number
  readonly fidelity: string
  readonly adminToken: string | undefined
}

/** What a newcomer needs: where it listens, and for each API its base URL, credentials and a line to copy. */
export function banner(
  url: string,
  doubles: readonly ServedDouble[],
  { world, seed, fidelity, adminToken }: Setting,
): string {
  const head = `Contract Doubles listening on ${url} (world ${world}, seed ${seed}, fidelity ${fidelity})`
  const docs = `Docs: ${url}/__admin/docs`
  const key =
    adminToken === undefined
      ? []
      : [
          `Control from other machines: curl -H 'X-Admin-Token: ${adminToken}' ${url}/__admin/journal`,
        ]
  const introductions = doubles.flatMap(double => ['', ...introduction(url, double)])
  return [head, docs, ...key, ...introductions, ''].join('\n')
}

function introduction(url: string, double: ServedDouble): string[] {
  const base = url + basePathOf(double)
  const examples = Object.values(double.contract).flatMap(endpoint => endpoint.examples ?? [])
  const example = examples.find(one => isAnswered(double, one))
  const title = `${double.title}  ${base}`
  if (!example) return [title, '  no credentials: this world has no account']
  return [title, `  ${credentials(example)}`, `  ${curl(url, example)}`]
}

/** Whether the world that is served has what the example asks for. */
function isAnswered({ answer }: ServedDouble, { request }: Example): boolean {
  if (request.method !== 'GET') return false
  const { pathname: path, search } = new URL(request.path, 'http://localhost')
  const { Authorization: authorization } = request.headers
  const call = { method: 'GET', origin: 'http://localhost', path, search, text: '' }
  return answer({ ...call, headers: { authorization } }).status < 400
}

const credentials = ({ request: { headers } }: Example): string => {
  const { account } = toCredentials(headers.Authorization ?? '')
  return account ? `Basic ${account.join(':')}` : (headers.Authorization ?? 'no credentials')
}

const curl = (url: string, { request: { path, headers } }: Example): string => {
  const { account } = toCredentials(headers.Authorization ?? '')
  const flag = account
    ? `-u '${account.join(':')}'`
    : `-H 'Authorization: ${headers.Authorization}'`
  return `curl ${flag} '${url}${path}'`
}
