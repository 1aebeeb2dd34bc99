import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { project } from '../installed.ts'
import { onCore } from '../machine.ts'
import { createRecord, type Measure } from '../measure.ts'
import type { Part } from '../part.ts'
import { root } from '../programs.ts'
import { medianOf, shown } from '../report/table.ts'

const entry = 'contract-doubles/overplane'

/** What is imported, by what is said of it. */
export const imported = {
  nothing: 'nothing, in Node.js',
  msw: 'msw, in Node.js',
  ours: `${entry}, in Node.js`,
  vitest: `${entry}, in Vitest`,
  mswVitest: 'msw, in Vitest',
}

/** What one import costs a test file. */
export const imports: Part = {
  name: 'imports',
  async measure({ isQuick, rounds }): Promise<readonly Measure[]> {
    const record = createRecord()
    writeFileSync(join(project, 'vitest.config.mjs'), 'export default { test: { globals: true } }')
    for (let round = -1; round < (isQuick ? 1 : rounds + 2); round += 1) {
      const costs = [
        [imported.nothing, inNode('node:fs')],
        [imported.msw, inNode('msw')],
        [imported.ours, inNode(entry)],
        [imported.mswVitest, inVitest('msw')],
        [imported.vitest, inVitest(entry)],
      ] as const
      if (round < 0) continue
      for (const [name, { cpu, took }] of costs) {
        record.add(name, 'import', 'ms of CPU', cpu)
        record.add(name, 'import', 'ms', took)
      }
    }
    return record.measures
  },
  tables: findings => [
    {
      title: 'One import in a test file',
      about:
        'Milliseconds that `await import()` takes, with quartiles. msw comes with ours: it is a part of it. Before what is used of @mswjs/data was built in, ours took 2.32 times msw alone, and 2.31 in Vitest: half of that is to be reached.',
      head: ['', 'CPU', 'on the clock', 'CPU, times msw alone'],
      rows: Object.values(imported).map(name => [
        name,
        shown(findings.spread(name, 'import', 'ms of CPU')),
        shown(findings.spread(name, 'import', 'ms')),
        medianOf(findings.ratio([name, 'import'], [aloneOf(name), 'import'], 'ms of CPU')),
      ]),
    },
  ],
}

const aloneOf = (name: string): string =>
  name.endsWith('Vitest') ? imported.mswVitest : imported.msw

interface Cost {
  readonly cpu: number
  readonly took: number
}

const measuring = (name: string): string => `
  const begun = performance.now(), before = process.cpuUsage()
  await import('${name}')
  const { user, system } = process.cpuUsage(before)
  const cost = JSON.stringify({ cpu: (user + system) / 1000, took: performance.now() - begun })`

function inNode(name: string): Cost {
  const file = join(project, 'import.mjs')
  writeFileSync(file, `${measuring(name)}\nprocess.stdout.write(cost)`)
  return JSON.parse(run([process.execPath, file]))
}

/** A file is written, because Vitest prints more than what the test does. */
function inVitest(name: string): Cost {
  const out = `\nawait (await import('node:fs/promises')).writeFile('cost.json', cost)`
  writeFileSync(
    join(project, 'import.test.mjs'),
    `it('imports', async () => {${measuring(name)}${out}})`,
  )
  run([process.execPath, join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', project])
  return JSON.parse(run(['cat', join(project, 'cost.json')]))
}

function run(command: readonly string[]): string {
  const [file = '', ...args] = onCore('server', command)
  return execFileSync(file, args, {
    cwd: project,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}
