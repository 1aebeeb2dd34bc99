/** What an assertion throws: its message, and what a reporter shows as a difference. */
export function failureOf(assertion: () => void): unknown {
  try {
    assertion()
  } catch (error) {
    const { message, actual, expected } = Object(error)
    const isCompared = actual !== undefined || expected !== undefined
    return isCompared ? { message, actual, expected } : message
  }
  return undefined
}
