import type { Example } from '../../contract/answer/endpoint.ts'
import type { ServedDouble } from '../../contract/control/controlled.ts'
import type { FollowedNote } from '../../contract/control/subjects/readings.ts'
import { basePathOf } from '../../contract/double/base-path.ts'
import { type Credentials, credentialsIn } from './credentials.ts'

/** How the server was told to be. */
export interface Setting {
  readonly world: string
  readonly seed: number
  readonly fidelity: string
  readonly adminToken: string | undefined
}

/** What else a banner tells. */
export interface Told extends Setting {
  readonly readings: Readonly<Record<string, readonly FollowedNote[]>>
  /** When the live system was last seen to do as the contract says, by API. */
  readonly verdicts: Readonly<Record<string, string>>
  /** Whether the world answers what an example asks for. */
  isAnswered(double: ServedDouble, example: Example): boolean
}

/** What a newcomer needs: where it listens, and for each API its base URL, credentials and a line to copy. */
export function banner(
  url: string,
  doubles: readonly ServedDouble[],
  { world, seed, fidelity, readings, verdicts, adminToken, isAnswered }: Told,
): string {
  const head = `Contract Doubles listening on ${url} (world ${world}, seed ${seed}, fidelity ${fidelity})`
  const pages = [`Inspector: ${url}/__admin/`, `Docs: ${url}/__admin/docs`]
  const key =
    adminToken === undefined
      ? []
      : [
          `Control from other machines: curl -H 'X-Admin-Token: ${adminToken}' ${url}/__admin/journal`,
        ]
  const introductions = doubles.flatMap(double => {
    const verdict = verdicts[double.name]
    const known = introduction(url, double, example => isAnswered(double, example))
    return ['', ...known, ...(verdict ? [`  ${verdict}`] : [])]
  })
  return [head, ...followedIn(readings), ...pages, ...key, ...introductions, ''].join('\n')
}

/** The readings of which other values are followed than those that are taken: a line for each API that has such. */
const followedIn = (readings: Told['readings']): string[] =>
  Object.entries(readings).flatMap(([api, notes]) => {
    const others = notes.filter(({ takes, value = takes }) => value !== takes)
    const told = others.map(({ id, value }) => `${id} ${value}`).join(', ')
    return told === '' ? [] : [`Readings of ${api}: ${told}`]
  })

function introduction(
  url: string,
  double: ServedDouble,
  isAnswered: (example: Example) => boolean,
): string[] {
  const base = url + basePathOf(double)
  const title = `${double.title}  ${base}`
  for (const { auth, examples = [] } of Object.values(double.contract)) {
    const example = examples.find(one => one.request.method === 'GET' && isAnswered(one))
    if (!example) continue
    const shown = credentialsIn(auth, example.request)
    return [title, `  ${inWords(shown)}`, `  ${curl(url, example, shown)}`]
  }
  return [title, '  nothing to copy: the documented account is not in this world']
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
