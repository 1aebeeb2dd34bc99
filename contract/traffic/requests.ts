import { credentialsIn } from '../answer/auth.ts'
import type { Call } from '../answer/call.ts'
import { parse, readJson, readQuery } from '../answer/parse.ts'
import { type Refusal, Refused } from '../answer/refusal.ts'
import type { Found, Route } from '../answer/router.ts'
import { breachesOf } from '../double/journal/breaches.ts'
import type { Reads, Suite } from '../verify/suite.ts'
import type { Passed } from './passed.ts'

/** How a request breaks the contract, each a sentence. What the API itself cannot read is no fault of its body alone. */
export function violationsOf(
  passed: Passed,
  found: Found,
  { reads, auth }: Pick<Suite, 'reads' | 'auth'>,
): string[] {
  if (!('endpoint' in found)) return breachesOf(refusalOf(found.allow))
  const { call, unread, isStripped = false } = passed
  const isBare = credentialsIn(auth, call) === undefined
  return [
    ...(isBare && !isStripped && found.endpoint.auth !== 'none' ? missing : []),
    ...refused(() => readQueryOf(call, found, reads)),
    ...(unread === undefined ? refused(() => readBodyOf(call, found, reads)) : []),
  ]
}

const missing = breachesOf({ kind: 'unauthenticated', credentials: 'missing' })

const refusalOf = (allow: readonly string[]): Refusal =>
  allow.length > 0 ? { kind: 'wrong-method', allow } : { kind: 'unknown-path' }

function readQueryOf(call: Call, { endpoint }: Route, reads: Reads): void {
  if (endpoint.query) parse(endpoint.query, (reads.readQuery ?? readQuery)(call.search), 'query')
}

function readBodyOf(call: Call, { endpoint }: Route, reads: Reads): void {
  if (endpoint.body) parse(endpoint.body, (reads.readBody ?? readJson)(call), 'body')
}

/** What a step has against a request. */
function refused(step: () => void): string[] {
  try {
    step()
    return []
  } catch (thrown) {
    if (thrown instanceof Refused) return breachesOf(thrown.refusal)
    throw thrown
  }
}
