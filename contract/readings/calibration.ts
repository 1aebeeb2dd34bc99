import type { Choices } from './choice.ts'

/**
 * What `verify --save` writes: the values of readings that a provider was found to take. Typed as an import of JSON is.
 *
 * @example createPterodactyl({ readings: calibration })
 */
export interface Calibration {
  /** The name of the API. */
  readonly api: string
  /** When it was found out: ISO 8601. */
  readonly date: string
  /** Of whom. */
  readonly baseUrl: string
  /** The version of this package that found it out. */
  readonly version: string
  readonly readings: Choices
  /** Values that no double can follow. */
  readonly beyond?: Choices
}

/** Values of readings, or what `verify --save` wrote of them. Where there are none, no other name compiles either. */
export type Told<Values> =
  | ([keyof Values] extends [never] ? Readonly<Record<string, never>> : Partial<Values>)
  | Calibration

/** Whether what somebody gave is to be a calibration: a reading's value is no object. */
export const isCalibration = (given: unknown): given is Pick<Calibration, 'api' | 'readings'> =>
  typeof Reflect.get(Object(given), 'readings') === 'object'
