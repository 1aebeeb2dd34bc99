import type { AnyOverride } from '../../../contract/double/force/override.ts'

export type FaultName = '' | 'reset' | 'truncated' | 'malformed' | 'silence' | 'outage'

/** How often a reply is forced, and how it comes. */
export interface Circumstances {
  readonly often: 'always' | 'once' | 'times'
  readonly times: number
  /** Milliseconds, as they were typed. */
  readonly delay: string
  readonly fault: FaultName
}

/** Which reply; without a status, the double's own. */
interface Which {
  readonly status?: number | undefined
  readonly example?: string | undefined
}

/** An override as the control API takes it. An outage has no status of the contract. */
export function overrideOf(
  { often, times, delay, fault }: Circumstances,
  { status, example }: Which,
): AnyOverride {
  const isOutage = fault === 'outage'
  return {
    ...(status !== undefined && !isOutage && { status }),
    ...(example !== undefined && !isOutage && { example }),
    ...(often !== 'always' && { times: often === 'once' ? 1 : times }),
    ...(delay !== '' && { delay: Number(delay) }),
    ...(fault !== '' && { fault: isOutage ? { outage: 503 } : fault }),
  }
}
