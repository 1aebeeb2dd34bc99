import { configOf, type Run } from './commands/command.ts'
import { commands } from './commands/commands.ts'
import { serveUsage } from './commands/serve-usage.ts'
import { overviewOf } from './line/help.ts'
import { createPrinter } from './line/printing.ts'
import { codeOf, sayer, UsageError } from './line/usage.ts'

/** The commands by their names, each loaded when it is asked for. */
export const runsOf: Readonly<Record<keyof typeof commands, () => Promise<Run>>> = {
  serve: async () => (await import('./commands/serve.ts')).runServe,
  new: async () => (await import('./commands/new/new.ts')).runNew,
  openapi: async () => (await import('./commands/openapi.ts')).runOpenApi,
  schema: async () => (await import('./commands/schema.ts')).runSchema,
  verify: async () => (await import('./commands/verify.ts')).runVerify,
  proxy: async () => (await import('./commands/proxy/proxy.ts')).runProxy,
  check: async () => (await import('./commands/check/check.ts')).runCheck,
  diff: async () => (await import('./commands/diff/diff.ts')).runDiff,
  pact: async () => (await import('./commands/pact.ts')).runPact,
  'pact check': async () => (await import('./commands/pact-check/pact-check.ts')).runPactCheck,
}

const print = createPrinter(process.stdout)

/** Runs what was typed, and leaves the exit code to the process. */
export async function runCommand(args: readonly string[]): Promise<void> {
  process.exitCode ||= await codeOf(sayer(false), [], () => run(args))
}

/** Runs the command that is named first; without one it is `serve`. */
async function run(args: readonly string[]): Promise<number> {
  const [first = '', ...rest] = args
  if (first === 'help') return rest.length === 0 ? tellAll([]) : run([...rest, '--help'])
  const [second = '', ...last] = rest
  const both = `${first} ${second}`
  if (isCommand(both)) return (await runsOf[both]())(last, print)
  if (isCommand(first)) return (await runsOf[first]())(rest, print)
  if (first !== '' && !first.startsWith('-')) {
    throw new UsageError(
      `Failed to find the command "${first}": there are ${Object.keys(commands).join(', ')}. Run with --help.`,
    )
  }
  if (args.some(arg => arg === '--help' || arg === '-h')) return tellAll(args)
  return (await runsOf.serve())(args, print)
}

function isCommand(name: string): name is keyof typeof commands {
  return Object.hasOwn(commands, name)
}

async function tellAll(args: readonly string[]): Promise<number> {
  print(overviewOf(Object.values(commands), serveUsage, await configOf(args)))
  return 0
}
