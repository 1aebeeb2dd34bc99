import { mostTold } from '../answer/refusal.ts'
import type { Entry } from '../double/journal/entry.ts'
import { andMore, lineOf } from '../double/journal/likeness.ts'
import { doublesOf, type Subject, type Verdict } from './subject.ts'

export interface ViolationOptions {
  /** Whether undocumented fields and parameters count too, which a real API may ignore. Default: false. */
  readonly warnings?: boolean
}

/** Whether no call broke the contract: `expect(overplane).toHaveNoViolations()`. */
export function toHaveNoViolations(received: unknown, options: ViolationOptions = {}): Verdict {
  const doubles = doublesOf(received)
  const guilty = doubles.filter(({ journal }) => linesOf(journal.entries, options).length > 0)
  const pass = guilty.length === 0
  return {
    pass,
    message: () => (pass ? doubles : guilty).map(double => told(double, options)).join('\n'),
  }
}

/** What is told of a call that broke the contract. */
type Told = Pick<Entry, 'nth' | 'method' | 'path' | 'reply' | 'violations' | 'warnings'>

/** Lines as the end of a message; of very many the first. */
export const listOf = (lines: readonly string[]): string =>
  lines.slice(0, mostTold).join('\n') + andMore(lines.length)

/** A line or more for each call that broke the contract. */
export const linesOf = (
  calls: readonly Told[],
  { warnings = false }: ViolationOptions = {},
): string[] =>
  calls
    .map(call => ({ call, sentences: sentencesOf(call, warnings) }))
    .filter(({ sentences }) => sentences.length > 0)
    .map(({ call, sentences }) => [lineOf(call), ...sentences].join('\n     '))

function told({ title, journal }: Subject, options: ViolationOptions): string {
  const failed = `Failed to verify "${title}"`
  const what = options.warnings ? 'violations or warnings' : 'violations'
  const lines = linesOf(journal.entries, options)
  if (lines.length === 0) return `${failed}: expected ${what}, but there are none.`
  return `${failed}: expected no ${what}, but there are some in\n${listOf(lines)}`
}

const sentencesOf = ({ violations, warnings }: Told, isStrict: boolean): readonly string[] =>
  isStrict ? [...violations, ...warnings] : violations
