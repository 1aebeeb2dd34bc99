// Which texts the panel takes for an email address: Laravel asks egulias' EmailValidator (RFCValidation), which reads
// RFC 5322 in its own way. Comments, blanks and literals pass in places; what a mail server would make of it it never asks.

/** Whether a text is an address; reads each of its characters once. */
export function isEmail(text: string): boolean {
  const tokens = tokensOf(text)
  if (tokens === undefined || tokens.typeAt(0) === '@') return false
  const at = endOfLocal(tokens)
  return at !== undefined && isDomain(tokens, at + 1)
}

/** A text cut up: the type of what is not special is `word`, and beyond both ends there is ''. */
interface Tokens {
  readonly texts: readonly string[]
  typeAt(index: number): string
  /** Whether one of the type stands behind the index. */
  isBehind(index: number, type: string): boolean
}

const word = 'word'

/** What stands for itself; `IPv6` and `::` too, which nobody would take for one. */
const special = new Set([
  '\0',
  '\t',
  '\n',
  '\r',
  '\r\n',
  '::',
  'IPv6',
  ...' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~¡¿',
])

/** Symbols beyond ASCII and control characters, of which there may be none. */
const invalid = /(?![\0\t\n\r -~])[\p{S}\p{C}]/u

function tokensOf(text: string): Tokens | undefined {
  if (invalid.test(text)) return undefined
  const texts = text.match(/[a-z]+[46]?|[^\0-\x7f]|\d+|\r\n|::|./gisu) ?? []
  const types = texts.map(one => (special.has(one) ? one : word))
  const last = new Map(['"', ')', ']'].map(type => [type, types.lastIndexOf(type)]))
  return {
    texts,
    typeAt: index => types[index] ?? '',
    isBehind: (index, type) => (last.get(type) ?? -1) > index,
  }
}

const outside = [',', ']', '[', '>', '<', ':', ';']

/** Where the `@` behind the local part is, or the end; nothing where it is none. */
function endOfLocal(tokens: Tokens): number | undefined {
  let at = 0
  while (!['@', ''].includes(tokens.typeAt(at))) {
    if (tokens.typeAt(at) === '.' && at === 0) return undefined
    const end = endOfUnit(tokens, at)
    if (end === undefined || !isLocal(tokens, end) || !isBlankAllowed(tokens, end)) return undefined
    at = end + 1
  }
  return at
}

/** The last token of a quoted string, of a comment, or the one that stands there by itself. */
function endOfUnit(tokens: Tokens, from: number): number | undefined {
  const at = tokens.typeAt(from) === '"' ? endOfQuoted(tokens, from) : from
  if (at === undefined || !isParenthesis(tokens.typeAt(at))) return at
  return endOfComment(tokens, at, (_, next) => next === '@')
}

const isParenthesis = (type: string): boolean => type === '(' || type === ')'

function isLocal(tokens: Tokens, at: number): boolean {
  const [type, next] = [tokens.typeAt(at), tokens.typeAt(at + 1)]
  if (type === '.') return next !== '.' && next !== '@'
  return type === '\\' ? next !== word : !outside.includes(type)
}

function endOfQuoted(tokens: Tokens, from: number): number | undefined {
  if (!isQuoteAllowed(tokens, from)) return undefined
  let at = from + 1
  while (!['"', ''].includes(tokens.typeAt(at))) {
    at += tokens.typeAt(at) === '\\' && tokens.typeAt(at + 1) === '"' ? 2 : 1
    if (!isEscaped(tokens, at) && ['\0', '\t', '\r', '\n'].includes(tokens.typeAt(at)))
      return undefined
  }
  const isOpen = tokens.typeAt(at - 1) === '\\'
  const isFine = isOpen ? isQuoteAllowed(tokens, at) : tokens.typeAt(at + 1) === '@'
  return isFine ? at : undefined
}

/** A quoted string is a unit, and has an end. */
const isQuoteAllowed = (tokens: Tokens, at: number): boolean =>
  !(tokens.typeAt(at - 1) === word && tokens.typeAt(at + 1) === word) && tokens.isBehind(at, '"')

