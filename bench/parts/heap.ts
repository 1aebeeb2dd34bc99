import type { Part } from '../part.ts'
import { measuredBy } from '../programs.ts'
import { medianOf } from '../report/table.ts'

export const heaps = {
  after10: 'heap after 10,000 requests',
  after100: 'heap after 100,000 requests',
  bodies: 'heap of 1,000 bodies of 1 MiB',
}

/** What requests leave in memory, the journal as it is by default. */
export const heap: Part = {
  name: 'heap',
  measure: () => measuredBy('heap'),
  tables: findings => [
    {
      title: 'Memory, with the journal on',
      about:
        'Megabytes of heap after a collection. The journal keeps 1,000 calls and about 64 MB, whichever it reaches first.',
      head: ['', 'MB'],
      rows: Object.values(heaps).map(what => [
        what,
        medianOf(findings.spread('Overplane', what, 'MB')),
      ]),
    },
  ],
}
