#!/usr/bin/env node
import { createRequire } from 'node:module'
import { help, parseServeArguments } from './arguments.ts'
import { UsageError } from './usage.ts'

const [first, ...rest] = process.argv.slice(2)
const isCommand = first !== undefined && !first.startsWith('-')
const command = isCommand ? first : 'serve'
const args = isCommand ? rest : process.argv.slice(2)

// A reader such as head(1) may go before everything is written.
process.stdout.on('error', error => {
  process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1)
})

try {
  await run()
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

async function run(): Promise<void> {
  if (command === 'verify') {
    const { runVerify } = await import('./verify.ts')
    process.exitCode = await runVerify(args, print)
    return
  }
  if (command === 'pact') {
    const { runPact } = await import('./pact.ts')
    process.exitCode = await runPact(args, print)
    return
  }
  if (args.includes('--help')) return print(help)
  if (args.includes('--version')) return print(version())
  if (command === 'openapi') {
    const { printOpenApi } = await import('./openapi.ts')
    process.stdout.write(printOpenApi(args))
    return
  }
  if (command !== 'serve') {
    throw new UsageError(
      `Failed to find the command "${command}": there are serve, openapi, verify and pact. Run with --help.`,
    )
  }
  const told = parseServeArguments(args, process.env)
  // The doubles take a second to load: a slip of the keyboard need not wait for them.
  const { serve } = await import('./serve.ts')
  const served = serve(told, print)
  // Before it says that it listens: whoever reads that may stop it at once.
  const stop = () => void served.then(({ close }) => close()).then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  await served
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function version(): string {
  const { version } = createRequire(import.meta.url)('contract-doubles/package.json')
  return version
}
