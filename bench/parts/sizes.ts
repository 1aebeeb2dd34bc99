import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { type Loader, startLoader } from '../load/loader.ts'
import { type Own, ours } from '../load/own.ts'
import { type Effort, inRounds, type Turn } from '../load/target.ts'
import { createRecord, type Findings, type Record } from '../measure.ts'
import type { Part } from '../part.ts'
import { spawned, stopped } from '../process.ts'
import { program, root } from '../programs.ts'
import { medianOf, shown, type Table } from '../report/table.ts'

const names = ['GET by id', 'list page of 20', 'filtered and sorted list'] as const
const sizes = [100, 10_000, 1_000_000]
const owns: readonly Own[] = ['Overplane', 'Pterodactyl', 'Oberplan']

/** What a case is called at a size. */
export const sized = (name: string, size: number): string =>
  `${name}, ${size.toLocaleString('en')} entities`

/** The same requests to servers of 100 and of a million entities; what it takes to fill them, and a snapshot. */
export const inSizes: Part = {
  name: 'sizes',
  async measure(effort) {
    const record = createRecord()
    const loader = await startLoader()
    try {
      for (const own of owns) await measureOne(own, effort, record, loader)
    } finally {
      await loader.stop()
    }
    return record.measures
  },
  tables: findings => [bySize(findings), filled(findings)],
}

async function measureOne(own: Own, effort: Effort, record: Record, loader: Loader): Promise<void> {
  const servers: Crowded[] = []
  try {
    for (const size of sizes.filter(one => one <= effort.largest)) {
      servers.push(await startCrowded(own, size))
    }
    await inRounds(loader, turnsOf(own, servers), effort, record)
    for (const server of servers) await note(own, server, record)
  } finally {
    for (const { child } of servers) await stopped(child)
  }
}

/** Overplane's filtered list is of rows of projects, which are none of the entities here. */
const turnsOf = (own: Own, servers: readonly Crowded[]): readonly Turn[] =>
  names
    .filter(name => own !== 'Overplane' || name !== 'filtered and sorted list')
    .flatMap(name =>
      servers.flatMap(({ size, child, url }) => {
        const sendable = ours[own](size)
        const sent = sendable[name]
        const target = { name: own, pid: child.pid ?? 0, urlIn: () => url, sendable }
        return sent ? [{ target, sent, name, what: sized(name, size) }] : []
      }),
    )

interface Crowded {
  readonly size: number
  readonly child: ChildProcess
  readonly url: string
  /** How long it took to fill. */
  readonly seconds: number
  readonly megabytes: number
}

async function startCrowded(own: Own, size: number): Promise<Crowded> {
  const told = [process.execPath, program('crowded'), own.toLowerCase(), `${size}`]
  const child = spawned('server', told, { cwd: root })
  const [ready] = await once(child, 'message')
  return { ...ready, size, child }
}

async function note(own: Own, { size, child, seconds, megabytes }: Crowded, record: Record) {
  record.add(own, sized('seed', size), 's', seconds)
  record.add(own, sized('memory', size), 'MB', megabytes)
  child.send('snapshot')
  const [snapshot] = await once(child, 'message')
  record.add(own, sized('snapshot', size), 's', snapshot.seconds)
}

const bySize = (findings: Findings): Table => ({
  title: 'Requests a second, by the number of entities',
  about: 'Behind each the ratio of its time to that at 100 entities, in the same rounds.',
  head: ['', ...sizes.map(size => size.toLocaleString('en'))],
  rows: owns.flatMap(own =>
    names
      .filter(name => findings.spread(own, sized(name, 100), 'requests/s'))
      .map(name => [
        `${own}, ${name}`,
        ...sizes.map(size => {
          const [base, here] = [sized(name, 100), sized(name, size)]
          const rate = medianOf(findings.spread(own, here, 'requests/s'))
          const times = findings.ratio([own, base], [own, here], 'requests/s')
          return times && size !== 100
            ? `${rate} (${shown(times).replace(' (', '; ').replace(')', '')})`
            : rate
        }),
      ]),
  ),
})

const filled = (findings: Findings): Table => ({
  title: 'Filling a server with users, and a snapshot of it',
  about: 'Entities that a function creates one by one. Memory is all that the process has.',
  head: ['', 'entities', 'seconds to fill', 'MB', 'seconds for a snapshot'],
  rows: owns.flatMap(own =>
    sizes
      .filter(size => findings.spread(own, sized('seed', size), 's'))
      .map(size => [
        own,
        size.toLocaleString('en'),
        medianOf(findings.spread(own, sized('seed', size), 's')),
        medianOf(findings.spread(own, sized('memory', size), 'MB')),
        medianOf(findings.spread(own, sized('snapshot', size), 's')),
      ]),
  ),
})
