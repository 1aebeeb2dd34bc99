import { messageOf } from './usage.ts'

export type Print = (text: string) => void

/**
 * Prints to a stream until its reader goes, as `| head -1` does: whoever prints goes on without it. What else keeps it
 * from printing, such as a full disk, is told on stderr, and is no success.
 */
export function createPrinter(stream: NodeJS.WriteStream): Print {
  let isOpen = true
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (isOpen && error.code !== 'EPIPE') {
      process.stderr.write(`Failed to print: ${messageOf(error)}. Print to somewhere else.\n`)
      process.exitCode = 2
    }
    isOpen = false
  })
  process.stderr.on('error', () => {}) // nobody is left to be told
  return text => {
    if (isOpen) stream.write(`${text}\n`)
  }
}
