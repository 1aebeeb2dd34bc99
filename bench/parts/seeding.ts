import { ours } from '../load/own.ts'
import type { Part } from '../part.ts'
import { measuredBy } from '../programs.ts'
import { medianOf, shown } from '../report/table.ts'

const steps = ['JSON.parse', 'create one by one', 'a world of JSON', 'snapshot', 'restore'] as const

/** Ten thousand users: made, kept, and put back. */
export const seeding: Part = {
  name: 'seeding',
  measure: ({ isQuick }) => measuredBy('seeding', [isQuick ? 2 : 9]),
  tables: findings => [
    {
      title: 'Ten thousand users in process: milliseconds',
      about: 'Created one by one beside `JSON.parse` of the same users, in the same rounds.',
      head: ['', ...steps, 'create / JSON.parse'],
      rows: Object.keys(ours).map(who => [
        who,
        ...steps.map(step => medianOf(findings.spread(who, step, 'ms'))),
        shown(findings.ratio([who, 'create one by one'], [who, 'JSON.parse'], 'ms')),
      ]),
    },
  ],
}
