import type { Config } from '../../../contract/config/config.ts'
import type { TrafficReport } from '../../../contract/traffic/report.ts'
import { writers } from '../../../contract/traffic/reports.ts'
import { reportOption, reportsIn } from '../../files/reports.ts'
import { expectedIn, expectingOptions } from '../expecting.ts'

/** What every command takes that holds traffic to a contract. */
export const trafficOptions = {
  fidelity: expectingOptions.fidelity,
  readings: {
    type: 'string',
    value: '<file>',
    about: 'what to expect where the page leaves a choice: what verify --save wrote',
  },
  strict: expectingOptions.strict,
  report: reportOption,
} as const

/** What was typed of them. */
interface Typed {
  readonly fidelity?: string
  readonly readings?: string
  readonly report?: string
}

/** What is expected of the providers of each API, and the files that are to be written. */
export async function trafficTold({ report, ...typed }: Typed, config: Config) {
  const reports = await reportsIn<TrafficReport>(report, writers)
  return { reports, expected: await expectedIn(typed, config) }
}

/** 1 where either side breaks the contract, and where that is asked for, where a reading is otherwise. */
export function codeOf({ apis }: TrafficReport, isStrict = false): number {
  const isFault = apis.some(
    ({ counts: { breaches, violations, readings } }) =>
      breaches + violations > 0 || (isStrict && readings > 0),
  )
  return isFault ? 1 : 0
}
