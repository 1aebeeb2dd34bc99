import type { Findings } from '../measure.ts'
import type { Spread } from './statistics.ts'
import { dash, rounded, type Table } from './table.ts'

/** A figure that is to be reached. */
export interface Reach {
  readonly what: string
  readonly most?: number
  readonly least?: number
  /** What the figure is in. Default: times. */
  readonly unit?: string
  /** The figure, or one for each of those that it has to hold for. */
  figures(findings: Findings): readonly (Spread | number | undefined)[]
}

/** Every reach, or those that were measured, with its figure: the worst one, where it is of several. */
export const reachTable = (
  reaches: readonly Reach[],
  findings: Findings,
  isForAll = true,
): Table => ({
  title: 'What is to be reached',
  about: 'The median; of several APIs that of the one that is furthest from it.',
  head: ['', 'to reach', 'measured', ''],
  rows: reaches.flatMap(reach => {
    const { what, most, least, unit = '' } = reach
    const worst = worstOf(reach, findings)
    if (worst === undefined && !isForAll) return []
    const goal = most === undefined ? `at least ${least}` : `at most ${most}`
    const row =
      worst === undefined
        ? [dash, 'not measured']
        : [`${rounded(worst)} ${unit}`.trim(), verdict(reach, worst)]
    return [[what, `${goal} ${unit}`.trim(), ...row]]
  }),
})

function worstOf(reach: Reach, findings: Findings): number | undefined {
  const all = reach
    .figures(findings)
    .map(one => (typeof one === 'object' ? one.median : one))
    .filter(one => one !== undefined)
    .filter(one => !Number.isNaN(one))
  if (all.length === 0) return undefined
  return reach.most === undefined ? Math.min(...all) : Math.max(...all)
}

const verdict = ({ most = Number.POSITIVE_INFINITY, least = 0 }: Reach, figure: number): string =>
  figure <= most && figure >= least ? 'met' : 'not met'
