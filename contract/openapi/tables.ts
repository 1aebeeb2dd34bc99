import type { Endpoint } from '../answer/endpoint.ts'
import { ownOf } from '../answer/own.ts'
import { basePathOf } from '../double/base-path.ts'
import type { Assumption, Remarks } from './notes.ts'

/** What the tables need of a double. */
export interface Described {
  readonly title: string
  readonly baseUrl: string
  readonly contract: Readonly<Record<string, Endpoint>>
  readonly remarks: Remarks
}

/** Markdown: every endpoint with its statuses. */
export const endpointTable = (doubles: readonly Described[]): string =>
  table(
    ['API', 'operation', 'request', 'statuses'],
    doubles.flatMap(({ title, baseUrl, contract }) =>
      Object.entries(contract).map(([name, { method, path, responses, beyond }]) => [
        title,
        beyond === undefined ? `\`${name}\`` : `\`${name}\` *`,
        `\`${method.toUpperCase()} ${basePathOf({ baseUrl })}${path}\``,
        Object.keys(responses).join(', '),
      ]),
    ),
  )

/** Markdown: why some endpoints are served although no page lists them. */
export function beyondList(doubles: readonly Described[]): string {
  const names = new Map<string, string[]>()
  for (const [name, { beyond }] of doubles.flatMap(({ contract }) => Object.entries(contract))) {
    if (beyond !== undefined) names.set(beyond, [...(names.get(beyond) ?? []), `\`${name}\``])
  }
  return [...names].map(([beyond, those]) => `\\* ${those.join(', ')}: ${beyond}`).join('\n\n')
}

/** Markdown: where we had to decide, and why so. */
export const assumptionTable = (doubles: readonly Described[]): string =>
  table(
    ['where', 'assumption', 'reason'],
    doubles.flatMap(({ title, contract, remarks }) => [
      ...remarks.assumptions.map(({ says, because }) => [title, says, because]),
      ...Object.keys(contract).flatMap(name =>
        (ownOf<readonly Assumption[] | undefined>(remarks.operations, name) ?? []).map(
          ({ says, because }) => [`\`${name}\``, says, because],
        ),
      ),
    ]),
  )

/** Markdown: where the live system was seen to differ from its documentation. */
export const deviationTable = (doubles: readonly Described[]): string =>
  table(
    ['operation', 'about', '`documented`', '`observed`'],
    doubles.flatMap(({ title, contract }) =>
      Object.entries(contract).flatMap(([name, { deviations = [] }]) =>
        deviations.map(({ about, documented, observed }) => [
          `${title} \`${name}\``,
          about,
          documented,
          observed,
        ]),
      ),
    ),
  )

/** Markdown: where a double differs from the live system on purpose. */
export const departureTable = (doubles: readonly Described[]): string =>
  table(
    ['API', 'about', 'the live system', 'the double'],
    doubles.flatMap(({ title, remarks }) =>
      remarks.departures.map(({ about, live, double }) => [title, about, live, double]),
    ),
  )

/** Markdown: a table with a header; bars within a cell do not end it. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')
}
