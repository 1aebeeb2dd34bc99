import { join } from 'node:path'
import type { Ask } from '../ask.ts'
import { cpuOfTree } from '../cpu.ts'
import { command, project } from '../installed.ts'
import { createRecord } from '../measure.ts'
import type { Part } from '../part.ts'
import { freePort, start } from '../process.ts'
import { program, root, work } from '../programs.ts'
import { medianOf, shown } from '../report/table.ts'
import { installRivals } from '../rivals/installation.ts'
import { installed, rivals } from '../rivals/rivals.ts'

/** Who starts, by what is said of them. */
export const starters = {
  bare: 'bare node:http',
  tsx: 'bare node:http by tsx',
  demo: 'installed command, demo world',
  empty: 'installed command, empty world',
  npm: 'npm start',
  source: 'npm start, without npm',
}

interface Starter {
  readonly name: string
  readonly cwd: string
  readonly probe: Ask
  told(port: number): Promise<readonly string[]>
}

const node = process.execPath
const list: Ask = {
  ...{ method: 'GET', path: '/api/core/user', headers: { Authorization: 'Bearer sk_test_...' } },
}
const any: Ask = { method: 'GET', path: '/', headers: {} }
/** As many as the demo world has people. */
const size = 200

const own: readonly Starter[] = [
  {
    ...{ name: starters.bare, cwd: root, probe: any },
    told: async port => [node, program('hello'), `${port}`],
  },
  {
    ...{ name: starters.tsx, cwd: root, probe: any },
    told: async port => [node, '--import', 'tsx', join(root, 'bench/programs/hello.ts'), `${port}`],
  },
  {
    ...{ name: starters.demo, cwd: project, probe: list },
    told: async port => [...command, '--port', `${port}`],
  },
  {
    ...{ name: starters.empty, cwd: project, probe: list },
    told: async port => [...command, '--port', `${port}`, '--world', 'empty'],
  },
  {
    ...{ name: starters.npm, cwd: root, probe: list },
    told: async port => ['npm', 'start', '--', '--port', `${port}`],
  },
  {
    ...{ name: starters.source, cwd: root, probe: list },
    told: async port => [
      ...[node, '--import', 'tsx', 'build/start.ts', 'serve'],
      ...['--port', `${port}`],
    ],
  },
]

const others: readonly Starter[] = rivals.map(rival => ({
  ...{ name: rival.name, cwd: work, probe: rival.probe },
  told: port => rival.prepare(size, work, port),
}))

/** What it takes from a command to the first reply with success. */
export const startUp: Part = {
  name: 'start',
  async measure({ isQuick, rounds }) {
    installRivals(installed)
    const record = createRecord()
    for (let round = -1; round < (isQuick ? 1 : rounds + 2); round += 1) {
      for (const { name, cwd, probe, told } of [...own, ...others]) {
        const port = await freePort()
        const running = await start({ command: await told(port), cwd, port, probe })
        const cpu = cpuOfTree(running.pid)
        await running.stop()
        if (round < 0) continue
        record.add(name, 'start', 'ms', running.took)
        record.add(name, 'start', 'ms of CPU', cpu)
      }
    }
    return record.measures
  },
  tables: findings => [
    {
      title: 'From the command to the first reply',
      about: `Milliseconds, with quartiles. Rivals hold ${size} users. Without npm is what npm starts, started at once.`,
      head: ['', 'CPU', 'on the clock', 'CPU, times bare node:http'],
      rows: [...own, ...others].map(({ name }) => [
        name,
        shown(findings.spread(name, 'start', 'ms of CPU')),
        shown(findings.spread(name, 'start', 'ms')),
        medianOf(findings.ratio([name, 'start'], [starters.bare, 'start'], 'ms of CPU')),
      ]),
    },
  ],
}
