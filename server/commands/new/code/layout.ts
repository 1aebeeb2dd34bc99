/** Code as pieces that stand in one line where they fit, and else one below the other. */
export type Doc = string | readonly Doc[] | Group | Indent | Line | Choice | Ending

interface Group {
  readonly kind: 'group'
  readonly doc: Doc
  readonly isBroken: boolean
}
interface Indent {
  readonly kind: 'indent'
  readonly doc: Doc
}
interface Line {
  readonly kind: 'line'
  /** What stands there where it all fits in one line. */
  readonly flat: string
  readonly isHard: boolean
}
/** The first of several ways that fits. */
interface Choice {
  readonly kind: 'choice'
  readonly options: readonly Doc[]
  /** Whether what follows it in its line has no say. */
  readonly isAlone?: boolean
}
/** What stands there where it does not fit in one line. */
interface Ending {
  readonly kind: 'ending'
  readonly text: string
}

export const line: Doc = { kind: 'line', flat: ' ', isHard: false }
export const softline: Doc = { kind: 'line', flat: '', isHard: false }
export const hardline: Doc = { kind: 'line', flat: '', isHard: true }
export const comma: Doc = { kind: 'ending', text: ',' }
export const indent = (doc: Doc): Doc => ({ kind: 'indent', doc })
export const group = (doc: Doc, isBroken = false): Doc => ({
  ...{ kind: 'group', doc },
  isBroken: isBroken || willBreak(doc),
})
export const choice = (...options: readonly Doc[]): Doc => ({ kind: 'choice', options })
/** Stands behind what is before it where it has room, and else below. */
export const following = (text: string): Doc => ({
  ...{ kind: 'choice', isAlone: true },
  options: [` ${text}`, [hardline, text]],
})

export const joined = (docs: readonly Doc[], between: Doc): Doc =>
  docs.flatMap((doc, nth) => (nth === 0 ? [doc] : [between, doc]))

/** Whether something in it never stands in one line. */
export function willBreak(doc: Doc): boolean {
  if (typeof doc === 'string') return false
  if (isList(doc)) return doc.some(willBreak)
  switch (doc.kind) {
    case 'group':
      return doc.isBroken
    case 'indent':
      return willBreak(doc.doc)
    case 'line':
      return doc.isHard
    case 'choice':
      return willBreak(doc.options[0] ?? '')
    default:
      return false
  }
}

const isList = (doc: Doc): doc is readonly Doc[] => Array.isArray(doc)

const width = 100

interface Piece {
  readonly depth: number
  readonly isFlat: boolean
  readonly doc: Doc
}

/** The text of code, in lines of 100 at most where that can be. */
export function printed(root: Doc): string {
  const out: string[] = []
  let column = 0
  const waiting: Piece[] = [{ depth: 0, isFlat: false, doc: root }]
  const put = (text: string) => {
    out.push(text)
    column += text.length
  }
  const visit = (piece: Piece): void => {
    const { depth, isFlat, doc } = piece
    if (typeof doc === 'string') return put(doc)
    if (isList(doc)) {
      for (const part of doc.toReversed()) waiting.push({ ...piece, doc: part })
      return
    }
    switch (doc.kind) {
      case 'indent':
        waiting.push({ depth: depth + 1, isFlat, doc: doc.doc })
        return
      case 'ending':
        if (!isFlat) put(doc.text)
        return
      case 'line':
        if (isFlat && !doc.isHard) return put(doc.flat)
        out.push(`\n${'  '.repeat(depth)}`)
        column = depth * 2
        return
      case 'group': {
        const flat = { depth, isFlat: true, doc: doc.doc }
        const isIn = !doc.isBroken && (isFlat || fits(flat, waiting, width - column))
        waiting.push({ ...flat, isFlat: isIn })
        return
      }
      default: {
        const behind = doc.isAlone ? [] : waiting
        const fitting = doc.options.slice(0, -1).find(option =>
          fits({ depth, isFlat: true, doc: option }, behind, width - column),
        )
        // What fits stands in one line but for what never does.
        waiting.push({ depth, isFlat: fitting !== undefined, doc: fitting ?? doc.options.at(-1) ?? '' })
      }
    }
  }
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) visit(next)
  return out.join('').replace(/[ ]+$/gm, '')
}

/** Whether a piece, and what follows it in its line, has room. */
function fits(first: Piece, rest: readonly Piece[], room: number): boolean {
  const waiting = [first]
  let left = room
  let behind = rest.length
  while (left >= 0) {
    const next = waiting.pop() ?? rest[--behind]
    if (next === undefined) return true
    const { isFlat, doc } = next
    if (typeof doc === 'string') left -= doc.length
    else if (isList(doc)) for (const part of doc.toReversed()) waiting.push({ ...next, doc: part })
    else if (doc.kind === 'line') {
      if (!isFlat || doc.isHard) return true
      left -= doc.flat.length
    } else if (doc.kind === 'ending') left -= isFlat ? 0 : doc.text.length
    else if (doc.kind === 'indent') waiting.push({ ...next, doc: doc.doc })
    else if (doc.kind === 'group')
      waiting.push({ ...next, isFlat: isFlat && !doc.isBroken, doc: doc.doc })
    else waiting.push({ ...next, doc: doc.options[0] ?? '' })
  }
  return false
}
