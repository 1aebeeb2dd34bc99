import type { Part } from '../part.ts'
import { measuredBy } from '../programs.ts'
import { medianOf } from '../report/table.ts'

const sizes = [100, 10_000, 100_000]
const requests = [
  'GET by id',
  'first list page',
  'a page in the middle',
  'PATCH',
  'POST and DELETE',
  '@mswjs/data findFirst by id',
]

/** What a request costs without a transport, and how that grows with the entities. */
export const scale: Part = {
  name: 'scale',
  measure: ({ isQuick }) =>
    measuredBy('scale', isQuick ? [50, ...sizes.slice(0, 2)] : [300, ...sizes]),
  tables: findings => [
    {
      title: 'Without a transport: microseconds of a request to Overplane, by the number of users',
      head: ['users', ...requests],
      rows: sizes.map(size => [
        size.toLocaleString('en'),
        ...requests.map(name => medianOf(findings.spread(`${size}`, name, 'µs'))),
      ]),
    },
  ],
}
