const longest = 200

/**
 * Whether a pattern can be written as a literal that is right and quick: nothing in it is repeated that is repeated
 * itself, and nothing is escaped in vain.
 */
export function isPlainPattern(pattern: string): boolean {
  if (pattern.length > longest || /[^\x20-\x7e]/.test(pattern)) return false
  if (
    /\)[*+?{]|[*+?}][*+{]|\\[1-9cukpPx]|\[\]|\[\^\]|\(\?|\\[^dDwWsSbB.*+?^${}()|[\]\\/]/.test(
      pattern,
    )
  )
    return false
  if (/\[[^\]]*\\[.*+?^${}()|[/]/.test(pattern) || repeated(pattern) > 2) return false
  try {
    return new RegExp(pattern, 'u').source.length > 0
  } catch {
    return false
  }
}

/** How often something is repeated without a bound. */
const repeated = (pattern: string): number => pattern.match(/[*+]|,\}/g)?.length ?? 0
