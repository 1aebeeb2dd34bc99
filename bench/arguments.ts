import { parseArgs } from 'node:util'
import { parts } from './parts.ts'

export const usage = `npm run bench                      all parts, some twelve minutes
npm run bench -- load start        these parts alone
npm run bench -- --quick           short, to see that it runs: its figures say little
npm run bench -- --json <file>     writes what this run measured there too
npm run bench -- --write           writes docs/speed.md of what was measured last

Parts: ${parts.map(({ name, isOnDemand }) => (isOnDemand ? `${name} (only where it is named)` : name)).join(', ')}`

/** What the bench was told. */
export interface Told {
  readonly chosen: typeof parts
  readonly isQuick: boolean
  readonly isToWrite: boolean
  readonly wantsHelp: boolean
  readonly json?: string
}

export function toldBy(args: readonly string[]): Told {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  })
  const stray = positionals.find(name => parts.every(part => part.name !== name))
  if (stray !== undefined) {
    throw new Error(
      `Failed to bench "${stray}": there is no part of that name. Choose from ${parts.map(({ name }) => name).join(', ')}.`,
    )
  }
  if (values.quick && values.write) {
    throw new Error(
      'Failed to write docs/speed.md: a quick run says too little for it. Leave --quick out.',
    )
  }
  return {
    chosen: parts.filter(({ name, isOnDemand }) =>
      positionals.length === 0 ? !isOnDemand : positionals.includes(name),
    ),
    isQuick: values.quick,
    isToWrite: values.write,
    wantsHelp: values.help,
    ...(values.json !== undefined && { json: values.json }),
  }
}
