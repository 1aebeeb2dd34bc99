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
  const guilty = doubles.filter(double => linesOf(double, options).length > 0)
  const pass = guilty.length === 0
  return {
    pass,
    message: () => (pass ? doubles : guilty).map(double => told(double, options)).join('\n'),
  }
}

function told(double: Subject, options: ViolationOptions): string {
  const failed = `Failed to verify "${double.title}"`
  const what = options.warnings ? 'violations or warnings' : 'violations'
  const lines = linesOf(double, options)
  if (lines.length === 0) return `${failed}: expected ${what}, but there are none.`
  const shown = lines.slice(0, mostTold).join('\n')
  return `${failed}: expected no ${what}, but there are some in\n${shown}${andMore(lines.length)}`
}

const linesOf = ({ journal }: Subject, { warnings = false }: ViolationOptions): string[] =>
  journal.entries
    .map(entry => ({ entry, sentences: sentencesOf(entry, warnings) }))
    .filter(({ sentences }) => sentences.length > 0)
    .map(({ entry, sentences }) => [lineOf(entry), ...sentences].join('\n     '))

const sentencesOf = ({ violations, warnings }: Entry, isStrict: boolean): readonly string[] =>
  isStrict ? [...violations, ...warnings] : violations
