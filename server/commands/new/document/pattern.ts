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
  if (isEscapedInClass(pattern) || repeated(pattern) > 2) return false
  try {
    return new RegExp(pattern, 'u').source.length > 0
  } catch {
    return false
  }
}

/** Whether something is escaped within brackets that needs no escape there. */
const isEscapedInClass = (pattern: string): boolean =>
  pattern.split(']').some(part => {
    const start = part.indexOf('[')
    return start !== -1 && /\\[.*+?^${}()|[/]/.test(part.slice(start))
  })

/** How often something is repeated without a bound. */
const repeated = (pattern: string): number => pattern.match(/[*+]|,\}/g)?.length ?? 0
