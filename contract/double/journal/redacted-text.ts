import { endOfNest } from '../../answer/json.ts'
import { isSecretPath, type Veiling, veil, veiling } from './redaction.ts'

// Secrets in texts that nobody could parse, or that are not to be parsed: each is looked through once.

/** A query without its secrets, for a log: of `?api_key=k&limit=1` it makes `?api_key=…&limit=1`. */
export const redactedSearch = (search: string, how: Veiling = veiling()): string =>
  redactedPairs(search, how).replace(/=([^&]*)/g, (pair, value) => {
    const within = decoded(value) // such as an address to come back to, with a token of its own
    return redactedText(within) === within ? pair : `=${veil}`
  })

/** A text without secrets, whether it is a broken JSON, a form or a body of several parts. */
export function redactedText(text: string, how: Veiling = veiling()): string {
  return redactedPairs(redactedParts(text, how), how)
}

/** What stands in parts whose name is such as `name="password"`. */
function redactedParts(text: string, how: Veiling): string {
  const kept: string[] = []
  let end = 0
  for (const { name, start } of partsOf(text)) {
    if (start < end || !isSecretPath(name, how.isSecret)) continue
    kept.push(text.slice(end, start))
    end = firstOf(/\r?\n--/g, text, start)
    kept.push(String(how.cover(text.slice(start, end))))
  }
  return kept.join('') + text.slice(end)
}

/** The names of a body's parts, and where the content of each begins. */
function* partsOf(text: string) {
  const disposition = /content-disposition:[^\r\n]{0,200}?\bname="?([^"\r\n;]{1,100})/gi
  const blank = /\r?\n\r?\n/g
  let start = 0
  for (const { index, 1: name = '' } of text.matchAll(disposition)) {
    if (start <= index) {
      blank.lastIndex = index
      if (!blank.test(text)) return
      start = blank.lastIndex
    }
    yield { name, start }
  }
}

/** What stands behind names such as `password=`, `"password":` or `<password>`. */
function redactedPairs(text: string, how: Veiling): string {
  const kept: string[] = []
  const mark = /[=:>]/g
  let end = 0
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    const name = nameBefore(text, found.index, end)
    if (name === '' || !isSecretPath(decoded(name), how.isSecret)) continue
    const value = valueBehind(text, found.index)
    kept.push(text.slice(end, value.start), coveredValue(text, value, how))
    end = value.end
    mark.lastIndex = Math.max(end, found.index + 1)
  }
  return kept.join('') + text.slice(end)
}

/** No name that means something is longer, written with escapes. */
const longestName = 300
/** No more blanks than that stand about a mark, or no text would be looked through but once. */
const mostBlanks = 20

/** The name that ends at a mark, in quotes or without; of an element's end there is none. */
function nameBefore(text: string, mark: number, from: number): string {
  const least = Math.max(from, mark - longestName)
  const blanks = startOf(/\s/, text, mark, Math.max(least, mark - mostBlanks))
  const quote = text[blanks - 1] ?? ''
  const quoted = quote === '"' ? /[^"]/ : quote === "'" ? /[^']/ : undefined
  const end = quoted ? blanks - 1 : blanks
  const start = startOf(quoted ?? /[^?&;,\s"'<>=:{}]/, text, end, least)
  return text[start] === '/' ? '' : text.slice(start, end)
}

/** Where the run of such letters begins that ends before a place. */
function startOf(letter: RegExp, text: string, end: number, least: number): number {
  let start = end
  while (start > least && letter.test(text[start - 1] ?? '')) start -= 1
  return start
}

interface Value {
  readonly start: number
  readonly end: number
  /** What it begins and ends with: nothing, or a quote, before which are backslashes where it is a text in a text. */
  readonly quote: string
}

function valueBehind(text: string, mark: number): Value {
  let start = mark + 1
  while (start < mark + mostBlanks && /[\s=:>]/.test(text[start] ?? '')) start += 1
  const quote = /^\\{0,7}["']/.exec(text.slice(start, start + 8))?.[0] ?? ''
  if (quote !== '') return { start, end: endOfQuoted(text, start + quote.length, quote), quote }
  const first = text[start]
  if (first === '{' || first === '[') return { start, end: endOfNest(text, start), quote }
  const isPair = text[mark] === '='
  return { start, end: firstOf(isPair ? /[&\s"'<>#]/g : /[&"'<>,}\]\r\n]/g, text, start), quote }
}

/** Where a quoted text ends: behind the quote that has no more backslashes before it than the first one. */
function endOfQuoted(text: string, from: number, quote: string): number {
  let slashes = 0
  for (let index = from; index < text.length; index += 1) {
    const letter = text[index]
    const isEnd = quote.length > 1 ? slashes < quote.length : slashes % 2 === 0
    if (letter === quote.at(-1) && isEnd) return index + 1
    slashes = letter === '\\' ? slashes + 1 : 0
  }
  return text.length
}

function coveredValue(text: string, { start, end, quote }: Value, { cover }: Veiling): string {
  const value = text.slice(start, end)
  if (/^(?:null|true|false|)$/.test(value)) return value
  const isOpen = value.length < 2 * quote.length || !value.endsWith(quote)
  const covered = cover(value.slice(quote.length, isOpen ? undefined : -quote.length || undefined))
  return `${quote}${covered}${isOpen ? '' : quote}`
}

/** A name with escapes of JSON or of a URL, as the letters that they stand for. */
function decoded(name: string): string {
  const unescaped = name.replace(/\\u([\da-f]{4})/gi, (_, code) =>
    String.fromCharCode(Number(`0x${code}`)),
  )
  try {
    return decodeURIComponent(unescaped)
  } catch {
    return unescaped
  }
}

/** Where one of these letters stands first, or the text ends. */
function firstOf(letters: RegExp, text: string, start: number): number {
  letters.lastIndex = start
  return letters.exec(text)?.index ?? text.length
}
