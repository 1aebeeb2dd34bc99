import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { project } from '../installed.ts'
import { createRecord } from '../measure.ts'
import type { Part } from '../part.ts'
import { medianOf } from '../report/table.ts'

/** What npm puts on the disk of whoever installs the package with msw. */
export const size: Part = {
  name: 'size',
  async measure() {
    const record = createRecord()
    const modules = join(project, 'node_modules')
    record.add('all', 'installed', 'MB', onDisk(modules))
    for (const name of readdirSync(modules))
      record.add(name, 'installed', 'MB', onDisk(join(modules, name)))
    return record.measures
  },
  tables: findings => [
    {
      title: 'Installed, with msw: MB on disk',
      about: 'The five largest, in blocks as `du` counts them.',
      head: ['', 'MB'],
      rows: findings
        .whoDid('installed', 'MB')
        .map(who => ({ who, spread: findings.spread(who, 'installed', 'MB') }))
        .toSorted((one, other) => (other.spread?.median ?? 0) - (one.spread?.median ?? 0))
        .slice(0, 6)
        .map(({ who, spread }) => [who, medianOf(spread)]),
    },
  ],
}

/** Megabytes of a folder, its files in whole blocks. */
function onDisk(path: string): number {
  const { blocks, size } = lstatSync(path)
  const own = (blocks ? blocks * 512 : size) / 1e6
  if (!lstatSync(path).isDirectory()) return own
  return readdirSync(path).reduce((sum, name) => sum + onDisk(join(path, name)), own)
}
