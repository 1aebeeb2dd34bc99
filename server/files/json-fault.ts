/** What may stand next. */
type Wanted = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end'

/** What something is that stands there: a bracket, a sign, a text (`"`), or a number, true, false or null (`0`). */
type Kind = '{' | '[' | '}' | ']' | ':' | ',' | '"' | '0'

/**
 * Where a text stops being JSON: at what cannot stand there, or at its end where more is wanted. Nothing where it is JSON.
 * (What the runtime tells of it depends on its version, and on the length of the text.)
 *
 * @example faultIn('{ "a": 1, }') // 10
 */
export function faultIn(text: string): number | undefined {
  const open: Kind[] = []
  let wanted: Wanted = 'value'
  let at = afterBlanks(text, 0)
  while (at < text.length) {
    const end = endOfToken(text, at)
    const kind = kindOf(text.charAt(at))
    const next: Wanted | undefined = step(wanted, kind, open)
    if (end === undefined || next === undefined) return at
    wanted = next
    at = afterBlanks(text, end)
  }
  return wanted === 'comma or end' && open.length === 0 ? undefined : text.length
}

/** A place in a text as editors count: lines and columns from 1. */
export function toPlace(text: string, index: number): { line: number; column: number } {
  const before = text.slice(0, index)
  const start = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: index - start + 1 }
}

const signs = '{[}]:,"'

const kindOf = (letter: string): Kind => (signs.includes(letter) ? (letter as Kind) : '0')

const values = {
  '"': 'comma or end',
  '0': 'comma or end',
  '{': 'key or end',
  '[': 'value or end',
} as const

const follows: Readonly<Record<Wanted, { readonly [K in Kind]?: Wanted }>> = {
  value: values,
  'value or end': { ...values, ']': 'comma or end' },
  key: { '"': 'colon' },
  'key or end': { '"': 'colon', '}': 'comma or end' },
  colon: { ':': 'value' },
  'comma or end': {},
}

/** What is wanted after something of a kind; nothing where it cannot stand there. */
function step(wanted: Wanted, kind: Kind, open: Kind[]): Wanted | undefined {
  const isEnd = wanted === 'comma or end'
  const next = isEnd ? afterMember(kind, open.at(-1)) : follows[wanted][kind]
  if (next === undefined) return undefined
  if (kind === '{' || kind === '[') open.push(kind)
  if (kind === '}' || kind === ']') open.pop()
  return next
}

/** Behind a member of a list or an object: another, or the end of it. */
function afterMember(kind: Kind, open: Kind | undefined): Wanted | undefined {
  if (open === undefined) return undefined
  if (kind === ',') return open === '{' ? 'key' : 'value'
  return kind === (open === '{' ? '}' : ']') ? 'comma or end' : undefined
}

const blanks = /[\t\n\r ]*/y
const plain = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const escaped = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y

const afterBlanks = (text: string, from: number): number => endOf(blanks, text, from) ?? from

/** Where something ends that begins at an index; nothing where it is nothing. */
function endOfToken(text: string, at: number): number | undefined {
  const kind = kindOf(text.charAt(at))
  if (kind === '"') return endOfText(text, at)
  return kind === '0' ? endOf(plain, text, at) : at + 1
}

/** By hand: a text may be longer than a regular expression has patience for. */
function endOfText(text: string, at: number): number | undefined {
  let index = at + 1
  while (index < text.length) {
    const letter = text.charAt(index)
    if (letter === '"') return index + 1
    if (letter < ' ') return undefined
    const end = letter === '\\' ? endOf(escaped, text, index) : index + 1
    if (end === undefined) return undefined
    index = end
  }
  return undefined
}

function endOf(form: RegExp, text: string, from: number): number | undefined {
  form.lastIndex = from
  return form.test(text) ? form.lastIndex : undefined
}
