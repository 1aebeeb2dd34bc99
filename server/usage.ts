import { type ParseArgsConfig, parseArgs } from 'node:util'

/** Something wrong with what was typed: one sentence, and no stack. */
export class UsageError extends Error {}

/** What was typed, by its options; `remedy` says where they are listed. */
export function readArguments<Config extends ParseArgsConfig>(
  config: Config,
  remedy: string,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config)
  } catch (cause) {
    const [why] = messageOf(cause).split(/\.\s|\n/)
    throw new UsageError(`Failed to read the arguments: ${why}. ${remedy}`, { cause })
  }
}

/** A step that has to do with a file: `orRefuse('the report "a.xml"', writeFile('a.xml', text))`. */
export async function orRefuse(file: string, step: Promise<void>): Promise<void> {
  try {
    await step
  } catch (cause) {
    throw new UsageError(
      `Failed to write ${file}: ${messageOf(cause)}. Name a file in a folder that exists.`,
      { cause },
    )
  }
}

/** The exit code of a command, which is 2 where one of these errors keeps it from running: a sentence on stderr. */
export async function codeOf(
  command: () => Promise<number>,
  ...errors: readonly (new () => Error)[]
): Promise<number> {
  try {
    return await command()
  } catch (error) {
    if (!(error instanceof Error) || ![UsageError, ...errors].some(one => error instanceof one)) {
      throw error
    }
    process.stderr.write(`${error.message}\n`)
    return 2
  }
}

const messageOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause)
