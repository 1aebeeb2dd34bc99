/** What `trim` takes for a blank. */
const ascii = /[\0\t\n\v\r ]/

/** A text without the blanks at its ends; an expression that looks for them would take the square of their number. */
export function trimmed(text: string, blank = ascii): string {
  let from = 0
  let to = text.length
  while (from < to && blank.test(text.charAt(from))) from += 1
  while (from < to && blank.test(text.charAt(to - 1))) to -= 1
  return text.slice(from, to)
}
