import type { Effort } from './load/target.ts'
import type { Findings, Measure } from './measure.ts'
import type { Table } from './report/table.ts'

/** One part of the bench: what it measures, and how that is shown. */
export interface Part {
  readonly name: string
  /** Whether it runs only where it is named. */
  readonly isOnDemand?: boolean
  measure(effort: Effort): Promise<readonly Measure[]>
  tables(findings: Findings): readonly Table[]
  /** Whether what it measured is as it has to be; the command fails where it is not. */
  isSound?(findings: Findings): boolean
}
