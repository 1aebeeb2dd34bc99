import { table } from '../../contract/openapi/tables.ts'
import type { Spread } from './statistics.ts'

/** What is shown on the terminal, and in `docs/speed.md`. */
export interface Table {
  readonly title: string
  /** What there is to know of it, in sentences. */
  readonly about?: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** For a terminal: columns as wide as their widest cell, numbers to the right. */
export function toText({ title, about, head, rows }: Table): string {
  const all = [head, ...rows]
  const widths = head.map((_, nth) => Math.max(...all.map(row => (row[nth] ?? '').length)))
  const lines = all.map(row =>
    row
      .map((cell, nth) => padded(cell, widths[nth] ?? 0, nth))
      .join('  ')
      .trimEnd(),
  )
  const line = widths.map(width => '-'.repeat(width)).join('  ')
  const [first = '', ...rest] = lines
  return [title, ...(about ? [about] : []), '', first, line, ...rest, ''].join('\n')
}

const padded = (cell: string, width: number, nth: number): string =>
  nth > 0 && /^[\d–]/.test(cell) ? cell.padStart(width) : cell.padEnd(width)

export function toMarkdown({ title, about, head, rows }: Table): string {
  const cells = rows.map(row => [...row])
  return [`## ${title}`, ...(about ? [about] : []), table([...head], cells)].join('\n\n')
}

/** What was not measured, or what somebody cannot do. */
export const dash = '–'

/** @example shown({ median: 12345, low: 11000, high: 13000 }) // '12,300 (11,000 to 13,000)' */
export function shown(spread: Spread | undefined): string {
  if (!spread) return dash
  const [median, low, high] = [spread.median, spread.low, spread.high].map(rounded)
  return low === high ? `${median}` : `${median} (${low} to ${high})`
}

export const medianOf = (spread: Spread | undefined): string =>
  spread ? rounded(spread.median) : dash

/** Three digits that count. */
export const rounded = (value: number): string =>
  Number(value.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 6 })
