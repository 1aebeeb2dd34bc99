import { call } from './expressions.ts'
import { comma, type Doc, group, indent, joined, line, softline } from './layout.ts'

/** A statement or an expression that was put together as text, as code that breaks where it has no room. */
export function broken(text: string): Doc {
  const [test = '', rest = ''] = halves(text, ' ? ')
  const [yes = '', no = ''] = halves(rest, ' : ')
  if (no === '') return conditional(text) ?? partsOf(text)
  return group([partsOf(test), indent([line, '? ', partsOf(yes), line, ': ', partsOf(no)])])
}

/** What is the second of two only where the first is something stands below its name, where it has no room beside it. */
function conditional(text: string): Doc | undefined {
  const [name = '', value = ''] = halves(text, ' = ')
  const [first = '', second = ''] = halves(value, ' && ')
  if (second === '') return undefined
  const both = group([partsOf(first), ' &&', line, partsOf(second)])
  return [name, ' =', group(indent([line, both]))]
}

const closing: Readonly<Record<string, string>> = { '(': ')', '{': '}', '[': ']' }

/** What stands outside of brackets, and what within them. */
function partsOf(text: string): Doc {
  const start = text.search(/[({[]/)
  if (start === -1) return text
  const end = endOf(text, start)
  const inner = text.slice(start + 1, end).trim()
  const [open = '', close = ''] = [text[start], closing[text[start] ?? '']]
  const after = partsOf(text.slice(end + 1))
  const before = text.slice(0, start)
  if (inner === '') return [before, open, close, after]
  if (inner.includes('=>')) return [before, open, inner, close, after]
  const items = listed(inner)
  if (open === '(') {
    const args = items.map(item => ({ doc: broken(item), isOpen: /^[{[]/.test(item) }))
    return [call(before, args).doc, after]
  }
  const isRest = open === '{' && items.at(-1)?.startsWith('...') && after !== ''
  const edge = open === '{' ? line : softline
  const parts = joined(items.map(broken), [',', line])
  return [before, group([open, indent([edge, parts]), isRest ? '' : comma, edge, close]), after]
}

/** Where the bracket closes that opens at a place. */
function endOf(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    if ('({['.includes(letter)) depth += 1
    if (')}]'.includes(letter)) depth -= 1
    if (depth === 0) return at
  }
  return text.length
}

/** Items between commas that stand in no brackets. */
function listed(text: string): string[] {
  const at = outside(text, ', ')
  return at === -1 ? [text] : [text.slice(0, at), ...listed(text.slice(at + 2))]
}

function halves(text: string, mark: string): readonly string[] {
  const at = outside(text, mark)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + mark.length)]
}

/** Where a mark stands first that is in no brackets; -1 where it does not. */
function outside(text: string, mark: string): number {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? ''
    if ('({['.includes(letter)) depth += 1
    if (')}]'.includes(letter)) depth -= 1
    if (depth === 0 && text.startsWith(mark, at)) return at
  }
  return -1
}
