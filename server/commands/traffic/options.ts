import type { Config } from '../../../contract/define/config.ts'
import type { Choices, Fidelity } from '../../../contract/readings/choice.ts'
import type { TrafficReport } from '../../../contract/traffic/report.ts'
import { writers } from '../../../contract/traffic/reports.ts'
import { reportOption, reportsIn } from '../../files/reports.ts'
import { oneOf } from '../../line/values.ts'
import { readingsIn } from '../../serve/followed.ts'

/** What every command takes that holds traffic to a contract. */
export const trafficOptions = {
  fidelity: {
    type: 'string',
    value: '<name>',
    about:
      'documented, observed: what to expect where the live system is known to differ; default documented',
  },
  readings: {
    type: 'string',
    value: '<file>',
    about: 'what to expect where the page leaves a choice: what verify --save wrote',
  },
  strict: { type: 'boolean', about: 'exit with 1 too where a reading is otherwise' },
  report: reportOption,
} as const

/** What was typed of them. */
interface Typed {
  readonly fidelity?: string
  readonly readings?: string
  readonly report?: string
}

/** What is expected of the providers of each API, and the files that are to be written. */
export async function trafficTold(
  { fidelity = 'documented', readings, report }: Typed,
  config: Config,
) {
  const reports = await reportsIn<TrafficReport>(report, writers)
  const told: Readonly<Record<string, Choices>> =
    readings === undefined ? {} : await readingsIn([readings], { apis: config.apis })
  const expected = (api: string): { fidelity: Fidelity; readings: Choices } => ({
    fidelity: oneOf('--fidelity', fidelity, ['documented', 'observed']),
    readings: told[api] ?? {},
  })
  return { reports, expected }
}

/** 1 where either side breaks the contract, and where that is asked for, where a reading is otherwise. */
export function codeOf({ apis }: TrafficReport, isStrict = false): number {
  const isFault = apis.some(
    ({ counts: { breaches, violations, readings } }) =>
      breaches + violations > 0 || (isStrict && readings > 0),
  )
  return isFault ? 1 : 0
}
