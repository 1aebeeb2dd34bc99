import { spawnSync } from 'node:child_process'
import { createRecord } from '../measure.ts'
import type { Part } from '../part.ts'
import { root } from '../programs.ts'
import { medianOf } from '../report/table.ts'

const scripts = ['test', 'check']

/** How long the tests of this repository take, on all its cores. */
export const suite: Part = {
  name: 'suite',
  isOnDemand: true,
  async measure() {
    const record = createRecord()
    for (const script of scripts) {
      const begun = performance.now()
      const { status } = spawnSync('npm', ['run', script], { cwd: root, stdio: 'inherit' })
      if (status !== 0)
        throw new Error(`Failed to time "npm run ${script}": it ended with ${status}.`)
      record.add(`npm run ${script}`, 'suite', 's', (performance.now() - begun) / 1000)
    }
    return record.measures
  },
  tables: findings => [
    {
      title: 'The tests of this repository',
      head: ['', 'seconds'],
      rows: scripts.map(script => [
        `npm run ${script}`,
        medianOf(findings.spread(`npm run ${script}`, 'suite', 's')),
      ]),
    },
  ],
}
