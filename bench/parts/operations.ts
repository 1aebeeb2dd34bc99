import { once } from 'node:events'
import { startLoader } from '../load/loader.ts'
import { inRounds, type Turn } from '../load/target.ts'
import { createRecord } from '../measure.ts'
import type { Part } from '../part.ts'
import { spawned, stopped } from '../process.ts'
import { measuredBy, program, root } from '../programs.ts'
import { medianOf, shown } from '../report/table.ts'
import { pathOf, perResource } from '../wide-api.ts'

const counts = [20, 200]
const ways = ['double.answer', 'double.fetch', 'intercepted fetch'] as const
const nameOf = (count: number): string => `${count} operations`

/** What a request costs an API of 200 operations beside one of 20, in process and over a socket. */
export const inOperations: Part = {
  name: 'operations',
  async measure(effort) {
    const inProcess = await measuredBy('operations', [effort.isQuick ? 3 : 15])
    const children = counts.map(count =>
      spawned('server', [process.execPath, program('wide'), `${count}`], { cwd: root }),
    )
    const servers = await Promise.all(children.map(child => once(child, 'message')))
    const loader = await startLoader()
    try {
      const turns = servers.map(([{ url }], nth) =>
        turnOf(counts[nth] ?? 0, children[nth]?.pid ?? 0, url),
      )
      return [...inProcess, ...(await inRounds(loader, turns, effort, createRecord()))]
    } finally {
      for (const child of children) await stopped(child)
      await loader.stop()
    }
  },
  tables: findings => [
    {
      title: 'An API of 200 operations beside one of 20',
      about:
        'A GET by id of each resource in turn: microseconds in process, and requests a second.',
      head: ['', '20', '200', 'ratio of the time'],
      rows: [
        ...ways.map(way => [
          way,
          ...counts.map(count => medianOf(findings.spread(nameOf(count), way, 'µs'))),
          shown(findings.ratio([nameOf(200), way], [nameOf(20), way], 'µs')),
        ]),
        [
          'over a socket, requests/s',
          ...counts.map(count => medianOf(findings.spread(nameOf(count), 'socket', 'requests/s'))),
          shown(findings.ratio([nameOf(20), 'socket'], [nameOf(200), 'socket'], 'requests/s')),
        ],
      ],
    },
  ],
}

function turnOf(count: number, pid: number, url: string): Turn {
  const asks = Array.from({ length: count / perResource }, (_, nth) => ({
    ...{ method: 'GET' as const, path: `${pathOf(nth)}/1`, headers: { 'X-Key': 'key' } },
  }))
  const target = { name: nameOf(count), pid, urlIn: () => url, sendable: {} }
  return { target, sent: { asks }, name: 'GET by id', what: 'socket' }
}
