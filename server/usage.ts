/** Something wrong with what was typed: one sentence, and no stack. */
export class UsageError extends Error {}

/** The exit code of a command, which is 2 where one of these errors keeps it from running: a sentence on stderr. */
export async function codeOf(
  command: () => Promise<number>,
  refusals: readonly (new () => Error)[] = [],
): Promise<number> {
  try {
    return await command()
  } catch (error) {
    const isSaid = [UsageError, ...refusals].some(one => error instanceof one)
    process.stderr.write(`${isSaid ? messageOf(error) : stackOf(error)}\n`)
    return 2
  }
}

/** What was thrown, in words, whatever it was. */
export function messageOf(cause: unknown): string {
  try {
    return cause instanceof Error ? cause.message : String(cause)
  } catch {
    return 'what was thrown cannot be told'
  }
}

/** What nobody has foreseen is told with its stack. */
const stackOf = (error: unknown): string => (error instanceof Error && error.stack) || String(error)
