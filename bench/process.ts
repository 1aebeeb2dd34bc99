import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { once as lazily } from '../contract/once.ts'
import { type Ask, send } from './ask.ts'
import { type Core, onCore } from './machine.ts'

/** How a server is started, by whoever uses it. */
export interface Launch {
  readonly command: readonly string[]
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** Where it is to listen. */
  readonly port: number
  /** What it answers with success as soon as it is there. */
  readonly probe: Ask
  /** How long it may take, in seconds. Default: 60. */
  readonly patience?: number
}

export interface Running {
  readonly pid: number
  readonly url: string
  readonly child: ChildProcess
  /** Milliseconds from its start to its first success. */
  readonly took: number
  stop(): Promise<void>
}

/** Starts a server on its core, and waits for its first success. */
export async function start(launch: Launch): Promise<Running> {
  const { command, cwd, env, port, probe, patience = 60 } = launch
  const begun = performance.now()
  const child = spawned('server', command, { cwd, ...(env && { env }) })
  const errors = lastOf(child)
  const url = `http://127.0.0.1:${port}`
  while (!(await isAnswered(url, probe))) {
    const isLate = performance.now() - begun > patience * 1000
    if (child.exitCode !== null || isLate) {
      await stopped(child)
      throw new Error(
        `Failed to start "${command.join(' ')}": ${isLate ? 'it does not answer' : `it ended with ${child.exitCode}`}. ${errors.text}`,
      )
    }
    await pause(2)
  }
  const took = performance.now() - begun
  return { pid: child.pid ?? 0, url, child, took, stop: () => stopped(child) }
}

/** A process with a group of its own, which ends with this one at the latest. */
export function spawned(
  core: Core,
  command: readonly string[],
  options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): ChildProcess {
  const [file = '', ...args] = onCore(core, command)
  const child = spawn(file, args, {
    ...options,
    env: { ...process.env, ...options.env },
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  alive().add(child)
  child.once('exit', () => alive().delete(child))
  return child
}

/** The last of what a process complains of. */
export function lastOf(child: ChildProcess): { readonly text: string } {
  const last = { text: '' }
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    last.text = (last.text + text).slice(-2000)
  })
  return last
}

/** Ends a process with all that it has started. */
export async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  signal(child, 'SIGTERM')
  const impatience = setTimeout(() => signal(child, 'SIGKILL'), 3000)
  await ended
  clearTimeout(impatience)
}

function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, name)
  } catch {
    // It has ended meanwhile.
  }
}

/** Whoever has not ended by then ends with this process. */
const alive = lazily(() => {
  const children = new Set<ChildProcess>()
  process.once('exit', () => {
    for (const child of children) signal(child, 'SIGKILL')
  })
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => process.exit(130))
  return children
})

async function isAnswered(url: string, probe: Ask): Promise<boolean> {
  try {
    return (await send(url, probe)).status < 300
  } catch {
    return false
  }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server: Server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
