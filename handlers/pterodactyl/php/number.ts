/** A number of a JSON text that JavaScript does not hold as PHP does: 1.0, which is none of its integers, or 2^63 - 1. */
export class PhpNumber {
  /** As PHP writes it. */
  readonly text: string
  readonly #value: number

  constructor(text: string, value: number) {
    this.text = text
    this.#value = value
  }

  toJSON(): number {
    return this.#value
  }
}

/** The number that a JSON text writes so: an integer where it has neither a point nor an exponent, and fits 64 bits. */
export function numberOf(written: string): number | PhpNumber {
  const value = Number(written)
  if (!/[.e]/i.test(written)) {
    if (Number.isSafeInteger(value)) return value + 0 // of -0 this makes 0
    return new PhpNumber(isLong(written) ? written : textOfFloat(value), value)
  }
  return Number.isInteger(value) || !Number.isFinite(value)
    ? new PhpNumber(textOfFloat(value), value)
    : value
}

/** Whether digits are a signed integer of 64 bits; more of them than those have are not looked at. */
export const isLong = (digits: string): boolean =>
  digits.length <= 20 && BigInt.asIntN(64, BigInt(digits)) === BigInt(digits)

/** A value as PHP makes it text; an array or an object, at which PHP fails, is none. */
export function textOf(value: unknown): string {
  if (value instanceof PhpNumber) return value.text
  if (typeof value === 'boolean') return value ? '1' : ''
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : textOfFloat(value)
  return typeof value === 'string' ? value : ''
}

/** Fourteen digits at most, and an exponent beyond them: 1.0E+25. */
function textOfFloat(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'INF' : '-INF'
  if (Object.is(value, -0)) return '-0'
  const [digits, power] = value.toExponential(13).split('e')
  const exponent = Number(power)
  if (exponent >= -4 && exponent < 14) return String(Number(value.toPrecision(14)))
  const mantissa = String(Number(digits))
  return `${mantissa}${mantissa.includes('.') ? '' : '.0'}E${exponent < 0 ? '' : '+'}${exponent}`
}
