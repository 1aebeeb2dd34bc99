#!/usr/bin/env node
import { createRequire } from 'node:module'
import { parseServeArguments, serveHelp, UsageError } from './arguments.ts'

const [first, ...rest] = process.argv.slice(2)
const isCommand = first !== undefined && !first.startsWith('-')
const command = isCommand ? first : 'serve'
const args = isCommand ? rest : process.argv.slice(2)

try {
  await run()
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

async function run(): Promise<void> {
  if (args.includes('--help')) return print(serveHelp)
  if (args.includes('--version')) return print(version())
  if (command !== 'serve') {
    throw new UsageError(
      `Failed to find the command "${command}": there is only "serve". Run with --help.`,
    )
  }
  const told = parseServeArguments(args, process.env)
  // The doubles take a second to load: a slip of the keyboard need not wait for them.
  const { serve } = await import('./serve.ts')
  const served = await serve(told, print)
  const stop = () => void served.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function version(): string {
  const { version } = createRequire(import.meta.url)('contract-doubles/package.json')
  return version
}
