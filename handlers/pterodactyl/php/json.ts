import { malformed } from '../../../contract/answer/parse.ts'
import { numberOf } from './number.ts'

/** Deeper texts PHP does not decode. */
const depthLimit = 511

const faults = {
  control: 'Control character error, possibly incorrectly encoded',
  depth: 'Maximum stack depth exceeded',
  encoding: 'Malformed UTF-8 characters, possibly incorrectly encoded',
  state: 'State mismatch (invalid or malformed JSON)',
  surrogate: 'Single unpaired UTF-16 surrogate in unicode escape',
  syntax: 'Syntax error',
}

/**
 * A JSON text as `json_decode` reads it, or a refusal in its words. In one that `isBroken` a replacement character
 * stands for bytes that are no UTF-8.
 */
export const parseJson = (text: string, isBroken = false): unknown =>
  (isBroken ? undefined : plainIn(text)) ?? decoded(text, isBroken)

/** Most texts are plain, and JavaScript reads those alike, in a tenth of the time; nothing of any other. */
function plainIn(text: string): unknown {
  if (text.includes('\\')) return undefined
  try {
    const value = JSON.parse(text)
    return isPlain(value, 16) ? value : undefined
  } catch {
    return undefined // PHP says why
  }
}

/** Whether there is no number in it, nor more than so many levels. */
function isPlain(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'number'
  return levels > 0 && Object.values(value).every(part => isPlain(part, levels - 1))
}

function decoded(text: string, isBroken: boolean): unknown {
  const next = createScanner(text, isBroken)
  const value = valueFrom(next(), next, 0)
  if (next() !== end) throw malformed(faults.syntax)
  return value
}

/** A bracket, a colon or a comma, the end, or a value in a list of its own. */
type Token = string | typeof end | readonly [value: unknown]
type Next = () => Token

const end = Symbol('end')

function valueFrom(token: Token, next: Next, depth: number): unknown {
  if (Array.isArray(token)) return token[0]
  if (token !== '[' && token !== '{') throw malformed(faults.syntax)
  if (depth === depthLimit) throw malformed(faults.depth)
  return token === '[' ? listOf(next, depth + 1) : objectOf(next, depth + 1)
}

function listOf(next: Next, depth: number): unknown[] {
  const list: unknown[] = []
  let token = next()
  if (isEnd(token, ']')) return list
  for (;;) {
    list.push(valueFrom(token, next, depth))
    if (isEndOrComma(next(), ']')) return list
    token = next()
  }
}

function objectOf(next: Next, depth: number): object {
  const entries = new Map<string, unknown>()
  let token = next()
  if (isEnd(token, '}')) return {}
  for (;;) {
    const key = Array.isArray(token) ? token[0] : undefined
    if (typeof key !== 'string' || next() !== ':') throw malformed(faults.syntax)
    entries.set(key, valueFrom(next(), next, depth))
    if (isEndOrComma(next(), '}')) return Object.fromEntries(entries)
    token = next()
  }
}

function isEndOrComma(token: Token, wanted: string): boolean {
  if (token === ',') return false
  if (isEnd(token, wanted)) return true
  throw malformed(faults.syntax)
}

/** Whether a list or an object ends here, with the bracket that it began with. */
function isEnd(token: Token, wanted: string): boolean {
  if (token !== ']' && token !== '}') return false
  if (token === wanted) return true
  throw malformed(faults.state)
}

/** Reads one token after the other, each character once. */
function createScanner(text: string, isBroken: boolean): Next {
  let at = 0
  return () => {
    at += matched(blanks, text, at).length
    if (at === text.length) return end
    const found = matched(word, text, at)
    if (found === '') throw malformed(faultOf(text.charAt(at), isBroken))
    const from = at
    at = found === '"' ? endOfString(text, at + 1, isBroken) : at + found.length
    return tokenOf(text.slice(from, at))
  }
}

function tokenOf(found: string): Token {
  if ('[]{},:'.includes(found)) return found
  return [/^["tfn]/.test(found) ? JSON.parse(found) : numberOf(found)]
}

/** Where the string ends whose first character stands at `from`. */
function endOfString(text: string, from: number, isBroken: boolean): number {
  let at = from
  while (text[at] !== '"') {
    const passage = matched(passages, text, at)
    if (isBroken && passage.includes('\ufffd')) throw malformed(faults.encoding)
    if (passage === '') throw malformed(faultInString(text, at))
    at += passage.length
  }
  return at + 1
}

function faultInString(text: string, at: number): string {
  if (text[at] !== '\\') return faults.control
  return matched(unit, text, at) === '' ? faults.syntax : faults.surrogate
}

function faultOf(character: string, isBroken: boolean): string {
  if (isBroken && character === '\ufffd') return faults.encoding
  return character < ' ' ? faults.control : faults.syntax
}

function matched(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

const blanks = /[ \t\n\r]*/y
const word = /[[\]{},:"]|true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/** Of a string: text, or what may stand behind a backslash; of a pair of surrogates both halves. */
const passages =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what PHP has a message of its own for
  /[^"\\\0-\x1f]+|\\(?:["\\/bfnrt]|u(?:[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(?![dD][89a-fA-F])[\da-fA-F]{4}))/y
const unit = /\\u[\da-fA-F]{4}/y
