import { randomBytes } from 'node:crypto'
import { type Say, sayer } from '../line/usage.ts'
import { endingOnSignal } from '../serve/stopping.ts'
import { type Child, type End, startChild } from './child.ts'
import { createFiles } from './files.ts'
import type { Before } from './messages.ts'

/**
 * Serves in a process of its own, which is started anew whenever a file has changed that it was made of, and goes on with
 * what the one before held. Gives the exit code of the first one where that could not start.
 */
export async function supervise(args: readonly string[]): Promise<number> {
  const { end } = await endingOnSignal(async () => createSupervisor(args))
  return end
}

interface Supervisor {
  /** The exit code, once there is no server, and none to come. */
  readonly end: Promise<number>
  close(): Promise<void>
}

function createSupervisor(args: readonly string[]): Supervisor {
  let isJson = false
  let isOver = false
  let child: Child | undefined
  const say: Say = sentence => sayer(isJson)(sentence)
  const files = createFiles(say)
  const changed = async (change: Promise<string>): Promise<void> =>
    say(`"${await change}" has changed: the server starts anew.`)
  const mended = (end: End, server: Child): Promise<void> => {
    say(toldOf(end, server))
    return changed(files.changed('any'))
  }
  /** From the start of a server to its end; gives what the next one begins with, or the exit code where there is none. */
  const round = async (before: Before): Promise<Before | number> => {
    files.forget()
    const server = startChild(args, before, files.add)
    child = server
    const change = files.changed()
    const end = await Promise.race([change.then(() => undefined), server.end])
    isJson = server.listening?.json ?? isJson
    const known = withPort(before, server)
    if (end && (isOver || known.port === undefined)) return end.code ?? 1
    await (end ? mended(end, server) : changed(change))
    return withHoldings(known, await server.handOver())
  }
  const run = async (): Promise<number> => {
    let next: Before | number = { token: randomBytes(16).toString('hex') }
    while (typeof next !== 'number') next = isOver ? 0 : await round(next)
    return next
  }
  return {
    end: run().finally(files.close),
    async close() {
      isOver = true
      await child?.stop()
    },
  }
}

const withPort = (before: Before, { listening }: Child): Before =>
  listening ? { ...before, port: listening.port } : before

const withHoldings = (before: Before, held: Before['held']): Before =>
  held ? { ...before, held } : before

const toldOf = ({ code, signal }: End, { listening }: Child): string =>
  listening
    ? `The server has ended by ${signal ?? `exit code ${code}`}: it starts again after the next change, with what it held after the last one.`
    : 'The server starts again after the next change, with all that it held.'
