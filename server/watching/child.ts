import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { Holdings } from './holdings.ts'
import type { Seen } from './look.ts'
import { type Before, type Listening, type Order, preload, type Report } from './messages.ts'

/** A server in a process of its own, as its supervisor has it. */
export interface Child {
  /** How it ended, once it has. */
  readonly end: Promise<End>
  /** Where it listens, once it does. */
  readonly listening: Listening | undefined
  /** Ends it, and gives what it held: nothing where it does not listen yet, or cannot tell. */
  handOver(): Promise<Holdings | undefined>
  /** Ends it. */
  stop(): Promise<void>
}

export interface End {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** Milliseconds until a server that does not end is killed. */
const patience = 10_000

/** Starts the command that this process was started by once more, with other arguments, and tells of each file that it loads. */
export function startChild(
  args: readonly string[],
  before: Before,
  add: (seen: Seen) => void,
): Child {
  const child = fork(process.argv[1] ?? '', args, {
    execArgv: [...process.execArgv, '--import', preload],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc', 'pipe'],
  })
  let listening: Listening | undefined
  let held: Holdings | undefined
  // It may have ended before it has read this.
  const send = (order: Order) => child.send(order, () => {})
  const [, , , , reports] = child.stdio
  if (reports instanceof Readable) {
    createInterface({ input: reports }).on('line', line => add(JSON.parse(line)))
  }
  child.on('message', (report: Report) => {
    for (const seen of report.seen ?? []) add(seen)
    listening ??= report.listening
    held ??= report.held
  })
  send({ before })
  // What it said last is read before the channel is closed.
  const end = Promise.all([once(child, 'exit'), once(child, 'disconnect')]).then(
    ([[code, signal]]): End => ({ code, signal }),
  )
  const ended = async (order: Order): Promise<void> => {
    const timer = setTimeout(() => child.kill('SIGKILL'), patience)
    if (listening) send(order)
    else child.kill('SIGKILL') // it holds nothing yet, and may be waiting for what never comes
    await end
    clearTimeout(timer)
  }
  return {
    end,
    get listening() {
      return listening
    },
    async handOver() {
      await ended('hand over')
      return held
    },
    stop: () => ended('stop'),
  }
}
