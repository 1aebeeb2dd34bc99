import { isLong } from './number.ts'

/** Of more variables, and of names with more brackets, PHP reads none. */
const limits = { variables: 1000, nesting: 64 }

type Pairs = Iterable<readonly [name: string, value: string]>

/** `a=1&b[c]=2&d[]=3` as `parse_str` reads it: `{ a: '1', b: { c: '2' }, d: ['3'] }`. */
export const readForm = (text: string): Record<string, unknown> =>
  // Behind an ampersand a question mark is part of a name. Beyond ASCII Node spoils what stands by a lone percent sign.
  toVariables(new URLSearchParams(`&${text.replace(beyondAscii, encodeURIComponent)}`))

/** All of it that can be escaped: halves of surrogate pairs cannot. */
const beyondAscii = /(?:[^\0-\x7f\ud800-\udfff]|[\ud800-\udbff][\udc00-\udfff])+/g

/** Names and values as PHP's variables; a name tells where in them its value is. */
export function toVariables(pairs: Pairs): Record<string, unknown> {
  const variables = createArray()
  let count = 0
  for (const [name, value] of pairs) {
    count += 1
    if (count > limits.variables) break
    const [head = '', ...keys] = pathOf(name)
    if (keys.length > limits.nesting) variables.values.delete(String(head))
    else if (head !== '') put(variables, [head, ...keys], value)
  }
  return Object.fromEntries(entriesOf(variables.values))
}

/** The keys in the order in which they came: JavaScript would put numbers first. */
export const keysOf = (array: object): readonly string[] =>
  Reflect.get(array, order) ?? Object.keys(array)

/** Another array with the same keys. */
export const mapped = (array: object, change: (value: unknown) => unknown): object =>
  ordered(
    Object.entries(array).map(([key, value]) => [key, change(value)]),
    keysOf(array),
  )

const ordered = (entries: readonly (readonly [string, unknown])[], keys: readonly string[]) =>
  Object.defineProperty(Object.fromEntries(entries), order, { value: keys })

const order = Symbol('order')

/** A key, or `next` for the number that comes next. */
type Key = string | typeof next

const next = Symbol('next')

/** `['a_b', 'c', next]` of `a.b[c][]`; nothing of a name that names nothing. */
function pathOf(sent: string): Key[] {
  const [text = ''] = sent.split('\0', 1)
  const name = text.slice(text.search(/[^ ]|$/))
  const opening = name.indexOf('[')
  if (opening <= 0) return [opening === 0 ? '' : mangled(name)]
  const keys = keysIn(name, opening)
  // What is not closed is no bracket.
  return keys ? [mangled(name.slice(0, opening)), ...keys] : [mangled(name)]
}

/** The keys in brackets from there on, up to what is none; one too many tells that there are too many. */
function keysIn(name: string, opening: number): Key[] | undefined {
  const keys: Key[] = []
  let at = opening
  while (name[at] === '[') {
    if (keys.length === limits.nesting) return [...keys, next]
    const close = name.indexOf(']', at + 1)
    if (close === -1) return at === opening ? undefined : keys
    const key = name.slice(at + 1, close)
    keys.push(/^[ \t-\r]?$/.test(key) ? next : key)
    at = close + 1
  }
  return keys
}

const mangled = (name: string): string => name.replace(/[ .[]/g, '_')

/** An array of PHP: keys in their order, and the number that comes next. */
interface PhpArray {
  readonly values: Map<string, string | PhpArray>
  number?: bigint
}

const createArray = (): PhpArray => ({ values: new Map() })

function put(variables: PhpArray, path: readonly Key[], value: string): void {
  let array = variables
  for (const [depth, name] of path.entries()) {
    const key = name === next ? String(array.number ?? 0) : name
    if (name === next && !isLong(key)) return
    count(array, key)
    if (depth === path.length - 1) array.values.set(key, value)
    else array = below(array, key)
  }
}

/** A number that is a key moves the one that comes next. */
function count(array: PhpArray, key: string): void {
  if (!/^(?:0|-?[1-9]\d{0,18})$/.test(key) || !isLong(key)) return
  const number = BigInt(key) + 1n
  if (array.number === undefined || number > array.number) array.number = number
}

function below(array: PhpArray, key: string): PhpArray {
  const known = array.values.get(key)
  if (known !== undefined && typeof known !== 'string') return known
  const made = createArray()
  array.values.set(key, made)
  return made
}

/** A list where the keys count up from 0, else an object that knows their order. */
function toValue({ values }: PhpArray): object {
  const keys = [...values.keys()]
  const entries = entriesOf(values)
  if (keys.every((key, nth) => key === String(nth))) return entries.map(([, value]) => value)
  return ordered(entries, keys)
}

const entriesOf = (values: PhpArray['values']): (readonly [string, unknown])[] =>
  [...values].map(([key, value]) => [key, typeof value === 'string' ? value : toValue(value)])
