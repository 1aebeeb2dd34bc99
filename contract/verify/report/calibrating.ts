import type { Calibration } from '../../readings/calibration.ts'
import type { Choices } from '../../readings/choice.ts'
import type { Report } from './report.ts'

/**
 * What a double has to be told to speak as the provider of a report does.
 *
 * @example createOverplane({ readings: toCalibration(report, { date: new Date(), version: '0.1.0' }) })
 */
export function toCalibration(
  { api, baseUrl, readings }: Pick<Report, 'api' | 'baseUrl' | 'readings'>,
  { date, version }: { readonly date: Date; readonly version: string },
): Calibration {
  const told = (isKnown: boolean): Choices =>
    Object.fromEntries(
      readings.flatMap(one =>
        one.seen !== undefined && one.isKnown === isKnown && (isKnown || one.state === 'different')
          ? [[one.id, one.seen] as const]
          : [],
      ),
    )
  const beyond = told(false)
  return {
    ...{ api, date: date.toISOString(), baseUrl, version, readings: told(true) },
    ...(Object.keys(beyond).length > 0 && { beyond }),
  }
}
