import * as z from 'zod/mini'
import { check, expecting } from '../check.ts'
import { isCalibration } from './calibration.ts'
import { bareOf } from './values.ts'

/** The values of readings of each API; a calibration says itself which one it is of. */
export function readingsByApi(
  given: unknown,
  names: readonly string[],
  doing = 'create the doubles',
): Readonly<Record<string, unknown>> {
  const byApi = isCalibration(given) ? { [given.api]: given } : given
  const shape = Object.fromEntries(names.map(name => [name, z.optional(z.unknown())]))
  const form = z.object({
    readings: z.optional(expecting(z.strictObject(shape), expectedReadings)),
  })
  const { readings = {} } = check(form, { readings: byApi }, doing)
  return Object.fromEntries(Object.entries(readings).map(([api, told]) => [api, bareOf(api, told)]))
}

const expectedReadings =
  'readings by the names of APIs, as in { pterodactyl: { deleteStatus: 204 } }, or what "verify --save" wrote'
