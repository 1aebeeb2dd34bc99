// How things are written in the reports of whatever is held to a contract.

/** `1 breach`, `2 breaches`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

/** The attributes of an element of XML. */
export const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(' ')

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Text within XML; characters that XML cannot carry become a question mark. */
export const escaped = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?')
    .replaceAll(/[&<>"]/g, mark => entities[mark] ?? mark)

/** As many marks around a text as it takes to hold those within it. */
const fenceOf = (text: string, least: number): string => {
  const runs = text.match(/`+/g) ?? []
  return '`'.repeat(Math.max(least, ...runs.map(run => run.length + 1)))
}

/** A text as code in Markdown, on one line. */
export const code = (text: string): string => {
  const fence = fenceOf(text, 1)
  return fence.length > 1 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`
}

/** A block of lines for a shell, in Markdown. */
export const fenced = (text: string): string => {
  const fence = fenceOf(text, 3)
  return `${fence}sh\n${text}\n${fence}`
}
