import { cases } from '../load/cases.ts'
import { bareOf, startOwn, startRival, startTwins, targetsOf } from '../load/hosts.ts'
import { startLoader } from '../load/loader.ts'
import { ours } from '../load/own.ts'
import { inRounds, type Target, type Turn } from '../load/target.ts'
import { createRecord, type Findings } from '../measure.ts'
import type { Part } from '../part.ts'
import { dash, medianOf, shown, type Table } from '../report/table.ts'
import { installRivals } from '../rivals/installation.ts'
import { installed, rivals } from '../rivals/rivals.ts'

const size = 10_000
const logging = 'Overplane, with a line for each request'

/** Requests a second over a socket, beside bare node:http and the rivals. */
export const load: Part = {
  name: 'load',
  async measure(effort) {
    installRivals(installed)
    const own = await startOwn(size)
    const logged = await startOwn(size, [])
    const hosts = await inTurn(rivals, rival => startRival(rival, size))
    const targets = targetsOf(own, size)
    const twins = await startTwins(targets)
    const loader = await startLoader()
    const [first] = targetsOf(logged, size)
    const others = [...twins.targets, ...hosts.flatMap(host => host.targets)]
    const talking = first ? [{ ...first, name: logging }] : []
    try {
      const turns = turnsOf([...targets, ...others, ...talking])
      return await inRounds(loader, turns, effort, createRecord())
    } finally {
      for (const { stop } of [own, logged, ...hosts, twins, loader]) await stop()
    }
  },
  tables: findings => [rates(findings), costs(findings), beside(findings)],
}

/** In each case everybody, one after the other. */
const turnsOf = (targets: readonly Target[]): readonly Turn[] =>
  cases.flatMap(name =>
    targets.flatMap(target => {
      const sent = target.sendable[name]
      return sent ? [{ target, sent, name, what: name }] : []
    }),
  )

const everybody = [
  ...Object.keys(ours),
  ...Object.keys(ours).map(bareOf),
  ...rivals.map(({ name }) => name),
  logging,
]

const rates = (findings: Findings): Table => ({
  title: 'Requests a second, 10,000 entities',
  about: 'Medians of the rounds. A dash: it has no such operation.',
  head: ['', ...cases],
  rows: everybody.map(who => [
    who,
    ...cases.map(name => medianOf(findings.spread(who, name, 'requests/s'))),
  ]),
})

const costs = (findings: Findings): Table => ({
  title: 'CPU of the server for a request, 10,000 entities',
  about:
    'Microseconds, the part of the kernel included. Where a server is fast, who sends the requests is as busy as it is, and requests a second say less than this.',
  head: ['', ...cases],
  rows: everybody.map(who => [
    who,
    ...cases.map(name => medianOf(findings.spread(who, name, 'µs of CPU'))),
  ]),
})

const beside = (findings: Findings): Table => ({
  title: 'Beside bare node:http that sends the same bytes',
  about: `Ratios of requests a second, with quartiles, and in brackets behind them how many times the CPU. ${busyWith(findings)}`,
  head: ['', ...cases],
  rows: Object.keys(ours).map(who => [
    who,
    ...cases.map(name => {
      const rate = findings.ratio([who, name], [bareOf(who), name], 'requests/s')
      const cpu = findings.ratio([who, name], [bareOf(who), name], 'µs of CPU')
      return rate ? `${shown(rate)} [${medianOf(cpu)}]` : dash
    }),
  ]),
})

/** How much of the time bare node:http was at work, of its least busy one. */
export const busyShare = ({ spread }: Findings): number =>
  Math.min(
    ...Object.keys(ours).map(
      who => spread(bareOf(who), 'GET by id', 'share of its core')?.median ?? Number.NaN,
    ),
  )

/** How far the sender of the requests keeps up with bare node:http: where it does not, the ratios flatter us. */
function busyWith(findings: Findings): string {
  const least = Math.round(busyShare(findings) * 100)
  return `While it answers GETs by id the core of bare node:http is busy for ${least} % of the time: for the rest it waits for whoever sends them, or for a machine that does something else.`
}

async function inTurn<Given, Made>(
  all: readonly Given[],
  make: (one: Given) => Promise<Made>,
): Promise<readonly Made[]> {
  const made: Made[] = []
  for (const one of all) made.push(await make(one))
  return made
}
