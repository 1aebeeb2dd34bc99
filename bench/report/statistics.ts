/** What several rounds came to: the median, and the quartiles as its spread. */
export interface Spread {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** @example spreadOf([4, 1, 2, 3]) // { median: 2.5, low: 1.75, high: 3.25 } */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  return { median: at(sorted, 0.5), low: at(sorted, 0.25), high: at(sorted, 0.75) }
}

/**
 * One by the other in each round, since a machine that is slow in one round is slow for both.
 *
 * @example ratiosOf([2, 9], [4, 3]) // [0.5, 3]
 */
export function ratiosOf(ones: readonly number[], others: readonly number[]): number[] {
  if (ones.length === others.length) return ones.map((one, nth) => one / (others[nth] ?? 0))
  throw new Error(
    `Failed to compare ${ones.length} rounds with ${others.length}: a ratio is one of the same round. Measure both in all of them.`,
  )
}

/** The value at a share of the way, between two values where it falls between them. */
function at(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}
