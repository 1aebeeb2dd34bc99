import { hostForm, isOrigin, isWorldFile, tokenForm } from '../../contract/config/form.ts'
import { isDuration } from '../../contract/double/clock.ts'
import { type Delay, longestDelay } from '../../contract/double/force/delay.ts'
import { UsageError } from './usage.ts'

// What an option may be. Each is told where its value stands, `--port` or `CONTRACT_DOUBLES_PORT`, for the sentence that
// says what is wrong with it.

export function wholeNumber(source: string, text: string, max: number, min = 0): number {
  if (/^\d+$/.test(text) && Number(text) >= min && Number(text) <= max) return Number(text)
  throw refusal(source, `"${text}" is no whole number from ${min} to ${max}`, '1')
}

/** A length of time: `90s`, `15m`, `2h`, `30d`. */
export function durationIn(source: string, text: string): string {
  if (isDuration(text)) return text
  throw refusal(source, `"${text}" is no length of time`, '15m')
}

/** Milliseconds, or a range of them: `300`, `100-900`. */
export function delayIn(source: string, text: string): Delay {
  const [min = '', max = min, ...more] = text.split('-')
  const isRange = [min, max].every(one => /^\d{1,7}$/.test(one) && Number(one) <= longestDelay)
  if (!isRange || more.length > 0 || Number(max) < Number(min)) {
    throw refusal(source, `"${text}" are no milliseconds from 0 to ${longestDelay}`, '100-900')
  }
  return min === max ? Number(min) : [Number(min), Number(max)]
}

/** A part of all, from 0 to 1. */
export function shareIn(source: string, text: string): number {
  if (/^(1(\.0+)?|0?(\.\d{1,9})?)$/.test(text)) return Number(text)
  throw refusal(source, `"${text}" is no share from 0 to 1`, '0.1')
}

/** A time, as ISO 8601 has it. */
export function timeIn(source: string, text: string): string {
  const time = Date.parse(text)
  if (time >= 0 && time < Date.parse('9999-01-01')) return text
  throw refusal(source, `"${text}" is no time`, '2024-01-15T09:30:00Z')
}

export function oneOf<Name extends string>(
  source: string,
  name: string,
  names: readonly Name[],
): Name {
  const known = names.find(one => one === name)
  if (known !== undefined) return known
  throw new UsageError(
    `Failed to read ${inWords(source)}: there is no "${name}". Choose from ${names.join(', ')}.`,
  )
}

/** A world by one of these names, or in a file. */
export const worldIn = (source: string, text: string, names: readonly string[]): string =>
  isWorldFile(text) && !names.includes(text) ? text : oneOf(source, text, names)

export function tokenIn(source: string, text: string): string {
  if (tokenForm.test(text)) return text
  throw new UsageError(
    `Failed to read ${inWords(source)}: "${text}" cannot be sent in a header. Give letters, digits and signs of ASCII, without blanks.`,
  )
}

/** The name of a host, with a port or without. */
export function hostIn(source: string, text: string): string {
  if (hostForm.test(text)) return text
  throw refusal(source, `"${text}" is no name of a host`, 'doubles:4010')
}

/** An origin, as a browser sends it. */
export function originIn(source: string, text: string): string {
  if (isOrigin(text)) return text
  throw refusal(source, `"${text}" is no origin`, 'http://localhost:5173')
}

/** Several values, which may stand in one, with commas between them. */
export const eachOf = (texts: readonly string[]): readonly string[] =>
  texts.flatMap(text => text.split(',').map(one => one.trim()))

/** Where a value stands, in a sentence. */
const inWords = (source: string): string =>
  source.startsWith('--') ? source : `the environment's ${source}`

/** A file that is named, in a sentence. */
export const fileOf = (source: string, file: string): string =>
  source.startsWith('--') ? `"${file}"` : `"${file}" of ${inWords(source)}`

function refusal(source: string, fault: string, example: string): UsageError {
  const written = source.startsWith('--') ? `${source} ${example}` : `${source}=${example}`
  return new UsageError(`Failed to read ${inWords(source)}: ${fault}. Give one, as in ${written}.`)
}
