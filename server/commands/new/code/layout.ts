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

export const width = 100

/** No function that is written has more lines between its first and its last. */
export const mostLines = 34

interface Piece {
  readonly depth: number
  readonly isFlat: boolean
  readonly doc: Doc
}

/** What has been printed, and what is still to be. */
interface Page {
  readonly out: string[]
  readonly waiting: Piece[]
  column: number
}

/** The text of code, in lines of 100 at most where that can be. */
export function printed(root: Doc): string {
  const waiting: Piece[] = [{ depth: 0, isFlat: false, doc: root }]
  const page: Page = { out: [], waiting, column: 0 }
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) print(page, next)
  const lines = page.out.join('').split('\n')
  return lines.map(line => line.trimEnd()).join('\n')
}

/** How many lines code takes, as deep as it stands. */
export const linesOf = (doc: Doc, depth = 0): number =>
  printed(Array.from({ length: depth }).reduce<Doc>(inner => indent([hardline, inner]), doc))
    .trim()
    .split('\n').length

function print(page: Page, piece: Piece): void {
  const { depth, isFlat, doc } = piece
  if (typeof doc === 'string') put(page, doc)
  else if (isList(doc))
    page.waiting.push(...doc.toReversed().map(part => ({ ...piece, doc: part })))
  else if (doc.kind === 'indent') page.waiting.push({ depth: depth + 1, isFlat, doc: doc.doc })
  else if (doc.kind === 'ending') put(page, isFlat ? '' : doc.text)
  else if (doc.kind === 'line') printLine(page, piece, doc)
  else page.waiting.push(laidOut(page, piece, doc))
}

function put(page: Page, text: string): void {
  page.out.push(text)
  page.column += text.length
}

function printLine(page: Page, { depth, isFlat }: Piece, { flat, isHard }: Line): void {
  if (isFlat && !isHard) {
    put(page, flat)
    return
  }
  page.out.push(`\n${'  '.repeat(depth)}`)
  page.column = depth * 2
}

/** What may stand in one line or in several, in the way that fits. */
function laidOut({ waiting, column }: Page, { depth, isFlat }: Piece, doc: Group | Choice): Piece {
  const room = width - column
  if (doc.kind === 'group') {
    const flat = { depth, isFlat: true, doc: doc.doc }
    return { ...flat, isFlat: !doc.isBroken && (isFlat || fits(flat, waiting, room)) }
  }
  const behind = doc.isAlone ? [] : waiting
  const fitting = doc.options
    .slice(0, -1)
    .find(option => fits({ depth, isFlat: true, doc: option }, behind, room))
  // What fits stands in one line but for what never does.
  return { depth, isFlat: fitting !== undefined, doc: fitting ?? doc.options.at(-1) ?? '' }
}

/** Whether a piece, and what follows it in its line, has room. */
function fits(first: Piece, rest: readonly Piece[], room: number): boolean {
  const waiting = [first]
  let left = room
  let behind = rest.length
  while (left >= 0) {
    const next = waiting.pop() ?? rest[--behind]
    if (next === undefined || endsLine(next)) return true
    left -= widthOf(next)
    waiting.push(...innerOf(next).toReversed())
  }
  return false
}

const isLine = (doc: Doc): doc is Line =>
  typeof doc === 'object' && !isList(doc) && doc.kind === 'line'

const endsLine = ({ doc, isFlat }: Piece): boolean => isLine(doc) && (!isFlat || doc.isHard)

function widthOf({ doc, isFlat }: Piece): number {
  if (typeof doc === 'string') return doc.length
  if (isList(doc)) return 0
  if (doc.kind === 'line') return doc.flat.length
  return doc.kind === 'ending' && !isFlat ? doc.text.length : 0
}

/** What a piece is made of. */
function innerOf(piece: Piece): Piece[] {
  const { doc, isFlat } = piece
  if (typeof doc === 'string') return []
  if (isList(doc)) return doc.map(part => ({ ...piece, doc: part }))
  if (doc.kind === 'indent') return [{ ...piece, doc: doc.doc }]
  if (doc.kind === 'group') return [{ ...piece, isFlat: isFlat && !doc.isBroken, doc: doc.doc }]
  return doc.kind === 'choice' ? [{ ...piece, doc: doc.options[0] ?? '' }] : []
}
