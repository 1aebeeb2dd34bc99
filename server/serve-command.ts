import { serveUsage, toServeArguments } from './arguments.ts'
import { command, type Run } from './command.ts'
import { messageOf } from './usage.ts'

/** The `serve` command: serves until a signal stops it. */
export const runServe: Run = command(serveUsage, async (typed, print, config) => {
  const told = toServeArguments(typed, process.env, config)
  // The server takes a second to load: a slip of the keyboard need not wait for it.
  const { serve } = await import('./serve.ts')
  const { readingsIn } = await import('./followed.ts')
  const readings = await readingsIn(typed.values.readings ?? [], config)
  const isColoured = process.stdout.isTTY && process.stdout.hasColors()
  const served = serve({ config, ...told, readings, isColoured }, print)
  // Before it says that it listens: whoever reads that may stop it at once.
  const stop = () => void served.then(({ close }) => close()).then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  await served
  // Whatever is thrown for a request is a 500. What is thrown beside them all ends nothing either.
  process.on('uncaughtException', thrown => {
    process.stderr.write(`Failed beside any request: ${messageOf(thrown)}. The server goes on.\n`)
  })
  return 0
})
