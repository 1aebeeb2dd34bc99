import {
  choice,
  comma,
  type Doc,
  following,
  group,
  hardline,
  indent,
  joined,
  line,
  softline,
  willBreak,
} from './layout.ts'

/** Code with what a call must know of it. */
export interface Code {
  readonly doc: Doc
  /** Whether a call may close behind it in the same line: an object or a list. */
  readonly isOpen?: boolean
  /** Whether it is a text, which stands below its key where it has no room beside it. */
  readonly isText?: boolean
}

export const plain = (text: string): Code => ({ doc: text })

/** A text between quotes that need no escape within it; whatever could end it, or cannot be seen, is escaped. */
export function text(value: string): Code {
  const single = value.split("'").length <= value.split('"').length
  const quote = single ? "'" : '"'
  const inner = JSON.stringify(value)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll(quote, `\\${quote}`)
    // No template: whoever reads it, and a linter, would wonder.
    .replaceAll('${', '\\u0024{')
    .replace(unseen, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return { doc: `${quote}${inner}${quote}`, isText: true }
}

/** Signs that end a line, or change how one is read. */
const unseen = /[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g

/** A comment of one line, in which nothing ends it. */
export const comment = (words: string): string =>
  `// ${words
    .replace(/[\s\u0085\u2028\u2029]+/g, ' ')
    .replace(unseen, '')
    .slice(0, 400)
    .trim()}`

/** A call, whose last argument may begin in its line. */
export function call(callee: Doc, args: readonly Code[]): Code {
  if (args.length === 0) return { doc: [callee, '()'] }
  const docs = args.map(({ doc }) => doc)
  const last = args.at(-1)
  const others = docs.slice(0, -1)
  const broken = group(
    ['(', indent([softline, joined(docs, [',', line])]), comma, softline, ')'],
    docs.some(willBreak),
  )
  if (!last?.isOpen || others.some(willBreak)) return { doc: [callee, broken] }
  const inLine = (doc: Doc): Doc => ['(', joined([...others, doc], ', '), ')']
  const allBroken = ['(', indent([hardline, joined(docs, [',', hardline])]), ',', hardline, ')']
  if (others.length === 0) return { doc: [callee, '(', last.doc, ')'] }
  if (willBreak(last.doc)) return { doc: [callee, choice(inLine(last.doc), allBroken)] }
  return {
    doc: [callee, choice(group(inLine(last.doc)), inLine(group(last.doc, true)), allBroken)],
  }
}

/** An object; `isTall` where each of its fields has a line. */
export function object(entries: readonly (readonly [string, Code])[], isTall = false): Code {
  if (entries.length === 0) return { doc: '{}', isOpen: true }
  const fields = entries.map(([name, code]) => fieldOf(name, code))
  return braced(fields, isTall)
}

function fieldOf(name: string, { doc, isText }: Code): Doc {
  if (name === '' || doc === name) return doc
  // Biome and Prettier leave a text beside a key that is too short to win anything.
  const below = isText && name.length > 4
  return [keyOf(name), ':', below ? group(indent([line, doc])) : [' ', doc]]
}

const braced = (parts: readonly Doc[], isTall: boolean): Code => ({
  doc: group(['{', indent([line, joined(parts, [',', line])]), comma, line, '}'], isTall),
  isOpen: true,
})

/** A key, in quotes where it needs them; one that would be none in brackets. */
function keyOf(name: string): Doc {
  if (name === '__proto__') return "['__proto__']"
  return isKey(name) ? name : text(name).doc
}

export const isKey = (name: string): boolean =>
  /^[A-Za-z_$][\w$]*$/.test(name) || /^(0|[1-9]\d{0,14})$/.test(name)

export function array(items: readonly Code[], isTall = false): Code {
  if (items.length === 0) return { doc: '[]', isOpen: true }
  const docs = items.map(({ doc }) => doc)
  return {
    doc: group(['[', indent([softline, joined(docs, [',', line])]), comma, softline, ']'], isTall),
    isOpen: true,
  }
}

/** Numbers stand as many in a line as there is room. */
function numbers(values: readonly number[]): Code {
  const texts = values.map((value, nth) => `${value}${nth === values.length - 1 ? '' : ','}`)
  const [first = '', ...others] = texts
  const filled = [first, ...others.map(following)]
  const broken = ['[', indent([hardline, filled]), ',', hardline, ']']
  return { doc: choice(`[${values.join(', ')}]`, broken), isOpen: true }
}

/** A value of JSON, as code has it. */
export function literal(value: unknown, isTall = false): Code {
  if (typeof value === 'string') return text(value)
  if (typeof value === 'number') return plain(Object.is(value, -0) ? '0' : String(value))
  if (Array.isArray(value)) return listOf(value)
  if (typeof value !== 'object' || value === null) return plain(String(value ?? null))
  return object(
    Object.entries(value).map(([key, inner]) => [key, keyed(key, literal(inner))]),
    isTall,
  )
}

/** A field whose value is written as its name is would be taken for one of that name. */
const keyed = (key: string, code: Code): Code =>
  code.doc === key ? { ...code, doc: ['', code.doc] } : code

function listOf(values: readonly unknown[]): Code {
  if (values.length > 1 && values.every(one => typeof one === 'number'))
    return numbers(values.map(Number))
  const isMany = (one: unknown) =>
    typeof one === 'object' && one !== null && Object.keys(one).length > 1
  const sameKind = values.every(one => Array.isArray(one) === Array.isArray(values[0]))
  return array(
    values.map(one => literal(one)),
    values.length > 1 && sameKind && values.every(isMany),
  )
}
