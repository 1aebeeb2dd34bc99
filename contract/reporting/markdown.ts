/** As many marks around a text as it takes to hold those within it. */
const fenceOf = (text: string, least: number): string => {
  const runs = text.match(/`+/g) ?? []
  return '`'.repeat(Math.max(least, ...runs.map(run => run.length + 1)))
}

/** A text as code within a line. */
export const code = (text: string): string => {
  const fence = fenceOf(text, 1)
  return fence.length > 1 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`
}

/** Lines for a shell as a block. */
export const fenced = (text: string): string => {
  const fence = fenceOf(text, 3)
  return `${fence}sh\n${text}\n${fence}`
}
