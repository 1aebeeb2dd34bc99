import type { Found } from '../answer/router.ts'
import type { Suite } from '../verify/suite.ts'
import type { Passed } from './passed.ts'
import type { CalledOperation } from './report.ts'

/** How many calls there were of what. */
export interface Tally {
  /** Counts a call; gives why its reply cannot be held to the contract, where that is so. */
  count(passed: Passed, found: Found): string | undefined
  counts(): { readonly calls: number; readonly judged: number }
  /** Why replies were not held to the contract, and how many. */
  unjudged(): Readonly<Record<string, number>>
  operations(): CalledOperation[]
}

export function createTally({ contract }: Pick<Suite, 'contract'>): Tally {
  const whys = new Map<string, number>()
  const seen = new Map<string, Map<number, number>>()
  let [calls, judged] = [0, 0]
  return {
    count(passed, found) {
      calls += 1
      if ('endpoint' in found) {
        const statuses = seen.get(found.operation) ?? new Map<number, number>()
        seen.set(found.operation, plusOne(statuses, passed.reply?.status ?? 0))
      }
      const why = whyUnjudged(contract, passed, found)
      if (why === undefined) judged += 1
      else plusOne(whys, why)
      return why
    },
    counts: () => ({ calls, judged }),
    unjudged: () => Object.fromEntries(whys),
    operations: () =>
      Object.entries(contract).map(([operation, { responses }]) => {
        const statuses = seen.get(operation) ?? new Map<number, number>()
        const documented = Object.keys(responses).map(Number)
        return {
          operation,
          calls: [...statuses.values()].reduce((sum, count) => sum + count, 0),
          statuses: Object.fromEntries(statuses),
          unseen: documented.filter(status => !statuses.has(status)),
        }
      }),
  }
}

function plusOne<Key>(counts: Map<Key, number>, key: Key): Map<Key, number> {
  return counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** What HTTP itself, or what stands before a provider, says of a message, whatever that is for. */
const ofHttp = [301, 302, 303, 304, 307, 308, 408, 413, 414, 417, 421, 431]

function whyUnjudged(
  contract: Suite['contract'],
  { reply, call }: Passed,
  found: Found,
): string | undefined {
  if (!reply) return 'there was none'
  if (!('endpoint' in found)) return 'no operation was meant'
  const own = contract[found.operation]
  if (!own) return 'no page describes the operation'
  if (!(reply.status in own.responses) && ofHttp.includes(reply.status)) {
    return 'its status is one of HTTP, and of no API'
  }
  if (call.method === 'HEAD') return 'a HEAD has no body'
  return typeof reply.body === 'string' ? reply.body : undefined
}
