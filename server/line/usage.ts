import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fromHere } from '../here.ts'

/** Something wrong with what was typed: one sentence, and no stack. */
export class UsageError extends Error {}

/** Tells a sentence on stderr. */
export type Say = (sentence: string) => void

/** For a reader, or for a collector of logs that takes nothing but JSON. */
export const sayer =
  (isJson: boolean): Say =>
  message => {
    const line = { event: 'notice', time: new Date().toISOString(), message }
    process.stderr.write(`${isJson ? JSON.stringify(line) : message}\n`)
  }

/** The exit code of a command, which is 2 where one of these errors keeps it from running: a sentence on stderr. */
export async function codeOf(
  say: Say,
  refusals: readonly (new () => Error)[],
  command: () => Promise<number>,
): Promise<number> {
  try {
    return await command()
  } catch (error) {
    const isSaid = [UsageError, ...refusals].some(one => error instanceof one)
    say(isSaid ? messageOf(error) : toldOf(error))
    return 2
  }
}

/** The kernel says in a sentence what is wrong; so do we of what an author has thrown. All else is told with its stack. */
function toldOf(error: unknown): string {
  const why = messageOf(error)
  if (why.startsWith('Failed to ')) return why
  const place = placeOf(error)
  return place === ''
    ? stackOf(error)
    : `Failed to run what is configured: ${why}${place}. Mend it there.`
}

/** What was thrown by a file of an author's, and where in it, with a way out, unless it has one. */
export function whyOf(cause: unknown, remedy: string): string {
  const why = messageOf(cause).trim().replace(/\s+/g, ' ')
  if (why.startsWith('Failed to ')) return why
  return `${why.replace(/\.$/, '')}${placeOf(cause)}. ${remedy}`
}

/** Where something was thrown, in brackets, if that was in a file of an author's: ` (lockers.ts:3)`. */
function placeOf(thrown: unknown): string {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : ''
  const places = stack.matchAll(/(?:file:\/\/|[ (])(\/[^\s()]+?:\d+)(?=[:)\s]|$)/g)
  const [place = own] = [...places]
    .map(([, one = '']) => one)
    .filter(one => !/\/node_modules\//.test(one))
  return place.startsWith(own) ? '' : ` (${basename(place)})`
}

/** Where these modules are. */
const own = fileURLToPath(fromHere('..'))

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
