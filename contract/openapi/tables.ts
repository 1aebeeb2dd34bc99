import type { Endpoint } from '../answer/endpoint.ts'
import { basePathOf } from '../double/base-path.ts'
import type { Readings } from '../readings/reading.ts'
import type { Verdict, Verdicts } from '../verify/report/verdicts.ts'
import { type ReadingNote, toNotes } from './notes.ts'

/** What the tables need of a double. */
export interface Described {
  readonly title: string
  readonly baseUrl: string
  readonly contract: Readonly<Record<string, Endpoint>>
  readonly readings: Readings
}

/** Markdown: every endpoint with its statuses, and the day on which it was last seen to hold, if that was kept. */
export const endpointTable = (double: Described, held?: Verdicts['operations']): string =>
  table(
    ['operation', 'request', 'statuses', ...(held ? ['last held'] : [])],
    Object.entries(double.contract).map(([name, { method, path, responses, beyond }]) => [
      beyond === undefined ? `\`${name}\`` : `\`${name}\` *`,
      `\`${method.toUpperCase()} ${basePathOf(double)}${path}\``,
      Object.keys(responses).join(', '),
      ...(held ? [dayOf(held[name])] : []),
    ]),
  )

const dayOf = (verdict: Verdict | undefined): string =>
  verdict?.held ? verdict.at.slice(0, 10) : ''

/** Markdown: why some endpoints are served although no page lists them. */
export function beyondList({ contract }: Described): string {
  const names = new Map<string, string[]>()
  for (const [name, { beyond }] of Object.entries(contract)) {
    if (beyond !== undefined) names.set(beyond, [...(names.get(beyond) ?? []), `\`${name}\``])
  }
  return [...names].map(([beyond, those]) => `\\* ${those.join(', ')}: ${beyond}`).join('\n\n')
}

/** Markdown: where the documentation leaves a choice, or the live system was seen to differ, and what is taken. */
export const readingTable = ({ title, readings }: Described): string =>
  table(
    ['where', 'about', 'taken', 'else', 'reason', 'source'],
    toNotes(readings).map(note => [
      note.of ? note.of.map(toCode).join(', ') : title,
      ...(note.or
        ? [`${note.about} (${toCode(note.id)})`, toCode(note.takes)]
        : [note.about, String(note.takes)]),
      elseOf(note),
      note.because,
      typeof note.source === 'object' ? `observed: ${note.source.observed}` : note.source,
    ]),
  )

const toCode = (value: string | number): string => `\`${value}\``

/** What is possible besides, and what is live. */
function elseOf({ or = {}, live }: Pick<ReadingNote, 'or' | 'live'>): string {
  const others = Object.entries(or).map(
    ([value, words]) =>
      `${toCode(value)}${value === String(live) ? ', which is live' : ''}: ${words}`,
  )
  const isTold = live === undefined || String(live) in or
  return [...others, ...(isTold ? [] : [`Live: ${live}`])].join(' ')
}

/** Markdown: a table with a header; bars within a cell do not end it. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')
}
