import { cases } from '../load/cases.ts'
import { ours } from '../load/own.ts'
import type { Findings } from '../measure.ts'
import { busyShare } from '../parts/load.ts'
import { starters } from '../parts/start.ts'
import { parts } from '../parts.ts'
import { installed, rivals } from '../rivals/rivals.ts'
import { reachTable } from './reach.ts'
import { reaches } from './reaches.ts'
import { findingsOf, type Result } from './results.ts'
import { toMarkdown } from './table.ts'

/** `docs/speed.md`, out of what was measured: Markdown. */
export function pageOf(results: readonly Result[]): string {
  const findings = findingsOf(results)
  const told = parts.filter(({ name }) => results.some(({ part }) => part === name))
  const tables = [reachTable(reaches, findings), ...told.flatMap(part => part.tables(findings))]
  return `${[
    introOf(results),
    ...warningOf(results, findings),
    whoIsMeasured(),
    whoIsAhead(findings),
    ...tables.map(toMarkdown),
  ].join('\n\n')}\n`
}

function introOf(results: readonly Result[]): string {
  const [{ machine, at } = none] = results
  const where = `${machine.cpu}, ${machine.cores} cores, ${machine.gigabytes} GB, Node.js ${machine.node}`
  const pinned = machine.isPinned
    ? 'The server has one core to itself, and who sends the requests another one.'
    : 'Server and sender of the requests share the cores, for want of `taskset` or of a second core.'
  return `# Speed

Written by \`npm run bench -- --write\`, out of \`bench/speed.json\`: change neither by hand. \`npm run bench -- --help\` tells
the parts.

Measured on ${where}, ${at.slice(0, 10)}. Another machine has other figures: what can be compared are the ratios.

- Each server runs in a process of its own, started as its users start it, without a line for each request where it can be
  told so. Ours is the installed command: each reply is checked against its contract, and the journal is on.
- ${pinned}
- autocannon sends 20 requests at a time from a process of its own: 100 entities, 5 pages or 100 filters in turn, and new
  bodies for what is created. What is created is deleted at the end of a round.
- Every round asks every server; a ratio is one of the same round. The tables have medians, and quartiles where they say so.
- Bare is a plain \`node:http\` server that sends the same status, headers and body as ours. For create and update it reads
  the body, parses it, and sends it back as JSON.`
}

function whoIsMeasured(): string {
  const versions = new Map(installed.map(({ name, version }) => [name, version]))
  const lines = rivals.map(({ name, about }) => {
    const version = versions.get(name)
    return `- **${name}**${version ? ` (${version})` : ''}: ${about}`
  })
  return [
    '## Who is measured',
    'Each at the last version that runs on Node.js 20. They have other purposes than ours: json-server and Mockoon make an API of any data without a description, Prism takes any OpenAPI document, emulate has services that we have not. None of them both keeps what it is told and checks what it answers.',
    lines.join('\n'),
  ].join('\n\n')
}

/** What keeps a reader from trusting these figures, if something does. */
function warningOf(results: readonly Result[], findings: Findings): readonly string[] {
  const days = [...new Set(results.map(({ at }) => at.slice(0, 10)))]
  const times = results.map(({ part, at }) => `${part} ${at.slice(11, 16)}`)
  const busy = Math.round(busyShare(findings) * 100)
  const parts = `The parts were measured one by one, on ${days.join(' and ')} (UTC): ${times.join(', ')}.`
  if (!(busy < quiet)) return [parts]
  return [
    `**The machine was not to itself.** The core of bare \`node:http\` was at work for ${busy} % of the time of its GETs by id, and on a quiet machine that is most of it. Other programs took the rest: what is met and what is not may change, and figures of a single round (a million entities, memory) can be wrong by half.`,
    parts,
  ]
}

/** Percent of the time that bare node:http is at work, below which somebody else is too. */
const quiet = 60

/** In which cases a rival is faster than one of our APIs at least, and who starts with less. */
function whoIsAhead({ spread }: Findings): string {
  const rateOf = (who: string, name: string) => spread(who, name, 'requests/s')?.median
  const startOf = (who: string) => spread(who, 'start', 'ms of CPU')?.median
  const lines = rivals.flatMap(({ name: rival }) => {
    const faster = cases.filter(name => {
      const own = Object.keys(ours).flatMap(who => rateOf(who, name) ?? [])
      return (rateOf(rival, name) ?? 0) > Math.min(...own)
    })
    const starts = [starters.demo, starters.empty, starters.npm].filter(
      own => (startOf(rival) ?? Number.NaN) < (startOf(own) ?? Number.NaN),
    )
    const told = [
      ...faster,
      ...(starts.length > 0 ? [`takes less CPU to start than ${starts.join(', and than ')}`] : []),
    ]
    return told.length > 0 ? [`- **${rival}**: ${told.join('; ')}.`] : []
  })
  const all = lines.length > 0 ? lines.join('\n') : 'Nobody is, of those that are measured.'
  return `## Who is ahead of us, and in what\n\n${all}`
}

const none: Pick<Result, 'machine' | 'at'> = {
  machine: { cpu: 'nothing yet', cores: 0, gigabytes: 0, node: '', isPinned: false },
  at: '',
}
