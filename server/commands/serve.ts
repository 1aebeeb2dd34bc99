import { mayBeWatched } from '../config/configured.ts'
import { toServeArguments } from '../line/arguments.ts'
import type { Environment } from '../line/environment.ts'
import { readArguments } from '../line/typed.ts'
import { messageOf, sayer } from '../line/usage.ts'
import { hasColours } from '../serve/log.ts'
import { endingOnSignal } from '../serve/stopping.ts'
import { filesOf, isSupervised, supervised } from '../watching/supervised.ts'
import { command, type Run } from './command.ts'
import { serveUsage } from './serve-usage.ts'

/** The `serve` command: serves until a signal stops it. */
export const runServe: Run = async (args, print, env = process.env) => {
  if (isSupervised() || !isToWatch(args, env)) return runOnce(args, print, env)
  const { supervise } = await import('../watching/supervisor.ts')
  return supervise(['serve', ...args])
}

/** What is wrong with the arguments is told by who serves. */
function isToWatch(args: readonly string[], env: Environment): boolean {
  if (!mayBeWatched(args, env)) return false
  try {
    return readArguments(serveUsage, args, env).values.watch === true
  } catch {
    return false
  }
}

const runOnce = command(serveUsage, async (typed, print, config) => {
  const told = toServeArguments(typed, config)
  const say = sayer(told.json)
  const supervisor = await supervised(say)
  const served = await endingOnSignal(async () => {
    // The server takes a second to load: a slip of the keyboard need not wait for it.
    const { serveAfter } = await import('../serve/serve.ts')
    const { readingsIn } = await import('../serve/followed.ts')
    const files = typed.values.readings ?? []
    supervisor?.made(filesOf(config, told.world, files))
    const readings = await readingsIn(files, config, typed.sourceOf('readings'))
    const isColoured = hasColours(process.stdout, process.env)
    return serveAfter(supervisor, { config, ...told, readings, isColoured }, print)
  })
  supervisor?.serving(served, told.json)
  // Whatever is thrown for a request is a 500. What is thrown beside them all ends nothing either.
  process.on('uncaughtException', thrown => {
    say(`Failed beside any request: ${messageOf(thrown)}. The server goes on.`)
  })
  return 0
})
