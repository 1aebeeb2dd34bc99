import type { Findings } from '../measure.ts'
import type { Part } from '../part.ts'
import { measuredBy } from '../programs.ts'
import { medianOf, type Table } from '../report/table.ts'

/** When the journals are full and all has settled, and the end. */
export const soaked = { settled: '180000', end: '360000' }

/** By how much the heap may have grown. */
export const growth = 1.02

/** Memory over 360,000 mixed requests in fifty sessions of all APIs. */
export const soak: Part = {
  name: 'soak',
  measure: () => measuredBy('soak'),
  tables: findings => [table(findings)],
  isSound: ({ ratio }) => {
    const grown = ratio([soaked.end, 'heap'], [soaked.settled, 'heap'], 'MB')
    return (grown?.median ?? 0) <= growth
  },
}

const table = (findings: Findings): Table => ({
  title: 'Memory over a long run',
  about:
    'Megabytes of heap after so many mixed requests, right and wrong, in 50 sessions of all APIs. Their journals are full after 160,000: from 180,000 on nothing is to grow.',
  head: ['requests', 'MB'],
  rows: findings
    .whoDid('heap', 'MB')
    .map(who => [Number(who).toLocaleString('en'), medianOf(findings.spread(who, 'heap', 'MB'))]),
})
