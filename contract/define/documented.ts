import { wordOf } from '../answer/answer.ts'
import type { Endpoint } from '../answer/endpoint.ts'
import type { Refusal } from '../answer/refusal.ts'
import type { Description } from './description.ts'

/** Throws a sentence where the kernel could turn a request away with a status that its operation does not document. */
export function refuseUndocumented({ name, dialect, operations }: Description['spec']): void {
  const call = { method: 'GET', origin: '', path: '/', search: '', headers: {}, text: '' }
  for (const [operation, { endpoint }] of Object.entries(operations)) {
    for (const [why, refusal] of turnedAway(endpoint)) {
      const { status } = wordOf(refusal, dialect, call)
      if (status in endpoint.responses) continue
      throw new Error(
        `Failed to define the API "${name}": "${operation}" ${why}, which its dialect answers with ${status}, and it documents no such status. Add ${status} to its refuses.`,
      )
    }
  }
}

/** What of every query is taken, the kernel cannot tell. */
const turnedAway = ({ auth, body }: Endpoint): (readonly [string, Refusal])[] => [
  ...(auth === 'none'
    ? []
    : [['asks for credentials', { kind: 'unauthenticated', credentials: 'missing' }] as const]),
  ...(body
    ? [
        ['takes a body, which may be no JSON', { kind: 'malformed', detail: '' }] as const,
        ['takes fields, which may be wrong', { kind: 'invalid', issues: [] }] as const,
      ]
    : []),
]
