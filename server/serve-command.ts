import { toServeArguments } from './arguments.ts'
import { command, type Run } from './command.ts'
import { hasColours } from './log.ts'
import { serveUsage } from './serve-usage.ts'
import { endingOnSignal } from './stopping.ts'
import { messageOf, sayer } from './usage.ts'

/** The `serve` command: serves until a signal stops it. */
export const runServe: Run = command(serveUsage, async (typed, print, config) => {
  const told = toServeArguments(typed, config)
  await endingOnSignal(async () => {
    // The server takes a second to load: a slip of the keyboard need not wait for it.
    const { serve } = await import('./serve.ts')
    const { readingsIn } = await import('./followed.ts')
    const files = typed.values.readings ?? []
    const readings = await readingsIn(files, config, typed.sourceOf('readings'))
    const isColoured = hasColours(process.stdout, process.env)
    return serve({ config, ...told, readings, isColoured }, print)
  })
  const say = sayer(told.json)
  // Whatever is thrown for a request is a 500. What is thrown beside them all ends nothing either.
  process.on('uncaughtException', thrown => {
    say(`Failed beside any request: ${messageOf(thrown)}. The server goes on.`)
  })
  return 0
})
