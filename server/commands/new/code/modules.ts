import { comment } from './expressions.ts'
import { comma, type Doc, group, hardline, indent, joined, line, printed } from './layout.ts'

/** A file that is written. */
export interface Written {
  /** From the folder of the API: `operations/pets.ts`. */
  readonly path: string
  readonly text: string
}

/** What a module takes from others, by where it takes it: `*` takes all of it under a name. */
export type Imports = ReadonlyMap<string, readonly string[]>

/** A module: what it takes, and its parts with a line between them. */
export function toModule(path: string, imports: Imports, parts: readonly Doc[]): Written {
  const sources = [...imports].filter(([, names]) => names.length > 0).toSorted(bySource)
  const head = sources.map(([source, names]) => importOf(source, names))
  const body = parts.map(part => printed(part))
  const text = [head.join('\n'), ...body].filter(one => one !== '').join('\n\n')
  return { path, text: `${text}\n` }
}

/** Packages first, then files, the farther ones first. */
function bySource([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  const [one, other] = [rank(a), rank(b)]
  return one === other ? compared(withoutEnding(a), withoutEnding(b)) : one - other
}

const withoutEnding = (source: string): string => source.replace(/\.ts$/, '')

const rank = (source: string): number =>
  source.startsWith('../') ? 1 : source.startsWith('./') ? 2 : 0

/** As a person sorts: `pet.ts` before `pet-owner.ts`, and `a2` before `a10`. */
const compared = (a: string, b: string): number => order.compare(a, b)

const order = new Intl.Collator('en', { numeric: true })

function importOf(source: string, names: readonly string[]): string {
  const [only = ''] = names
  if (only.startsWith('* ') || only.startsWith('type * ')) return `import ${only} from '${source}'`
  const isTyped = names.every(name => name.startsWith('type '))
  const own = isTyped ? names.map(bareName) : names
  const sorted = [...new Set(own)].toSorted((a, b) => compared(bareName(a), bareName(b)))
  const head = isTyped ? 'import type ' : 'import '
  if (sorted.length === 1) return `${head}{ ${sorted[0]} } from '${source}'`
  const list = group(['{', indent([line, joined(sorted, [',', line])]), comma, line, '}'])
  return printed([head, list, ` from '${source}'`])
}

const bareName = (name: string): string => name.replace(/^type /, '')

/** Comments, each in a line of its own. */
export const comments = (words: readonly string[]): readonly Doc[] =>
  words.map(comment).flatMap(one => [one, hardline])
