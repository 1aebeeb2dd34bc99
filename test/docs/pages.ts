import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** A fenced block of a page. */
export interface Block {
  readonly page: string
  /** Where it begins, to find it by: `docs/guide/time.md:12`. */
  readonly at: string
  readonly language: string
  /** What stands behind the language: the file that the block is, if it is a file. */
  readonly file: string
  readonly text: string
}

/** The pages of the documentation: all that is written by hand, or kept by a test. */
export const docs: readonly string[] = readdirSync(`${root}docs`, { recursive: true })
  .map(name => `docs/${name}`)
  .filter(name => name.endsWith('.md') && !/node_modules|^docs\/(api|\.vitepress)\//.test(name))
  .toSorted()

/** All pages whose programs and lines have to run. */
export const pages: readonly string[] = ['README.md', 'CONTRIBUTING.md', ...docs]

/** Pages that are followed line by line, each by a test of its own. */
export const followed: readonly string[] = ['your-own-api', 'new', 'traffic', 'changes'].map(
  name => `docs/${name}.md`,
)

export const read = (page: string): string => readFileSync(root + page, 'utf8')

export const blocksOf = (page: string): readonly Block[] =>
  [...read(page).matchAll(/^```(\w*) ?([^\n]*)\n([\s\S]*?)^```/gm)].map(
    ({ 1: language = '', 2: file = '', 3: text = '', index }) => ({
      ...{ page, language, file, text },
      at: `${page}:${read(page).slice(0, index).split('\n').length}`,
    }),
  )

/** What is shown, where a gap, `…` unless it is said otherwise, stands for anything. */
export const shownAs = (text: string, gap: string | RegExp = '…'): RegExp =>
  new RegExp(`^\\s*${text.trim().split(gap).map(literal).join('[\\s\\S]*')}\\s*$`)

/** A text as it is, in a regular expression. */
export const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
