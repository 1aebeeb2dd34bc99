/** How much of a value is shown. */
const shownLength = 120

/** A value as JSON, as much of it as somebody would read in a line. */
export function inShort(value: unknown): string {
  const text = JSON.stringify(value) ?? ''
  return text.length > shownLength ? `${text.slice(0, shownLength - 1)}…` : text
}

/** A text for a terminal: what a stranger has written into it moves no cursor. */
export const printable = (text: string): string => text.replaceAll(/[^\P{Cc}\n]/gu, '?')

/** `1 fault`, `2 faults`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`