const isEscaped = (tokens: Tokens, at: number): boolean =>
  tokens.typeAt(at - 1) === '\\' && tokens.typeAt(at) !== word

/** A comment goes on until `isOver`, which is asked how many parentheses are open, and what comes next. */
function endOfComment(
  tokens: Tokens,
  from: number,
  isOver: (open: number, next: string) => boolean,
): number | undefined {
  if (tokens.typeAt(from) === ')' || !tokens.isBehind(from, ')')) return undefined
  let at = from
  let open = 1
  while (!isOver(open, tokens.typeAt(at + 1))) {
    if (at + 1 === tokens.texts.length) return undefined
    at += 1
    if (tokens.typeAt(at) === '(') open += 1
    if (tokens.typeAt(at) === ')') open -= 1
  }
  return open === 0 ? at : undefined
}

const blanks = [' ', '\t', '\r', '\n', '\r\n']

/** Whether what stands there is no blank, or one that may stand there. */
function isBlankAllowed(tokens: Tokens, at: number): boolean {
  const [type, next] = [tokens.typeAt(at), tokens.typeAt(at + 1)]
  if (isEscaped(tokens, at) || !blanks.includes(type)) return true
  if (type === '\r\n' && next !== ' ' && next !== '\t') return false
  return type !== '\r' && type !== '\n' && (next !== word || tokens.typeAt(at - 1) === '@')
}

function isDomain(tokens: Tokens, from: number): boolean {
  if (['', '.', '-', '@'].includes(tokens.typeAt(from))) return false
  const end = endOfDomain(tokens, from)
  if (end === undefined || ['.', '-'].includes(tokens.typeAt(end - 1))) return false
  const domain = tokens.texts.slice(from, end + 1).join('')
  return new TextEncoder().encode(domain).length <= longest
}

/** The length of a domain, in bytes. */
const longest = 253

/** The index behind a domain; of one in brackets that of the closing one. */
function endOfDomain(tokens: Tokens, from: number): number | undefined {
  let label = ''
  let at = from
  while (tokens.typeAt(at) !== '') {
    const end = endOfPart(tokens, at)
    if (end === undefined || end - from > longest) return undefined
    if (tokens.typeAt(end) === '[') return endOfLiteral(tokens, end)
    if (!isLabelAllowed(tokens, end, label)) return undefined
    label = longer(label, tokens.texts[end])
    at = end + 1
  }
  return isTooLong(label) ? undefined : at
}

/** A dot begins another label. */
const longer = (label: string, text = ''): string => (text === '.' ? text : label + text)

/** The last token of a comment in a domain, or the one that stands there by itself. */
const endOfPart = (tokens: Tokens, from: number): number | undefined =>
  isParenthesis(tokens.typeAt(from))
    ? endOfComment(tokens, from, (open, next) => open === 0 && next === '.')
    : from

/** Of the dots no two stand together and none behind a hyphen, and none ends a label that is too long. */
function isLabelAllowed(tokens: Tokens, at: number, label: string): boolean {
  const [type, next] = [tokens.typeAt(at), tokens.typeAt(at + 1)]
  if (type === '.') return next !== '.' && !isTooLong(label)
  return type === '-' ? next !== '.' : type === word || isParenthesis(type)
}

/** Of a label that is not the first the dot before it counts too, unless there is something other than ASCII in it. */
function isTooLong(label: string): boolean {
  if (/^[\0-\x7f]*$/.test(label)) return label.length > 63
  return label.split('.').some(one => asciiOf(one).length > 63)
}

function asciiOf(label: string): string {
  try {
    return new URL(`http://${label}`).hostname
  } catch {
    return ''
  }
}

function endOfLiteral(tokens: Tokens, from: number): number | undefined {
  if (!tokens.isBehind(from, ']')) return undefined
  let at = from
  while (tokens.typeAt(at) !== ']') {
    if (['\0', '\\'].includes(tokens.typeAt(at))) return undefined
    if (['[', '\r'].includes(tokens.typeAt(at + 1))) return undefined
    at += 1
  }
  return ['[', '\r'].includes(tokens.typeAt(at + 1)) ? undefined : at
}
