import { ours } from '../load/own.ts'
import type { Part } from '../part.ts'
import { measuredBy } from '../programs.ts'
import { medianOf, shown } from '../report/table.ts'

const ways = ['one static msw handler', 'intercepted fetch', 'double.fetch'] as const

/** In process: what a `fetch` costs that msw intercepts, and one that goes to the double at once. */
export const intercepted: Part = {
  name: 'intercepted',
  measure: ({ isQuick }) => measuredBy('intercepted', [isQuick ? 3 : 15]),
  tables: findings => [
    {
      title: 'In process: microseconds of a GET by id',
      about:
        'Beside one static handler of msw that sends the same, with the handlers of all APIs loaded.',
      head: ['', ...ways, 'intercepted / static', 'double.fetch / intercepted'],
      rows: Object.keys(ours).map(who => [
        who,
        ...ways.map(way => medianOf(findings.spread(who, way, 'µs'))),
        shown(findings.ratio([who, ways[1]], [who, ways[0]], 'µs')),
        shown(findings.ratio([who, ways[2]], [who, ways[1]], 'µs')),
      ]),
    },
  ],
}
