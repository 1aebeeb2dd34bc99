import type { ApiName } from '../../handlers/index.ts'
import type { Case, Send } from '../cases/case.ts'
import { sendBy } from '../transports/transport.ts'
import { ask } from './ask.ts'
import { type Detour, detourOf, operationFor } from './detours.ts'
import { basePathBy, type Prism } from './prism.ts'
import { standHeader, type Upstream } from './upstream.ts'

/** A request through Prism with its reply, and what Prism says of the two. */
export interface Exchange {
  readonly api: ApiName
  /** Of the case that sent it. */
  readonly title: string
  readonly operation: string | undefined
  /** Method, path, credentials and body. */
  readonly request: string
  readonly status: number
  readonly reply: string
  /** Where and what: `request.query.page Request query parameter page must be integer`. */
  readonly violations: readonly string[]
}

/** All that was sent for some cases. */
export interface Traffic {
  readonly exchanges: Exchange[]
  /** Of each request that was not sent through Prism. */
  readonly detours: Detour[]
  /** The cases that did not hold, each with the reason. */
  readonly failures: string[]
}

/** From a case to the server. */
export interface Way {
  readonly prism: Prism
  readonly upstream: Upstream
}

export const noTraffic = (): Traffic => ({ exchanges: [], detours: [], failures: [] })

/** Runs cases, some at a time, and keeps what Prism says. */
export async function runThrough(way: Way, cases: readonly Case[]): Promise<Traffic> {
  const traffic = noTraffic()
  const left = cases.values()
  const lane = async () => {
    for (const subject of left) {
      await way.upstream.lend(subject, async stand => {
        try {
          await subject.run(sendThrough(way, subject, stand, traffic))
        } catch (error) {
          traffic.failures.push(`${subject.title}: ${error}`)
        }
      })
    }
  }
  await Promise.all(Array.from({ length: 4 }, lane))
  return traffic
}

/** Sends through Prism where that is possible, and else straight to the server. */
export const sendThrough = (
  { prism, upstream }: Way,
  { api, title }: Case,
  stand: string,
  { exchanges, detours }: Traffic,
): Send =>
  sendBy(async (path, init) => {
    const { method = 'GET', body } = init
    const headers = new Headers(init.headers)
    headers.set(standHeader, stand)
    const operation = operationFor(api, method, path)
    const detour = detourOf(operation, path, init)
    if (detour) {
      detours.push(detour)
      return ask(upstream.origin + path, init, headers)
    }
    const url = prism.urls[api] + path.slice(basePathBy(api).length)
    const response = await ask(url, init, headers)
    const reply = await response.clone().text()
    const request = [method, path, headers.get('Authorization'), body].filter(Boolean).join(' ')
    const { status } = response
    const violations = violationsIn(response)
    exchanges.push({ api, title, operation, request, status, reply, violations })
    return response
  }, '')

interface Violation {
  readonly location: readonly string[]
  readonly message: string
}

function violationsIn({ headers }: Response): string[] {
  const text = headers.get('sl-violations') ?? '[]'
  // Of too many Prism tells the first 8 kB, behind a few words.
  const json = text.startsWith('[') ? text : text.replace(/^[^[]*(.*),\{.*$/, '$1]')
  const violations: Violation[] = JSON.parse(json)
  return violations.map(({ location, message }) => `${location.join('.')} ${message}`)
}
