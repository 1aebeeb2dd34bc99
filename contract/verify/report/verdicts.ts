import type { Report } from './report.ts'

/** How one operation came out when it was last asked for. */
export interface Verdict {
  /** ISO 8601. */
  readonly at: string
  readonly held: boolean
}

/** When each operation of a provider was last seen to hold, or not to. */
export interface Verdicts {
  readonly api: string
  readonly baseUrl: string
  readonly operations: Readonly<Record<string, Verdict>>
}

/** What a report says of each operation that has answered with success; of the others what was known before. */
export function toVerdicts(
  {
    api,
    baseUrl,
    operations,
    findings,
  }: Pick<Report, 'api' | 'baseUrl' | 'operations' | 'findings'>,
  at: Date,
  before: Verdicts['operations'] = {},
): Verdicts {
  const breached = new Set(
    findings.flatMap(({ kind, operation }) => (kind === 'breach' ? [operation] : [])),
  )
  const told = operations.flatMap(({ operation, provoked }) =>
    provoked.some(status => status < 300)
      ? [[operation, { at: at.toISOString(), held: !breached.has(operation) }] as const]
      : [],
  )
  return { api, baseUrl, operations: { ...before, ...Object.fromEntries(told) } }
}
