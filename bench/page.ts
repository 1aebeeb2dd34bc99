import { parts } from './parts.ts'
import { reachTable } from './reach.ts'
import { reaches } from './reaches.ts'
import { findingsOf, type Result } from './results.ts'
import { installed, rivals } from './rivals/rivals.ts'
import { toMarkdown } from './table.ts'

/** `docs/speed.md`, out of what was measured: Markdown. */
export function pageOf(results: readonly Result[]): string {
  const findings = findingsOf(results)
  const told = parts.filter(({ name }) => results.some(({ part }) => part === name))
  const tables = [reachTable(reaches, findings), ...told.flatMap(part => part.tables(findings))]
  return `${[introOf(results), whoIsMeasured(), ...tables.map(toMarkdown)].join('\n\n')}\n`
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
    'Each at the last version that runs on Node.js 20. They are made for other ends than ours: json-server and Mockoon make an API of any data without a description, Prism takes any OpenAPI document, emulate has services that we have not, and none of them checks what it answers.',
    lines.join('\n'),
  ].join('\n\n')
}

const none: Pick<Result, 'machine' | 'at'> = {
  machine: { cpu: 'nothing yet', cores: 0, gigabytes: 0, node: '', isPinned: false },
  at: '',
}
