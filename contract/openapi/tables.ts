import type { Endpoint } from '../answer/endpoint.ts'
import { basePathOf } from '../double/base-path.ts'
import type { Readings } from '../readings/reading.ts'
import type { Verdict, Verdicts } from '../verify/verdicts.ts'
import { type ReadingNote, toNotes } from './notes.ts'

/** What the tables need of a double. */
export interface Described {
  readonly name: string
  readonly title: string
  readonly baseUrl: string
  readonly contract: Readonly<Record<string, Endpoint>>
  readonly readings: Readings
}

/** The days on which operations were last seen to hold, by API. */
type Held = Readonly<Record<string, Verdicts['operations']>>

/** Markdown: every endpoint with its statuses, and the day on which it was last seen to hold, if that was kept. */
export const endpointTable = (doubles: readonly Described[], held: Held = {}): string =>
  table(
    ['API', 'operation', 'request', 'statuses', ...(isKept(held) ? ['last held'] : [])],
    doubles.flatMap(({ name: api, title, baseUrl, contract }) =>
      Object.entries(contract).map(([name, { method, path, responses, beyond }]) => [
        title,
        beyond === undefined ? `\`${name}\`` : `\`${name}\` *`,
        `\`${method.toUpperCase()} ${basePathOf({ baseUrl })}${path}\``,
        Object.keys(responses).join(', '),
        ...(isKept(held) ? [dayOf(held[api]?.[name])] : []),
      ]),
    ),
  )

const isKept = (held: Held): boolean => Object.keys(held).length > 0

const dayOf = (verdict: Verdict | undefined): string =>
  verdict?.held ? verdict.at.slice(0, 10) : ''

/** Markdown: why some endpoints are served although no page lists them. */
export function beyondList(doubles: readonly Described[]): string {
  const names = new Map<string, string[]>()
  for (const [name, { beyond }] of doubles.flatMap(({ contract }) => Object.entries(contract))) {
    if (beyond !== undefined) names.set(beyond, [...(names.get(beyond) ?? []), `\`${name}\``])
  }
  return [...names].map(([beyond, those]) => `\\* ${those.join(', ')}: ${beyond}`).join('\n\n')
}

/** Markdown: where the documentation leaves a choice, or the live system was seen to differ, and what is taken. */
export const readingTable = (doubles: readonly Described[]): string =>
  table(
    ['where', 'about', 'taken', 'else', 'reason', 'source'],
    doubles.flatMap(({ title, readings }) =>
      toNotes(readings).map(note => [
        note.of ? note.of.map(toCode).join(', ') : title,
        ...(note.or
          ? [`${note.about} (${toCode(note.id)})`, toCode(note.takes)]
          : [note.about, String(note.takes)]),
        elseOf(note),
        note.because,
        typeof note.source === 'object' ? `observed: ${note.source.observed}` : note.source,
      ]),
    ),
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
