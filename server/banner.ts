import type { Example } from '../contract/answer/endpoint.ts'
import type { ServedDouble } from '../contract/control/controlled.ts'
import type { FollowedNote } from '../contract/control/readings.ts'
import { basePathOf } from '../contract/double/base-path.ts'
import { type Credentials, credentialsIn } from './credentials.ts'

/** How the server was told to be. */
export interface Setting {
  readonly world: string
  readonly seed: number
  readonly fidelity: string
  readonly readings: Readonly<Record<string, readonly FollowedNote[]>>
  /** When the live system was last seen to do as the contract says, by API. */
  readonly verdicts: Readonly<Record<string, string>>
  readonly adminToken: string | undefined
}

/** What a newcomer needs: where it listens, and for each API its base URL, credentials and a line to copy. */
export function banner(
  url: string,
  doubles: readonly ServedDouble[],
  { world, seed, fidelity, readings, verdicts, adminToken }: Setting,
): string {
  const head = `Contract Doubles listening on ${url} (world ${world}, seed ${seed}, fidelity ${fidelity})`
  const docs = `Docs: ${url}/__admin/docs`
  const key =
    adminToken === undefined
      ? []
      : [
          `Control from other machines: curl -H 'X-Admin-Token: ${adminToken}' ${url}/__admin/journal`,
        ]
  const introductions = doubles.flatMap(double => {
    const verdict = verdicts[double.name]
    return ['', ...introduction(url, double), ...(verdict ? [`  ${verdict}`] : [])]
  })
  return [head, ...followedIn(readings), docs, ...key, ...introductions, ''].join('\n')
}

/** The readings of which other values are followed than those that are taken: a line for each API that has such. */
const followedIn = (readings: Setting['readings']): string[] =>
  Object.entries(readings).flatMap(([api, notes]) => {
    const others = notes.filter(({ takes, value = takes }) => value !== takes)
    const told = others.map(({ id, value }) => `${id} ${value}`).join(', ')
    return told === '' ? [] : [`Readings of ${api}: ${told}`]
  })

function introduction(url: string, double: ServedDouble): string[] {
  const base = url + basePathOf(double)
  const title = `${double.title}  ${base}`
  for (const { auth, examples = [] } of Object.values(double.contract)) {
    const example = examples.find(one => isAnswered(double, one))
    if (!example) continue
    const shown = credentialsIn(auth, example.request)
    return [title, `  ${inWords(shown)}`, `  ${curl(url, example, shown)}`]
  }
  return [title, '  no credentials: this world has no account']
}

/** Whether the world that is served has what the example asks for. */
function isAnswered({ answer }: ServedDouble, { request }: Example): boolean {
  if (request.method !== 'GET') return false
  const { pathname: path, search } = new URL(request.path, 'http://localhost')
  const sent = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])
  const call = { method: 'GET', origin: 'http://localhost', path, search, text: '' }
  return answer({ ...call, headers: Object.fromEntries(sent) }).status < 400
}

function inWords({ account, token, key }: Credentials): string {
  if (account) return `Basic ${account.join(':')}`
  if (token !== undefined) return `Bearer ${token}`
  return key ? key.join(': ') : 'no credentials'
}

function curl(url: string, { request: { path, headers } }: Example, shown: Credentials): string {
  const flags = shown.account
    ? [`-u '${shown.account.join(':')}'`]
    : Object.entries(headers).map(([name, value]) => `-H '${name}: ${value}'`)
  return ['curl', ...flags, `'${url}${path}'`].join(' ')
}
