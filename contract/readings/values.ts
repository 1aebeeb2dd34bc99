import * as z from 'zod/mini'
import { shown } from '../answer/refusal.ts'
import { check, expecting, quoted } from '../check.ts'
import { isCalibration } from './calibration.ts'
import type { Choice, Choices, Fidelity } from './choice.ts'
import type { Reading, Readings } from './reading.ts'

/** The readings of one API. */
export interface ReadingsOf {
  readonly api: string
  readonly readings: Readings
}

/** What a reading may take: nothing else than it does, where it is a sentence. */
export const choicesOf = ({ takes, or }: Pick<Reading, 'takes' | 'or'>): readonly Choice[] =>
  or ? [takes, ...Object.keys(or).map(toChoice)] : []

/** Whether a reading is about an operation: where it names none it is about all, and about what is no operation. */
export const concerns = ({ of }: Pick<Reading, 'of'>, operation: string | undefined): boolean =>
  of === undefined || [of].flat().some(name => name === operation)

/** A key of an object as the value that it was written as. */
const toChoice = (key: string): Choice => (/^(?:0|[1-9]\d*)$/.test(key) ? Number(key) : key)

/** The value of each reading that leaves a choice: what is taken, or where it is known, what the live system does. */
export function valuesOf(readings: Readings, fidelity: Fidelity): Choices {
  const values = Object.entries(readings).flatMap(([id, one]) => {
    const choices = choicesOf(one)
    const live = fidelity === 'observed' ? choices.find(choice => choice === one.live) : undefined
    return choices.length > 0 ? [[id, live ?? one.takes] as const] : []
  })
  return Object.fromEntries(values)
}

/**
 * The values that somebody told, in code or in JSON, where a number may be its digits; else throws a sentence that names
 * the reading, the value and the choices.
 */
export function toldIn({ api, readings }: ReadingsOf, given: unknown): Choices {
  const told = check(Values, bareOf(api, given), doingFor(api))
  const values = Object.entries(told).flatMap(([id, value]) => {
    const choices = Object.hasOwn(readings, id) && readings[id] ? choicesOf(readings[id]) : []
    const choice = choices.find(one => one === value || String(one) === value)
    if (choice !== undefined) return [[id, choice] as const]
    if (value === undefined) return []
    const fault =
      choices.length > 0
        ? `"${id}" is ${quoted(value)}. Give ${choices.join(' or ')}.`
        : `there is no "${shown(id)}". Choose from ${Object.keys(valuesOf(readings, 'documented')).join(', ')}.`
    throw new TypeError(`Failed to ${doingFor(api)}: ${fault}`)
  })
  return Object.fromEntries(values)
}

/** The values alone, of a calibration too, which has to be one of this API. */
export function bareOf(api: string, given: unknown): unknown {
  if (!isCalibration(given)) return given
  if (given.api === api) return given.readings
  throw new TypeError(
    `Failed to ${doingFor(api)}: these are the readings of "${shown(given.api)}". Give those of "${api}".`,
  )
}

const doingFor = (api: string): string => `set the readings of the "${api}" double`

const Values = expecting(
  z.looseObject({}),
  'values by the names of readings, or what "verify --save" wrote',
)
