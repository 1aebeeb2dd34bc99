import { endOfNest, endOfString } from '../../answer/json.ts'
import { isSecretPath, type Veiling, veiling } from './redaction.ts'

// Secrets in texts that nobody could parse, or that are not to be parsed: each is looked through once.

/** A query without its secrets, for a log: of `?api_key=k&limit=1` it makes `?api_key=…&limit=1`. */
export const redactedSearch = (search: string): string => redactedPairs(search, veiling())

/** A text without secrets, whether it is a broken JSON, a form or a body of several parts. */
export function redactedText(text: string, how: Veiling = veiling()): string {
  return redactedPairs(redactedParts(redactedFields(text, how), how), how)
}

/** What stands behind names such as `"password":`. */
function redactedFields(text: string, how: Veiling): string {
  // Bounded, so that no text makes it look far ahead again and again.
  const field = /"([^"\\]{1,100})"\s{0,20}:\s{0,20}/g
  const kept: string[] = []
  let end = 0
  for (let found = field.exec(text); found; found = field.exec(text)) {
    if (!how.isSecret(found[1] ?? '')) continue
    const start = field.lastIndex
    kept.push(text.slice(end, start))
    end = endOfValue(text, start)
    kept.push(coveredJson(text.slice(start, end), how))
    field.lastIndex = end
  }
  return kept.join('') + text.slice(end)
}

function endOfValue(text: string, start: number): number {
  const first = text[start]
  if (first === '"') return endOfString(text, start) + 1
  if (first === '{' || first === '[') return endOfNest(text, start)
  return firstOf(/[,}\]\s&]/g, text, start)
}

function coveredJson(value: string, { cover }: Veiling): string {
  if (/^(?:null|true|false|)$/.test(value)) return value
  const isOpen = value.startsWith('"') && !(value.length > 1 && value.endsWith('"'))
  const text = value.startsWith('"') ? value.slice(1, isOpen ? undefined : -1) : value
  return `"${cover(text)}${isOpen ? '' : '"'}`
}

/** What stands in parts whose name is such as `name="password"`. */
function redactedParts(text: string, how: Veiling): string {
  const kept: string[] = []
  let end = 0
  for (const { name, start } of partsOf(text)) {
    if (start < end || !isSecretPath(name, how.isSecret)) continue
    const next = text.indexOf('\r\n--', start)
    kept.push(text.slice(end, start))
    end = next === -1 ? text.length : next
    kept.push(String(how.cover(text.slice(start, end))))
  }
  return kept.join('') + text.slice(end)
}

/** The names of a body's parts, and where the content of each begins. */
function* partsOf(text: string) {
  const disposition = /content-disposition:[^\r\n]{0,200}?\bname="([^"\r\n]{1,100})"/gi
  let blank = 0
  for (const { index, 1: name = '' } of text.matchAll(disposition)) {
    if (blank < index) blank = text.indexOf('\r\n\r\n', index)
    if (blank === -1) return
    yield { name, start: blank + 4 }
  }
}

/** What stands behind names such as `password=`, up to a mark that no value has unescaped. */
function redactedPairs(text: string, how: Veiling): string {
  const kept: string[] = []
  let end = 0
  for (
    let mark = text.indexOf('=');
    mark !== -1;
    mark = text.indexOf('=', Math.max(end, mark + 1))
  ) {
    const name = decoded(text.slice(startOfName(text, mark, end), mark))
    if (!isSecretPath(name, how.isSecret)) continue
    kept.push(text.slice(end, mark + 1))
    end = firstOf(/[&\s"'<>#]/g, text, mark + 1)
    kept.push(String(how.cover(text.slice(mark + 1, end))))
  }
  return kept.join('') + text.slice(end)
}

/** No name that means something is longer, written with escapes. */
const longestName = 300

function startOfName(text: string, mark: number, from: number): number {
  let start = mark
  const least = Math.max(from, mark - longestName)
  while (start > least && !/[?&;\s"'<>={}]/.test(text[start - 1] ?? '')) start -= 1
  return start
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** Where one of these letters stands first, or the text ends. */
function firstOf(letters: RegExp, text: string, start: number): number {
  letters.lastIndex = start
  return letters.exec(text)?.index ?? text.length
}
